"""Whatever happens to the bytes of a workbook, the answer is its rows or one sentence (T-50)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files import corpus
from yushui.files.preflight import check
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import read_sheets
from yushui.office.workbook import Column, Kind, Table, write


WHOLE = write(
    [Table("名单", [Column(("姓名",)), Column(("金额",), Kind.YUAN)], [["王小明", 1.5]] * 40)]
)
ODS = corpus.open_document(
    '<table:table-row><table:table-cell office:value-type="string"/></table:table-row>'
)


def outcome(name: str, content: bytes) -> str:
    try:
        check(name, content)
        return f"{len(read_sheets(name, content))} sheets"
    except RuleViolation as refusal:
        return refusal.message


@pytest.mark.parametrize(("name", "whole"), [("名单.xlsx", WHOLE), ("名单.ods", ODS)])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_flipped_bytes_are_read_or_refused(name, whole, data):
    mutant = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(whole) - 1))
        mutant[place] = data.draw(st.integers(0, 255))
    assert outcome(name, bytes(mutant))


XML = st.text(st.sampled_from('<>/ "=cr vsAZ19&;!-:\n'), max_size=60)


@settings(max_examples=150, deadline=None)
@given(rows=XML)
def test_odd_xml_inside_a_sheet_is_read_or_refused(rows):
    content = corpus.workbook(sheet=corpus.sheet(rows))
    assert outcome("名单.xlsx", content)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_as_csv_are_read_or_refused(content):
    assert outcome("名单.csv", content)
