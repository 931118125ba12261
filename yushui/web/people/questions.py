"""Rows of rosters about whom a clerk is asked: who is this? Side by side, one key to decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.lifecycle import QuestionState
from yushui.people.models import Person, Question
from yushui.web.http import actor_of, answer, paged, perform
from yushui.web.people import beside
from yushui.web.policy import requires


@requires(Permission.ROSTER_IMPORT)
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """What is open, by roster and row."""
    visible = Question.objects.visible_to(actor_of(request))
    context = {
        "page": paged(request, visible.open().for_listing()),
        "settled": visible.exclude(state=QuestionState.OPEN).count(),
    }
    return answer(request, "people/questions.html", context)


@requires(Permission.ROSTER_IMPORT)
@require_GET
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The row and everybody it may be; nothing is searched for here."""
    asked = _question(request, pk)
    others = Question.objects.visible_to(actor_of(request)).open().exclude(pk=asked.pk)
    context = {
        "question": asked,
        "sheet": beside.sheet(asked, actor_of(request)),
        "is_open": asked.state == QuestionState.OPEN,
        "next": _following(request, asked),
        "left": others.count(),
    }
    return answer(request, "people/question.html", context)


@requires(Permission.ROSTER_IMPORT)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who it is: one of the candidates, somebody new, or a row nobody wants."""
    asked = _question(request, pk)
    choice = request.POST.get("answer", "")
    if choice == "new":
        said = f"“{asked.name}”已作为新人员登记。"
        done = perform(request, actions.settle_as_new, asked, by=actor_of(request), said=said)
    elif choice == "withdraw":
        said = "这一行不再处理。"
        done = perform(request, actions.withdraw_question, asked, by=actor_of(request), said=said)
    elif choice.isdecimal() and len(choice) < 12:
        done = _settle_as(request, asked, int(choice))
    else:
        messages.error(request, "请选择是哪一个人，或者是新人员。")
        done = False
    following = _following(request, asked) if done else asked
    return redirect("people:question", following.pk) if following else redirect("people:questions")


@requires(Permission.ROSTER_IMPORT)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back, so that the row can be settled otherwise."""
    asked = _question(request, pk)
    said = "认定已撤回，请重新认定。"
    perform(request, actions.reopen_question, asked, by=actor_of(request), said=said)
    return redirect("people:question", asked.pk)


def _settle_as(request: HttpRequest, asked: Question, key: int) -> bool:
    actor = actor_of(request)
    mine = actor.scope(Permission.ROSTER_IMPORT).rows("household__region")
    person = get_object_or_404(Person.objects.filter(mine), pk=key)
    said = f"“{asked.name}”认定为库中的{person.name}。"
    return perform(request, actions.settle_as, asked, person=person, by=actor, said=said)


def _question(request: HttpRequest, pk: int) -> Question:
    visible = Question.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("roster__unit__region", "region"), pk=pk)


def _following(request: HttpRequest, asked: Question) -> Question | None:
    """The next open one in the order of the list, from the beginning after the last."""
    visible = Question.objects.visible_to(actor_of(request)).open().exclude(pk=asked.pk)
    later = visible.filter(roster=asked.roster, row__gt=asked.row).order_by("row").first()
    return later or visible.for_listing().first()
