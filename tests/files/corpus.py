"""Hostile and broken files, built in memory (test plan T-50, groups 1 to 3, 5 and 6).

Each maker returns the bytes of one file. `HOSTILE` lists them with the name they arrive under and
a few characters of the sentence the sender must read.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from PIL import Image


class Case(NamedTuple):
    name: str
    make: Callable[[], bytes]
    says: str


CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/xl/workbook.xml"/></Types>'
)
WORKBOOK_RELS = (
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
)
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet(rows: str = CELL, before: str = "") -> str:
    return f"<worksheet>{before}<sheetData>{rows}</sheetData></worksheet>"


def archive(entries: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, text in entries.items():
            target.writestr(name, text)
    return buffer.getvalue()


def workbook(**parts: str | bytes) -> bytes:
    """A workbook of one cell; keywords replace or add parts (`sheet`, `types`, `rels`)."""
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": parts.pop("types", CONTENT_TYPES),
        "xl/workbook.xml": "<workbook/>",
        "xl/_rels/workbook.xml.rels": parts.pop("rels", WORKBOOK_RELS),
        "xl/worksheets/sheet1.xml": parts.pop("sheet", sheet()),
    }
    return archive(entries | parts)


def document(**parts: str) -> bytes:
    return archive(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"} | parts
    )


def open_document(rows: str) -> bytes:
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    text = (
        '<office:document-content xmlns:office="o" xmlns:table="t"><table:table>'
        f"{rows}</table:table></office:document-content>"
    )
    return archive({"mimetype": mime, "content.xml": text})


def compound(*streams: str) -> bytes:
    names = b"".join(stream.encode("utf-16-le") + b"\0\0" for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def duplicate_entries() -> bytes:
    content = archive({"a/x.xml": "<a/>", "b/x.xml": "<a/>"})
    return content.replace(b"b/x.xml", b"A/x.xml")


def climbing() -> bytes:
    return workbook(**{"../../etc/passwd": "x"})


def rooted() -> bytes:
    return workbook(**{"/etc/passwd": "x"})


def symlink() -> bytes:
    buffer = BytesIO(workbook())
    with zipfile.ZipFile(buffer, "a") as target:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def encrypted_entry() -> bytes:
    content = bytearray(archive({"xl/workbook.xml": "<workbook/>"}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def many_entries() -> bytes:
    return archive({f"xl/{number}.xml": "" for number in range(2_100)}, zipfile.ZIP_STORED)


def bomb() -> bytes:
    return workbook(sheet=b" " * 130_000_000)


def wide_bomb() -> bytes:
    """Many entries, each innocent, that unpack to more than the total allows."""
    part = (b"%025d" % 0 + b"<v>ab</v>") * 200_000
    return workbook(**{f"xl/p{number}.bin": part for number in range(20)})


def lying_size() -> bytes:
    """The directory promises 1000 bytes with the right checksum; 50 MB follow."""
    text = b"<worksheet>" + b" " * 50_000_000
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = stream.compress(text) + stream.flush()
    name, check = b"xl/workbook.xml", zlib.crc32(text[:1000])
    fields = (20, 0, 8, 0, 33, check, len(packed), 1000, len(name), 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", *fields) + name
    central = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + name
    at = len(local) + len(packed)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), at, 0)
    return local + packed + central + end


def wrong_checksum() -> bytes:
    content = archive({"xl/workbook.xml": "<workbook/>"}, zipfile.ZIP_STORED)
    return content.replace(b"<workbook/>", b"<workbooq/>")


def spanned() -> bytes:
    content = bytearray(workbook())
    content[content.rfind(b"PK\x05\x06") + 4] = 1
    return bytes(content)


def nested() -> bytes:
    return workbook(**{"xl/media/image1.png": workbook()})


def prefixed() -> bytes:
    return b"PK\x03\x04 not really" + workbook()


def picture(size: tuple[int, int] = (40, 30), form: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "#336699").save(buffer, form, **options)
    return buffer.getvalue()


def huge_picture() -> bytes:
    """A PNG of a few hundred bytes that claims 30 000 × 30 000 pixels."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


ENTITIES = '<!DOCTYPE a [<!ENTITY x "1"><!ENTITY y "&x;&x;">]><worksheet/>'
LINK = '<Relationships><Relationship Type="{}" Target="{}" TargetMode="External"/></Relationships>'
MACRO_TYPES = (
    "<Types><Override ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>"
)
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c r="{1}{0}"><v>2</v></c></row>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="1000000">'
    '<table:table-cell office:value-type="float" table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)

HOSTILE = {
    # 1. structure
    "not a zip": Case("名单.xlsx", lambda: b"hello world", "不是有效的 xlsx"),
    "empty": Case("名单.xlsx", lambda: b"", "是空的"),
    "too large": Case("名单.csv", lambda: b"a" * (20 * 1024 * 1024 + 1), "超过 20 MB"),
    "truncated": Case("名单.xlsx", lambda: workbook()[:-30], "没有传完整"),
    "spanned": Case("名单.xlsx", spanned, "分卷"),
    "encrypted entry": Case("名单.xlsx", encrypted_entry, "密码"),
    "duplicate entries": Case("名单.xlsx", duplicate_entries, "重名"),
    "climbing path": Case("名单.xlsx", climbing, "路径"),
    "rooted path": Case("名单.xlsx", rooted, "路径"),
    "symlink": Case("名单.xlsx", symlink, "链接"),
    "many entries": Case("名单.xlsx", many_entries, "2000 个"),
    "wrong checksum": Case("名单.xlsx", wrong_checksum, "已损坏"),
    "nested zip": Case("名单.xlsx", nested, "嵌有其他文件"),
    "prefixed zip": Case("名单.xlsx", prefixed, "异常"),
    "docx called xlsx": Case("名单.xlsx", document, "内容却不是"),
    "pdf called docx": Case("通知.docx", lambda: b"%PDF-1.7", "内容却像是 pdf"),
    # 2. bombs
    "bomb": Case("名单.xlsx", bomb, "解开后过大"),
    "wide bomb": Case("名单.xlsx", wide_bomb, "解开后过大"),
    "lying size": Case("名单.xlsx", lying_size, "解开后过大"),
    "entities": Case("名单.xlsx", lambda: workbook(sheet=ENTITIES), "实体"),
    "entities in a docx": Case("通知.docx", lambda: document(**{"word/x.xml": ENTITIES}), "实体"),
    "entities in UTF-16": Case(
        "名单.xlsx", lambda: workbook(sheet=ENTITIES.encode("utf-16")), "编码"
    ),
    "declared UTF-7": Case(
        "名单.xlsx", lambda: workbook(sheet='<?xml version="1.0" encoding="UTF-7"?><a/>'), "编码"
    ),
    "dimension": Case(
        "名单.xlsx", lambda: workbook(sheet=sheet("", '<dimension ref="A1:XFD1048576"/>')), "XFD 列"
    ),
    "far row": Case(
        "名单.xlsx", lambda: workbook(sheet=sheet(FAR.format(1048576, "A"))), "1048576 行"
    ),
    "far column": Case("名单.xlsx", lambda: workbook(sheet=sheet(FAR.format(9, "XFD"))), "XFD 列"),
    "wide and long": Case(
        "名单.xlsx", lambda: workbook(sheet=sheet(FAR.format(200000, "ZZ"))), "52 列"
    ),
    "cells without place": Case(
        "名单.xlsx", lambda: workbook(sheet=sheet("<row>" + "<c/>" * 9 + "</row>")), "位置"
    ),
    "prefixed cells": Case(
        "名单.xlsx", lambda: workbook(sheet=sheet('<x:c r="XFD1048576"><v>1</v></x:c>')), "XFD 列"
    ),
    "sheet under another name": Case(
        "名单.xlsx",
        lambda: workbook(**{"xl/other.xml": sheet(FAR.format(1048576, "XFD"))}),
        "1048576 行",
    ),
    "sheet called png": Case(
        "名单.xlsx", lambda: workbook(rels=WORKBOOK_RELS.replace(".xml", ".png")), "异常"
    ),
    "ten megabytes in a cell": Case(
        "名单.xlsx",
        lambda: workbook(sheet=sheet(f'<c r="A1"><is>{bytes(range(97, 122)).decode() * 400_000}')),
        "过",
    ),
    "repeated cells": Case("名单.ods", lambda: open_document(REPEATED), "超出"),
    # 3. active content
    "macro file": Case("名单.xlsm", workbook, "不带宏"),
    "macro file renamed": Case("名单.xlsx", lambda: workbook(types=MACRO_TYPES), "宏"),
    "vbaProject": Case("名单.xlsx", lambda: workbook(**{"xl/vbaProject.bin": "x"}), "宏"),
    "embedding": Case("通知.docx", lambda: document(**{"word/embeddings/a.bin": "x"}), "嵌有"),
    "external link": Case(
        "名单.xlsx", lambda: workbook(**{"xl/externalLinks/externalLink1.xml": "<x/>"}), "链接着"
    ),
    "activeX": Case("通知.docx", lambda: document(**{"word/activeX/a.xml": "<x/>"}), "控件"),
    "remote template": Case(
        "通知.docx",
        lambda: document(
            **{"word/_rels/s.rels": LINK.format("attachedTemplate", "http://x.test/")}
        ),
        "网上",
    ),
    "DDE": Case(
        "通知.docx",
        lambda: document(**{"word/x.xml": '<w:instrText a="b"> DDEAUTO c:\\\\cmd</w:instrText>'}),
        "DDE",
    ),
    "ods macro": Case("名单.ods", lambda: archive({"content.xml": "<a/>", "Basic/x": "x"}), "宏"),
    "ods password": Case(
        "名单.ods",
        lambda: archive({"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "密码",
    ),
    "html as xls": Case("名单.xls", lambda: b"\xef\xbb\xbf <html><table>", "其实是网页"),
    "html as csv": Case("名单.csv", lambda: b"<table><tr>", "其实是网页"),
    "password": Case("名单.xls", lambda: compound("EncryptedPackage"), "密码"),
    "password as xlsx": Case("名单.xlsx", lambda: compound("EncryptedPackage"), "密码"),
    "xls macro": Case("名单.xls", lambda: compound("Workbook", "_VBA_PROJECT_CUR"), "宏"),
    "xls object": Case("名单.xls", lambda: compound("Workbook", "\x01Ole10Native"), "嵌有"),
    "doc as xls": Case("名单.xls", lambda: compound("WordDocument"), "不是表格"),
    "pdf script": Case("通知.pdf", lambda: b"%PDF-1.7 /S /J#61vaScript", "脚本"),
    "pdf and zip": Case("通知.pdf", lambda: b"%PDF-1.7 " + workbook(), "压缩包"),
    # 5. text
    "bytes called txt": Case("通知.txt", lambda: b"\x00\x01\x02", "编码"),
    "broken text": Case("通知.txt", lambda: b"\xff\xff\xff\xff", "编码"),
    "xlsx called csv": Case("名单.csv", workbook, "内容却不是文字"),
    # 6. images
    "eps called png": Case("照片.png", lambda: b"%!PS-Adobe-3.0 EPSF", "不是有效的 png"),
    "svg": Case("照片.svg", lambda: b"<svg/>", "格式不能使用"),
}
