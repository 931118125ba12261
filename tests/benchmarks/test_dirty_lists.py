"""The dirty lists keep their promises: the same again for a seed, true to their truth and rates."""

import random
from collections import Counter
from datetime import date

import pytest

from benchmarks import dirty
from benchmarks.dirty import fact_errors, scoring
from benchmarks.dirty.families import Population
from benchmarks.dirty.places import natives
from benchmarks.dirty.service import BLOCKS
from benchmarks.dirty.words import SENDERS
from yushui.kernel.identifiers.id_card import check_character


pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def samples():
    return {
        sender: dirty.generate(known=1500, incoming=500, sender=sender, seed=7)
        for sender in (*dirty.PROFILES, None)
    }


def column(sender, header):
    """The name our side has for a header of the sender."""
    if sender is None:
        return header
    headers = SENDERS["senders"][sender]["headers"]
    return next(name for name, alternatives in headers.items() if header in alternatives)


def test_a_seed_gives_the_same_lists_again():
    first, again, other = (dirty.generate(known=120, incoming=60, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("sender", [*dirty.PROFILES, None])
def test_counts_are_as_asked(samples, sender):
    sample = samples[sender]
    assert len(sample.known_rows) == 1500
    assert len(sample.incoming_rows) == len(sample.truth) == 500
    familiar = sum(one.known_row is not None for one in sample.truth)
    assert familiar == pytest.approx(350, abs=5)
    assert sum(one.is_duplicate for one in sample.truth) == 2
    rows = [one.known_row for one in sample.truth if one.known_row and not one.is_duplicate]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("sender", dirty.PROFILES)
def test_a_row_without_error_equals_the_known_one(samples, sender):
    sample = samples[sender]
    shared = [
        (place, sample.known_header.index(column(sender, header)))
        for place, header in enumerate(sample.incoming_header)
        if column(sender, header) in sample.known_header
    ]
    for row, one in zip(sample.incoming_rows, sample.truth, strict=True):
        if one.known_row is None:
            continue
        known = sample.known_rows[one.known_row - 1]
        is_equal = all(row[ours] == known[theirs] for ours, theirs in shared)
        assert is_equal or one.kinds


def test_strangers_are_relatives_of_those_known(samples):
    sample = samples["benefits"]
    head = sample.incoming_header.index(
        next(one for one in sample.incoming_header if column("benefits", one) == "户主姓名")
    )
    heads = {row[sample.known_header.index("户主姓名")] for row in sample.known_rows}
    strangers = [
        row
        for row, one in zip(sample.incoming_rows, sample.truth, strict=True)
        if one.known_row is None
    ]
    assert sum(row[head] in heads for row in strangers) / len(strangers) > 0.5


def test_every_kind_happens(samples):
    found = {kind for sample in samples.values() for one in sample.truth for kind in one.kinds}
    missing = set(dirty.KINDS) - found
    assert not {kind for kind in missing if SENDERS["ordinary"][kind] >= 0.002}
    assert {kind.removeprefix("known:") for kind in found if kind.startswith("known:")}


@pytest.mark.parametrize("sender", dirty.PROFILES)
def test_what_can_always_happen_happens_as_often_as_told(samples, sender):
    found = Counter(kind for one in samples[sender].truth for kind in one.kinds)
    rates = dirty.rates(sender)
    for kind in ("name_homophone", "id_missing", "birth_missing", "phone_missing", "name_suffix"):
        if kind in rates:
            assert found[kind] / 500 == pytest.approx(rates[kind], rel=0.25, abs=0.005)


def test_clean_numbers_are_valid_and_belong_to_nobody():
    people = Population(random.Random(1), 300).people
    assert len({one.id_number for one in people}) == len(people)
    for one in people:
        assert one.id_number[17] == check_character(one.id_number)
        assert one.id_number[6:14] == f"{one.born_on:%Y%m%d}"
        assert (int(one.id_number[16]) % 2 == 1) == one.is_male
        assert one.id_number[:6] in natives()
        assert one.phone.startswith(BLOCKS)


def test_days_of_the_old_calendar():
    assert fact_errors.lunar(date(1956, 7, 18)) == (1956, 6, 11)
    assert fact_errors.lunar(date(1984, 2, 1)) == (1983, 12, 30)
    assert fact_errors.lunar(date(1984, 2, 2)) == (1984, 1, 1)


def test_files_can_be_read_back(tmp_path):
    sample = dirty.generate(known=60, incoming=30, sender="survey")
    dirty.write(sample, tmp_path)
    assert scoring.read_truth(tmp_path / "truth.csv") == sample.truth
    assert (tmp_path / "incoming.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_more_than_is_known_cannot_be_found():
    with pytest.raises(ValueError, match="More rows"):
        dirty.generate(known=10, incoming=100)


TRUTH = [
    dirty.Truth(1, (), False),
    dirty.Truth(2, ("id_missing",), False),
    dirty.Truth(3, ("id_missing", "name_spaced"), False),
    dirty.Truth(4, (), True),
    dirty.Truth(None, ("id_missing",), False),
    dirty.Truth(None, (), False),
]
ANSWERS = [
    {"row": 1, "band": "same", "known": 1},
    {"row": 2, "band": "ask", "known": None, "candidates": [7, 2]},
    {"row": 3, "band": "new", "known": None},
    {"row": 4, "band": "ask", "known": 9, "candidates": []},
    {"row": 5, "band": "new", "known": None},
    {"row": 6, "band": "same", "known": 5},
]


def test_scores():
    report = scoring.score(TRUTH, ANSWERS)
    one = report.overall
    assert (one.precision, one.recall, one.recall_with_ask) == (1 / 2, 1 / 4, 2 / 4)
    assert one.ask_share == 2 / 6
    assert (one.new, one.wrong_new, one.wrong_same) == (2, 1, 1)
    kind = report.by_kind["id_missing"]
    assert (kind.rows, kind.familiar, kind.precision, kind.recall_with_ask) == (3, 2, None, 1 / 2)
    assert report.by_kind["stranger"].wrong_same == 1
    assert "id_missing" in scoring.table(report)


def test_a_row_without_answer_is_told():
    assert "2 rows are not answered" in scoring.table(scoring.score(TRUTH, ANSWERS[:4]))


@pytest.mark.parametrize(
    "answer", [{"row": 1, "band": "maybe"}, {"row": 7, "band": "new"}, {"row": 0, "band": "new"}]
)
def test_an_answer_that_cannot_be_is_refused(answer):
    with pytest.raises(ValueError, match="Row"):
        scoring.score(TRUTH, [answer])
