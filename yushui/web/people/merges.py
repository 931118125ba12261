"""The queue of doubles, the page on which two become one, and the list of what was merged."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.kernel.merging import Journal
from yushui.people import actions
from yushui.people.actions.merges import HOUSEHOLD_FIELDS, PERSON_FIELDS
from yushui.people.lifecycle import DoubleState
from yushui.people.matching import explaining, ladders
from yushui.people.models import Double, Household, Merge, Person
from yushui.web.http import actor_of, answer, attempt, paged, perform
from yushui.web.people import forms, opposite, pairs
from yushui.web.people.entries import entry
from yushui.web.policy import requires


MERGED = "已合并。弄错了可以在“合并记录”里拆开。"


@requires(Permission.PEOPLE_EDIT)
@require_GET
def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs that wait for a clerk, the likeliest first; or those that were found to be two."""
    visible = Double.objects.visible_to(actor_of(request))
    dismissed = visible.filter(state=DoubleState.DISMISSED)
    is_settled = request.GET.get("settled") == "1"
    page = paged(request, (dismissed if is_settled else visible.open()).for_listing())
    context = {
        "is_settled": is_settled,
        "page": page,
        "told": [(double, explaining.chance(double.score, double.reasons)) for double in page],
        "dismissed": dismissed.count(),
        "merges": Merge.objects.visible_to(actor_of(request)).count(),
    }
    return answer(request, "people/doubles.html", context)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two persons side by side: merge them, or say that they are two."""
    kept, gone = _kept_first(_person(request, pk), _person(request, other))
    actor = actor_of(request)
    # With both, who are not read again: one may be merged at this moment.
    pair_of = Double.objects.visible_to(actor).for_listing()
    double = pair_of.filter(**_sorted(kept, gone)).first()
    following = _following(request, double)
    if request.method == "POST" and _decide(request, kept, gone, double):
        if following:
            return redirect("people:pair", following.first_id, following.second_id)
        return redirect("people:doubles")
    context = {
        "kept": kept,
        "gone": gone,
        "lines": pairs.lines(kept, gone),
        "would_move": pairs.would_move(gone),
        "two_numbers": ladders.TWO_NUMBERS if kept.id_index and gone.id_index else "",
        "others": gone.household.persons.exclude(pk=gone.pk).count(),
        "double": double,
        "chance": explaining.chance(double.score, double.reasons) if double else "",
        "next": following,
    }
    return answer(request, "people/pair.html", context)


def _decide(request: HttpRequest, kept: Person, gone: Person, double: Double | None) -> bool:
    actor, choice = actor_of(request), request.POST.get("answer", "")
    if choice == "two" and double is not None:
        said = "已记下：这是两个人，资料不变就不再提示。"
        return perform(request, actions.dismiss_double, double, by=actor, said=said)
    if choice != "merge":
        messages.error(request, "请选择是同一人，还是两个人。")
        return False
    return perform(
        request,
        actions.merge_persons,
        kept,
        gone,
        taking=_taken(request, PERSON_FIELDS),
        with_households=request.POST.get("with_households") == "on",
        despite_numbers=request.POST.get("despite_numbers") == "on",
        seen=request.POST.get("seen", ""),
        by=actor,
        said=MERGED,
    )


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def merge_household(request: HttpRequest, pk: int) -> HttpResponse:
    """One family under two codes, or one person in two: find the other, look at both, merge."""
    actor = actor_of(request)
    mine = Household.objects.filter(actor.scope(Permission.PEOPLE_EDIT).rows("region"))
    kept = entry(request, mine.select_related("region"), pk)
    code = request.GET.get("code", "").strip()[:20]
    gone = mine.select_related("region").filter(code=code).exclude(pk=pk).first() if code else None
    if request.method == "POST" and gone is not None:
        taking = _taken(request, HOUSEHOLD_FIELDS)
        if perform(
            request, actions.merge_households, kept, gone, taking=taking, by=actor, said=MERGED
        ):
            return redirect("people:show", kept.pk)
    context = {
        "household": kept,
        "gone": gone,
        "code": code,
        "choice": opposite.choice(kept, request.GET, actor),
        "lines": pairs.household_lines(kept, gone) if gone else [],
        "would_move": pairs.would_move(gone) if gone else [],
    }
    return answer(request, "people/merge_household.html", context)


@requires(Permission.PEOPLE_EDIT)
@require_GET
def merges(request: HttpRequest) -> HttpResponse:
    """What was merged, the newest first, and what was parted again."""
    page = paged(request, Merge.objects.visible_to(actor_of(request)).for_listing())
    told = [(merge, pairs.moved(Journal(merge.journal).counts())) for merge in page]
    return answer(request, "people/merges.html", {"page": page, "told": told})


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge, for a reason."""
    actor = actor_of(request)
    visible = Merge.objects.visible_to(actor).standing()
    merge = get_object_or_404(visible.select_related("household__region", "person"), pk=pk)
    form = forms.Part(request.POST or None)
    if form.is_valid() and attempt(actions.part, form, merge, by=actor, **form.cleaned_data):
        messages.success(request, f"已拆开，“{merge.gone}”恢复为单独的一条。")
        return redirect("people:merges")
    return answer(request, "people/part.html", {"merge": merge}, form=form)


def _person(request: HttpRequest, pk: int) -> Person:
    mine = actor_of(request).scope(Permission.PEOPLE_EDIT).rows("household__region")
    known = Person.objects.filter(mine).select_related("household__region")
    return entry(request, known.prefetch_related("belongings"), pk)


def _kept_first(one: Person, other: Person) -> tuple[Person, Person]:
    """The entry with the larger family stays; of equal ones that which was there first."""
    counted = Household.objects.filter(pk__in=[one.household_id, other.household_id])
    sizes = dict(counted.annotate(size=Count("persons")).values_list("pk", "size"))
    kept, gone = sorted((one, other), key=lambda person: (-sizes[person.household_id], person.pk))
    return kept, gone


def _sorted(one: Person, other: Person) -> dict[str, int]:
    first, second = sorted((one.pk, other.pk))
    return {"first": first, "second": second}


def _following(request: HttpRequest, double: Double | None) -> Double | None:
    """The pair after this one in the order of the list, from the beginning after the last."""
    if double is None:
        return None
    waiting = Double.objects.visible_to(actor_of(request)).open().exclude(pk=double.pk)
    behind = Q(score__lt=double.score) | Q(score=double.score, pk__gt=double.pk)
    ordered = waiting.order_by("-score", "pk")
    return ordered.filter(behind).first() or ordered.first()


def _taken(request: HttpRequest, fields: tuple[str, ...]) -> list[str]:
    return [field for field in fields if request.POST.get(f"keep_{field}") == "gone"]
