"""What is meant by what is typed into the one box."""

import pytest

from tests.people.sheets import id_number
from yushui.people.searching import words
from yushui.people.searching.words import Field, Number


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  王 建国 ", "王建国"),
        ("\u202e王建国\u200f", "王建国"),  # marks of direction cannot be seen and mean nothing
        ("ＷＪＧ", "WJG"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("a\x00b\n", "ab"),
        ("𠮷田", "𠮷田"),
        ("王" * 41, ""),
        ("王" * 10_000, ""),
        ("%_\\", "%_\\"),
        ("", ""),
    ],
)
def test_only_what_can_be_seen_counts(typed, plain):
    assert words.plain(typed) == plain


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("002x", Number(Field.ID_TAIL, "002X")),
        ("1234", Number(Field.ID_TAIL, "1234")),
        ("１２３４", Number(Field.ID_TAIL, "1234")),
        ("139 0000 1234", Number(Field.PHONE, "13900001234")),
        ("0559-8223456-801", Number(Field.PHONE, "8223456")),
        (id_number().lower(), Number(Field.ID_CARD, id_number())),
        (id_number()[:17] + "?", None),
        ("123", None),
        ("1390000", None),
        ("12345", None),
        ("13900001234、13700005678", None),
        ("王建国", None),
        ("A1", None),
        ("", None),
        ("1" * 10_000, None),
    ],
)
def test_a_number_is_told_from_everything_else(typed, number):
    assert words.number_in(typed) == number


@pytest.mark.parametrize(
    ("letters", "initials", "sound"),
    [
        ("wangjianguo", "wjg", "wanjianguo"),
        ("zhangsan", "zs", "zansan"),
        ("wangj", "wj", "wanj"),
        ("xian", "x", "xian"),
        ("xian", "xa", "xian"),
        ("fangan", "fa", "fanan"),
        ("lvxia", "lx", "lvxia"),
    ],
)
def test_letters_are_read_as_syllables(letters, initials, sound):
    assert (initials, sound) in words.spellings(letters)


@pytest.mark.parametrize(
    "letters", ["wjg", "bcdf", "x" * 40, "xianxianxianxianxianxianxianxianxian"]
)
def test_letters_that_are_none_are_soon_given_up(letters):
    assert len(words.spellings(letters)) <= words.WAYS


def every_way(letters):
    """All there are, however many."""
    if letters in words._beginnings():
        yield words.Spelling(letters[0], words.names.near(letters))
    for end in range(1, len(letters)):
        if letters[:end] in words._spelt():
            for way in every_way(letters[end:]):
                sound = words.names.near(letters[:end]) + way.sound
                yield words.Spelling(letters[0] + way.initials, sound)


@pytest.mark.parametrize(
    "letters", ["xian", "fangan", "xiananguang", "aoaoaoaoao", "nanganenang", "zhangshenga", "bcdf"]
)
def test_the_shortest_of_all_ways_are_found(letters):
    ways = sorted(set(every_way(letters)), key=lambda way: (len(way.initials), way))
    assert words.spellings(letters) == ways[: words.WAYS]


@pytest.mark.parametrize("letters", ["ao" * 20, "xian" * 10, "a" * 40])
def test_many_letters_take_few_steps(letters, monkeypatch):
    near, steps = words.names.near, []
    monkeypatch.setattr(words.names, "near", lambda one: steps.append(one) or near(one))
    assert words.spellings(letters)
    assert len(steps) <= words.LETTERS * words._longest()
