"""What is looked for inside the parts of an office file while they are unpacked, chunk by chunk.

The reader behind `office.sheets` (calamine) lays a sheet out as one dense block between its
outermost cells: two cells, A1 and XFD1048576, ask for 550 GB and abort the process
(tafia/calamine#693). So every cell must state where it stands, and the corners are limited here.
"""

import re
from collections.abc import Callable
from xml.parsers import expat

from yushui.files.unfit import Unfit


# One part is judged as it streams by: `feed` chunks, then `close`.
Judge = Callable[[bytes, bool], None]

MAX_TAG = 1024 * 1024
MAX_ROWS = 200_000
MAX_AREA = 10_000_000

_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']+)""")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}

# Rows to 200 000 and columns to ZZ; a cell that does not say where it stands does not match either.
_REF = rb'[A-Z]{1,2}(?:\d{1,5}|1\d{5}|200000)"'
_STRAY_CELL = re.compile(rb'<c(?=[\s/>])(?! r="' + _REF + rb")(?![^>]*? r=\"" + _REF + rb")")
_STRAY_PREFIXED_CELL = re.compile(rb'<\w+:c(?=[\s/>])(?![^>]*? r="' + _REF + rb")")
_STATED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]+)(\d+)"')
_WIDE_CELL = re.compile(rb' r="[B-Z][A-Z]\d')
_LOW_CELL = re.compile(rb' r="[A-Z]{1,2}[1-9]\d{4}')
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^>]*ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')

_ACTIVE = {
    b"macroEnabled": "带有宏",
    b"vbaProject": "带有宏",
    b"activeX": "带有控件",
    b"relationships/oleObject": "嵌有其他文件",
    b"relationships/externalLink": "链接着别的表格",
    b"relationships/frame": "链接着别的文件",
    b"relationships/subDocument": "链接着别的文件",
}
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_TARGET = re.compile(rb"""\sTarget\s*=\s*["']([^"']*)""")
_REMOTE = re.compile(rb"""Target=["'](?:https?:|ftp:|\\\\|file://[^/])""", re.IGNORECASE)
_DDE = re.compile(rb"instrText[^>]*>\s*DDE")

_SAVE_AGAIN = "请用 WPS 或 Excel 打开，另存为普通的 xlsx 文件后再上传"


def judge_for(name: str) -> Judge:
    """Choose what the part called `name` is searched for; declarations are sought in all.

    A workbook may name any part as its sheet, so every XML part is measured as if it were one.
    """
    lowered = name.lower()
    if lowered == "[content_types].xml":
        return _Whole(_relations)
    if lowered.endswith("workbook.xml.rels"):
        return _Whole(_workbook_relations)
    if lowered.endswith(".rels"):
        return _Whole(_relations)
    if lowered == "meta-inf/manifest.xml":
        return _Whole(_manifest)
    if lowered == "content.xml":
        return _OpenDocument()
    if lowered.startswith("word/"):
        return _Tags(_fields)
    return _Tags(_Worksheet()) if lowered.endswith(".xml") else _nothing_more


def declarations(head: bytes, chunk: bytes) -> None:
    """Refuse entity declarations, and encodings in which they could hide."""
    if any(mark in chunk for mark in _ENTITIES):
        raise Unfit(f"含有外部实体声明，可能是恶意文件，{_SAVE_AGAIN}。")
    if not head.lstrip(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return
    declared = _ENCODING.search(head[:200])
    odd = declared is not None and declared.group(1).lower() not in _PLAIN_ENCODINGS
    if odd or b"\0" in head[:4] or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unfit(f"内部使用了少见的编码，无法检查，{_SAVE_AGAIN}。")


def _nothing_more(chunk: bytes, last: bool) -> None:
    """Leave pictures, styles and the like to the checks made on every part."""


class _Whole:
    """Gathers a part that is small by nature and judges it in one piece."""

    def __init__(self, judge: Callable[[bytes], None]) -> None:
        self.judge, self.text = judge, b""

    def __call__(self, chunk: bytes, last: bool) -> None:
        self.text += chunk
        if len(self.text) > MAX_TAG:
            raise Unfit(f"内部结构异常，{_SAVE_AGAIN}。")
        if last:
            self.judge(self.text)


class _Tags:
    """Passes chunks on, cut behind a tag, so that no tag is judged by halves."""

    def __init__(self, judge: Callable[[bytes], None]) -> None:
        self.judge, self.rest = judge, b""

    def __call__(self, chunk: bytes, last: bool) -> None:
        text = self.rest + chunk
        end = len(text) if last else text.rfind(b">") + 1
        self.rest = text[end:]
        if len(self.rest) > MAX_TAG:
            raise Unfit("有一个单元格的内容过长，或解开后过大，请删去后再上传。")
        self.judge(text[:end])


class _Worksheet:
    """Limits the rectangle between the outermost cells of one sheet."""

    def __init__(self) -> None:
        self.is_wide = self.is_long = False

    def __call__(self, tags: bytes) -> None:
        if dimension := _DIMENSION.search(tags):
            _within(*dimension.groups())
        stray = _STRAY_CELL.search(tags)
        if stray is None and b":c" in tags:
            stray = _STRAY_PREFIXED_CELL.search(tags)
        if stray:
            stated = _STATED_CELL.match(tags, stray.start())
            if stated:
                _within(*stated.groups())
            raise Unfit(f"有单元格没有写明位置，{_SAVE_AGAIN}。")
        self.is_wide = self.is_wide or _WIDE_CELL.search(tags) is not None
        self.is_long = self.is_long or _LOW_CELL.search(tags) is not None
        if self.is_wide and self.is_long:
            raise Unfit(
                "的表格既超过 52 列又超过 1 万行，请删除数据右边、下边多余的行列，"
                "或拆成几个文件后再上传。"
            )


def _within(column: bytes, row: bytes) -> None:
    if len(column) > 2 or len(row) > 6 or int(row) > MAX_ROWS:
        raise Unfit(
            f"的表格一直延伸到第 {row.decode()[:9]} 行、{column.decode()[:5]} 列"
            f"（最多 {MAX_ROWS} 行、ZZ 列），请选中数据下边和右边多余的行列，删除后再保存上传。"
        )


def _relations(text: bytes) -> None:
    for mark, what in _ACTIVE.items():
        if mark in text:
            raise Unfit(f"{what}，为安全起见不能上传，请另存为不含这些内容的普通文件。")
    for relation in _RELATION.findall(text):
        if _REMOTE.search(relation) and b"/hyperlink" not in relation:
            raise Unfit("打开时会从网上取内容，为安全起见不能上传，请断开链接后另存。")


def _workbook_relations(text: bytes) -> None:
    _relations(text)
    if any(not target.lower().endswith(b".xml") for target in _TARGET.findall(text)):
        raise Unfit(f"内部结构异常，{_SAVE_AGAIN}。")


def _manifest(text: bytes) -> None:
    if b"encryption-data" in text:
        raise Unfit("加了密码，请取消密码后再上传。")


def _fields(tags: bytes) -> None:
    if _DDE.search(tags):
        raise Unfit("带有会调用其他程序的域（DDE），请删除后再上传。")


class _OpenDocument:
    """Measures an OpenDocument sheet, where repeated cells are written as one cell and a count."""

    def __init__(self) -> None:
        self.row = self.column = self.widest = self.lowest = self.repeated = 0
        self.parser = expat.ParserCreate(namespace_separator=None)
        self.parser.StartElementHandler = self.start

    def __call__(self, chunk: bytes, last: bool) -> None:
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError) as error:
            raise Unfit("已损坏，请重新保存后再上传。") from error

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.row = self.widest = self.lowest = 0
        elif tag == "table:table-row":
            self.column = 0
            self.repeated = int(attributes.get("table:number-rows-repeated", 1))
            self.row += self.repeated
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes:
                self.measure()

    def measure(self) -> None:
        self.widest, self.lowest = max(self.widest, self.column), max(self.lowest, self.row)
        if self.lowest > MAX_ROWS or self.widest * self.lowest > MAX_AREA:
            raise Unfit(
                f"的表格延伸到 {self.lowest} 行、{self.widest} 列，超出可以处理的范围，"
                "请删除多余的行列，或拆成几个文件后再上传。"
            )
