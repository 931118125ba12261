"""What must be true of a file before any parser sees it (security C-41).

The extension says what the sender thinks it is, the first bytes say what a program would make of
it; the two must agree. Nothing here parses a format beyond what refusing needs.
"""

import re

from yushui.files import archives
from yushui.files.unfit import Unfit
from yushui.kernel.encodings import decode
from yushui.kernel.errors import RuleViolation


MAX_BYTES = 20 * 1024 * 1024

SHEETS = frozenset({"xlsx", "xls", "et", "ods", "csv"})
DOCUMENTS = frozenset({"txt", "md", "docx", "pdf"})
PHOTOS = frozenset({"jpeg", "png"})
EVERY_KIND = SHEETS | DOCUMENTS | PHOTOS

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MAGIC = {
    "xlsx": (_ZIP,),
    "docx": (_ZIP,),
    "ods": (_ZIP,),
    "xls": (_OLE,),
    "et": (_OLE, _ZIP),  # WPS has written both over the years
    "pdf": (b"%PDF-",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
}
_SYNONYMS = {"jpg": "jpeg", "jpe": "jpeg", "text": "txt", "markdown": "md"}
_REMEDIES = {
    "doc": "请用 WPS 或 Word 另存为 docx",
    "wps": "请用 WPS 另存为 docx",
    "rtf": "请用 WPS 或 Word 另存为 docx",
    "xlsm": "请另存为不带宏的 xlsx",
    "xlsb": "请另存为 xlsx",
    "ofd": "请另存为 pdf 或 docx",
    "zip": "请解开后逐个上传",
    "rar": "请解开后逐个上传",
    "7z": "请解开后逐个上传",
    "heic": "请在手机上改存为 jpg",
}
_CONTAINS = {"xlsx": "xl/", "et": "xl/", "docx": "word/", "ods": "content.xml"}
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|meta|\?xml)", re.IGNORECASE
)
_PDF_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


def check(
    name: str, content: bytes, *, kinds: frozenset[str] = EVERY_KIND, max_bytes: int = MAX_BYTES
) -> str:
    """Return what kind of file this is, or refuse it with one sentence."""
    try:
        kind = _kind_of(name, kinds)
        _check_size(content, max_bytes)
        _check_magic(kind, content)
        _check_inside(kind, content)
    except Unfit as reason:
        raise RuleViolation(f"文件“{_shown(name)}”{reason}", field="file") from reason
    return kind


def _kind_of(name: str, kinds: frozenset[str]) -> str:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _SYNONYMS.get(extension, extension)
    if kind in kinds:
        return kind
    allowed = "、".join(sorted(kinds))
    remedy = _REMEDIES.get(kind, "请换一种格式")
    raise Unfit(f"的格式不能使用（这里可以用 {allowed}），{remedy}后再上传。")


def _check_size(content: bytes, max_bytes: int) -> None:
    if not content:
        raise Unfit("是空的，请检查是否保存成功后再上传。")
    if len(content) > max_bytes:
        size, limit = len(content) / 1024 / 1024, max_bytes / 1024 / 1024
        raise Unfit(f"有 {size:.1f} MB，超过 {limit:g} MB，请压缩图片或拆成几个文件后再上传。")


def _check_magic(kind: str, content: bytes) -> None:
    expected = _MAGIC.get(kind)
    if expected is None:
        if any(content.startswith(marks) for marks in _MAGIC.values()):
            raise Unfit(f"扩展名是 {kind}，内容却不是文字，请用原来的扩展名上传。")
        return
    if content.startswith(expected):
        return
    if content.startswith(_OLE) and kind in ("xlsx", "docx"):
        _check_compound(content)
    if kind in SHEETS and _HTML.match(content):
        raise Unfit("其实是网页，不是表格，请用 WPS 或 Excel 打开，另存为 xlsx 后再上传。")
    actual = next((other for other, marks in _MAGIC.items() if content.startswith(marks)), None)
    if actual is None:
        raise Unfit(f"不是有效的 {kind} 文件，可能已损坏，请重新保存后再上传。")
    raise Unfit(f"扩展名是 {kind}，内容却像是 {actual}，请改对扩展名或重新另存后再上传。")


def _check_inside(kind: str, content: bytes) -> None:
    if content.startswith(_ZIP):
        _check_office(kind, content)
    elif content.startswith(_OLE):
        _check_compound(content)
    elif kind == "pdf":
        _check_pdf(content)
    elif kind not in _MAGIC:
        _check_text(content)


def _check_office(kind: str, content: bytes) -> None:
    names = archives.inspect(content)
    prefix = _CONTAINS[kind]
    if not any(entry.startswith(prefix) for entry in names):
        raise Unfit(f"扩展名是 {kind}，内容却不是，请改对扩展名或重新另存后再上传。")


def _check_compound(content: bytes) -> None:
    """Read the old container's stream names, which stand in it as plain UTF-16."""

    def holds(*streams: str) -> bool:
        return any(stream.encode("utf-16-le") in content for stream in streams)

    if holds("EncryptedPackage", "EncryptionInfo"):
        raise Unfit("加了密码，请取消密码后再上传。")
    if holds("_VBA_PROJECT", "VBA_PROJECT_CUR"):
        raise Unfit("带有宏，为安全起见不能上传，请另存为不带宏的 xlsx。")
    if holds("\x01Ole10Native", "ObjectPool", "Package\0"):
        raise Unfit("嵌有其他文件，为安全起见不能上传，请删去后另存为 xlsx。")
    if not holds("Workbook\0", "Book\0"):
        raise Unfit("不是表格，请用 WPS 或 Excel 另存为 xlsx 后再上传。")


def _check_pdf(content: bytes) -> None:
    # Names may be spelt with hexadecimal escapes: /J#61vaScript.
    spelt = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), content)
    if any(mark in spelt for mark in _PDF_ACTIVE):
        raise Unfit("带有脚本或附件，为安全起见不能上传，请重新打印成普通 pdf。")
    if b"PK\x05\x06" in content[-66_000:]:
        raise Unfit("后面夹带了压缩包，可能是恶意文件，不能上传。")


def _check_text(content: bytes) -> None:
    if _HTML.match(content):
        raise Unfit("其实是网页，请把需要的内容复制到文档或表格里，另存后再上传。")
    try:
        decode(content)
    except RuleViolation as error:
        raise Unfit("的文字编码无法识别，请用记事本另存为 UTF-8 编码后再上传。") from error


def _shown(name: str) -> str:
    """Keep a file name short and harmless enough to repeat."""
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain if len(plain) <= 60 else f"{plain[:40]}…{plain[-12:]}"
