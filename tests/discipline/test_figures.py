"""What the figures of group visits show by themselves, and how it is settled (S1-50, S3-32)."""

import pytest

from tests import make
from tests.discipline.place import Place
from yushui.discipline import actions, figures, progress
from yushui.discipline.lifecycle import FindingState, Matter, Occasion, Said
from yushui.discipline.models import Finding
from yushui.kernel import clock
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.oversight.boards import square_of
from yushui.visits import actions as visits


@pytest.fixture
def place():
    return Place()


def shown(place):
    return [(one.matter, one.summary) for one in figures.oddities([place.campaign.pk])]


def test_what_costs_far_more_than_the_middle_stands_out(place):
    for value in ("20", "22", "18", "90"):
        place.event(value=value)
    told = "每户支出 90.00 元，是本次活动各场中间水平 21.00 元的两倍以上"
    assert shown(place) == [(Matter.SPEND, told)]


def test_among_few_none_stands_out_and_little_is_no_fault(place):
    for value in ("20", "20", "500"):
        place.event(value=value)
    assert shown(place) == []
    place.event(value="1")
    place.event(value="")
    assert [matter for matter, _ in shown(place)] == [Matter.SPEND]


def test_a_ceiling_of_the_place_holds_among_few_as_well(place):
    place.limit(per_home="50")
    place.limit(place.village.parent, per_home="80")
    place.event(value="60")
    assert shown(place) == [(Matter.SPEND, "每户支出 60.00 元，超过规定的 50.00 元")]


def test_every_family_is_counted_once_whatever_it_got(place):
    """Money and things of one event are not multiplied by one another."""
    event = place.event(3, value="30")
    event.visits.first().gifts.create(name="联系卡", value=0)
    (held,) = figures.held_in([place.campaign.pk])
    assert (held.families, held.company, held.per_home) == (3, 1, 3000)


def test_without_leave_it_shows_and_is_not_refused(place):
    place.limit(size=3)
    place.event(2)
    told = "到场至少 3 人，达到须经批准的 3 人，没有经过批准"
    assert shown(place) == [(Matter.UNAPPROVED, told)]


def test_more_than_was_approved_shows(place):
    gathering = place.approved(size=2)
    actions.record_group(**place.told(place.homes(4)), gathering=gathering)
    assert shown(place) == [(Matter.BEYOND, "批准 2 人，到场至少 5 人")]


def test_what_was_taken_back_is_no_event(place):
    place.limit(size=1)
    visits.cancel_group(place.event(), reason="登错", by=place.worker)
    assert shown(place) == []


def test_explained_by_one_and_decided_by_another(place):
    place.limit(size=2)
    event = place.event()
    finding = actions.explain(event, "unapproved", remedy="临时集中，下不为例", by=place.worker)
    assert shown(place) == []
    with pytest.raises(NotPermitted):
        actions.close(finding, decision="好", by=place.worker)
    actions.send_back(finding, decision="请写明是谁决定的", by=place.mayor)
    actions.answer(finding, remedy="由副镇长决定", by=place.worker)
    actions.close(finding, decision="已批评提醒", by=place.mayor)
    assert Finding.objects.get().state == FindingState.CLOSED


def test_there_is_nothing_to_explain_where_nothing_is_odd(place):
    event = place.event()
    with pytest.raises(RuleViolation, match="没有这个问题"):
        actions.explain(event, "spend", remedy="说明", by=place.worker)
    place.limit(size=2)
    with pytest.raises(NotPermitted):
        actions.explain(event, "unapproved", remedy="说明", by=make.actor("worker", make.unit()))


def test_questions_do_not_grow_with_events(place, django_assert_num_queries):
    place.limit(size=2)
    for _ in range(5):
        place.event()
    with django_assert_num_queries(3):
        assert len(figures.oddities([place.campaign.pk])) == 5


def said(place, to=None, **duty):
    laid = make.assignment(
        make.duty(place.campaign, kind="discipline", **duty), to=to or place.township
    )
    found = square_of(laid, today=clock.today()).progress
    return found.done, found.total, found.missing


def test_the_duty_answers_for_itself(place):
    assert said(place) == (0, 1, "作风检查还差 1 次")
    place.check()
    assert said(place) == (1, 1, "")


def test_every_group_visit_is_looked_at_and_what_was_found_put_right(place):
    event = place.event()
    place.event()
    no = {"thrift_show": (Said.NO, "摆了花篮")}
    check = place.check(Occasion.GROUP, group_visit=event, no=no)
    assert said(place) == (2, 4, "1 场集中慰问没有检查，1 个问题没有整改销号")
    finding = Finding.objects.get()
    actions.answer(finding, remedy="已撤", by=place.worker)
    actions.close(finding, decision="销号", by=place.mayor)
    assert said(place) == (3, 4, "1 场集中慰问没有检查")
    actions.cancel(check, reason="登错", by=place.clerk)
    assert said(place)[2] == "作风检查还差 1 次，2 场集中慰问没有检查"


def test_what_the_figures_show_is_missing_until_it_is_explained(place):
    place.limit(size=2)
    event = place.event()
    place.check(Occasion.GROUP, group_visit=event)
    assert said(place) == (2, 3, "1 个数字上的问题没有说明")
    actions.explain(event, "unapproved", remedy="临时集中", by=place.worker)
    assert said(place) == (2, 3, "1 个问题没有整改销号")


def test_the_office_has_what_is_below_it_and_a_neighbour_nothing(place):
    place.check()
    assert said(place, to=place.office) == (1, 1, "")
    assert said(place, to=make.township(place.office)) == (0, 1, "作风检查还差 1 次")
    assert said(place, standard={"at_least": 2}) == (1, 2, "作风检查还差 1 次")


def test_the_other_lane_answers_for_itself(place):
    place.check()
    command = make.unit(place.county, kind="mil_department")
    command.answers_for = place.office
    command.save()
    bureau = make.unit(place.county, kind="bureau")
    bureau.answers_for = place.office
    bureau.save()
    assert said(place, to=command) == (0, 1, "作风检查还差 1 次")
    assert said(place, to=bureau) == (1, 1, "")


def test_the_board_asks_the_same_however_many_events(place, django_assert_num_queries):
    for _ in range(4):
        place.event()
    with django_assert_num_queries(6):
        found = progress.tallies_of(place.campaign)
    assert progress.tally_of(place.township, found).unchecked == 4
