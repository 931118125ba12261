"""The way of a citation: received, registered, verified, assigned, returned, withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.merits.place import Place
from yushui.audit.models import Event
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.merits import actions
from yushui.merits.lifecycle import State
from yushui.merits.models import Citation
from yushui.people import categories
from yushui.people.models import Evidence, Person


@pytest.fixture
def place():
    return Place()


def fresh(person):
    return Person.objects.prefetch_related("belongings").get(pk=person.pk)


def test_what_comes_in_is_kept_with_its_deadlines(place):
    citation = place.receive()
    assert (citation.state, citation.region) == (State.RECEIVED, place.county)
    assert citation.register_due_on == date(2026, 7, 15)
    assert citation.due_on == date(2026, 8, 12)
    assert citation.steps.get().move == "receive"
    assert Event.objects.filter(kind="merits.received").count() == 1


def test_the_same_person_class_and_order_is_refused(place):
    place.receive()
    with pytest.raises(Conflict, match="已经登记过"):
        place.receive()


def test_the_same_soldier_may_have_another_class_or_order(place):
    place.receive()
    place.receive(merit="third")
    place.receive(order_number="政通〔2026〕8号")
    assert Citation.objects.count() == 3


def test_a_second_one_is_refused_when_it_turns_out_to_be_the_same_family(place):
    place.registered()
    other = actions.receive(
        place.received(), unit=place.bureau[3], by=make.actor("clerk", place.bureau[3])
    )
    with pytest.raises(Conflict, match="不能重复登记"):
        actions.register(other, to=place.destination(person=None), by=place.clerk)


def test_one_that_was_withdrawn_does_not_stand_in_the_way(place):
    actions.withdraw(place.registered(), reason="录错等次", by=place.clerk)
    assert place.registered().state == State.REGISTERED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"soldier_name": " "}, "立功人姓名"),
        ({"order_number": ""}, "文号"),
        ({"merit": "fourth"}, "没有这个等次"),
        ({"received_on": date(2026, 7, 26)}, "不能晚于今天"),
        ({"received_on": date(2026, 6, 19)}, "不能早于命令日期"),
    ],
)
def test_what_the_paper_must_say(place, changes, said):
    with pytest.raises(RuleViolation, match=said):
        place.receive(**changes)


def test_it_goes_to_the_one_home_that_the_soldier_named(place):
    citation = place.registered()
    assert (citation.household, citation.person) == (place.home, place.soldier)
    assert citation.region == place.village
    with pytest.raises(RuleViolation, match="谁家"):
        actions.register(
            place.receive(merit="third"), to=place.destination(home=""), by=place.clerk
        )


def test_a_family_whose_soldier_is_not_on_the_register_is_enough(place):
    citation = place.registered(to=place.destination(person=None))
    assert citation.person is None
    assert actions.verify(citation, by=place.clerk).state == State.VERIFIED
    assert not Evidence.objects.exists()


def test_whoever_is_called_otherwise_is_not_the_one(place):
    other = make.person(place.home, name="赵立勇")
    with pytest.raises(RuleViolation, match="选的人是“赵立勇”"):
        actions.register(place.receive(), to=place.destination(person=other), by=place.clerk)


def test_somebody_of_another_family_is_refused(place):
    other = make.person(make.household(place.village), name="赵立功")
    with pytest.raises(RuleViolation, match="不在这户"):
        actions.register(place.receive(), to=place.destination(person=other), by=place.clerk)


@pytest.mark.parametrize(
    ("merit", "is_in"), [("second", True), ("war_3", True), ("third", False), ("first", True)]
)
def test_once_verified_the_group_follows(place, merit, is_in):
    """S1-46, S3-22: 二等功以上 by the official order, through the register's own evidence."""
    place.verified(merit=merit)
    assert categories.belongs(fresh(place.soldier), "merit_2_up", clock.today()) is is_in
    evidence = Evidence.objects.get()
    assert (evidence.paper, evidence.decision) == ("merit", "政通〔2026〕7号")


def test_a_commendation_makes_no_group(place):
    place.verified(merit="four_haves")
    assert not Evidence.objects.exists()


def test_before_it_is_verified_it_proves_nothing(place):
    place.registered()
    assert not categories.belongs(fresh(place.soldier), "merit_3_up", clock.today())


def test_what_a_roster_said_already_is_proved_and_not_said_twice(place):
    place.soldier.belongings.create(category="merit_2", source="花名册")
    citation = place.verified()
    assert place.soldier.belongings.filter(category="merit_2").count() == 1
    actions.withdraw(citation, reason="命令撤销", by=place.clerk)
    assert place.soldier.belongings.filter(category="merit_2").exists()
    assert not Evidence.objects.standing().exists()


@pytest.mark.parametrize("act", [actions.send_back, actions.withdraw])
def test_one_that_leaves_the_way_takes_its_proof_along(place, act):
    act(place.assigned(), reason="命令撤销", by=place.clerk)
    assert not categories.belongs(fresh(place.soldier), "merit_3_up", clock.today())
    assert not Evidence.objects.standing().exists()


def test_sent_back_and_come_again_it_proves_once(place):
    citation = place.verified()
    actions.send_back(citation, reason="地址不在本县", by=place.clerk)
    assert (citation.state, citation.reason) == (State.RETURNED, "地址不在本县")
    actions.resume(citation, note="已更正", by=place.clerk)
    actions.register(citation, to=place.destination(), by=place.clerk)
    actions.verify(citation, by=place.clerk)
    assert Evidence.objects.standing().count() == 1
    moves = citation.steps.order_by("pk").values_list("move", flat=True)
    assert list(moves) == [
        "receive", "register", "verify", "send_back", "resume", "register", "verify",
    ]  # fmt: skip


def test_one_that_came_again_has_its_time_anew_and_no_home_yet(place):
    citation = place.registered(received_on=date(2026, 6, 22))
    assert citation.is_late(clock.today())
    actions.send_back(citation, reason="地址不在本县", by=place.clerk)
    actions.resume(citation, by=place.clerk)
    citation.refresh_from_db()
    fresh_one = place.receive(merit="third", received_on=clock.today())
    assert citation.register_due_on == fresh_one.register_due_on
    assert citation.due_on == fresh_one.due_on
    assert (citation.region, citation.household, citation.person) == (place.county, None, None)
    assert (citation.home, citation.address, citation.recipient) == ("", "", "")


@pytest.mark.parametrize("act", [actions.send_back, actions.withdraw])
def test_nothing_leaves_the_way_without_a_reason(place, act):
    with pytest.raises(RuleViolation, match="原因"):
        act(place.receive(), reason=" ", by=place.clerk)


def test_it_is_assigned_to_a_unit_of_either_lane(place):
    citation = place.verified()
    with pytest.raises(RuleViolation, match="不能作为军队送达单位"):
        actions.assign(
            citation, civil_unit=place.office, military_unit=place.office, by=place.clerk
        )
    with pytest.raises(RuleViolation, match="已经过去"):
        actions.assign(
            citation,
            civil_unit=place.office,
            military_unit=place.army[3],
            planned_on=date(2026, 7, 24),
            by=place.clerk,
        )


def test_a_field_worker_registers_nothing(place):
    with pytest.raises(NotPermitted):
        actions.receive(place.received(), unit=place.township, by=place.worker)


def test_nobody_receives_in_the_name_of_a_unit_below(place):
    with pytest.raises(NotPermitted):
        actions.receive(place.received(), unit=place.township, by=place.clerk)


def test_both_lanes_of_the_place_see_it_and_the_neighbour_does_not(place):
    citation = place.registered()
    seen = {
        "office": make.actor("clerk", place.office),
        "army": make.actor("clerk", place.army[3]),
        "township": place.worker,
        "prefecture": make.actor("leader", place.bureau[2]),
    }
    for who in seen.values():
        assert citation in Citation.objects.visible_to(who)
    neighbour = make.unit(make.region(place.prefecture))
    for stranger in (make.actor("clerk", neighbour), make.actor("audit")):
        assert citation not in Citation.objects.visible_to(stranger)


BROKEN = {
    "merits_registered_has_a_home": {"address": ""},
    "merits_person_is_of_a_family": {"household": None, "state": State.RECEIVED},
    "merits_assigned_to_both_lanes": {"military_unit": None},
    "merits_delivered_cites_a_delivery": {"state": State.DELIVERED},
    "merits_off_the_way_says_why": {"state": State.RETURNED},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(place, name):
    citation = place.assigned()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Citation.objects.filter(pk=citation.pk).update(**BROKEN[name])


@pytest.mark.parametrize("known", ["person", "household", "nobody"])
def test_the_database_refuses_the_same_citation_twice(place, known):
    """merits_one_citation_a_person_and_order, …_a_name_and_order, …_received"""
    citation = place.registered(
        to=place.destination(person=place.soldier if known == "person" else None)
    )
    if known == "nobody":
        citation = actions.receive(
            place.received(soldier_name="李四"), unit=place.office, by=place.clerk
        )
    if known == "person":
        citation.soldier_name = "别的写法"
    citation.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        citation.save(force_insert=True)
