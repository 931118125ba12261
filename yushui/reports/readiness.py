"""What a report still lacks before it may go out, in the words the page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yushui.filings import queries, rules
from yushui.filings.models import Filing, Report
from yushui.kernel.errors import RuleViolation
from yushui.reports.agreement import differences
from yushui.reports.asked import Asked


@dataclass(frozen=True)
class Gap:
    """Something missing. What only advises keeps nobody from handing in."""

    told: str
    filing: Filing | None = None  # where it is put right, if in a table
    blocks: bool = True


def gaps(report: Report, asked: Asked, numbers: Mapping[str, int]) -> Iterator[Gap]:
    for sentence in rules.unwritten(report.sections):
        yield Gap(sentence)
    for filing in queries.waiting_tables(report):
        yield Gap(f"“{filing.edition.title}”还没有提交，要和报告一并报送。", filing)
    for difference in differences(report, numbers):
        yield Gap(difference.told, difference.cell.filing)
    if not report.photos.exists():
        yield Gap(
            "公文要求附图片，还没有添加。" if asked.wants_photos else "还没有添加工作图片。",
            blocks=asked.wants_photos,
        )
    if not report.recipient:
        yield Gap("没有写主送单位。", blocks=False)


def check(report: Report, asked: Asked, numbers: Mapping[str, int]) -> None:
    """Refuse to hand in what is not complete, naming the first thing that is missing."""
    if gap := next((one for one in gaps(report, asked, numbers) if one.blocks), None):
        raise RuleViolation(gap.told)
