"""What follows from a label: grades and their bands, merits and their order, age."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from yushui.people import categories
from yushui.people.models import Belonging


DAY = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("grade", "band", "heavy"),
    [
        *((n, "disabled_1_4", True) for n in range(1, 5)),
        *((n, "disabled_5_6", True) for n in (5, 6)),
        *((n, "disabled_7_10", False) for n in range(7, 11)),
    ],
)
def test_a_grade_makes_its_band_and_no_other(grade, band, heavy):
    held = categories.held(make.person(categories=(f"disabled_{grade}",)), DAY)
    bands = {"disabled_1_4", "disabled_5_6", "disabled_7_10"}
    assert held & bands == {band}
    assert ("disabled_1_6" in held) is heavy
    assert {"disabled_soldier", "regular_allowance"} <= held


@pytest.mark.parametrize(
    ("merit", "counts"),
    [
        ("merit_medal", True), ("merit_title", True), ("merit_title_army", True),
        ("merit_war_1", True), ("merit_praise_1", True), ("merit_war_2", True),
        ("merit_1", True), ("merit_praise_2", True), ("merit_war_3", True), ("merit_2", True),
        ("merit_war_4", False), ("merit_3", False),
    ],
)  # fmt: skip
def test_second_class_and_up_follows_the_order_of_the_law(merit, counts):
    """军人抚恤优待条例 (2024) art. 16: 三等战功 weighs as much as 二等功, 四等战功 less."""
    person = make.person(categories=(merit,))
    assert categories.belongs(person, "merit_2_up", DAY) is counts
    assert categories.belongs(person, "merit_3_up", DAY)
    assert categories.is_as_high_as(merit, "merit_2") is counts


def test_of_several_merits_the_highest_decides():
    person = make.person(categories=("merit_3", "merit_1"))
    assert categories.belongs(person, "merit_2_up", DAY)


def test_age_makes_a_group_on_the_birthday_and_not_before():
    person = make.person(birth_on=date(1946, 8, 1))
    assert categories.belongs(person, "aged_80", DAY)
    assert not categories.belongs(person, "aged_80", date(2026, 7, 31))
    assert not Belonging.objects.filter(category="aged_80").exists()


def test_the_border_is_a_fact_with_its_days():
    person = make.person(categories=())
    person.belongings.create(category="border_family", since=date(2025, 9, 1), until=DAY)
    assert categories.belongs(person, "border_family", DAY)
    assert not categories.belongs(person, "border_family", date(2026, 8, 2))
    assert not categories.belongs(person, "border_family", date(2025, 8, 31))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("特等革命伤残军人", "disabled_1_4"), ("一等残疾军人", "disabled_1_4"),
        ("二等甲级伤残军人", "disabled_5_6"), ("二等乙级残疾军人", "disabled_5_6"),
        ("三等甲级残疾军人", "disabled_7_10"), ("三等乙级革命伤残军人", "disabled_7_10"),
        ("3级残疾军人", "disabled_3"), ("残疾军人（十级）", "disabled_10"),
        ("三等战功", "merit_war_3"), ("荣立二等功", "merit_2"), ("二等功以上", "merit_2_up"),
    ],
)  # fmt: skip
def test_old_and_new_names_are_read_as_narrowly_as_they_say(text, code):
    assert categories.recognise(text) == code


def test_what_is_worked_out_is_not_entered_by_hand():
    offered = dict(categories.by_hand())
    assert {"disabled_3", "merit_war_3", "border_family", "disabled_soldier"} <= offered.keys()
    groups = {"aged_80", "merit_2_up", "merit_3_up", "disabled_1_6", "disabled_1_4"}
    assert not groups & offered.keys()


@pytest.mark.parametrize(
    "values",
    [
        {"category": "disabled_7", "cause": "illness"},
        {"category": "disabled_10", "cause": "illness"},
        {"category": "disabled_7_10", "cause": "illness"},
        {"category": "veteran", "cause": "war"},
        {"category": "disabled_3", "cause": "luck"},
        {"category": "disabled_0"},
        {"category": "disabled_11"},
    ],
    ids=str,
)
def test_the_database_refuses_a_disability_the_law_does_not_know(values):
    person = make.person(categories=())
    with pytest.raises(IntegrityError), transaction.atomic():
        Belonging.objects.create(person=person, **values)


@pytest.mark.parametrize("category", ["disabled_6", "disabled_1_4", "disabled_soldier"])
def test_illness_is_a_cause_up_to_grade_six(category):
    made = make.person(categories=()).belongings.create(category=category, cause="illness")
    assert made.get_cause_display() == "因病"
