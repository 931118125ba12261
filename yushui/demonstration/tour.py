"""The whole line on one notice: read, dispatched, worked, counted, reported; all left in files.

It runs through the actions that people use, on units and fieldwork made up for the occasion, and
checks at the end that every figure is the sum of its postings.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from yushui.demonstration import conduct, pictures, places, season
from yushui.demonstration.season import Season
from yushui.filings import export, reporting
from yushui.filings.models import Filing, Report
from yushui.filings.rules import TO_COMPLETE
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.ledger import folding
from yushui.ledger.verifying import verify
from yushui.notices.models import Item
from yushui.notices.reading.loading import text_of
from yushui.notices.reading.reader import read
from yushui.notices.reading.schema import as_json
from yushui.reports import actions as reports
from yushui.reports import figures, rendering
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit


@dataclass(frozen=True)
class Step:
    """One step of the tour: what it did, and how long it took in seconds."""

    name: str
    said: str
    seconds: float


@dataclass(frozen=True)
class Tour:
    """What a tour came to."""

    title: str
    steps: list[Step]
    files: list[str]
    is_work: bool  # whether the document lays down anything to do


Said = Callable[[Step], None]


class _Guide:
    """Runs the steps, times them, and writes what they leave."""

    def __init__(self, out: Path, said: Said) -> None:
        self.out, self.said = out, said
        self.steps: list[Step] = []
        self.files: list[str] = []

    def step(self, name: str, work: Callable[[], str]) -> None:
        began = time.perf_counter()
        said = work()
        done = Step(name, said, time.perf_counter() - began)
        self.steps.append(done)
        self.said(done)

    def leave(self, name: str, content: bytes) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.files.append(name)


def run(name: str, content: bytes, *, out: Path, said: Said = lambda step: None) -> Tour:
    """Take one notice file through the line on the present database, which should be scratch."""
    text = text_of(name, content)
    reading = as_json(read(text))
    document = reading["document"]
    assert isinstance(document, dict)
    guide, story = _Guide(out, said), Season()
    out.mkdir(parents=True, exist_ok=True)
    guide.leave("notice.json", json.dumps(reading, ensure_ascii=False, indent=1).encode())
    folder = settings.NODE_MODULES / "china-division" / "dist"
    rows, code = places.subtree(folder, places.named(document["issuers"]), text)
    issuers = document["issuers"]
    guide.step("建立单位", lambda: season.settle_territory(story, rows, code, issuers))
    guide.step("读公文", lambda: season.take_in(story, name, content))
    if not story.document.items.filter(kind__in=[Item.Kind.DEADLINE, Item.Kind.DUTY]).exists():
        return _finished(guide, story, is_work=False)
    _work(guide, story)
    return _finished(guide, story, is_work=True)


def _work(guide: _Guide, story: Season) -> None:
    guide.step("下达布置", lambda: season.dispatch(story))
    guide.step("逐级转发", lambda: season.pass_on(story))
    guide.step("导入花名册", lambda: season.import_rosters(story))
    guide.step("定应访名单", lambda: season.freeze_targets(story))
    guide.step("走访慰问", lambda: season.do_fieldwork(story))
    guide.step("作风检查", lambda: conduct.check_everybody(story))
    guide.step("开始填报", lambda: season.design_tables(story))
    guide.step("填报审核", lambda: season.hand_in(story))
    guide.step("导出统计表", lambda: _leave_tables(guide, story))
    guide.step("专题报告", lambda: _leave_reports(guide, story))
    guide.step("核对数源", _check_ledger)


def _leave_tables(guide: _Guide, story: Season) -> str:
    for number, edition in enumerate(story.editions, start=1):
        folder = f"tables/{number}"
        filings = Filing.objects.filter(edition=edition).select_related("unit", "edition")
        for filing in filings.order_by("unit__path"):
            guide.leave(f"{folder}/{_file_name(filing.unit.name)}.xlsx", export.of_filing(filing))
        guide.leave(f"{folder}/汇总.xlsx", export.of_rollup(edition))
    return f"导出工作簿 {sum(name.endswith('.xlsx') for name in guide.files)} 个"


def _file_name(name: str) -> str:
    return "".join("_" if sign in '\\/:*?"<>|' else sign for sign in name)[:60]


def _leave_reports(guide: _Guide, story: Season) -> str:
    """The report of every unit that answers for a place, with its table, and the issuer's own."""
    owing = Filing.objects.filter(edition__in=story.editions, unit__kind__in=_WITH_A_PLACE)
    for filing in owing.select_related("unit").order_by("unit__path"):
        name = f"reports/{_file_name(filing.unit.name)}.docx"
        guide.leave(name, rendering.docx(_report(story, filing.unit)))
    report = _report(story, story.issuer)
    guide.leave("专题报告.docx", rendering.docx(report))
    numbers = figures.numbers_of(report)
    lines = [
        f"{one.label}：{figures.printed(key, numbers[key])} {one.unit}"
        for key, one in figures.CITABLE.items()
    ]
    guide.leave("figures.txt", "\n".join(lines).encode())
    return f"《{report.title}》，走访慰问 {numbers['persons']} 人、{numbers['households']} 户"


_WITH_A_PLACE = (Kind.OFFICE, Kind.BUREAU, Kind.TOWNSHIP, Kind.MILITARY_COMMAND)


def _report(story: Season, unit: Unit) -> Report:
    """A report of the unit, completed and handed in."""
    report = reports.draft(story.round, unit=unit, by=story.by)
    _complete(report, story)
    reports.submit(report, by=story.by)
    report.refresh_from_db()
    return report


def _complete(report: Report, story: Season) -> None:
    """What a person would write where the draft leaves room; the made-up unit has little to add."""
    sections = [
        section | {"text": section["text"].split(TO_COMPLETE)[0] or "（本次演示未填写。）"}
        for section in report.sections
    ]
    reporting.write(report, sections=sections, figures=report.figures, by=story.by)
    reports.illustrate(
        report,
        name="入户走访.jpg",
        content=pictures.doorway(report.pk),
        caption="入户走访慰问（演示图片）",
        by=story.by,
    )


def _check_ledger() -> str:
    folding.fold()
    wrong = verify()
    if wrong:
        raise RuleViolation(
            f"汇总余额与数源不一致，共 {len(wrong)} 处，请运行 yushui verify_ledger 查看。"
        )
    return "全部余额与数源重新计算的结果一致"


def _finished(guide: _Guide, story: Season, *, is_work: bool) -> Tour:
    tour = Tour(story.document.title, guide.steps, guide.files, is_work)
    guide.leave("summary.md", "\n".join(summary(tour)).encode())
    return tour


def summary(tour: Tour) -> Iterator[str]:
    """One page: what was done, how long each step took, which files are there."""
    yield f"# {tour.title}"
    yield ""
    if not tour.is_work:
        yield "这份公文没有布置任务，也没有报送时限，读到这里为止。"
        yield ""
    yield "| 步骤 | 结果 | 用时（秒） |"
    yield "|---|---|---|"
    for step in tour.steps:
        yield f"| {step.name} | {step.said} | {step.seconds:.2f} |"
    total = sum(step.seconds for step in tour.steps)
    yield f"| 合计 | | {total:.2f} |"
    yield ""
    yield f"文件 {len(tour.files)} 个：" + "、".join(tour.files[:6]) + "……"
    yield ""
    yield f"单位、人员和走访均为演示生成，不是真实数据。{clock.today():%Y年%-m月%-d日}"
