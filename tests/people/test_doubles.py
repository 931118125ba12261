"""Persons who stand in the register twice are found at night and shown until a clerk has spoken."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.people.sheets import id_number
from yushui.jobs.models import Night
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, NotPermitted
from yushui.people import actions, doubling, jobs, seals
from yushui.people.lifecycle import DoubleState
from yushui.people.models import Double, Person


BORN = date(1956, 7, 18)


@pytest.fixture
def village(county):
    return county.places["石桥镇柳林村"]


def somebody(village, name, *, phone="", number=0, born=BORN):
    home = make.household(village, head=name)
    person = make.person(home, name=name, categories=(), birth_on=born)
    if phone:
        seals.set_phone(person, phone)
    if number:
        seals.set_id_card(person, id_number(number))
    person.save()
    return person


@pytest.fixture
def pair(village):
    """赵志强 twice, once with his number, once as he was heard on the telephone; and others."""
    first = somebody(village, "赵志强", phone="13900001234", number=1)
    second = somebody(village, "赵志强", phone="13900001234")
    somebody(village, "钱多多", born=date(1970, 1, 2))
    somebody(village, "孙小梅", phone="13900005678", born=date(1980, 3, 4))
    return first, second


def test_whoever_stands_there_twice_is_found_once(pair):
    jobs.find_doubles.call()
    double = Double.objects.get()
    assert (double.first, double.second) == pair
    assert "姓名相同" in "；".join(double.reasons)
    assert double.score > 0.5


def test_two_with_numbers_of_their_own_are_two(village):
    somebody(village, "赵志强", number=1)
    somebody(village, "赵志强", number=2)
    jobs.find_doubles.call()
    assert not Double.objects.exists()


def test_a_dismissed_pair_comes_back_only_when_something_changed(county, pair):
    jobs.find_doubles.call()
    actions.dismiss_double(Double.objects.get(), by=county.clerk)
    assert jobs.find_doubles.call() == 0
    assert Double.objects.get().state == DoubleState.DISMISSED
    seals.set_phone(pair[1], "13900007777")
    pair[1].save()
    assert jobs.find_doubles.call() == 1
    assert Double.objects.get().state == DoubleState.OPEN


def test_a_pair_that_is_none_any_more_goes(pair):
    jobs.find_doubles.call()
    Person.objects.filter(pk=pair[1].pk).update(name="周文斌", birth_on=date(1990, 5, 6))
    jobs.find_doubles.call()
    assert not Double.objects.exists()


def test_only_where_something_changed_since_last_night_is_sought(pair, monkeypatch):
    today = clock.today()
    for day in (today - timedelta(days=1), today):
        Night.objects.create(on=day, asked_at=clock.now())
    Person.objects.update(updated_at=clock.now() - timedelta(days=30))
    sought = []
    monkeypatch.setattr(doubling, "find", lambda *args, **kwargs: sought.append(args) or [])
    jobs.find_doubles.call()
    assert not sought


def test_of_two_clerks_the_second_is_told(county, pair):
    jobs.find_doubles.call()
    stale = Double.objects.get()
    actions.dismiss_double(Double.objects.get(), by=county.clerk)
    with pytest.raises(Conflict, match="已经有人核对"):
        actions.dismiss_double(stale, by=county.clerk)


def test_another_county_neither_sees_nor_settles_a_pair(other_county, pair):
    jobs.find_doubles.call()
    assert not Double.objects.visible_to(other_county.clerk).exists()
    with pytest.raises(NotPermitted):
        actions.dismiss_double(Double.objects.get(), by=other_county.clerk)


def test_a_merge_takes_the_pair_off_the_list(county, pair):
    jobs.find_doubles.call()
    actions.merge_persons(*pair, by=county.clerk)
    assert not Double.objects.exists()
