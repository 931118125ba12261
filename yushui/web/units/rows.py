"""What the pages about units and places list, each in one query."""

from django.db.models import Count, Q, QuerySet

from yushui.accounts.actor import Actor, subtrees
from yushui.accounts.roles import Permission
from yushui.successions import policy
from yushui.territory import paths
from yushui.territory.models import Region, Unit


def units_of(actor: Actor) -> QuerySet[Unit]:
    return Unit.objects.filter(actor.scope(Permission.UNIT_VIEW).own_units())


def choosable(actor: Actor) -> QuerySet[Unit]:
    """Units that may be named in a form: those of whatever the posts allow."""
    permissions = (Permission.UNIT_VIEW, Permission.ACCOUNT_MANAGE, Permission.POST_GRANT)
    reach = Q(pk__in=[])
    for permission in permissions:
        reach |= actor.scope(permission).own_units()
    return Unit.objects.active().filter(reach)


def regions_of(actor: Actor) -> QuerySet[Region]:
    return Region.objects.filter(actor.scope(Permission.UNIT_VIEW).own_regions()).current()


def changeable(actor: Actor) -> QuerySet[Region]:
    """Places that the actor may change, and those that were."""
    return Region.objects.filter(subtrees("path", policy.roots(actor)))


def counted(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Ready to be listed, with how many units report to each."""
    below = Count("subordinates", filter=Q(subordinates__is_active=True))
    return units.select_related("region").annotate(below=below).order_by("kind", "path")


def tops(actor: Actor) -> QuerySet[Unit]:
    """The outermost units in scope: where the tree begins for this person."""
    roots = actor.scope(Permission.UNIT_VIEW).units
    return counted(Unit.objects.active().filter(path__in=roots))


def superiors(unit: Unit, actor: Actor) -> list[Unit]:
    """The chain above a unit as far as the person may see it, topmost first."""
    above = paths.ids(unit.path)[:-1]
    return list(units_of(actor).filter(pk__in=above).order_by("path"))


def ancestors(region: Region, actor: Actor) -> list[Region]:
    above = paths.ids(region.path)[:-1]
    return list(regions_of(actor).filter(pk__in=above).order_by("path"))
