"""Families: the list one looks through, and the page of one."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State
from yushui.campaigns.models import Campaign
from yushui.merits import hanging
from yushui.merits.models import Citation, Plaque
from yushui.people import categories, seals
from yushui.people.models import Household, Look, OwnWords, Person, Status, without_contact
from yushui.reports import chronicle
from yushui.reports.papers import families
from yushui.territory.models import Region
from yushui.visits.queries import rounds_of
from yushui.web.http import actor_of, answer, page_or_fragment, paged
from yushui.web.people import rows
from yushui.web.people.entries import entry
from yushui.web.policy import requires


VISITS_SHOWN = LOOKS_SHOWN = 20
HAPPENED_SHOWN = 60
NOBODY = "none"  # of the filter by contact
ROUNDS_SHOWN = 3


@requires(Permission.PEOPLE_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    place = rows.place_of(request.GET.get("place", ""), actor, Permission.PEOPLE_VIEW)
    wanted = request.GET.get("address", "").strip()[:40]
    category = request.GET.get("category", "")
    found = rows.in_place(Household.objects.visible_to(actor), place)
    if wanted:
        found = found.filter(address__contains=wanted)
    if category in categories.labels():
        found = rows.belonging_to(found, category)
    lacks_contact = request.GET.get("contact") == NOBODY
    if lacks_contact:
        found = without_contact(found)
    page = paged(request, found.for_listing())
    context = {
        "page": page,
        "families": rows.families(page),
        "place": place,
        "above": _above(place, actor),
        "below": rows.places_below(place),
        "wanted": wanted,
        "category": category,
        "choices": categories.choices(),
        "lacks_contact": lacks_contact,
        "is_filtered": bool(wanted or category or lacks_contact),
        "may_import": actor.holds(Permission.ROSTER_IMPORT),
        "may_edit": place is not None and actor.may(Permission.PEOPLE_EDIT, place),
    }
    return page_or_fragment(request, "people/index.html", "people/_families.html", context)


def _above(place: Region | None, actor: Actor) -> Region | None:
    """The place above, where one may look at all of it."""
    above = place.parent if place else None
    return above if above and actor.may(Permission.PEOPLE_VIEW, above) else None


def _is_gone(persons: Collection[Person]) -> bool:
    """Whether nobody is left there whom one could visit."""
    return bool(persons) and all(one.status in (Status.DEAD, Status.MOVED) for one in persons)


def _rounds(actor: Actor, household: Household) -> list[Campaign]:
    """Campaigns for which a visit to the family may be recorded from its page, listed or not."""
    if not actor.may(Permission.VISIT_RECORD, household.region):
        return []
    running = rounds_of(actor).filter(state=State.OPEN)
    return list(running.order_by("ends_on", "-pk")[:ROUNDS_SHOWN])


def _honours(actor: Actor, household: Household) -> dict[str, Any]:
    """The family's citations and the plaque on its door, as far as the actor may see them."""
    citations = Citation.objects.visible_to(actor).filter(household=household)
    plaques = Plaque.objects.visible_to(actor).standing().filter(household=household)
    plaque = plaques.first()
    may_hang = actor.may(Permission.MERIT_DELIVER, household.region) and plaque is None
    return {
        "citations": list(citations.order_by("-received_on", "-pk")),
        "plaque": plaque,
        "may_hang": may_hang and hanging.is_entitled(household),
    }


@requires(Permission.PEOPLE_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One family, with everything dated about it in one list."""
    actor = actor_of(request)
    seen = Household.objects.visible_to(actor).select_related("region__parent")
    persons = rows.members(seen, pk)
    household = persons[0].household if persons else entry(request, seen, pk)
    contacts = list(household.contacts.for_listing())
    visits = list(families.visits_to([household], actor))
    looks = list(Look.objects.filter(person__in=persons).for_listing()[:LOOKS_SHOWN])
    happened = [*chronicle.of(persons, contacts, visits), *chronicle.looks(looks)]
    cash, goods = families.money(visits)
    context = {
        "household": household,
        "cards": rows.cards(persons),
        "phone": seals.masked_household_phone(household),
        "contact": next((one for one in contacts if one.until is None), None),
        "former": [one for one in contacts if one.until],
        "visits": visits[:VISITS_SHOWN],
        "occurrences": rows.occurrences(household, persons, actor),
        "cash": cash,
        "goods": goods,
        "happened": chronicle.newest_first(happened)[:HAPPENED_SHOWN],
        "looks": looks,
        "rounds": [] if _is_gone(persons) else _rounds(actor, household),
        **_honours(actor, household),
        "words": list(OwnWords.objects.visible_to(actor).filter(household=household).for_listing()),
        "may_record": actor.may(Permission.VISIT_RECORD, household.region),
        "may_edit": actor.may(Permission.PEOPLE_EDIT, household.region),
        "may_reveal": actor.may(Permission.PEOPLE_REVEAL, household.region),
    }
    return answer(request, "people/show.html", context)
