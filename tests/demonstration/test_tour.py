"""The whole line, end to end: every source notice, and documents that ask nothing."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from yushui.audit.verifying import verify as verify_trail
from yushui.demonstration import tour
from yushui.filings.models import Filing, Report
from yushui.kernel.errors import RuleViolation
from yushui.ledger.verifying import verify as verify_ledger


NOTICES = Path(__file__).parents[3] / "shared" / "notices"
SOURCES = sorted(NOTICES.glob("*.txt")) if NOTICES.is_dir() else []
OWN = Path(__file__).parents[2] / "yushui" / "demonstration" / "notices" / "bayi.txt"

# The first, a province's with two lanes, is taken through both databases.
source = pytest.mark.parametrize(
    "path",
    [*SOURCES[:1], *(pytest.param(path, marks=pytest.mark.once) for path in SOURCES[1:])]
    or [pytest.param(None, marks=pytest.mark.skip(reason="no ../shared/notices here"))],
    ids=lambda path: path.stem[:3] if path else "none",
)


def taken(path, out):
    return tour.run(path.name, path.read_bytes(), out=out)


@pytest.mark.slow  # a whole season of work for each notice
@pytest.mark.thorough
@source
def test_every_source_notice_goes_the_whole_way(path, tmp_path):
    made = taken(path, tmp_path)
    assert [step.name for step in made.steps] == [
        "建立单位", "读公文", "下达布置", "逐级转发", "导入花名册", "定应访名单", "走访慰问",
        "作风检查", "开始填报", "填报审核", "导出统计表", "专题报告", "核对数源",
    ]  # fmt: skip
    assert verify_ledger() == []
    assert {filing.state for filing in Filing.objects.all()} == {"accepted"}
    reading = json.loads((tmp_path / "notice.json").read_text())
    assert reading["document"]["title"]
    for workbook in (tmp_path / "tables").rglob("*.xlsx"):
        assert load_workbook(workbook).active.max_row >= 2
    report = Report.objects.latest("pk")
    persons = f"走访慰问人数：{report.figures['persons']['value']} 人"
    assert persons in (tmp_path / "figures.txt").read_text()
    assert (tmp_path / "专题报告.docx").read_bytes()[:2] == b"PK"


def test_our_own_notice_goes_the_whole_way(tmp_path):
    made = taken(OWN, tmp_path)
    assert made.is_work
    assert verify_trail().is_intact
    assert (tmp_path / "summary.md").read_text().startswith("# 关于做好2026年“八一”")


def test_a_document_that_asks_nothing_ends_after_reading(tmp_path):
    letter = (
        "慰问信\n\n全县优抚对象、现役军人家属：\n\n"
        "值此新春佳节来临之际，向你们致以亲切的问候！\n\n鹿鸣县人民政府\n2026年2月10日\n"
    )
    made = tour.run("慰问信.txt", letter.encode(), out=tmp_path)
    assert not made.is_work
    assert "没有布置任务" in (tmp_path / "summary.md").read_text()


def test_rubbish_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(RuleViolation):
        tour.run("公文.docx", b"PK\x03\x04 rubbish", out=tmp_path)
    assert not (tmp_path / "notice.json").exists()
