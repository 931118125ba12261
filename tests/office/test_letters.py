"""Letters as docx: sound XML whatever is in them, a page each, and what LibreOffice makes of it."""

import shutil
import subprocess
from io import BytesIO

import docx
import pypdfium2
import pytest

from yushui.office.letters import Batch, Letter, Listing, write


HOSTILE = "</w:t></w:r><w:sectPr/><w:body>&amp;]]><!-- 𬱖·阿卜杜拉 \"' W" + "W" * 300
ORGANS = ("临川县双拥工作领导小组", "临川县人民武装部")
LISTING = Listing(
    "前进村慰问信分发清单", "共 1 封。", ("序号", "收信人", "签收"), (("1", HOSTILE, ""),)
)

pytestmark = pytest.mark.once


def batch(count=3, listings=(LISTING,), text="祝安康！"):
    letters = [
        Letter("慰问信", f"尊敬的王{number}：", ("值此八一。", text)) for number in range(count)
    ]
    return Batch("2026年八一慰问信", ORGANS, "2026年7月24日", tuple(letters), tuple(listings))


def opened(content):
    return docx.Document(BytesIO(content))


def test_every_letter_says_what_it_is_to_say_and_is_signed_by_all():
    told = [(one.style.name, one.text) for one in opened(write(batch())).paragraphs]
    letter = told[-7:]
    assert (
        letter
        == [
            ("慰问信标题", "慰问信"),
            ("慰问信称呼", "尊敬的王2："),
            ("慰问信正文", "值此八一。"),
            ("慰问信正文", "祝安康！"),
            ("慰问信落款", ""),
            *(("慰问信落款", organ) for organ in ORGANS),
            ("慰问信日期", "2026年7月24日"),
        ][-7:]
    )
    assert told.count(("慰问信标题", "慰问信")) == 3


def test_what_looks_like_markup_is_text():
    document = opened(write(batch(text=HOSTILE)))
    assert [one.text for one in document.paragraphs].count(HOSTILE) == 3
    assert document.tables[0].cell(1, 1).text == HOSTILE
    assert len(document.sections) == 2


def test_what_xml_cannot_hold_is_left_out():
    assert "好好" in [one.text for one in opened(write(batch(text="好\x00\ufffe好"))).paragraphs]


def test_without_lists_the_letters_stand_alone():
    document = opened(write(batch(listings=())))
    assert (len(document.sections), len(document.tables)) == (1, 0)
    assert document.paragraphs[0].text == "慰问信"


def test_the_same_letters_are_the_same_bytes():
    first, second = (opened(write(batch())).element.xml for _ in range(2))
    assert first == second


@pytest.mark.slow  # starts LibreOffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_every_letter_has_a_page(tmp_path):
    source = tmp_path / "letters.docx"
    source.write_bytes(write(batch(text=HOSTILE)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
    )
    with pypdfium2.PdfDocument(source.with_suffix(".pdf")) as document:
        pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert len(pages) == 4
    assert "分发清单" in pages[0]
    assert [f"尊敬的王{number}" in page for number, page in enumerate(pages[1:])] == [True] * 3
    assert all("2026" in page for page in pages[1:])
