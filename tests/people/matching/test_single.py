"""One row at once is judged by the same levels as a whole list."""

import random
from datetime import date

import pytest

from tests.people.sheets import id_number
from yushui.people.matching import linking, model, single
from yushui.people.matching.deciding import Band
from yushui.people.matching.standard import record


NAMES = (
    "王建国",
    "王健国",
    "王建果",
    "王国建",
    "李秀兰",
    "买买提·吐尔逊",
    "买买提吐尔洪",
    "王□国",
    "王建",
)
DAYS = (date(1956, 7, 18), date(1956, 8, 17), date(1957, 7, 18), "1956", "", date(1980, 1, 1))
NUMBERS = ("", id_number(1), id_number(2), id_number(1)[:16] + "90", id_number(1)[:15] + "000")
PHONES = ("", "13900001234", "13900001235", "13700005678、13900001234")


def somebody(rng):
    told = {
        "name": rng.choice(NAMES),
        "birth_on": rng.choice(DAYS),
        "id_number": rng.choice(NUMBERS),
        "phone": rng.choice(PHONES),
        "sex": rng.choice(["1", "2", ""]),
        "address": rng.choice(["幸福路1号", "柳林村2组3号", ""]),
        "head_name": rng.choice(["王大山", ""]),
    }
    return record(told)._replace(village=rng.choice("12"), township="8", county="9")


def test_the_levels_are_those_of_the_engine():
    rng = random.Random(5)
    known = [somebody(rng) for _ in range(60)]
    incoming = [somebody(rng) for _ in range(20)]
    pairs = linking.pairs(linking.tables(known, incoming))
    assert len(pairs) > 100
    for pair in pairs:
        mine = single.levels(incoming[pair.incoming - 1], [known[pair.known - 1]])[0]
        named = dict(zip([ladder.key for ladder in model.LADDERS], mine, strict=True))
        assert mine == pair.levels, named


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("王建国", "王建国", 0),
        ("王建国", "王国建", 2),
        ("王", "王建国", 2),
        ("", "王", 1),
        (None, "王", None),
    ],
)
def test_how_far_two_words_are_apart(one, other, far):
    assert single.distance(one, other) == far


def test_a_name_alone_is_nobody_known():
    known = [record({"name": "王建国", "birth_on": DAYS[0]})]
    assert single.hold(record({"name": "王建国"}), known).band is Band.NEW
    answer = single.hold(record({"name": "王健国", "birth_on": DAYS[0]}), known)
    assert (answer.band, answer.known) == (Band.ASK, 1)
    assert single.hold(record({"name": "王建国"}), []).band is Band.NEW
