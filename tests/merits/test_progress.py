"""Duties about citations and plaques, read from the records of a place."""

from datetime import date

import pytest

from tests import make
from tests.merits.place import Place
from yushui.kernel import clock
from yushui.merits import actions, progress
from yushui.merits.actions import plaques
from yushui.merits.actions.plaques import Deed
from yushui.oversight.boards import square_of
from yushui.territory.kinds import Kind


@pytest.fixture
def place():
    return Place()


def said(place, kind, *, to=None, **duty):
    round_ = make.campaign(place.office)
    laid = make.assignment(make.duty(round_, kind=kind, **duty), to=to or place.office)
    found = square_of(laid, today=clock.today()).progress
    return found.done, found.total, found.missing


def test_citations_to_bring_while_the_campaign_runs(place):
    """Delivered, waiting and come; not what was sent back, nor what came too late."""
    place.delivered()
    place.receive(merit="third")
    actions.send_back(place.receive(merit="first"), reason="不是本县的", by=place.clerk)
    late = place.receive(merit="war_1")
    type(late).objects.filter(pk=late.pk).update(received_on=date(2026, 8, 16))
    assert said(place, "merit_delivery") == (1, 2, "还有 1 份喜报未送达")


def test_of_the_class_that_the_duty_names(place):
    place.delivered()
    place.receive(merit="third")
    found = said(place, "merit_delivery", standard={"merit": "second"})
    assert found == (1, 1, "")


def test_what_was_brought_before_it_began_is_not_its_own(place):
    citation = place.assigned(received_on=date(2026, 6, 22))
    place.deliver(citation, delivered_on=date(2026, 7, 9))
    assert said(place, "merit_delivery") == (0, 1, "尚未办结")


def test_the_command_answers_for_the_same_place(place):
    place.delivered()
    assert said(place, "merit_delivery", to=place.army[3]) == (1, 1, "")


def test_a_department_has_no_place_of_its_own(place):
    place.delivered()
    department = make.unit(place.county, kind=Kind.GOVERNMENT_ORGAN)
    assert said(place, "merit_delivery", to=department) == (0, 1, "尚未办结")


def test_plaques_of_the_township(place):
    other = make.household(place.village)
    make.person(other, categories=("serving_family",))
    deed = Deed(date(2026, 7, 20), place.township)
    plaques.hang(place.home, deed=deed, by=place.worker)
    found = said(place, "honour_plaque", to=place.township)
    assert found == (1, 2, "还有 1 户未挂光荣牌")


def test_the_plaques_of_many_places_are_asked_for_at_once(place, django_assert_num_queries):
    townships = [make.township(place.office) for _ in range(4)]
    for township in townships:
        make.person(make.household(township.region), categories=("veteran",))
    with django_assert_num_queries(1):
        found = progress.plaques_in_places([place.township, *townships])
    assert [progress.plaques_in(one, found).total for one in townships] == [1, 1, 1, 1]
