"""Two clerks at one moment: nothing is lost without a word, whoever comes first (issue 3)."""

from datetime import timedelta

import pytest

from tests.people.sheets import COLUMNS, row
from tests.races import meet
from yushui.kernel import clock
from yushui.people import actions, seals
from yushui.people.actions import PersonFacts, registry
from yushui.people.importing import undoing
from yushui.people.importing.undoing import Undoing
from yushui.people.models import Person, Roster


pytestmark = pytest.mark.django_db(transaction=True)

BIRTH = (*COLUMNS, "出生日期")


@pytest.fixture
def imported(county, move_clock):
    """王建国 is known; a second roster, some time ago, changed his telephone and added 李梅."""
    county.take_in([row(1)])
    move_clock(clock.now() + timedelta(minutes=1))
    roster = county.take_in(
        [row(1, 联系电话="13700005678"), row(3, 姓名="李梅", 家庭住址="光荣路3号")]
    )
    move_clock(clock.now() + timedelta(minutes=2))
    return roster


def undo(roster, clerk):
    return lambda: actions.undo_roster(Roster.objects.get(pk=roster.pk), by=clerk)


def call(name, clerk, phone="13600009999"):
    """Correct somebody's telephone by hand."""
    person = Person.objects.select_related("household__region").get(name=name)
    facts = PersonFacts(name=name, sex=person.sex, birth_on=person.birth_on, phone=phone)
    return lambda: actions.edit_person(person, facts=facts, by=clerk)


def phone_of(name):
    person = Person.objects.filter(name=name).first()
    return seals.phone(person) if person else None


class TestUndoingBesideAnEdit:
    @pytest.mark.parametrize(("name", "before"), [("王建国", "13900001234"), ("李梅", None)])
    def test_an_edit_that_comes_second_is_told(self, county, imported, monkeypatch, name, before):
        place = (Undoing, "_require_untouched")
        told = meet(monkeypatch, place, undo(imported, county.clerk), call(name, county.clerk))
        assert told[0] == ""
        assert "没有保存" in told[1]
        assert phone_of(name) == before

    @pytest.mark.parametrize("name", ["王建国", "李梅"])
    def test_an_edit_that_comes_first_stays(self, county, imported, monkeypatch, name):
        place = (registry, "_save")
        told = meet(monkeypatch, place, call(name, county.clerk), undo(imported, county.clerk))
        assert told[0] == ""
        assert "又有改动" in told[1]
        assert phone_of(name) == "13600009999"

    @pytest.mark.parametrize(("name", "before"), [("王建国", "13900001234"), ("李梅", None)])
    def test_an_edit_of_what_was_taken_back_meanwhile_is_told(
        self, county, imported, monkeypatch, name, before
    ):
        place = (registry, "_take_over")
        told = meet(monkeypatch, place, call(name, county.clerk), undo(imported, county.clerk))
        assert sorted(map(bool, told)) == [False, True]
        assert phone_of(name) == ("13600009999" if told[1] else before)

    def test_a_category_given_to_somebody_who_goes_is_not_lost_without_a_word(
        self, county, imported, monkeypatch
    ):
        person = Person.objects.select_related("household__region").get(name="李梅")
        told = meet(
            monkeypatch,
            (undoing, "_delete"),
            undo(imported, county.clerk),
            lambda: actions.add_category(person, category="hardship", by=county.clerk),
            before=True,
        )
        assert told[0] == ""
        assert "没有保存" in told[1]
