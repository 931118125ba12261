"""The same notice typed, copied or scanned in another way says the same."""

import re
from collections.abc import Callable

import pytest

from tests.notices.reading.judges import JUDGES
from tests.notices.reading.scoring import Sample, samples
from yushui.notices.reading import loading, reader


# Judged by what is said, not by the layout of forms.
JUDGED = [name for name in JUDGES if not name.startswith("tables")]
TEXTS = [
    pytest.param(sample, id=sample.name)
    for sample in samples()
    if sample.name[:2] in {"01", "04", "09", "15", "16", "18", "23", "24", "31", "33"}
]
_HALF = str.maketrans("，：；（）？！", ",:;()?!")
_CHINESE = "[\u4e00-\u9fff]"
_LINES_A_PAGE = 22


def _windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def _half_width(text: str) -> str:
    return text.translate(_HALF)


def _spaced_figures(text: str) -> str:
    """As word processors set them: a blank between Chinese and figures."""
    return re.sub(rf"(?<={_CHINESE})(?=\d)|(?<=\d)(?={_CHINESE})", " ", text)


def _indented(text: str) -> str:
    return re.sub(r"^(?=\S)", "\u3000\u3000", text, flags=re.MULTILINE)


def _narrow(text: str) -> str:
    """Every line broken after 34 characters, as a scan or a mail leaves them."""
    return "\n".join(
        re.sub(r"(.{34})(?=.)", r"\1\n", line) if len(line.strip()) > 34 else line
        for line in text.split("\n")
    )


def _paged(text: str) -> str:
    """Broken lines with a page number after every page, wherever it falls."""
    lines = _narrow(text).split("\n")
    pages = [lines[at : at + _LINES_A_PAGE] for at in range(0, len(lines), _LINES_A_PAGE)]
    return "\n".join(
        line for n, page in enumerate(pages, 1) for line in [*page, "", f"— {n} —", "", ""]
    )


def _elsewhere(text: str) -> str:
    """No place is known by name."""
    for here, there in (("云泽", "北屏"), ("临泽", "望溪"), ("鹿鸣", "松涧"), ("白鹭", "鹤汀")):
        text = text.replace(here, there)
    return text


WAYS = [_windows, _half_width, _spaced_figures, _indented, _narrow, _paged]


def _printed(text: str) -> str:
    """As an office suite prints it: indents, 28 characters a line, none of them a lone mark."""
    lines = [broken for line in text.split("\n") for broken in _broken_at(line, 28)]
    pages = [lines[at : at + _LINES_A_PAGE] for at in range(0, len(lines), _LINES_A_PAGE)]
    return "\n".join(
        line for n, page in enumerate(pages, 1) for line in [*page, "", f"— {n} —", ""]
    )


def _broken_at(line: str, width: int) -> list[str]:
    if not re.search("[，。；]", line) or re.search(r"[|\t]|\u3000{3}| {3}", line.strip()):
        return [line]
    is_addressee = line.strip().endswith("：") and "如下" not in line
    broken, used = [""], 0.0
    for character in ("" if is_addressee else "\u3000\u3000") + line.strip():
        used += 0.5 if character.isascii() else 1
        if used > width and character not in "，。；：、）”》":
            broken, used = [*broken, ""], 1
        broken[-1] += character
    return broken


def _apart(text: str) -> str:
    """An empty line after every line, as some programs turn paragraphs into text."""
    return _printed(text).replace("\n", "\n\n")


def _corner_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "「」『』"))


def _odd_number(text: str) -> str:
    """Whatever bracket the typist found first; the reading says so and reads the number."""
    return re.sub(r"〔(\d{4})〕", r"【\1】第", text, count=1)


def _spelt_title(text: str) -> str:
    """公 告: a title set letter by letter across the page."""
    return re.sub(
        r"^关于\S{4,50}的(?:通知|函)$", lambda match: " ".join(match[0]), text, flags=re.MULTILINE
    )


def _annexed(text: str) -> str:
    return re.sub(r"^附件：(?=\S)", "附：", text, flags=re.MULTILINE)


# Fewer notices, chosen for what the way changes: joint heads, tables, plans, minutes, a web page.
LAYOUTS = [_printed, _apart, _corner_quotes, _odd_number, _spelt_title, _annexed]
LAID_OUT = [
    pytest.param(sample, id=sample.name)
    for sample in samples()
    if sample.name.split("-")[0] in {"37", "39", "70", "72", "73", "85", "91", "92", "94", "101"}
]


# The form of a number is meant to be told.
KNOWN = {_odd_number: {"warnings"}}


def _faults(sample: Sample, text: str) -> set[str]:
    notice, expected = reader.read(text), sample.expected
    tallies = ((name, JUDGES[name](expected, notice)) for name in JUDGED)
    return {name for name, tally in tallies if tally is not None and tally.faults}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
@pytest.mark.parametrize("sample", TEXTS)
def test_layout_changes_nothing(sample: Sample, way: Callable[[str], str]) -> None:
    assert _faults(sample, way(loading.load(sample.path))) == set()  # none as it stands either


@pytest.mark.parametrize("way", LAYOUTS, ids=lambda way: way.__name__.strip("_"))
@pytest.mark.parametrize("sample", LAID_OUT)
def test_neither_paper_nor_punctuation_changes_anything(
    sample: Sample, way: Callable[[str], str]
) -> None:
    assert _faults(sample, way(loading.load(sample.path))) <= KNOWN.get(way, set())


@pytest.mark.parametrize("sample", TEXTS)
def test_no_place_is_known_by_name(sample: Sample) -> None:
    here = reader.read(loading.load(sample.path))
    there = reader.read(_elsewhere(here.text))

    assert [_elsewhere(one.text) for one in here.document.recipients] == [
        one.text for one in there.document.recipients
    ]
    assert [(one.on, one.recurs) for one in here.deadlines] == [
        (one.on, one.recurs) for one in there.deadlines
    ]
    assert [(one.kind, one.clause) for one in here.duties] == [
        (one.kind, one.clause) for one in there.duties
    ]
