"""What writing the ledger promises."""

import pytest

from tests import make
from yushui.audit.log import trace
from yushui.audit.marks import CONTENT, is_genuine
from yushui.audit.models import Event
from yushui.ledger import actions, folding, writing
from yushui.ledger.models import Gap, Posting, Waiting


def first_of(person):
    """Record and succession of whoever is the first of a person."""
    standing = Posting.objects.standing().filter(persons_of=person)
    return list(standing.values_list("source_id", "succession"))


def test_what_is_posted_counts_at_the_unit_and_above_it(land):
    land.post(land.entry(count=3))
    assert [land.count(unit=unit) for unit in land.units[:6]] == [3, 3, 3, 3, 0, 0]


def test_of_two_records_of_one_subject_the_first_counts(land):
    land.claim(7, record=1)
    land.claim(7, record=2)
    assert land.count("persons") == 1
    postings = Posting.objects.order_by("pk").values_list("persons", "persons_of")
    assert list(postings) == [(1, 7), (0, None)]
    assert [(one.subject, one.posting.source_id) for one in Waiting.objects.all()] == [(7, 2)]


def test_a_record_that_names_a_subject_twice_counts_it_once(land):
    land.post(land.entry("persons", subject=7), land.entry("persons", subject=7))
    land.claim(7, record=1)
    assert land.count("persons") == 1


def test_a_subject_counts_once_for_every_measure_and_campaign(land):
    land.claim(7, record=1)
    land.post(land.entry("households", subject=7), record=2)
    other = type(land)(make.campaign(land.office), land.units, land.places)
    other.claim(7, record=3)
    assert [land.count("persons"), land.count("households"), other.count("persons")] == [1, 1, 1]


def test_a_reversed_record_counts_nothing_and_stays_on_the_books(land):
    land.post(land.entry(), land.entry("cash", count=0, fen=50_000))
    assert land.reverse(1) == 1
    assert (land.count(), land.figure("cash").fen, Posting.objects.count()) == (0, 0, 2)


def test_reversing_twice_reverses_once(land):
    land.post()
    assert [land.reverse(1), land.reverse(1), land.count()] == [1, 0, 0]


def test_a_reversal_leaves_other_records_alone(land):
    land.post(record=1)
    land.post(record=2)
    land.reverse(1)
    assert land.count() == 1


def test_the_subject_of_a_reversed_record_passes_to_the_oldest_standing_one(land):
    for record in (1, 2, 3, 4):
        land.claim(7, record=record)
    land.reverse(2)
    land.reverse(1)
    assert first_of(7) == [(3, 1)]
    assert land.count("persons") == 1


def test_a_subject_nobody_else_claims_is_free_again(land):
    land.claim(7, record=1)
    land.reverse(1)
    assert (land.count("persons"), first_of(7)) == (0, [])
    land.claim(7, record=2)
    assert (land.count("persons"), first_of(7)) == (1, [(2, 1)])


def test_a_subject_handed_on_counts_where_its_new_record_was_made(land):
    land.claim(7, record=1)
    land.post(land.entry("persons", unit=land.units[5], subject=7), record=2)
    land.reverse(1)
    assert [land.count("persons", unit=unit) for unit in land.units[:6]] == [1, 0, 0, 0, 0, 1]


def test_reversing_one_who_came_second_changes_no_figure(land):
    land.claim(7, record=1)
    land.claim(7, record=2)
    land.reverse(2)
    land.reverse(1)
    assert land.count("persons") == 0


def test_what_a_record_says_of_one_spot_is_one_posting(land):
    far = land.entry("persons", subject=3, categories=["martyr"])
    cash = land.entry("cash", count=0, fen=50_000)
    made = [land.entry("persons", subject=1), land.entry("households", subject=2), cash, far]
    assert land.post(*made, land.entry(), land.entry(count=2)) == 2
    said = [one.amounts() for one in Posting.objects.order_by("pk")]
    both = {"persons": 1, "households": 1, "visits": 3, "cash": 50_000}
    assert said == [both, {"persons": 1}]


def test_each_of_several_subjects_has_a_posting(land):
    home = land.entry("households", subject=9)
    assert land.post(*(land.entry("persons", subject=n) for n in (1, 2)), home, land.entry()) == 2
    said = [one.amounts() for one in Posting.objects.order_by("pk")]
    assert said == [{"households": 1, "persons": 1, "visits": 1}, {"persons": 1}]


def test_a_subject_named_at_two_spots_is_counted_at_the_first(land):
    said = [land.entry("persons", subject=7, categories=[code]) for code in ("a", "b")]
    assert land.post(*said) == 1
    assert Posting.objects.get().categories.codes == "a"


def test_a_record_whose_subject_was_claimed_before_counts_the_rest(land):
    land.post(land.entry("persons", subject=1), land.entry("households", subject=9))
    second = [land.entry("persons", subject=2), land.entry("households", subject=9), land.entry()]
    land.post(*second, record=2)
    assert [land.count("persons"), land.count("households"), land.count()] == [2, 1, 1]
    land.reverse(1)
    assert [land.count("persons"), land.count("households"), land.count()] == [1, 1, 1]


@pytest.mark.parametrize("subjects", [(7,), (6, 7, 8)])
def test_a_subject_claimed_before_leaves_no_gap_in_the_ids(land, subjects):
    land.claim(7, record=1)
    land.post(*(land.entry("persons", subject=subject) for subject in subjects), record=2)
    land.post(record=3)
    folding.fold()
    before = Posting.objects.order_by("pk")[0].pk
    assert not Gap.objects.filter(first__gt=before).exists()


def test_a_subject_claimed_since_one_looked_is_waited_for(land, monkeypatch):
    land.claim(7, record=1)
    seen = writing.contested
    monkeypatch.setattr(writing, "contested", lambda *a, **k: seen(*a, **k)._replace(holders={}))
    land.claim(7, record=2)
    assert (land.count("persons"), [one.subject for one in Waiting.objects.all()]) == (1, [7])


@pytest.mark.parametrize("subjects", [(), (7,), (8,), (7, 8, 9)])
def test_the_trace_of_an_action_is_written_once_whatever_becomes_of_the_claims(land, subjects):
    land.claim(7, record=1)
    claims = [land.entry("persons", subject=subject) for subject in subjects]
    told = trace("tests.recorded", "100 % %s", by=make.actor(), persons=len(claims))
    actions.append(land.campaign, claims, source=("tests.record", 2), trace=told)
    event = Event.objects.get()
    assert (event.kind, event.subject, event.detail) == (
        "tests.recorded", "100 % %s", {"persons": len(claims)},
    )  # fmt: skip
    assert is_genuine([getattr(event, column) for column in CONTENT], event.mark)
    assert land.count("persons") == len({7, *subjects})


def test_only_some_measures_count_subjects(land):
    with pytest.raises(ValueError, match="visits"):
        land.post(land.entry("visits", subject=7))


def test_what_an_heir_inherits_of_several_subjects_is_one_posting(land):
    both = [land.entry("persons", subject=7), land.entry("households", subject=8)]
    for record in (1, 2):
        land.post(*both, land.entry(), record=record)
    land.reverse(1)
    assert Posting.objects.order_by("-pk")[0].amounts() == {"persons": 1, "households": 1}
    assert [land.count("persons"), land.count("households"), land.count()] == [1, 1, 1]


@pytest.mark.parametrize(("measure", "values"), [("cash", {"count": 1}), ("visits", {"fen": 1})])
def test_a_measure_is_money_or_a_number(land, measure, values):
    with pytest.raises(ValueError, match="money or a number"):
        land.entry(measure, **{"count": 0} | values)


@pytest.mark.parametrize("values", [{"count": 2}, {"count": 0}, {"fen": 1}])
def test_a_claim_counts_one_and_no_money(land, values):
    with pytest.raises(ValueError, match="claim"):
        land.entry("persons", subject=7, **values)


@pytest.mark.parametrize(
    "label", ["", "visit", "visits.visit'", "a.b; DROP TABLE x", "Visits.Visit"]
)
def test_a_source_is_the_label_of_a_model(land, label):
    entries = [land.entry()]
    with pytest.raises(ValueError, match="label"):
        actions.append(land.campaign, entries, source=(label, 1))


def test_an_unknown_measure_is_refused(land):
    with pytest.raises(ValueError, match="x'"):
        land.post(land.entry("x'"))


def test_an_append_costs_the_same_however_many_lines(land, django_assert_num_queries):
    land.post(land.entry("persons", subject=1))
    with django_assert_num_queries(3):  # known sets of categories, ids, postings
        land.post(*(land.entry("persons", subject=n) for n in range(2, 40)), record=2)


def test_many_records_are_posted_at_once_and_each_is_taken_back_by_itself(land):
    land.claim(8, record=1)
    records = [
        (("tests.record", number), [land.entry("persons", subject=number)]) for number in (7, 8, 9)
    ]
    assert actions.append_each(land.campaign, records) == 3
    assert land.count("persons") == 3
    assert [first_of(person) for person in (7, 8, 9)] == [[(7, 0)], [(1, 0)], [(9, 0)]]
    land.reverse(7)
    land.reverse(1)
    assert (land.count("persons"), first_of(8)) == (2, [(8, 1)])


def test_a_record_whose_kind_is_no_label_of_a_model_is_refused(land):
    with pytest.raises(ValueError, match="not the label"):
        actions.append_each(land.campaign, [(("x'; DROP", 1), [land.entry()])])
