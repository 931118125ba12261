"""One event for many households: all of it is recorded or none, and all of it is taken back."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.audit.models import Event as Trail
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger.measures import Measure
from yushui.ledger.models import Posting
from yushui.territory.kinds import Kind
from yushui.visits import actions
from yushui.visits.calls import Companion, Event, GiftLine
from yushui.visits.lifecycle import Reach, State
from yushui.visits.models import GiftKind, GroupVisit, Mode, Participant, Rank, Setting, Visit


class Compound(Place):
    """The place with three families more, all of them on the list."""

    def __init__(self):
        super().__init__()
        self.homes = [self.home]
        for _ in range(3):
            home = make.household(self.village)
            make.person(home, categories=("serving_family",))
            self.homes.append(home)
        self.targets = [self.target(household=home) for home in self.homes]

    def hold(self, by=None, households=None, title="家属院集中慰问", **changes):
        told = {"money": Decimal(0), "gifts": [GiftLine(GiftKind.LETTER, "慰问信")]} | changes
        return actions.record_group(
            campaign=self.campaign,
            unit=self.township,
            event=Event(title, self.village, Setting.COMPOUND, "军休所院内"),
            households=self.homes if households is None else households,
            call=self.call(**told),
            by=by or self.by,
        )

    def standings(self):
        for target in self.targets:
            target.refresh_from_db()
        return [target.state for target in self.targets]


@pytest.fixture
def place():
    return Compound()


def test_everybody_who_came_was_visited_and_the_event_counts_once(place):  # S0-36, S0-37
    event = place.hold(households=place.homes[:3])
    assert event.visits.count() == 3
    assert place.standings() == [Reach.VISITED] * 3 + [Reach.UNVISITED]
    assert {
        measure: place.figure(measure)
        for measure in (
            Measure.GROUP_VISITS, Measure.HOUSEHOLDS_REACHED, Measure.PERSONS_REACHED,
            Measure.VISITS_MADE, Measure.LETTERS,
        )
    } == {"group_visits": 1, "households": 3, "persons": 4, "visits": 3, "letters": 3}  # fmt: skip


def test_only_a_visit_at_home_is_one_at_home(place):  # S2-27
    place.hold(participants=[Companion("田守业", Rank.HEAD)])
    assert set(Visit.objects.values_list("mode", flat=True)) == {Mode.GROUP}
    assert place.figure(Measure.HOME_VISITS) == place.figure(Measure.HEAD_VISITS) == 0


def test_the_company_is_that_of_the_event_with_unit_post_and_rank(place):  # S0-70
    beside = make.unit(place.office.region, kind=Kind.ARMED_FORCES_DEPARTMENT)
    company = [
        Companion("田守业", Rank.HEAD, "镇长"),
        Companion("钱立", Rank.LEADER, "副部长", beside.pk),
    ]
    event = place.hold(participants=company)
    told = event.participants.order_by("pk").values_list("name", "unit__lane", "title", "rank")
    assert list(told) == [
        ("田守业", "civil", "镇长", "head"),
        ("钱立", "military", "副部长", "leader"),
    ]
    assert Participant.objects.count() == 2


def test_the_same_operation_twice_is_one_event(place):
    op = uuid.uuid4()
    assert place.hold(op_id=op) == place.hold(op_id=op)
    assert (GroupVisit.objects.count(), Visit.objects.count()) == (1, 4)
    assert place.figure(Measure.GROUP_VISITS) == 1


def test_taken_back_everything_is_as_before(place):
    event = place.hold()
    actions.cancel_group(event, reason="登错了活动", by=place.by)
    assert place.standings() == [Reach.UNVISITED] * 4
    assert not Visit.objects.standing().exists()
    for measure in (Measure.GROUP_VISITS, Measure.HOUSEHOLDS_REACHED, Measure.LETTERS):
        assert place.figure(measure) == 0
    with pytest.raises(RuleViolation):
        actions.cancel_group(event, reason="再来", by=place.by)


def test_a_family_ticked_by_mistake_is_taken_back_alone(place):
    event = place.hold()
    wrong = event.visits.get(household=place.homes[1])
    actions.cancel(wrong, reason="没有到场", by=place.by)
    assert place.standings()[1] == Reach.UNVISITED
    actions.cancel_group(event, reason="登错了活动", by=place.by)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.cancelled_reason) == (State.CANCELLED, "没有到场")


def test_one_who_cannot_be_recorded_keeps_all_from_being_recorded(place):
    place.record()
    with pytest.raises(Conflict, match="先去掉勾选：王建国"), transaction.atomic():
        place.hold()
    assert not GroupVisit.objects.exists()
    assert place.standings()[1:] == [Reach.UNVISITED] * 3
    assert not Trail.objects.filter(kind="visits.group_recorded").exists()


REFUSED = {
    "nobody came": ({"households": []}, "勾选到场的家庭"),
    "tomorrow": ({"made_on": date(2026, 7, 26)}, "不能晚于今天"),
    "money": ({"money": Decimal("50.00")}, "不逐户登记慰问金"),
    "no company": ({"participants": []}, "至少填写一名"),
    "a secret in the title": ({"title": "第73集团军家属院慰问"}, "像是部队番号"),
    "nothing in it": ({"has_talk": False, "gifts": []}, "还没有内容"),
}


@pytest.mark.parametrize(("changes", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_leaves_nothing(place, changes, why):
    with pytest.raises(RuleViolation, match=why), transaction.atomic():
        place.hold(**changes)
    assert not GroupVisit.objects.exists()
    assert not Posting.objects.exists()


def test_a_family_of_elsewhere_is_nobody_s_to_record_here(place):
    elsewhere = make.household()
    make.person(elsewhere)
    with pytest.raises(NotPermitted):
        place.hold(households=[*place.homes, elsewhere])
    with pytest.raises(NotPermitted):
        place.hold(by=make.actor("leader", place.township))


def test_a_hundred_families_are_recorded_in_few_statements_each(
    place, django_assert_max_num_queries
):
    homes = [make.household(place.village) for _ in range(40)]
    for home in homes:
        make.person(home)
    with django_assert_max_num_queries(40 * 5 + 40):
        place.hold(households=homes)


def test_the_database_holds_an_event_and_its_visits_together(place):
    event = place.hold()
    visit = event.visits.first()
    for wrong in ({"mode": Mode.HOME}, {"group_visit": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        event.participants.update(visit=visit)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupVisit.objects.filter(pk=event.pk).update(state=State.CANCELLED)
