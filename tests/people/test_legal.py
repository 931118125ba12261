"""The law's own categories by day, and until when it pays after a death."""

import itertools
from datetime import date

import pytest

from tests import make
from yushui.people import categories, legal
from yushui.people.models import StatusChange


NOW, BEFORE = date(2026, 8, 1), date(2024, 9, 30)


def labels(person, on=NOW):
    return [one.label for one in legal.held(person, on)]


@pytest.mark.parametrize("edition", legal.editions(), ids=lambda one: one.name)
def test_every_label_is_mapped_or_says_what_is_missing(edition):
    mapped = frozenset().union(*(one.labels for one in edition.categories))
    assert mapped | edition.without.keys() == dict(categories.choices()).keys()
    assert not mapped & edition.without.keys()


@pytest.mark.parametrize("edition", legal.editions(), ids=lambda one: one.name)
def test_tails_are_for_labels_that_exist(edition):
    assert frozenset().union(*(tail.labels for tail in edition.tails)) <= categories.labels().keys()


def test_editions_follow_one_another_without_a_day_between():
    editions = sorted(legal.editions(), key=lambda one: one.since)
    for earlier, later in itertools.pairwise(editions):
        assert (later.since - earlier.until).days == 1
    assert editions[-1].until is None


@pytest.mark.parametrize(
    ("label", "on", "expected"),
    [
        ("border_roster", NOW, ["军人"]),
        ("border_family", NOW, ["军人家属"]),
        ("border_family", BEFORE, ["现役军人家属"]),
        ("disabled_3", NOW, ["残疾军人"]),
        ("martyr_survivor", NOW, ["烈士遗属"]),
        ("duty_death_survivor", NOW, ["因公牺牲军人遗属"]),
        ("illness_death_survivor", NOW, ["病故军人遗属"]),
        ("veteran", NOW, ["退役军人"]),
        ("veteran", BEFORE, []),
        ("combat_veteran", NOW, ["退役军人", "定期生活补助：参战退役军人"]),
        ("old_demobilised", BEFORE, ["复员军人"]),
        ("veteran", date(2004, 9, 30), []),
    ],
)
def test_a_label_is_what_the_law_of_the_day_calls_it(label, on, expected):
    assert labels(make.person(categories=(label,)), on) == expected


def test_an_allowance_from_sixty_on_asks_for_the_age():
    person = make.person(categories=("rural_soldier_60",), birth_on=date(1966, 8, 2))
    assert labels(person) == ["退役军人"]
    assert len(labels(person, date(2026, 8, 2))) == 2


def test_a_label_counts_on_its_own_days_alone():
    person = make.person(categories=())
    person.belongings.create(category="serving_family", until=date(2026, 7, 31))
    person.belongings.create(category="veteran", since=NOW)
    assert labels(person) == ["退役军人"]
    assert labels(person, date(2026, 7, 31)) == ["军人家属"]


def test_what_says_too_little_says_what_is_missing():
    person = make.person(categories=("three_survivors", "veteran"))
    assert legal.unclear(person, NOW) == [("three_survivors", "没有写明是烈属、军属还是哪一类遗属")]


def died(categories_, on=date(2026, 1, 31), death_cause=""):
    person = make.person(categories=categories_)
    StatusChange.objects.create(
        person=person, status="dead", on=on, death_cause=death_cause,
        noted_at=person.updated_at, noted_by_name="李文",
    )  # fmt: skip
    return person


@pytest.mark.parametrize(
    ("categories_", "death_cause", "last_day", "article"),
    [
        (("martyr_survivor",), "", date(2026, 7, 31), "第二十二条"),
        (("disabled_3",), "illness", date(2027, 1, 31), "第三十二条"),
        (("disabled_9",), "illness", date(2027, 1, 31), "第三十二条"),
        (("disabled_3",), "", date(2026, 1, 31), "没有法定"),
        (("disabled_3",), "other", date(2026, 1, 31), "没有法定"),
        (("combat_veteran",), "", date(2026, 7, 31), "第六十二条"),
        (("old_demobilised",), "", date(2026, 7, 31), "第六十二条"),
        (("combat_veteran", "disabled_5"), "illness", date(2027, 1, 31), "第三十二条"),
        (("serving_family",), "", date(2026, 1, 31), "没有法定"),
    ],
)
def test_payment_goes_on_for_the_months_of_the_law(categories_, death_cause, last_day, article):
    ending = legal.payable_until(died(categories_, death_cause=death_cause), NOW)
    assert ending.on == last_day
    assert article in ending.ground


def test_a_death_under_the_old_law_follows_the_old_law():
    on = date(2024, 9, 30)
    assert legal.payable_until(died(("combat_veteran",), on), NOW).on == on
    survivor = legal.payable_until(died(("martyr_survivor",), on), NOW)
    assert (survivor.on, "第十九条" in survivor.ground) == (date(2025, 3, 31), True)


def test_before_the_death_there_is_no_end():
    assert legal.payable_until(died(("veteran",)), date(2026, 1, 30)) is None


def test_a_death_taken_back_ends_nothing():
    person = died(("veteran",))
    person.changes.update(taken_back_at=person.updated_at, taken_back_reason="重名")
    assert legal.payable_until(person, NOW) is None


def test_a_suspension_ends_payment_with_its_decision():
    person = make.person()
    StatusChange.objects.create(
        person=person, status="suspended", on=date(2026, 5, 6), decision="某退役军人函〔2026〕9号",
        noted_at=person.updated_at, noted_by_name="李文",
    )  # fmt: skip
    ending = legal.payable_until(person, NOW)
    assert (ending.on, ending.ground) == (date(2026, 5, 6), "中止 某退役军人函〔2026〕9号")
