"""A list that repeats itself: the work grows with its rows, not with their square."""

import pytest

from yushui.people.matching import comparing, crowding, linking
from yushui.people.matching.deciding import Band
from yushui.people.matching.standard import Record, record


pytestmark = pytest.mark.once

ROWS = 3 * crowding.MOST
SAID = {
    "name": "王建国",
    "birth_on": "1956-07-18",
    "sex": "男",
    "phone": "13900001234",
    "township": "石桥镇",
    "village": "柳林村",
}


def rows(**said: str) -> list[Record]:
    return [record(SAID | said)] * ROWS


def numbered() -> list[Record]:
    """Of one name, birth date and place, and each with a telephone of their own."""
    return [record(SAID | {"phone": f"1390000{serial:04}"}) for serial in range(ROWS)]


def test_equal_rows_make_pairs_with_the_first_ones_only():
    tables = linking.tables(rows(), rows())
    assert tables.crowded
    assert len(linking.pairs(tables)) == crowding.MOST * ROWS


def test_equal_rows_with_a_number_are_one_person():
    known = rows(id_number="990101195607180031")
    assert {one.band for one in comparing.compare(known, known[:150])} == {Band.SAME}


def test_equal_rows_without_a_number_are_asked_about():
    assert {one.band for one in comparing.compare(rows(), rows()[:150])} == {Band.ASK}


def test_what_tells_one_of_the_crowd_from_the_others_still_finds_them():
    found = comparing.compare(numbered(), numbered())
    assert [one.known for one in found] == list(range(1, ROWS + 1))


def test_a_crowd_in_one_list_only_is_left_as_it_is():
    assert not linking.tables(rows(), rows()[:50]).crowded
