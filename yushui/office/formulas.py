"""Which cells of a workbook hold a formula: what calamine does not tell.

A formula whose result was never saved reads as an empty cell. Whoever reports an empty cell can ask
here whether it really is one. The sheet's own bytes are searched, without an XML parser; the
content must have passed `files.preflight.check`, which sees to it that a cell states its place.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from defusedxml import ElementTree


Place = tuple[int, int]  # row as in the margin, column index

_ZIP = b"PK\x03\x04"
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<(?:\w+:)?f[\s/>]'
)
_ANY = re.compile(rb"<(?:\w+:)?f[\s/>]")  # ten times faster than where they stand
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKSHEET = "/worksheet"


def cells_with_formula(content: bytes, *, sheet: int) -> frozenset[Place]:
    """Cells of the sheet at that place among `read_sheets` that hold a formula.

    Of a workbook that is no xlsx nothing is said: xls and ods are not saved without the results.
    """
    if not content.startswith(_ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            name = dict(enumerate(_parts(archive))).get(sheet)
            found = archive.read(name) if name else b""
    except (ElementTree.ParseError, ValueError):
        return frozenset()  # calamine read what a strict parser refuses; the hint is not worth more
    if not _ANY.search(found):
        return frozenset()
    return frozenset(
        (int(match[2]), _index(match[1].decode())) for match in _FORMULA.finditer(found)
    )


def _parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """The parts of the worksheets, in the order in which the workbook lists them."""
    names = frozenset(archive.namelist())
    if not names >= {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
        return
    relations = {
        one.get("Id"): one.get("Target", "")
        for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        if one.get("Type", "").endswith(_WORKSHEET)
    }
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        target = relations.get(element.get(_RELATION)) if element.tag.endswith("}sheet") else None
        if target:
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield name if name in names else ""


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
