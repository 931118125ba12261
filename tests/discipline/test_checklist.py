"""The list in force: editions by period, what a place adds, and what is switched on and off."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.discipline.place import HELD, Place
from yushui.discipline import actions, checklist, checks, queries
from yushui.discipline.actions import Span
from yushui.discipline.lifecycle import Occasion
from yushui.discipline.models import Limit, LocalItem, Switch
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation


SARS = date(2021, 3, 1)


@pytest.fixture
def place():
    return Place()


def keys(place, on=HELD, *, occasion="group", region=None):
    listed = queries.checklist_for(region or place.village, on)
    return {item.key for item in listed.asked_at(occasion)}


def test_the_list_is_whole():
    assert checks.check_checklist() == []


def test_the_edition_of_the_day_holds():
    assert checklist.in_force(date(2024, 7, 1)).name == "2020年版"
    assert checklist.in_force(date(2025, 5, 18)).name == "2025年版"
    assert checklist.in_force(date(1999, 1, 1)).name == "2020年版"


def test_epidemic_questions_were_asked_while_the_nation_had_them_on(place):
    """S1-49, S3-31: versioned by period, switched off when the epidemic rule ended."""
    assert {"epidemic_flow", "epidemic_crowd"} <= keys(place, SARS)
    assert "epidemic_flow" in keys(place, date(2023, 1, 7))
    assert not {key for key in keys(place, date(2023, 1, 8)) if key.startswith("epidemic")}


def test_a_place_switches_them_on_by_its_document_and_for_its_time(place):
    place.switch(until=date(2026, 7, 31))
    assert "epidemic_guard" in keys(place)
    assert "epidemic_guard" not in keys(place, date(2026, 8, 1))
    elsewhere = make.region(level=3)
    assert "epidemic_guard" not in keys(place, region=elsewhere)


def test_the_nearest_place_says_last(place):
    place.switch()
    place.switch(place.township.region, is_on=False, by=make.actor("clerk", place.township))
    assert "epidemic_guard" not in keys(place)
    assert "epidemic_guard" in keys(place, region=place.county)


def test_one_question_is_switched_by_itself(place):
    place.switch()
    place.switch(item="epidemic_travel", is_on=False, since=date(2026, 2, 1))
    assert "epidemic_travel" not in keys(place)
    assert "epidemic_flow" in keys(place)


@pytest.mark.parametrize("section", ["thrift", "secrecy", "mass"])
def test_what_always_holds_cannot_be_switched_off(place, section):
    with pytest.raises(RuleViolation, match="任何时候都要检查"):
        place.switch(section=section, is_on=False)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"section": "invented"}, "没有这个类别"),
        ({"item": "thrift_meal"}, "不在所选的类别里"),
        ({"until": date(2025, 1, 1)}, "终止日期不能早于"),
    ],
)
def test_what_makes_no_sense_is_refused(place, changes, why):
    with pytest.raises(RuleViolation, match=why):
        place.switch(**changes)


def test_one_switch_a_day(place):
    place.switch()
    with pytest.raises(Conflict, match="换一个开始日期"), transaction.atomic():
        place.switch(is_on=False)


def add(place, by=None, **changes):
    told = {"section": "thrift", "text": "不用公款购买烟花", "of": ["group"]} | changes
    span = Span(date(2026, 7, 1), "〔2026〕6号", date(2026, 7, 31))
    return actions.add_item(place.county, **told, span=span, by=by or place.clerk)


def test_a_place_asks_more_from_a_day_to_a_day(place):
    made = add(place)
    assert f"local_{made.pk}" in keys(place)
    assert f"local_{made.pk}" not in keys(place, occasion=Occasion.OUTING)
    assert f"local_{made.pk}" not in keys(place, date(2026, 8, 1))
    (item,) = [
        one for one in queries.checklist_for(place.village, HELD).items if "烟花" in one.text
    ]
    assert item.source == f"{place.county.name}：〔2026〕6号"


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"text": " "}, "请填写检查内容"), ({"of": []}, "用在什么"), ({"of": ["party"]}, "用在什么")],
)
def test_a_question_says_what_it_is_and_when_it_is_asked(place, changes, why):
    with pytest.raises(RuleViolation, match=why):
        add(place, **changes)


def test_only_the_desk_of_the_place_changes_its_list(place):
    for by in (place.worker, make.actor("clerk", make.unit())):
        with pytest.raises(NotPermitted):
            add(place, by=by)
        with pytest.raises(NotPermitted):
            place.switch(by=by)


def test_troops_are_asked_their_own_questions(place):
    assert keys(place, occasion=Occasion.OUT) == {"secrecy_photos", "out_bearing", "out_vehicles"}
    assert "mass_customs" in keys(place, occasion=Occasion.MASS)


def test_who_sees_the_rows_of_a_place(place):
    add(place)
    place.switch()
    place.limit(size=50)
    for model in (LocalItem, Switch, Limit):
        assert model.objects.all().visible_to(place.worker).count() == 1, model
        assert not model.objects.all().visible_to(make.actor("clerk", make.unit())).exists()


def test_the_database_refuses_a_limit_of_nothing(place):
    made = place.limit(size=50)
    for broken in ({"size": None}, {"document": ""}, {"until": date(2025, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Limit.objects.filter(pk=made.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Limit.objects.filter(pk=made.pk).update(size=None, per_home=5, is_refused=True)
