"""Looking for somebody by a number, which is counted and leaves a trace, and keeping the keys."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.people import rules
from yushui.people.models import Household, NumberSearch, Person
from yushui.people.searching import rebuilding
from yushui.people.searching.finding import Found, by_number
from yushui.people.searching.words import number_in


@transaction.atomic
def search_by_number(text: str, *, by: Actor) -> Found:
    """Find whose telephone number it is, or whose identity number ends so.

    Whoever could try without end would learn the digits that a mask hides.
    """
    by.require_anywhere(Permission.PEOPLE_REVEAL)
    number = number_in(text)
    rules.check_number_search(is_number=number is not None, searches_today=_searches_today(by))
    assert number is not None, "What is none has been refused."
    found = by_number(number, by)
    NumberSearch.objects.create(
        field=number.field, found_count=found.count, at=clock.now(), by_id=by.id, by_name=by.name
    )
    log("people.searched_by_number", "person", by=by, field=number.field, found=found.count)
    return found


def _searches_today(by: Actor) -> int:
    midnight = timezone.make_aware(datetime.combine(clock.today(), time()))
    return NumberSearch.objects.filter(by_id=by.id, at__gte=midnight).count()


@transaction.atomic
def rebuild_search_keys(
    *, is_rehearsed: bool = False, tell: rebuilding.Tell = lambda done: None, by: Actor
) -> int:
    """Compute what everybody is found by anew; answers how many rows held something else."""
    by.require_anywhere(Permission.ROSTER_IMPORT)
    wrong = rebuilding.rebuild(Person, Household, is_rehearsed=is_rehearsed, tell=tell)
    if not is_rehearsed:
        log("people.search_keys_rebuilt", "person", by=by, corrected=wrong)
    return wrong
