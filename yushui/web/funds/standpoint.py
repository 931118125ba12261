"""As which unit somebody looks at the money of a campaign, or moves it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.funds.models import keeper_of
from yushui.territory.models import Unit
from yushui.web.http import actor_of, own_units


def campaign_of(request: HttpRequest, pk: int) -> Campaign:
    seen = Campaign.objects.visible_to(actor_of(request)).select_related("unit")
    return get_object_or_404(seen, pk=pk)


def keepers_of(actor: Actor, permission: Permission) -> list[Unit]:
    """The units whose purse one's own posts are about."""
    units = Unit.objects.filter(pk__in=own_units(actor, permission))
    found = units.select_related("region", "superior", "answers_for__region").order_by("path")
    scope = actor.scope(permission)
    kept = ((one, keeper_of(one)) for one in found)
    return [keeper if scope.covers_unit(keeper) else one for one, keeper in kept]


def seen_from(request: HttpRequest) -> Unit:
    """The unit asked for, when it is in sight; else one's own."""
    actor = actor_of(request)
    wanted = request.GET.get("unit", "")
    if not wanted:
        return keepers_of(actor, Permission.FUNDS_VIEW)[0]
    if not wanted.isdecimal() or len(wanted) > 12:
        raise Http404
    seen = Unit.objects.filter(actor.scope(Permission.FUNDS_VIEW).own_units())
    return get_object_or_404(seen.select_related("region"), pk=int(wanted))


def managed(request: HttpRequest) -> Unit:
    """The unit as which one moves money."""
    keepers = keepers_of(actor_of(request), Permission.FUNDS_MANAGE)
    if not keepers:
        raise PermissionDenied
    return keepers[0]
