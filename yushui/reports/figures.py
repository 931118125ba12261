"""The figures a special report may cite: each is a reading of the ledger or of the target list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yushui.filings.definitions import Definition, Subject, What
from yushui.filings.models import Report
from yushui.filings.rules import FIGURE
from yushui.kernel.money import wan_text, yuan_text
from yushui.ledger.measures import MONEY, Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, Predicate, read
from yushui.visits.queries import by_unit


@dataclass(frozen=True)
class Citable:
    """A figure by its key: what it is called, how it is printed, where it is read."""

    label: str
    unit: str  # 人, 户, 次, 元, 万元, %
    definition: Definition | None = None
    coverage: str = ""  # a column of the coverage row instead


CITABLE: Mapping[str, Citable] = {
    "persons": Citable("走访慰问人数", "人", Definition(What.PERSONS)),
    "households": Citable("走访慰问户数", "户", Definition(What.HOUSEHOLDS)),
    "visits": Citable("走访次数", "次", Definition(What.VISITS)),
    "veterans": Citable(
        "慰问退役军人", "人", Definition(What.PERSONS, any_of=frozenset({"veteran"}))
    ),
    "survivors": Citable(
        "慰问“三属”", "人", Definition(What.PERSONS, any_of=frozenset({"three_survivors"}))
    ),
    "disabled": Citable(
        "慰问残疾军人", "人", Definition(What.PERSONS, any_of=frozenset({"disabled_soldier"}))
    ),
    "old_demobilised": Citable(
        "慰问老复员军人", "人", Definition(What.PERSONS, any_of=frozenset({"old_demobilised"}))
    ),
    "serving_families": Citable(
        "慰问现役军人家庭", "户", Definition(What.HOUSEHOLDS, any_of=frozenset({"serving_family"}))
    ),
    "others": Citable(
        "慰问其他优抚对象", "人", Definition(What.PERSONS, none_of=frozenset({"veteran"}))
    ),
    "cash": Citable("发放慰问金", "元", Definition(What.CASH)),
    "gifts": Citable("慰问品折款", "元", Definition(What.GIFTS)),
    "spending": Citable("慰问优抚对象支出", "万元", Definition(What.SPENDING)),
    "spending_yuan": Citable("慰问优抚对象支出", "元", Definition(What.SPENDING)),
    "troops": Citable("走访慰问部队", "支", Definition(What.PERSONS, Subject.TROOPS)),
    "troops_spending": Citable("慰问部队支出", "万元", Definition(What.SPENDING, Subject.TROOPS)),
    "troops_yuan": Citable("慰问部队支出", "元", Definition(What.SPENDING, Subject.TROOPS)),
    "requests": Citable("了解困难诉求", "件", Definition(What.REQUESTS)),
    "listed": Citable("应走访户数", "户", coverage="total"),
    "reached": Citable("已走访户数", "户", coverage="visited"),
    "left": Citable("未走访户数", "户", coverage="left"),
    "excused": Citable("经批准免访户数", "户", coverage="excused"),
    "coverage": Citable("走访覆盖率", "%", coverage="percent"),
}


def values(report: Report) -> dict[str, int]:
    """Every citable figure as the records have it now: numbers, or fen."""
    named = {key: one.definition for key, one in CITABLE.items() if one.definition}
    figures = read(
        report.campaign_id,
        tree=Tree.UNIT,
        nodes=[report.unit.node_id],
        measures=sorted({measure for one in named.values() for measure in one.measures}),
        predicates={key: Predicate(one.any_of, one.none_of) for key, one in named.items()},
    )
    found = {key: _sum(figures, report.unit.node_id, key, one) for key, one in named.items()}
    node = report.unit.answers_for or report.unit
    row = by_unit(report.campaign, [node])[node.pk]
    covered = {key: one.coverage for key, one in CITABLE.items() if one.coverage}
    return found | {key: getattr(row, name) for key, name in covered.items()}


def _sum(
    figures: Mapping[tuple[int, str, str], Figure], node: int, key: str, one: Definition
) -> int:
    parts = ((measure, figures.get((node, measure, key), Figure())) for measure in one.measures)
    return sum(_amount(measure, figure) for measure, figure in parts)


def _amount(measure: Measure, figure: Figure) -> int:
    return figure.fen if measure in MONEY else figure.count


def printed(key: str, value: int) -> str:
    """A figure as it stands in a sentence, without its unit."""
    unit = CITABLE[key].unit
    if unit == "元":
        return yuan_text(value)
    return wan_text(value) if unit == "万元" else f"{value}"


def spelt(text: str, numbers: Mapping[str, int]) -> str:
    """`text` with every citation replaced by its figure."""
    return FIGURE.sub(lambda match: printed(match["key"], numbers[match["key"]]), text)


def cited(sections: Iterable[Mapping[str, str]]) -> list[str]:
    """Keys of the figures the text cites, in the order they first appear."""
    found = (match["key"] for one in sections for match in FIGURE.finditer(one.get("text", "")))
    return list(dict.fromkeys(found))


def numbers_of(report: Report) -> dict[str, int]:
    """Frozen values of a report that was handed in; present ones while it may be written."""
    if report.is_open:
        return values(report)
    return {key: int(one["value"]) for key, one in report.figures.items()}


def catalogue() -> dict[str, dict[str, Any]]:
    """What a fresh draft may cite."""
    return {key: {"label": one.label, "unit": one.unit} for key, one in CITABLE.items()}
