"""What a person is and how a person stands: labels with evidence, the law's words, status."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.people import actions, categories, legal
from yushui.people.lifecycle import STATUS
from yushui.people.models import Belonging, Evidence, Person, StatusChange
from yushui.web.http import actor_of, answer, attempt
from yushui.web.people import rows, standing_forms
from yushui.web.people.entries import entry
from yushui.web.people.persons import edited, person_of
from yushui.web.policy import requires


@requires(Permission.PEOPLE_VIEW)
@require_GET
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what sources and clerks say they are, what the law calls it, and since when."""
    actor, today = actor_of(request), clock.today()
    mine = Person.objects.visible_to(actor).select_related("household__region__parent")
    seen = Evidence.objects.order_by("pk")
    labels = Belonging.objects.order_by("until", "pk").prefetch_related(Prefetch("evidence", seen))
    changes = StatusChange.objects.latest_first()
    found = mine.prefetch_related(Prefetch("belongings", labels), Prefetch("changes", changes))
    person = entry(request, found, pk)
    context = {
        "person": person,
        "labels": rows.held(person),
        "implied": rows.implied(person, today),
        "edition": legal.in_force(today),
        "legal": legal.held(person, today),
        "unclear": [(categories.label(code), why) for code, why in legal.unclear(person, today)],
        "ending": legal.payable_until(person, today),
        "changes": person.changes.all(),
        "latest": next((one for one in person.changes.all() if not one.taken_back_at), None),
        "moves": [(move, STATUS.label(move)) for move in STATUS.available(person.status)],
        "may_edit": actor.may(Permission.PEOPLE_EDIT, person.household.region),
        "may_reveal": actor.may(Permission.PEOPLE_REVEAL, person.household.region),
    }
    return answer(request, "people/standing.html", context)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def add_category(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk, Permission.PEOPLE_EDIT)
    form = standing_forms.AddCategory(request.POST or None)
    return _done(
        request,
        person,
        form,
        heading=f"给{person.name}增加类别",
        act=lambda: attempt(
            actions.add_category, form, person, by=actor_of(request), **form.cleaned_data
        ),
        said="人员类别已增加。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def edit_category(request: HttpRequest, pk: int) -> HttpResponse:
    belonging = _belonging(request, pk)
    form = standing_forms.EditCategory(request.POST or None, belonging=belonging)
    return _done(
        request,
        belonging.person,
        form,
        heading=f"更正{belonging.person.name}的“{categories.label(belonging.category)}”",
        act=lambda: attempt(
            actions.edit_category, form, belonging, by=actor_of(request), **form.cleaned_data
        ),
        said="已更正。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def end_category(request: HttpRequest, pk: int) -> HttpResponse:
    belonging = _belonging(request, pk)
    form = standing_forms.OnDay(request.POST or None)
    return _done(
        request,
        belonging.person,
        form,
        heading=f"{belonging.person.name}不再是“{categories.label(belonging.category)}”",
        act=lambda: attempt(
            actions.end_category, form, belonging, by=actor_of(request), **form.cleaned_data
        ),
        said="人员类别已终止，以前的记录保留。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def remove_category(request: HttpRequest, pk: int) -> HttpResponse:
    belonging = _belonging(request, pk)
    form = standing_forms.Why(request.POST or None)
    return _done(
        request,
        belonging.person,
        form,
        heading=f"{belonging.person.name}从来不是“{categories.label(belonging.category)}”",
        act=lambda: attempt(
            actions.remove_category, form, belonging, by=actor_of(request), **form.cleaned_data
        ),
        said="误登的类别已删去；各来源的说法仍保留。",
    )


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("number")
@require_http_methods(["GET", "POST"])
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    belonging = _belonging(request, pk)
    form = standing_forms.SeeEvidence(request.POST or None)
    return _done(
        request,
        belonging.person,
        form,
        heading=f"登记{belonging.person.name}是“{categories.label(belonging.category)}”的依据",
        act=lambda: attempt(
            actions.add_evidence, form, belonging, seen=form.seen(), by=actor_of(request)
        ),
        said="依据已登记。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def take_back_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    scope = actor_of(request).scope(Permission.PEOPLE_EDIT)
    mine = scope.rows("belonging__person__household__region")
    standing = Evidence.objects.standing().filter(mine)
    evidence = get_object_or_404(
        standing.select_related("belonging__person__household__region"), pk=pk
    )
    form = standing_forms.Why(request.POST or None)
    return _done(
        request,
        evidence.belonging.person,
        form,
        heading=f"撤销依据：{evidence.get_paper_display()}",
        act=lambda: attempt(
            actions.take_back_evidence, form, evidence, by=actor_of(request), **form.cleaned_data
        ),
        said="这条依据已撤销，记录保留。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def mark_dead(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk, Permission.PEOPLE_EDIT)
    form = standing_forms.MarkDead(request.POST or None)
    return _done(
        request,
        person,
        form,
        heading=f"登记{person.name}去世",
        act=lambda: attempt(
            actions.mark_dead, form, person, by=actor_of(request), **form.cleaned_data
        ),
        said="已登记。此人不再列入走访名单，发放按法定月数截止。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def set_status(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    person = person_of(request, pk, Permission.PEOPLE_EDIT)
    if move not in STATUS.moves or move == "die":
        raise Http404
    form = standing_forms.ChangeStatus(request.POST or None)
    return _done(
        request,
        person,
        form,
        heading=f"{person.name}：{STATUS.label(move)}",
        act=lambda: attempt(
            actions.set_status, form, person, move=move, by=actor_of(request), **form.told()
        ),
        said="状态已登记，走访名单随之调整。",
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def take_back_status(request: HttpRequest, pk: int) -> HttpResponse:
    mine = actor_of(request).scope(Permission.PEOPLE_EDIT).rows("person__household__region")
    changes = StatusChange.objects.standing().filter(mine)
    change = get_object_or_404(changes.select_related("person__household__region"), pk=pk)
    form = standing_forms.Why(request.POST or None)
    return _done(
        request,
        change.person,
        form,
        heading=f"撤销误登：{change.person.name}{change.get_status_display()}",
        act=lambda: attempt(
            actions.take_back_status, form, change, by=actor_of(request), **form.cleaned_data
        ),
        said="已撤销，恢复到以前的状态；误登的一条保留。",
    )


def _belonging(request: HttpRequest, pk: int) -> Belonging:
    mine = actor_of(request).scope(Permission.PEOPLE_EDIT).rows("person__household__region")
    held = Belonging.objects.filter(mine).select_related("person__household__region")
    return get_object_or_404(held, pk=pk)


def _done(
    request: HttpRequest, person: Person, form: Form, *, heading: str,
    act: Callable[[], Any], said: str,
) -> HttpResponse:  # fmt: skip
    back = reverse("people:standing", args=[person.pk])
    return edited(request, person, form, heading=heading, act=act, said=said, back=back)
