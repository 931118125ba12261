"""Files into text: txt, md, docx, and pdf that holds text.

Tables of a docx become lines of cells with a tab between them, one line for each row; a cell that
is merged over several columns or rows is repeated in each of them, and line breaks inside a cell
become spaces. `tables` rebuilds headers from exactly that. A table that only sets the red head or
the printing block becomes plain lines, and automatic numbers become text. Whatever cannot be read
is refused with one sentence that an official can act on.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import pypdfium2
from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.exceptions import OpcError
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from yushui.files import preflight
from yushui.kernel.encodings import decode
from yushui.kernel.errors import RuleViolation
from yushui.notices.reading import pdf_pages
from yushui.notices.reading.auto_numbers import AutoNumbers


KINDS = frozenset({"txt", "md", "docx", "pdf"})
MAX_PAGES = 500
MAX_CHARACTERS = 2_000_000

_WORDS = re.compile(r"[\u3400-\u9fff]")
_LAYOUT_CELL = re.compile(r"文\s*件$|抄\s*[送报]\s*[:：]|.{0,60}\d日\s*印发$|签发人\s*[:：]")
_BLANKS = re.compile(r"[\s\u3000]+")


class Unreadable(RuleViolation):
    """The file is not a document that can be read; the message says why and what to do."""

    code = "unreadable"

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


def load(path: Path) -> str:
    """The text of a file on disc."""
    try:
        size = path.stat().st_size
        if size > preflight.MAX_BYTES:
            raise Unreadable(_too_big(_shown(path), size))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(f"没有找到文件“{_shown(path)}”，请检查路径和文件名。") from error
    except IsADirectoryError as error:
        raise Unreadable(f"“{_shown(path)}”是文件夹，请指定其中的一个文件。") from error
    except OSError as error:
        raise Unreadable(f"文件“{_shown(path)}”打不开，请检查是否有读取权限。") from error
    return text_of(path.name, content)


def text_of(name: str, content: bytes) -> str:
    """The text of a file's content; `name` tells its kind."""
    try:
        kind = preflight.check(name, content, kinds=KINDS)
    except RuleViolation as error:
        raise Unreadable(error.message) from error
    readers = {"docx": _docx, "pdf": _pdf}
    text = readers.get(kind, _plain)(name, content)
    if not text.strip():
        raise Unreadable(f"文件“{name}”里没有文字，请检查是否保存成功。")
    if not _WORDS.search(text):
        raise Unreadable(f"文件“{name}”里没有汉字，不像一份公文，请检查是否选错了文件。")
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"文件“{name}”超过{MAX_CHARACTERS // 10000}万字，请只上传公文本身。")
    return text


def _shown(path: Path) -> str:
    """A path that may be repeated on a screen: nothing in it that a terminal obeys."""
    return "".join(letter for letter in str(path) if letter.isprintable())


def _too_big(name: str, size: int) -> str:
    limit = preflight.MAX_BYTES // 1024 // 1024
    return f"文件“{name}”有 {size / 1024 / 1024:.1f} MB，超过 {limit} MB，请只上传公文本身。"


def _plain(name: str, content: bytes) -> str:
    try:
        return decode(content)
    except RuleViolation as error:
        raise Unreadable(
            f"文件“{name}”不是文字，或编码无法识别，请另存为 UTF-8 后再试。"
        ) from error


def _docx(name: str, content: bytes) -> str:
    try:
        document = Document(BytesIO(content))
        return "\n".join(_blocks(document))
    except (OpcError, BadZipFile, SyntaxError, KeyError, ValueError) as error:
        # Broken XML surfaces as lxml's kind of SyntaxError.
        message = f"文件“{name}”已损坏，或不是 docx 文档，请用 WPS 或 Word 重新另存为 docx。"
        raise Unreadable(message) from error


def _blocks(document: DocxDocument) -> Iterator[str]:
    numbers = AutoNumbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield _indented(block, numbers.before(block))
        else:
            yield from _rows(block)


def _indented(paragraph: Paragraph, number: str) -> str:
    """A first-line indent is how a new paragraph shows; keep it as the two blanks it stands for."""
    indent = paragraph.paragraph_format.first_line_indent
    text = number + paragraph.text.replace("\t", "\u3000")
    return f"\u3000\u3000{text}" if indent and indent > 0 and text.strip() else text


def _rows(table: DocxTable) -> Iterator[str]:
    rows = [[_BLANKS.sub(" ", cell.text).strip() for cell in row.cells] for row in table.rows]
    if any(_LAYOUT_CELL.match(cell) for cells in rows for cell in cells):
        yield from _laid_out(rows)
        return
    for cells in rows:
        # A lone cell keeps a tab so that it still shows as a line of a table.
        yield "\t".join(cells) if len(cells) > 1 else f"{cells[0] if cells else ''}\t"


def _laid_out(rows: list[list[str]]) -> Iterator[str]:
    """The red head and the printing office's block are often set in a table: plain lines."""
    shown: set[str] = set()
    for cells in rows:
        line = [cell for cell in dict.fromkeys(cells) if cell and cell not in shown]
        shown.update(cell for cell in cells if _LAYOUT_CELL.match(cell))
        if line:
            yield "\u3000\u3000".join(line)


def _pdf(name: str, content: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(f"文件“{name}”加了密码，请取消密码后再试。") from error
        raise Unreadable(f"文件“{name}”已损坏，或不是 pdf 文档，请重新导出。") from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(
                f"文件“{name}”有 {len(document)} 页，超过 {MAX_PAGES} 页，请只上传公文本身。"
            )
        text = "\n\f\n".join(_page(document, index) for index in range(len(document)))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"文件“{name}”有打不开的页，请重新导出 pdf。") from error
    finally:
        document.close()
    if not _WORDS.search(text):
        raise Unreadable(f"文件“{name}”是扫描的图片，没有文字，请上传 docx 或先做文字识别。")
    return text


def _page(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        words = page.get_textpage()
        try:
            return pdf_pages.text_of(words)
        finally:
            words.close()
    finally:
        page.close()
