"""Files that nobody should be able to hurt or confuse the reader with."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from django.core.management import CommandError, call_command

from tests.notices.reading import hostile
from yushui.kernel.errors import RuleViolation
from yushui.notices.reading import loading, reader


GENEROUS = 20
REFUSED = {
    "empty": ("a.txt", b""),
    "only blanks": ("a.txt", " \n\u3000\t\r\n\u00a0\ufeff".encode()),
    "only a mark of order": ("a.txt", b"\xef\xbb\xbf"),
    "nul bytes": ("a.txt", "通知\0\0各村：".encode()),
    "nothing but nul": ("a.txt", b"\0" * 512),
    "noise as text": ("a.txt", hostile.noise()),
    "noise as docx": ("a.docx", hostile.noise()),
    "noise as pdf": ("a.pdf", b"%PDF-1.7\n" + hostile.noise()),
    "wide text without its mark": ("a.txt", hostile.TEXT.encode("utf-16-le")),
    "wide text cut in a pair": ("a.txt", b"\xff\xfe" + "通".encode("utf-16-le") + b"\x3d\xd8"),
    "lone surrogate in utf-8": ("a.txt", b"\xed\xa0\x80" * 3),
    "docx cut short": ("a.docx", hostile.docx()[:-900]),
    "docx cut in half": ("a.docx", hostile.docx()[:9000]),
    "zip that is no docx": ("a.docx", b"PK\x05\x06" + b"\0" * 18),
    "bomb": ("a.docx", hostile.bomb()),
    "thousands of entries": ("a.docx", hostile.many_entries()),
    "macro file": ("a.docm", hostile.macros()),
    "macros under a plain name": ("a.docx", hostile.macros()),
    "entry that climbs out": ("a.docx", hostile.climbing()),
    "billion laughs": ("a.docx", hostile.entities()),
    "outside entity": ("a.docx", hostile.outside_entity()),
    "encrypted pdf": ("a.pdf", hostile.encrypted_pdf()),
    "scanned pdf": ("a.pdf", hostile.pictures_only_pdf()),
    "pdf cut short": ("a.pdf", hostile.pdf()[:200]),
    "docx called txt": ("a.txt", hostile.docx()),
    "docx called pdf": ("a.pdf", hostile.docx()),
    "pdf called docx": ("a.docx", hostile.pdf()),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "protected word": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ),
    "program": ("a.exe", b"MZ" + hostile.noise(64)),
    "no extension": ("通知", hostile.TEXT.encode()),
    "huge": ("a.txt", b"a" * (21 * 1024 * 1024)),
}
ENCODED = {
    "utf-8": hostile.TEXT.encode(),
    "utf-8 with mark": hostile.TEXT.encode("utf-8-sig"),
    "gb18030": hostile.TEXT.encode("gb18030"),
    "utf-16": hostile.TEXT.encode("utf-16"),
    "utf-16 big end first": b"\xfe\xff" + hostile.TEXT.encode("utf-16-be"),
    "line ends of windows": hostile.TEXT.replace("\n", "\r\n").encode(),
    "line ends of old": hostile.TEXT.replace("\n", "\r").encode(),
}
ODD = {
    "nothing": "",
    "blanks": " \u3000\n\t",
    "lone surrogate": hostile.TEXT.replace("走访", "\ud83d走访\udc00"),
    "right to left override": hostile.TEXT.replace("走访慰问", "\u202e走访慰问\u202c"),
    "zero width": "\u200b".join(hostile.TEXT),
    "combining marks": "\u0301".join(hostile.TEXT),
    "private use": hostile.TEXT + "\ue000\U0010ffff",
    "line separators": hostile.TEXT.replace("\n", "\u2028"),
    "form feeds": hostile.TEXT.replace("\n", "\f"),
    "only marks": "——（）《》“”：；、。…",
    "impossible days": "通知\n各村：请于2021年2月30日前报县双拥办，13月45日前报表。",
    "years out of any table": "关于1066年春节走访的通知\n请于9999年腊月二十三前报县双拥办。",
    "enormous numbers": f"请于{'9' * 5000}年{'8' * 5000}月前报县双拥办，每人{'7' * 5000}元。",
    "days in clauses left out": (
        "2日前；各办提出，5工作办提出地方需求清单，5日前报现通知如下。\n2029年1月4日"
    ),
    "numerals that are none": "今年是建军九十十十一周年，三月十十日前、二百百周年报双拥办。",
    "markup": "<script>alert(1)</script><w:p>通知</w:p>{{ settings }}{% debug %}",
}


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """Turn a hang into a failure; far above what any of these may take."""

    def give_up(_: int, frame: FrameType | None) -> None:
        where = f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "?"
        pytest.fail(f"仍在 {where} 处，超过 {seconds} 秒")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _is_one_chinese_sentence(text: str) -> bool:
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    clean = all(character.isprintable() for character in text)
    return clean and chinese >= 6 and text.endswith("。") and text.count("。") == 1


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    with _no_longer_than(GENEROUS), pytest.raises(RuleViolation) as refusal:
        loading.load(tmp_path / name)

    assert _is_one_chinese_sentence(refusal.value.message), refusal.value.message


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_the_command_leaves_with_two(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    with _no_longer_than(GENEROUS), pytest.raises(CommandError) as refusal:
        call_command("read_notice", str(tmp_path / name))

    assert refusal.value.returncode == 2
    assert _is_one_chinese_sentence(str(refusal.value)), refusal.value


@pytest.mark.parametrize("name", ["没有这个文件.txt", ".", "\u202etxt.没有"])
def test_what_is_no_file_is_refused_likewise(name: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("read_notice", str(tmp_path / name))

    assert refusal.value.returncode == 2
    assert _is_one_chinese_sentence(str(refusal.value)), refusal.value


def test_the_shell_sees_code_two_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(hostile.macros())

    left = subprocess.run(
        [sys.executable, "-m", "yushui", "read_notice", tmp_path / "a.docx", "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert left.returncode == 2
    assert left.stdout == ""
    assert "Traceback" not in left.stderr
    assert _is_one_chinese_sentence(left.stderr.strip().splitlines()[-1])


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_the_same_words_in_any_encoding_read_the_same(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)

    notice = reader.read(loading.load(tmp_path / "a.txt"))

    assert notice.document.title == "关于开展走访慰问的通知"
    assert [deadline.on.isoformat() for deadline in notice.deadlines if deadline.on] == [
        "2026-03-03"
    ]


@pytest.mark.parametrize("content", [hostile.docx(), hostile.pdf()], ids=["docx", "pdf"])
def test_the_same_words_in_an_office_file_read_the_same(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / ("a.pdf" if content.startswith(b"%PDF") else "a.docx")
    path.write_bytes(content)

    assert reader.read(loading.load(path)).document.title == "关于开展走访慰问的通知"


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_read_without_falling_over(text: str) -> None:
    with _no_longer_than(GENEROUS):
        notice = reader.read(text)

    assert notice.text == text


@pytest.mark.parametrize("text", hostile.beset().values(), ids=hostile.beset())
def test_text_made_to_be_slow_is_not(text: str) -> None:
    with _no_longer_than(GENEROUS):
        notice = reader.read(text)

    assert notice.text == text
