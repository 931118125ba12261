"""Sign sheets (发放签收表): the households of a distribution, each with room for a signature."""

from itertools import groupby
from pathlib import Path

from yushui.accounts.actor import Actor
from yushui.goods.lifecycle import STANDING
from yushui.goods.models import Distribution
from yushui.kernel import clock
from yushui.kernel.money import fen_of, yuan_text
from yushui.office.gongwen.measure import chinese_day
from yushui.office.typeset import Paper, paper


LAYOUT = Path(__file__).parent.parent / "layouts" / "signsheet.typ"


def sheet(made: Distribution, by: Actor) -> Paper:
    """Village by village, in the order of the household codes."""
    today = clock.today()
    lines = made.lines.filter(state__in=STANDING).select_related("household", "region")
    ordered = lines.order_by("region__path", "household__code", "pk")
    item, price = made.lot.item, yuan_text(fen_of(made.lot.price))
    altogether = sum(one.quantity for one in ordered)
    return paper(
        LAYOUT,
        {
            "on": [today.year, today.month, today.day],
            "printed": f"{chinese_day(today)}由{by.name}打印",
            "each": f"{made.each}{item.measure}",
            "facts": [
                ["活动", made.campaign.name],
                ["发放日期", chinese_day(made.on)],
                ["发放单位", made.unit.name],
                ["慰问品", f"{item}，每{item.measure} {price} 元"],
                ["单据号", made.lot.document],
                [
                    "户数",
                    f"{len(ordered)} 户，共 {altogether}{item.measure}",
                ],
            ],
            "villages": [
                {
                    "name": name,
                    "homes": [
                        {"head": one.household.head_name, "address": one.household.address}
                        for one in homes
                        if one.household
                    ],
                }
                for name, homes in groupby(ordered, key=lambda one: one.region.name)
            ],
        },
    )
