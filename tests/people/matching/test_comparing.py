"""Whom the matcher takes for whom: lists of a few hundred, one mistake at a time."""

import random
from datetime import date

import pytest

from yushui.demonstration import names as made_up
from yushui.kernel.identifiers import check_character
from yushui.people.matching.comparing import compare
from yushui.people.matching.deciding import Band
from yushui.people.matching.standard import record


pytestmark = pytest.mark.once

DAY = date(2026, 8, 1)


def person(rng: random.Random, **said: str) -> dict[str, str]:
    is_male = rng.random() < 0.6
    born_on = made_up.birth(rng, youngest=18, oldest=80, on=DAY)
    number = made_up.id_number(rng, division="990101", born_on=born_on, is_male=is_male)
    village = rng.randint(1, 40)
    return {
        "name": made_up.name(rng, is_male=is_male),
        "id_number": number,
        "birth_on": f"{born_on:%Y-%m-%d}",
        "sex": "男" if is_male else "女",
        "phone": made_up.phone(rng),
        "county": "白鹿县",
        "township": f"第{village % 5}镇",
        "village": f"第{village}村",
        **said,
    }


@pytest.fixture(scope="module")
def known():
    rng = random.Random(7)
    return [person(rng) for _ in range(400)]


def answer(known, **said):
    """What becomes of one row beside these."""
    records = [record(one) for one in known]
    return compare(records, [record(said)])[0]


def changed(known, row, **said):
    return answer(known, **{**known[row - 1], **said})


def wrong_digit(number: str) -> str:
    return number[:16] + str((int(number[16]) + 2) % 10) + number[17]


def test_the_same_row_is_the_same_person(known):
    found = changed(known, 12)
    assert (found.band, found.known) == (Band.SAME, 12)


@pytest.mark.parametrize(
    "said",
    [
        {"id_number": ""},
        {"id_number": "", "phone": ""},
        {"birth_on": "", "phone": "", "village": "", "township": "", "county": "", "sex": ""},
        {"phone": "13700009999", "village": "第99村", "township": "别镇"},
        {"sex": "女", "id_number": ""},
    ],
)
def test_what_is_left_out_or_changed_is_made_up_for_by_the_rest(known, said):
    found = changed(known, 30, **said)
    assert (found.band, found.known) == (Band.SAME, 30)


def test_a_wrong_digit_is_forgiven(known):
    found = changed(known, 31, id_number=wrong_digit(known[30]["id_number"]), birth_on="")
    assert (found.band, found.known) == (Band.SAME, 31)


def test_two_digits_that_changed_places_are_forgiven(known):
    number = known[31]["id_number"]
    place = next(at for at in range(14, 17) if number[at] != number[at - 1])
    turned = number[: place - 1] + number[place] + number[place - 1] + number[place + 1 :]
    found = changed(known, 32, id_number=turned)
    assert (found.band, found.known) == (Band.SAME, 32)


def test_digits_lost_by_a_spreadsheet_leave_the_person(known):
    found = changed(known, 33, id_number=known[32]["id_number"][:15] + "000")
    assert (found.band, found.known) == (Band.SAME, 33)


def test_somebody_else_is_new(known):
    rng = random.Random(99)
    found = answer(known, **person(rng))
    assert (found.band, found.known) == (Band.NEW, None)


def test_a_name_alone_is_not_enough(known):
    found = answer(known, name=known[40]["name"])
    assert found.band is not Band.SAME


def twin_of(one: dict[str, str]) -> dict[str, str]:
    """Born the same day, at the same door with the same telephone; the next number but one."""
    seventeen = one["id_number"][:14] + f"{(int(one['id_number'][14:17]) + 2) % 1000:03}"
    return {
        **one,
        "name": one["name"][:2] + "鹏",
        "id_number": seventeen + check_character(seventeen),
        "address": "幸福路1号",
    }


def test_a_twin_is_not_the_other_twin(known):
    one = {**known[50], "name": "王建军", "address": "幸福路1号"}
    there = [*known[:50], one, *known[51:]]
    assert answer(there, **{**twin_of(one), "name": "王建民"}).band is not Band.SAME


def test_a_twin_without_a_number_is_asked_about(known):
    one = {**known[50], "name": "王建军", "address": "幸福路1号"}
    there = [*known[:50], one, *known[51:]]
    found = answer(there, **{**twin_of(one), "name": "王建民", "id_number": ""})
    assert found.band is Band.ASK


def test_a_father_is_not_his_son(known):
    father = {**known[60], "name": "李大山", "birth_on": "1950-03-02", "id_number": ""}
    there = [*known[:60], father, *known[61:]]
    found = answer(there, **{**father, "name": "李小山", "birth_on": "1976-08-09"})
    assert found.band is Band.NEW


def test_a_number_typed_from_the_row_above_is_asked_about(known):
    found = answer(known, **{**known[70], "id_number": known[71]["id_number"], "birth_on": ""})
    assert found.band is Band.ASK
    assert {71, 72} <= {one.known for one in found.candidates} or found.known in (71, 72)


def test_two_namesakes_of_one_village_leave_a_doubt(known):
    namesake = {**known[80], "id_number": "", "birth_on": "", "phone": ""}
    there = [*known, {**known[80], **namesake, "birth_on": "1990-01-01"}]
    found = answer(there, **namesake)
    assert found.band is Band.ASK
    assert {one.known for one in found.candidates} == {81, 401}


def test_a_person_known_twice_is_still_one_person(known):
    there = [*known, known[90]]
    found = answer(there, **known[90])
    assert (found.band, found.known) == (Band.SAME, 91)


def test_the_order_of_the_rows_changes_nothing(known):
    rows = [{**one, "id_number": ""} for one in known[:30]]
    records = [record(one) for one in known]
    forward = compare(records, [record(one) for one in rows])
    backward = compare(records, [record(one) for one in reversed(rows)])
    assert [one.known for one in forward] == [one.known for one in reversed(backward)]


def test_nobody_known_makes_everybody_new(known):
    assert [one.band for one in compare([], [record(known[0])])] == [Band.NEW]
    assert compare([record(known[0])], []) == []
