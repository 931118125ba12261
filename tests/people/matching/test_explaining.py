"""How sure the matcher is, in words that do not contradict what it found."""

from datetime import date

import pytest

from yushui.people.matching import deciding, explaining, ladders, model, single
from yushui.people.matching.standard import record


def told(born):
    """Two of one name, telephone and door, the second born on that day."""
    said = {
        "name": "欧阳建军",
        "phone": "13900001234",
        "address": "幸福路1号",
        "head_name": "欧阳山",
    }
    first, second = (
        record(said | {"birth_on": day})._replace(village="1", township="8", county="9")
        for day in (date(1956, 7, 18), born)
    )
    (levels,) = single.levels(first, [second])
    return explaining.reasons(levels), deciding.objection(levels)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(1956, 7, 18), "很可能是"),
        (date(1956, 8, 18), "很可能是"),
        (date(1958, 3, 2), "可能是"),
        (date(1971, 3, 2), "可能是"),
    ],
    ids=["the same day", "a slip", "two years apart", "fifteen years apart"],
)
def test_whose_births_are_years_apart_is_never_called_likely(born, words):
    assert explaining.chance(0.9999, told(born)[0]) == words


def test_a_guess_is_called_one():
    assert explaining.chance(0.2, told(date(1956, 7, 18))[0]) == "把握不大"


def test_two_numbers_are_said_in_the_same_words_everywhere():
    own = {level.key: level.words for level in model.ID_CARD.levels}
    assert own["other"] == ladders.TWO_NUMBERS
    assert explaining.chance(1.0, [ladders.TWO_NUMBERS]) == "可能是"
