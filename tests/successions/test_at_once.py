"""Two decrees at one moment: the second waits for the first, or is told in a sentence (issue 3)."""

import pytest

from tests.races import meet
from tests.successions.country import Country, decree
from yushui.ledger import folding
from yushui.ledger.verifying import verify
from yushui.people.models import Household
from yushui.successions import actions, shapes
from yushui.successions.shapes import Part
from yushui.territory.models import Region


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def land():
    return Country()


def moving(land, town, to):
    return lambda: actions.move_region(town, land.counties[to], decree=decree(), by=land.by)


def named(name):
    return Region.objects.current().filter(name=name).count()


def test_two_places_of_two_counties_move_at_once(land, monkeypatch):
    first, *_, last = land.towns()
    told = meet(monkeypatch, (shapes, "move_region"), moving(land, first, 1), moving(land, last, 0))
    assert told == ["", ""]
    assert [named(one.name) for one in (first, last)] == [1, 1]
    folding.fold()
    assert verify() == []


def test_two_places_are_divided_at_once(land, monkeypatch):
    first, last = land.villages()[0], land.villages()[-1]

    def divide(village, *names):
        parts = [Part(name) for name in names]
        return lambda: actions.split_region(
            village, parts, keeps_rest=False, decree=decree(), by=land.by
        )

    place = (shapes, "split_region")
    told = meet(
        monkeypatch, place, divide(first, "东里村", "西里村"), divide(last, "南里村", "北里村")
    )
    assert told == ["", ""]
    assert [named(name) for name in ("东里村", "西里村", "南里村", "北里村")] == [1, 1, 1, 1]


def test_what_moved_meanwhile_does_not_move_again(land, monkeypatch):
    town, *_, last = land.towns()
    inside = town.children.current().first()
    told = meet(
        monkeypatch,
        (shapes, "move_region"),
        moving(land, town, 1),
        lambda: actions.move_region(inside, last, decree=decree(), by=land.by),
    )
    assert told[0] == ""
    assert "刚变更过" in told[1]


def test_nothing_joins_a_place_that_passed_on_meanwhile(land, monkeypatch):
    town, other, *_ = land.towns()
    told = meet(
        monkeypatch,
        (shapes, "move_region"),
        moving(land, town, 1),
        lambda: actions.merge_regions([other], town, decree=decree(), by=land.by),
    )
    assert told[0] == ""
    assert "刚变更过" in told[1]
    assert not Household.objects.exclude(region__valid_to=None).exists()


def test_units_of_two_counties_report_elsewhere_at_once(land, monkeypatch):
    first, *_, last = (land.unit_at(town) for town in land.towns())
    offices = [first.superior, last.superior]

    def turn(unit, to):
        return lambda: actions.move_unit(unit, to, decree=decree(), by=land.by)

    place = (shapes, "move_unit")
    told = meet(monkeypatch, place, turn(first, offices[1]), turn(last, offices[0]))
    assert told == ["", ""]
    assert land.unit_at(first.region).superior == offices[1]
    assert land.unit_at(last.region).superior == offices[0]
