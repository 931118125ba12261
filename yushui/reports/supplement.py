"""What was recorded after a report went out, and how far its figures have moved (S0-59).

What was reported stays as it was; a supplement cites it and says what is different now.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.timezone import localdate

from yushui.filings.models import Report
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.office import gongwen
from yushui.office.gongwen import Attachment, Block, Document, Heading, Paragraph, TableBlock
from yushui.reports import figures
from yushui.reports.figures import CITABLE, printed
from yushui.territory import paths
from yushui.visits.models import Visit, VisitQuerySet


@dataclass(frozen=True)
class Moved:
    """A figure that is no longer what was reported."""

    key: str
    reported: int
    present: int

    @property
    def label(self) -> str:
        return f"{CITABLE[self.key].label}（{CITABLE[self.key].unit}）"

    @property
    def texts(self) -> tuple[str, str, str]:
        """As reported, as it is, and by how much it differs."""
        more = self.present - self.reported
        sign = "+" if more > 0 else "-"
        return (
            printed(self.key, self.reported),
            printed(self.key, self.present),
            sign + printed(self.key, abs(more)),
        )


def moved(report: Report) -> list[Moved]:
    """Figures of a report handed in that the records contradict by now."""
    if report.is_open:
        return []
    present = figures.values(report)
    reported = figures.numbers_of(report)
    return [
        Moved(key, reported[key], present[key])
        for key in CITABLE
        if key in reported and reported[key] != present[key]
    ]


def later(report: Report) -> VisitQuerySet:
    """Visits of the unit and those below it that were recorded after the report went out."""
    node = report.unit.answers_for or report.unit
    made = Visit.objects.standing().filter(
        campaign=report.campaign_id,
        unit__path__gte=node.path,
        unit__path__lt=paths.after(node.path),
        recorded_at__gt=report.submitted_at,
    )
    return made.for_listing()


def docx(report: Report) -> bytes:
    """A draft of the supplementary report, to be gone over and signed."""
    differences = moved(report)
    if not differences:
        raise RuleViolation("报送以后数据没有变动，不需要补充报告。")
    unit = report.unit.name
    return gongwen.write(
        Document(
            organs=(unit,),
            title=f"{report.title.removesuffix('的报告')}的补充报告",
            recipients=report.recipient,
            blocks=tuple(_body(report, differences)),
            attachments=(_table(differences),),
            signers=(unit,),
            standing="草稿　尚未报送",
        )
    )


def _body(report: Report, differences: list[Moved]) -> Iterator[Block]:
    assert report.submitted_at, "A report that is not open was handed in."
    number = f"（{report.number}）" if report.number else ""
    sent_on = localdate(report.submitted_at)
    yield Paragraph(
        f"《{report.title}》{number}已于{sent_on:%Y年%-m月%-d日}报送。"
        f"截至{clock.today():%Y年%-m月%-d日}，有关情况补充报告如下。"
    )
    yield Heading(1, "报送后的走访情况")
    count = later(report).count()
    yield Paragraph(f"报送后又登记走访{count}次。" if count else "报送后没有新登记的走访。")
    yield Heading(1, "数据变动情况")
    told = "；".join(
        f"{CITABLE[one.key].label}原报{one.texts[0]}{CITABLE[one.key].unit}，"
        f"现为{one.texts[1]}{CITABLE[one.key].unit}"
        for one in differences
    )
    yield Paragraph(f"{told}。原报告其他内容不变。")


def _table(differences: list[Moved]) -> Attachment:
    columns = (("项目",), ("原报",), ("现为",), ("相差",))
    rows = tuple((one.label, *one.texts) for one in differences)
    return Attachment("数据变动对照表", (TableBlock(columns=columns, rows=rows),))
