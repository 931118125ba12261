"""Files that mean harm or are simply broken, made in memory so that none need be kept."""

import random
import zipfile
from io import BytesIO

from tests.notices.samples.make_binary import as_docx, as_pdf


TEXT = "白鹭镇人民政府文件\n关于开展走访慰问的通知\n各村：\n请于2026年3月3日前报镇政府。\n"


def noise(size: int = 4096) -> bytes:
    return random.Random(20260301).randbytes(size)


def docx() -> bytes:
    return _saved(TEXT)


def _saved(text: str) -> bytes:
    held = BytesIO()
    as_docx(text).save(held)
    return held.getvalue()


def docx_with(parts: dict[str, bytes]) -> bytes:
    """A sound docx with parts added, or replaced where the name is there already."""
    held = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx())) as sound,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in sound.namelist():
            if name not in parts:
                written.writestr(name, sound.read(name))
        for name, content in parts.items():
            written.writestr(name, content)
    return held.getvalue()


def bomb() -> bytes:
    return docx_with({"word/document.xml": b"<w:document>" + b" " * 40_000_000})


def many_entries() -> bytes:
    return docx_with({f"word/media/{number}.xml": b"" for number in range(2_500)})


def macros() -> bytes:
    return docx_with({"word/vbaProject.bin": noise(64)})


def climbing() -> bytes:
    return docx_with({"../../outside.xml": b"<x/>"})


def entities() -> bytes:
    """The billion laughs, in the part every reader opens first."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈哈"}">' for n in range(12))
    body = f"<w:document>{'&l11;'}</w:document>"
    return docx_with({"word/document.xml": f"<!DOCTYPE x [{laughs}]>{body}".encode()})


def outside_entity() -> bytes:
    body = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><w:document>&f;</w:document>'
    return docx_with({"word/document.xml": body.encode()})


def pdf() -> bytes:
    return as_pdf(TEXT)


def encrypted_pdf() -> bytes:
    """A pdf that nobody has the password of: its check values are noise."""
    owner, user, name = noise(32).hex(), noise(64)[32:].hex(), noise(16).hex()
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{owner}>/U<{user}>/P -44>>/ID[<{name}><{name}>]"
    return pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock.encode("ascii"))


def pictures_only_pdf() -> bytes:
    """Pages without a single character, as a scanner leaves them."""
    return pdf().replace(b"Tj", b"  ")


def beset() -> dict[str, str]:
    """Texts that cost a careless pattern or a recursion dearly; each one is legal text."""
    size = 200_000
    return {
        "one character": "一" * 1_000_000,
        "one digit": "1" * size,
        "opening brackets": "（" * size,
        "nested brackets": "（" * (size // 2) + "）" * (size // 2),
        "opening titles": "《" * size,
        "nested titles": "《" * (size // 2) + "》" * (size // 2),
        "quotes": "“" * size,
        "commas": "各、" * (size // 2),
        "years": "2021年" * (size // 5),
        "days": "3月3日前" * (size // 5),
        "headings on one line": "一、" * (size // 2),
        "headings on many lines": "一、\n" * 5_000,
        "blank lines": TEXT + "\n" * size,
        "blanks": TEXT + " " * size + "完",
        "pipes": "|" * size,
        "pipe rows": "| 甲 | 乙 |\n" * 5_000,
        "tabs": "\t" * size,
        "tab rows": "甲\t乙\t丙\n" * 5_000,
        "mail addresses": "a@" * (size // 2),
        "dotted names": "a." * (size // 2) + "@",
        "phone numbers": "0793-" * (size // 5),
        "page numbers": "— 1 —\n" * 5_000,
        "attachments": "附件：\n" * 5_000,
        "addressees": "各村" * (size // 2) + "：\n请报。",
        "joint offices": "云泽省人民政府" * 5_000 + "文件",
        "stars": "*" * size,
        "hashes": "#" * size,
        "no breaks": "请于三月三日前报送总结，" * 5_000,
    }
