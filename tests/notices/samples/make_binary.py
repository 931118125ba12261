"""Make the docx and pdf samples from their text: `python -m tests.notices.samples.make_binary`.

`NN-name.source.txt` becomes `NN-name.docx`, or a pdf when the text holds no table. In a table
`<<` joins a cell to the one on its left, `^^` to the one above. The pdf is written by hand with
a font the reader need not have, so that it stays a few kilobytes; quotation marks are lost where
that font is not installed, so such a text is exported by an office suite instead (`.export.txt`).
"""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocumentType


HERE = Path(__file__).parent
LINES_A_PAGE, CHARACTERS_A_LINE = 22, 28  # GB/T 9704-2012, 5.2.3
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor"
    "/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 80>>>>]>>"
)
_ROW = re.compile(r"^\|(.*)\|$")


def main() -> None:
    for source in sorted(HERE.glob("*.source.txt")):
        text = source.read_text(encoding="utf-8")
        target = HERE / source.name.removesuffix(".source.txt")
        if _ROW.search(text) or "\n|" in text:
            target.with_suffix(".docx").write_bytes(_steady(as_docx(text)))
        else:
            target.with_suffix(".pdf").write_bytes(as_pdf(text))


def as_docx(text: str) -> DocumentType:
    document = Document()
    rows: list[list[str]] = []
    for line in [*text.rstrip().splitlines(), ""]:
        row = _ROW.match(line)
        if row:
            rows.append([cell.strip() for cell in row[1].split("|")])
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        document.add_paragraph(line)
    return document


def _steady(document: DocumentType) -> bytes:
    """The file without the moment it was made, so that making it again changes nothing."""
    made, steady = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as parts, ZipFile(steady, "w", ZIP_DEFLATED) as kept:
        for name in parts.namelist():
            kept.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return steady.getvalue()


def _add_table(document: DocumentType, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("<<", "^^"):
                down = _run([later[c] for later in rows[r + 1 :]], "^^")
                right = _run(row[c + 1 :], "<<")
                cell = table.cell(r, c).merge(table.cell(r + down, c + right))
                cell.text = text


def _run(cells: list[str], mark: str) -> int:
    return next((n for n, cell in enumerate(cells) if cell != mark), len(cells))


def as_pdf(text: str) -> bytes:
    lines = [
        line[at : at + CHARACTERS_A_LINE]
        for line in text.splitlines()
        for at in range(0, max(len(line), 1), CHARACTERS_A_LINE)
    ]
    pages = [lines[at : at + LINES_A_PAGE] for at in range(0, len(lines), LINES_A_PAGE)]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        _FONT,
    ]
    for n, page in enumerate(pages):
        shown = _shown([*page, *[""] * (LINES_A_PAGE - len(page)), f"— {n + 1} —"])
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
    return _assembled(objects)


def _shown(lines: list[str]) -> str:
    drawn = "".join(f"<{line.encode('utf-16-be').hex()}>Tj T*\n" for line in lines)
    return f"BT /F 16 Tf 29 TL 79 720 Td\n{drawn}ET"


def _assembled(objects: list[str]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{value}endobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + end.encode("ascii")


if __name__ == "__main__":
    main()
