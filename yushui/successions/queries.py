"""Readings over changes: what happened here, what was left over, where an old name leads."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.models import Household
from yushui.territory.models import Change, Region, RegionName, RegionSuccession


def changes_of(actor: Actor) -> QuerySet[Change]:
    """Changes of what the actor sees, and those that brought something into sight."""
    scope = actor.scope(Permission.UNIT_VIEW)
    brought = RegionSuccession.objects.filter(scope.rows("new"), change=OuterRef("pk"))
    seen = scope.rows("region") | scope.rows_by_unit("unit") | Exists(brought)
    return Change.objects.filter(seen).order_by("-effective_on", "-pk")


@dataclass(frozen=True)
class Left:
    """A divided place in which something still is that no list gave to a part."""

    region: Region
    households: int
    places: int


def left_in(roots: QuerySet[Region]) -> list[Left]:
    """Ended places among `roots` with families or places in force, the fullest first."""
    ended = roots.filter(valid_to__isnull=False)
    homes = Household.objects.filter(region=OuterRef("pk"))
    below = Region.objects.current().filter(parent=OuterRef("pk"))
    rows = list(
        ended.filter(Exists(homes) | Exists(below)).select_related("parent").order_by("path")
    )
    if not rows:
        return []
    counted = dict(
        Household.objects.filter(region__in=rows)
        .order_by()
        .values_list("region")
        .annotate(Count("pk"))
    )
    places = dict(
        Region.objects.current()
        .filter(parent__in=rows)
        .order_by()
        .values_list("parent")
        .annotate(Count("pk"))
    )
    return [Left(one, counted.get(one.pk, 0), places.get(one.pk, 0)) for one in rows]


def now_at(words: str) -> list[Region]:
    """Places in force that are, or that carry on, a place once called so or with this code."""
    called = Q(name=words) | Q(code=words) | Q(code=words.ljust(12, "0"))
    named = RegionName.objects.filter(called).values("region")
    return heirs(list(Region.objects.filter(called | Q(pk__in=named))))


def heirs(regions: list[Region]) -> list[Region]:
    """The places in force that carry these on; the parts of one that was divided are several."""
    found: dict[int, Region] = {}
    asked: set[int] = set()
    while regions:
        found |= {one.pk: one for one in regions if one.valid_to is None}
        asked |= {one.pk for one in regions}
        ended = [one.pk for one in regions if one.valid_to is not None]
        following = RegionSuccession.objects.filter(old__in=ended).values("new")
        regions = list(Region.objects.filter(pk__in=following).exclude(pk__in=asked))
    return sorted(found.values(), key=lambda region: region.path)
