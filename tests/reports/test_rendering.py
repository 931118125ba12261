"""The document says what the page says: sections, figures, tables, photographs."""

from io import BytesIO

import docx
import pytest
from PIL import Image

from tests import make
from tests.filings.test_binding import S1
from tests.filings.test_filling import Collection
from tests.reports.round import Round
from yushui.filings import actions as filings
from yushui.filings import reporting
from yushui.kernel.errors import RuleViolation
from yushui.reports import actions, rendering


def opened(report):
    return docx.Document(BytesIO(rendering.docx(report)))


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def photograph():
    buffer = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "某相机"
    Image.new("RGB", (60, 40), (90, 140, 110)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.fixture
def round_():
    return Round()


def test_headings_are_numbered_and_figures_in_place(round_):  # S4-36…39
    round_.visit(money="1234.50")
    text = lines(opened(round_.written("走访{{persons}}人。\n\n发放慰问金{{cash}}元。")))
    at = text.index("一、走访慰问总体情况")
    assert text[at + 1 : at + 4] == ["走访1人。", "发放慰问金1,234.50元。", "二、采取的主要措施"]


def test_a_draft_names_no_signer(round_):
    assert "签发人" not in "\n".join(lines(opened(round_.written())))


def test_a_draft_has_no_day_and_no_imprint(round_):
    document = opened(round_.written())
    said = "\n".join(lines(document))
    cells = "".join(cell.text for table in document.tables for cell in table._cells)
    assert "印发" not in said + cells
    assert "2026年7月" not in said
    assert said.endswith(round_.town.name)


def test_what_was_handed_in_says_who_printed_it_and_when(round_):
    document = opened(round_.submitted())
    cells = "".join(cell.text for table in document.tables for cell in table._cells)
    assert "2026年7月25日印发" in cells


def headers(document):
    """What stands above the type area, on odd and on even pages of every section."""
    return {
        header.paragraphs[0].text
        for section in document.sections
        for header in (section.header, section.even_page_header)
    }


def test_a_draft_says_so_on_every_page(round_):
    document = opened(round_.written())
    assert headers(document) == {"草稿　尚未报送"}
    assert document.core_properties.title.endswith("（草稿　尚未报送）")


def test_what_was_handed_in_is_no_draft_until_it_comes_back(round_):
    report = round_.submitted()
    assert headers(opened(report)) == {""}
    reporting.send_back(report, reason="补充措施", by=round_.reader)
    assert headers(opened(report)) == {"草稿　尚未报送"}


def test_what_was_handed_in_names_who_signed_and_when(round_):
    report = round_.submitted()
    text = "\n".join(lines(opened(report)))
    assert f"签发人：{report.submitted_by_name}" in text
    assert "2026年7月25日" in text


def test_recipient_number_and_title_stand_where_they_belong(round_):
    report = round_.written()
    round_.edit(report, ["好。"] * 4, number="石双办〔2026〕3号", title="关于走访情况的报告")
    text = lines(opened(report))
    assert text.index("石双办〔2026〕3号") < text.index("关于走访情况的报告")
    assert text[text.index("关于走访情况的报告") + 1] == f"{report.recipient}："


def test_a_caption_is_not_kept_before_somebody_looked_at_what_reads_like_a_secret(round_):  # S4-35
    report = round_.written()
    told = {"name": "a.jpg", "content": photograph(), "by": round_.by}
    with pytest.raises(RuleViolation, match="像是部队番号") as refused:
        actions.illustrate(report, caption="走访第73集团军", **told)
    assert (refused.value.field, report.photos.count()) == ("caption", 0)
    actions.illustrate(report, caption="走访第73集团军", is_cleared=True, **told)
    assert report.photos.count() == 1


def test_photographs_come_with_their_captions_and_without_their_data(round_):  # S4-40
    report = round_.written()
    actions.illustrate(report, name="a.jpg", content=photograph(), caption="入户走访", by=round_.by)
    document = opened(report)
    [shape] = document.inline_shapes
    picture = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert dict(Image.open(BytesIO(picture.blob)).getexif()) == {}
    assert lines(document)[-1] == "入户走访"
    assert "附件：工作图片" in lines(document)


def test_the_table_is_attached_as_it_was_filled():  # S1-53
    county = Collection(S1)
    county.visit(county.towns[0], money="200.50", goods="68")
    county.filled()
    by = make.actor("head", county.towns[0])
    document = opened(actions.draft(county.campaign, unit=county.towns[0], by=by))
    cells = [cell.text for cell in document.tables[0].rows[2].cells]
    assert cells == ["1", "登门入户；大米", "268.50", "0", "", "0.00", "", "", "", "0.03", ""]
    assert "附件：2026年“八一”期间走访慰问情况统计表" in lines(document)
    assert any("四舍五入" in line for line in lines(document))  # S1-69


def test_whoever_collects_attaches_the_roll_up():
    county = Collection(S1)
    for number, town in enumerate(county.towns):
        county.visit(town, money="100")
        filings.submit(county.filled(number), by=county.town)
    document = opened(actions.draft(county.campaign, unit=county.office, by=county.by))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0] for row in rows[2:]] == [*(town.name for town in county.towns), "合计"]
    assert rows[-1][3] == "200.00"
