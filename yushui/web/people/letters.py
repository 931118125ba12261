"""Letters of condolence: written, revised, looked at as a family would get them, printed."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.lettering import FIELDS
from yushui.people.models import Letter, PaperKind, Printing, Wording
from yushui.reports import jobs, printing
from yushui.reports.papers import letters
from yushui.territory.models import Region
from yushui.visits.queries import rounds_of
from yushui.web.http import actor_of, answer, attempt, paged
from yushui.web.people.letter_forms import (
    LEVELS_BELOW,
    ChooseFamilies,
    ReviseLetter,
    WriteLetter,
)
from yushui.web.policy import requires


PRINTINGS_SHOWN = 10
EDITIONS_SHOWN = 20


@requires(Permission.PEOPLE_EDIT)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    page = paged(request, Letter.objects.visible_to(actor_of(request)).for_listing())
    return answer(request, "people/letters.html", {"page": page})


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = WriteLetter(request.POST or None, places=_own_places(actor))
    if form.is_valid():
        region = form.cleaned_data["region"]
        written = attempt(actions.write_letter, form, region, by=actor, **form.written())
        if written.value:
            messages.success(request, "慰问信已保存。选好写给谁，先看一户的，再开始印。")
            return redirect("people:letter", written.value.pk)
    context = {"heading": "写慰问信", "back": reverse("people:letters"), "fields": FIELDS}
    return answer(request, "people/letter_form.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The next edition, in the places one answers for: not the letter of the county above."""
    actor = actor_of(request)
    own = Letter.objects.filter(actor.scope(Permission.PEOPLE_EDIT).rows("region"))
    letter = get_object_or_404(own.select_related("region"), pk=pk)
    form = ReviseLetter(request.POST or None, wording=_wording(letter))
    if form.is_valid() and attempt(actions.revise_letter, form, letter, by=actor, **form.written()):
        messages.success(request, "已保存为新的一版。")
        return redirect("people:letter", letter.pk)
    back = reverse("people:letter", args=[letter.pk])
    context = {"heading": f"修改：{letter.name}", "back": back, "fields": FIELDS}
    return answer(request, "people/letter_form.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What a letter says, to whom it can go, and what was printed of it."""
    actor = actor_of(request)
    letter = _letter(request, pk)
    wording = _wording(letter, request.GET.get("edition", ""))
    printed = Printing.objects.visible_to(actor).filter(wording__letter=letter)
    context = {
        "letter": letter,
        "wording": wording,
        "words": wording.words,
        "editions": letter.wordings.order_by("-edition")[:EDITIONS_SHOWN],
        "printings": printed.for_listing()[:PRINTINGS_SHOWN],
        "may_revise": actor.may(Permission.PEOPLE_EDIT, letter.region),
        "choose": _chooser(request, None, letter),
    }
    return answer(request, "people/letter.html", context)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def print_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the letter of one real family; then start, with the same choice."""
    letter = _letter(request, pk)
    wording = _wording(letter)
    form = _chooser(request, request.POST or request.GET, letter)
    context: dict[str, object] = {"letter": letter, "wording": wording}
    if form.is_valid():
        place, to = form.cleaned_data["place"], form.mailing()
        if request.method == "POST":
            asked = attempt(printing.ask_letters, form, wording, place, to=to, by=actor_of(request))
            if asked.value:
                return redirect("people:printing", asked.value.pk)
        elif looked := attempt(_looked_at, form, wording, place, to):
            context |= (looked.value or {}) | {"chosen": _chosen(form, request.GET)}
    return answer(request, "people/letter_print.html", context, form=form)


def _chosen(form: ChooseFamilies, given: QueryDict) -> list[tuple[str, str]]:
    """What was chosen, to be sent once more without a second field of the same id."""
    return [(name, value) for name in form.fields for value in given.getlist(name)]


def _looked_at(wording: Wording, place: Region, to: actions.Mailing) -> dict[str, object]:
    """How many families the choice reaches, and the letter of the first of them."""
    draft = Printing(
        region=place,
        paper=PaperKind.LETTER,
        wording=wording,
        form=to.form,
        campaign=to.campaign,
        categories=list(to.categories),
        addressee=to.addressee,
    )
    count, _ = jobs.counted(draft)
    family, filled = letters.first(draft)
    return {"place": place, "count": count, "family": family, "filled": filled}


def _chooser(request: HttpRequest, given: object, letter: Letter) -> ChooseFamilies:
    actor = actor_of(request)
    return ChooseFamilies(
        given,
        places=_places(actor, letter),
        campaigns=rounds_of(actor).order_by("-year", "-pk"),
    )


def _places(actor: Actor, letter: Letter) -> QuerySet[Region]:
    """The places of the letter that one answers for, down to the villages of a county."""
    mine = Region.objects.current().filter(actor.scope(Permission.PEOPLE_EDIT).own_regions())
    inside = mine.within(letter.region).order_by("path")
    outermost = inside.first()
    deepest = (outermost.level if outermost else 0) + LEVELS_BELOW
    return inside.filter(level__lte=deepest)


def _own_places(actor: Actor) -> QuerySet[Region]:
    """Where the actor's own posts are."""
    roots = actor.scope(Permission.PEOPLE_EDIT).regions
    return Region.objects.current().filter(path__in=roots).order_by("level", "path")


def _letter(request: HttpRequest, pk: int) -> Letter:
    visible = Letter.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("region"), pk=pk)


def _wording(letter: Letter, edition: str = "") -> Wording:
    """The edition asked for, else the one that stands."""
    is_number = edition.isdecimal() and len(edition) < 9
    number = int(edition) if is_number else letter.edition
    found = letter.wordings.select_related("letter__region")
    return get_object_or_404(found, edition=number)
