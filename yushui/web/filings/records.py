"""What a line of the ledger cites, by kind of record: what it is called and where it opens.

A reader is led to what they may open, and told of the rest by its kind alone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from yushui.accounts.actor import Actor
from yushui.funds.models import Appropriation, Payment, Transfer
from yushui.goods.models import Handout
from yushui.merits.models import Citation, Delivery, Plaque, PlaqueEvent
from yushui.visits.models import GroupVisit, Visit


@dataclass(frozen=True)
class Record:
    title: str
    url: str


Found = Iterator[tuple[int, Record]]


def _visits(actor: Actor, keys: Collection[int]) -> Found:
    seen = Visit.objects.visible_to(actor).filter(pk__in=keys)
    for one in seen.select_related("household", "host"):
        whom = f"{one.household.head_name}家" if one.household else one.host and one.host.name
        yield one.pk, Record(f"走访{whom}", reverse("visits:show", args=[one.pk]))


def _groups(actor: Actor, keys: Collection[int]) -> Found:
    for one in GroupVisit.objects.visible_to(actor).filter(pk__in=keys):
        yield one.pk, Record(one.title, reverse("visits:show_group", args=[one.pk]))


def _payments(actor: Actor, keys: Collection[int]) -> Found:
    for one in Payment.objects.visible_to(actor).filter(pk__in=keys):
        url = f"{reverse('payments:lines', args=[one.batch_id])}?serial={one.serial}"
        yield one.pk, Record(f"发给{one.name}", url)


def _appropriations(actor: Actor, keys: Collection[int]) -> Found:
    for one in Appropriation.objects.visible_to(actor).filter(pk__in=keys):
        url = f"{reverse('funds:entries', args=[one.campaign_id])}?kind=came"
        yield one.pk, Record(f"到账：{one.document}", url)


def _transfers(actor: Actor, keys: Collection[int]) -> Found:
    for one in Transfer.objects.visible_to(actor).filter(pk__in=keys):
        url = reverse("funds:entries", args=[one.campaign_id])
        yield one.pk, Record(f"{one.get_way_display()}：{one.document}", url)


def _handouts(actor: Actor, keys: Collection[int]) -> Found:
    seen = Handout.objects.visible_to(actor).filter(pk__in=keys)
    for one in seen.select_related("household", "host"):
        whom = f"{one.household.head_name}家" if one.household else one.host and one.host.name
        yield one.pk, Record(f"慰问品发给{whom}", reverse("goods:handout", args=[one.pk]))


def _deliveries(actor: Actor, keys: Collection[int]) -> Found:
    seen = Delivery.objects.filter(pk__in=keys, citation__in=Citation.objects.visible_to(actor))
    for one in seen.select_related("citation"):
        yield one.pk, Record(f"送{one.citation}", reverse("merits:show", args=[one.citation_id]))


def _plaques(actor: Actor, keys: Collection[int]) -> Found:
    seen = PlaqueEvent.objects.filter(pk__in=keys, plaque__in=Plaque.objects.visible_to(actor))
    for one in seen.select_related("plaque__household"):
        title = f"{one.plaque.household.head_name}家的光荣牌"
        yield one.pk, Record(title, reverse("merits:plaque", args=[one.plaque_id]))


_KINDS: Mapping[str, Callable[[Actor, Collection[int]], Found]] = {
    "visits.visit": _visits,
    "visits.groupvisit": _groups,
    "funds.payment": _payments,
    "funds.appropriation": _appropriations,
    "funds.transfer": _transfers,
    "goods.handout": _handouts,
    "merits.delivery": _deliveries,
    "merits.plaqueevent": _plaques,
}


def records(actor: Actor, sources: Collection[tuple[str, int]]) -> dict[tuple[str, int], Record]:
    """Those of the records that the reader may open, one question a kind."""
    found: dict[tuple[str, int], Record] = {}
    for kind in {source for source, _ in sources} & _KINDS.keys():
        keys = [key for source, key in sources if source == kind]
        found |= {(kind, key): one for key, one in _KINDS[kind](actor, keys)}
    return found
