"""What a unit has in stock, and the card of one kind of gift with everything that moved."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods.models import Item, Lot, Movement, Shelf
from yushui.territory.models import Unit
from yushui.web.funds.standpoint import seen_from
from yushui.web.goods.standing import Moved, standing
from yushui.web.http import actor_of, page_or_fragment, paged
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The stock by kind and lot, the oldest first, and what is on its way here."""
    actor, unit = actor_of(request), seen_from(request)
    is_all = request.GET.get("show") == "all"
    shelves = Shelf.objects.visible_to(actor).filter(unit=unit)
    page = paged(request, (shelves if is_all else shelves.in_stock()).for_listing())
    may_manage = actor.may_for_unit(Permission.FUNDS_MANAGE, unit)
    arriving = Movement.objects.under_way_to([unit]).for_listing()
    context = {
        "unit": unit,
        "page": page,
        "arriving": arriving[:50],
        "may_manage": may_manage,
        "may_hand_out": actor.may_as(Permission.VISIT_RECORD, unit),
        "tabs": [
            Tab("有库存", f"?unit={unit.pk}", None, not is_all),
            Tab("全部批次", f"?unit={unit.pk}&show=all", None, is_all),
        ],
    }
    return page_or_fragment(request, "goods/index.html", "goods/_shelves.html", context)


@requires(Permission.FUNDS_VIEW)
@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a kind: its lots here, and what came in and left."""
    actor, unit = actor_of(request), seen_from(request)
    kind = get_object_or_404(Item.objects.visible_to(actor).select_related("unit"), pk=pk)
    shelves = Shelf.objects.visible_to(actor).filter(unit=unit, lot__item=kind).for_listing()
    is_came = request.GET.get("kind") == "came"
    page = paged(request, _lots(actor, kind, unit) if is_came else _moved(actor, kind, unit))
    may_manage = actor.may_for_unit(Permission.FUNDS_MANAGE, unit)
    context = {
        "item": kind,
        "unit": unit,
        "shelves": shelves[:50],
        "page": page,
        "lines": [] if is_came else _lines(actor, page, unit),
        "is_came": is_came,
        "may_manage": may_manage,
        "may_set": actor.may_for_unit(Permission.FUNDS_MANAGE, kind.unit),
        "tabs": [
            Tab("出库和往来", f"?unit={unit.pk}", None, not is_came),
            Tab("入库", f"?unit={unit.pk}&kind=came", None, is_came),
        ],
    }
    return page_or_fragment(request, "goods/item.html", "goods/_moved.html", context)


def _lots(actor: Actor, kind: Item, unit: Unit) -> QuerySet[Lot]:
    return Lot.objects.visible_to(actor).filter(item=kind, unit=unit).for_listing()


def _moved(actor: Actor, kind: Item, unit: Unit) -> QuerySet[Movement]:
    here = Q(unit=unit) | Q(receiver=unit)
    return Movement.objects.visible_to(actor).filter(here, lot__item=kind).for_listing()


def _lines(actor: Actor, movements: Iterable[Movement], unit: Unit) -> list[Moved]:
    scope = actor.scope(Permission.FUNDS_MANAGE)
    return [standing(one, scope, unit) for one in movements]
