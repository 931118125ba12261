"""Made-up money: the budgets of the counties and what they passed on before anybody set out."""

from decimal import Decimal

from django.db.models import Count

from yushui.demonstration.season import Season
from yushui.funds.actions import transfers
from yushui.funds.actions.transfers import Slip
from yushui.funds.models import Origin, Purse
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Unit
from yushui.visits.models import Target


FOR_THE_COUNTY = Decimal(300_000)
FROM_ABOVE = Decimal(50_000)
A_HOME, BESIDES = 300, 2_000
RETURNED = Decimal(500)


def provide(story: Season) -> str:
    """A budget for each county, its share from the prefecture, and money for its townships.

    A county that reports past the prefecture gets nothing from it. One township is still waiting
    for its own: what it spends meanwhile has to be explained.
    """
    counties = list(
        Unit.objects.within(story.issuer.region)
        .filter(kind=Kind.OFFICE, region__level=Level.COUNTY)
        .select_related("region")
        .order_by("path")
    )
    _appropriate(story, story.issuer, FROM_ABOVE * len(counties), Origin.ABOVE)
    homes = dict(
        Target.objects.filter(campaign=story.round)
        .values_list("unit")
        .annotate(homes=Count("pk"))
        .order_by("unit")
    )
    passed = 0
    for county in counties:
        towns = list(county.subordinates.filter(kind=Kind.TOWNSHIP).order_by("path"))
        if county == counties[0]:
            towns.pop()
        shares = {town: _share(homes.get(town.pk, 0)) for town in towns}
        _appropriate(story, county, FOR_THE_COUNTY + sum(shares.values()), Origin.BUDGET)
        if county.path.startswith(story.issuer.path):
            _pass_on(story, story.issuer, county, FROM_ABOVE)
        for town, share in shares.items():
            _pass_on(story, county, town, share)
            passed += 1
    return f"经费到账 {len(counties) + 1} 笔，下拨乡镇 {passed} 笔"


def give_back(story: Season) -> str:
    """The first township that has something left gives some of it back."""
    purses = Purse.objects.filter(campaign=story.round, unit__kind=Kind.TOWNSHIP)
    purse = next(
        one
        for one in purses.select_related("unit__superior").order_by("unit__path")
        if one.left >= RETURNED
    )
    assert purse.unit.superior is not None
    transfers.give_back(
        story.round,
        giver=purse.unit,
        receiver=purse.unit.superior,
        slip=_slip(story, RETURNED, "第9号"),
        by=story.by,
    )
    return f"{purse.unit.name}交回结余 {RETURNED} 元"


def _share(homes: int) -> Decimal:
    """Enough for every home on the list, in whole thousands."""
    return Decimal(-(-(homes * A_HOME + BESIDES) // 1000) * 1000)


def _slip(story: Season, amount: Decimal, number: str) -> Slip:
    return Slip(amount=amount, document=f"双拥专项〔2026〕{number}", on=story.round.starts_on)


def _appropriate(story: Season, unit: Unit, amount: Decimal, origin: Origin) -> None:
    slip = _slip(story, amount, "第1号")
    transfers.appropriate(story.round, unit, origin=origin, slip=slip, by=story.by)


def _pass_on(story: Season, giver: Unit, receiver: Unit, amount: Decimal) -> None:
    slip = _slip(story, amount, "第2号")
    transfers.pass_on(story.round, giver=giver, receiver=receiver, slip=slip, by=story.by)
