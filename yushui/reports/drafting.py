"""The first draft of a special report: four sections, every number a citation (S4-36…39).

Nothing is said that no record supports: a sentence appears when its figure is not zero, a measure
when a unit has written down what it did.
"""

from collections.abc import Mapping, Sequence

from yushui.campaigns.labels import DUTY_KINDS
from yushui.campaigns.lifecycle import Progress
from yushui.campaigns.models import Assignment
from yushui.filings.models import Report
from yushui.filings.rules import TO_COMPLETE
from yushui.office.gongwen.measure import chinese_number
from yushui.reports import figures
from yushui.territory import paths
from yushui.territory.kinds import Kind, whole_of


HEADINGS = (
    "走访慰问总体情况",
    "采取的主要措施",
    "达到的效果",
    "反映的主要问题及意见建议",
)
MOST_MEASURES = 12
_FOR_A_PLACE = (Kind.OFFICE, Kind.TOWNSHIP, Kind.VILLAGE)
FEN_PER_WAN = 1_000_000


def sections(report: Report) -> list[dict[str, str]]:
    numbers = figures.values(report)
    texts = (
        _situation(report, numbers),
        _measures(report),
        _effect(numbers),
        _problems(numbers),
    )
    return [
        {"heading": heading, "text": text} for heading, text in zip(HEADINGS, texts, strict=True)
    ]


def _some(numbers: Mapping[str, int], *sentences: tuple[str, str]) -> str:
    """The sentences whose figure is not zero."""
    return "".join(sentence for key, sentence in sentences if numbers[key])


def _situation(report: Report, numbers: Mapping[str, int]) -> str:
    name = report.campaign.occasion
    period = f"“{name}”期间" if name else "活动期间"
    who = _whose(report)
    opening = (
        f"{period}，{who}共走访慰问优抚对象{{{{persons}}}}人、{{{{households}}}}户"
        if numbers["persons"]
        else f"{period}，{who}尚无走访慰问记录"
    )
    groups = "、".join(
        f"{label}{{{{{key}}}}}{unit}"
        for key, label, unit in (
            ("veterans", "退役军人", "人"),
            ("survivors", "“三属”", "人"),
            ("disabled", "残疾军人", "人"),
            ("old_demobilised", "老复员军人", "人"),
            ("serving_families", "现役军人家庭", "户"),
        )
        if numbers[key]
    )
    among = f"，其中{groups}（各类人员有交叉）" if groups else ""
    money = _some(
        numbers,
        ("cash", "发放慰问金{{cash}}元。"),
        ("gifts", "慰问品折款{{gifts}}元。"),
    )
    return f"{opening}{among}。{money}{_troops(numbers)}"


def _whose(report: Report) -> str:
    """Whoever answers for a place reports what all of it did; the others what they did."""
    node = report.unit.answers_for or report.unit
    if node.kind in _FOR_A_PLACE:
        return whole_of(node.region.name, node.region.level)
    return report.unit.name


def _troops(numbers: Mapping[str, int]) -> str:
    if not numbers["troops"]:
        return ""
    spent = _amount(numbers, "troops_spending", "troops_yuan")
    return "走访慰问驻地部队{{troops}}支" + (f"，支出{spent}" if spent else "") + "。"


def _amount(numbers: Mapping[str, int], in_wan: str, in_yuan: str) -> str:
    """An amount in the unit that shows it: 万元 from one 万元 on; nothing for nothing."""
    if not numbers[in_wan]:
        return ""
    if numbers[in_wan] >= FEN_PER_WAN:
        return f"{{{{{in_wan}}}}}万元"
    return f"{{{{{in_yuan}}}}}元"


def _measures(report: Report) -> str:
    """What units wrote when they finished a duty, numbered as reports number (一是、二是)."""
    node = report.unit.answers_for or report.unit
    done = (
        Assignment.objects.filter(
            duty__campaign=report.campaign,
            state=Progress.DONE,
            unit__path__gte=node.path,
            unit__path__lt=paths.after(node.path),
        )
        .exclude(note="")
        .select_related("duty")
        .order_by("duty__position", "pk")
    )
    lines = [f"{DUTY_KINDS[one.duty.kind]}：{one.note.rstrip('。')}。" for one in done]
    return _numbered(list(dict.fromkeys(lines))[:MOST_MEASURES])


def _numbered(lines: Sequence[str]) -> str:
    if not lines:
        return f"{TO_COMPLETE}本单位采取的主要措施。）"
    return "".join(f"{chinese_number(at)}是{line}" for at, line in enumerate(lines, start=1))


def _effect(numbers: Mapping[str, int]) -> str:
    text = _some(
        numbers,
        ("listed", "列入走访名单{{listed}}户，已走访{{reached}}户，覆盖率{{coverage}}%。"),
        ("excused", "因外出、迁出等原因未能访到、经批准免访{{excused}}户。"),
    )
    if spent := _amount(numbers, "spending", "spending_yuan"):
        text += f"慰问优抚对象共支出{spent}。"
    return text or f"{TO_COMPLETE}活动取得的效果。）"


def _problems(numbers: Mapping[str, int]) -> str:
    text = _some(
        numbers,
        ("left", "仍有{{left}}户未走访，将逐户落实。"),
        ("requests", "走访中了解困难诉求{{requests}}件，已逐件登记。"),
    )
    return text + f"{TO_COMPLETE}反映的主要问题和意见建议。）"
