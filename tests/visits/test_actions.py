"""What a recorded visit changes, who may record it, and what happens when it is taken back."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.audit.models import Event
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger.measures import Measure
from yushui.ledger.models import Posting, Tree
from yushui.ledger.reading import read
from yushui.visits import actions
from yushui.visits.calls import Companion, GiftLine
from yushui.visits.lifecycle import Reach, State
from yushui.visits.models import GiftKind, Help, Mode, Rank, Target, Visit


@pytest.fixture
def place():
    return Place()


def test_a_visit_posts_what_it_changes(place):
    place.record(heard="房屋漏雨")
    assert {
        measure: place.figure(measure)
        for measure in (
            Measure.PERSONS_REACHED, Measure.HOUSEHOLDS_REACHED, Measure.HOME_VISITS,
            Measure.CASH, Measure.GIFTS, Measure.REQUESTS_HEARD,
        )
    } == {"persons": 2, "households": 1, "home_visits": 1, "cash": 30000, "gifts": 13650,
          "requests": 1}  # fmt: skip


def test_money_stands_under_the_veteran_of_the_family(place):  # S1-64
    place.record()
    posted = Posting.objects.saying([Measure.CASH]).get()
    assert "veteran" in posted.categories.codes
    assert "martyr_survivor" not in posted.categories.codes


def test_a_second_visit_reaches_nobody_anew(place):
    place.record()
    place.record(made_on=date(2026, 7, 22))
    assert place.figure(Measure.PERSONS_REACHED) == 2
    assert place.figure(Measure.VISITS_MADE) == 2


def test_the_same_operation_twice_is_one_visit(place):
    op = uuid.uuid4()
    first, second = place.record(op_id=op), place.record(op_id=op)
    assert first == second
    assert Visit.objects.count() == 1
    assert place.figure(Measure.CASH) == 30000


def test_two_visits_of_one_unit_on_one_day_are_refused(place):
    place.record()
    with pytest.raises(Conflict, match="已经登记过"):
        place.record()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"made_on": date(2026, 7, 26)}, "made_on"),
        ({"made_on": date(2026, 7, 1)}, "made_on"),
        ({"money": Decimal("-1")}, "money"),
        ({"money": Decimal("100000.01")}, "money"),
        ({"gifts": [GiftLine(GiftKind.GOODS, "米", 1, Decimal("-1"))]}, "gifts"),
        ({"participants": [Companion("  ")]}, "participants"),
        ({"persons": []}, "persons"),
    ],
    ids=["tomorrow", "before the campaign", "negative", "too much", "gift", "nobody", "for nobody"],
)
def test_a_visit_that_cannot_be_is_refused_whole(place, changes, field):
    with pytest.raises(RuleViolation) as refusal:
        place.record(**changes)
    assert refusal.value.field == field
    assert not Visit.objects.exists()
    assert not Posting.objects.exists()


def test_the_dead_are_not_visited(place):
    place.widow.status = "dead"
    place.widow.save()
    with pytest.raises(RuleViolation, match="去世"):
        place.record()


def test_a_stranger_to_the_place_may_not_record(place):
    with pytest.raises(NotPermitted):
        place.record(by=make.actor("worker", make.unit()))
    assert not Event.objects.filter(kind="visits.recorded").exists()


def booked(place, tree, node):
    """What the ledger holds at one node: visits, and persons and families reached."""
    measures = [Measure.VISITS_MADE, Measure.PERSONS_REACHED, Measure.HOUSEHOLDS_REACHED]
    figures = read(place.campaign.pk, tree=tree, nodes=[node.pk], measures=measures)
    return [sum(f.count for (_, m, _), f in figures.items() if m == one) for one in measures]


def test_a_county_s_visit_is_booked_at_the_county_and_in_the_village(place):  # ADR 0010
    target = place.target()
    visit = place.record(by=make.actor("clerk", place.office), unit=place.office)
    assert set(visit.participants.values_list("unit", flat=True)) == {place.office.pk}
    for at in (place.village, place.township.region, place.office.region):
        assert booked(place, Tree.PLACE, at) == [1, 2, 1]
    assert booked(place, Tree.UNIT, place.office) == [1, 2, 1]
    assert booked(place, Tree.UNIT, place.township) == [0, 0, 0]
    target.refresh_from_db()
    assert target.state == Reach.VISITED


@pytest.mark.parametrize("role", ["clerk", "head"])
def test_a_county_makes_no_visit_in_the_name_of_its_township(place, role):  # ADR 0010
    above = make.actor(role, place.office)
    with pytest.raises(NotPermitted, match="的名义"):
        place.record(by=above)
    host = make.unit(place.office.region, kind="garrison")
    with pytest.raises(NotPermitted, match="的名义"):
        actions.record_troop(
            campaign=place.campaign, unit=place.township, host=host, call=place.call(), by=above
        )
    assert not Posting.objects.exists()


@pytest.mark.parametrize("kind", ["village", "station"])
def test_a_township_makes_the_visits_of_whom_it_works_for(place, kind):  # ADR 0010
    below = make.unit(place.village, kind=kind, superior=place.township)
    assert place.record(unit=below).unit == below


def test_a_unit_s_own_visit_does_not_lead_out_of_its_places(place):
    elsewhere = make.unit(make.region(level=3))
    with pytest.raises(NotPermitted, match="您的岗位不能在"):
        place.record(by=make.actor("clerk", elsewhere), unit=elsewhere)


def test_a_county_puts_a_visit_of_its_township_right(place):
    visit = place.record()
    actions.cancel(visit, reason="登错户", by=make.actor("clerk", place.office))
    assert visit.state == State.CANCELLED


@pytest.mark.parametrize(
    ("mode", "ranks", "head", "leader"),
    [
        (Mode.HOME, [Rank.HEAD], 1, 0),
        (Mode.HOME, [Rank.LEADER], 0, 1),
        (Mode.HOME, [Rank.HEAD, Rank.LEADER], 1, 0),
        (Mode.PHONE, [Rank.HEAD], 0, 0),
        (Mode.HOME, [Rank.STAFF], 0, 0),
    ],
    ids=["head", "leader", "together counts for the head", "by phone", "staff"],
)
def test_visits_of_leaders(place, mode, ranks, head, leader):  # S4-29
    place.record(mode=mode, participants=[Companion("张明", rank) for rank in ranks])
    assert place.figure(Measure.HEAD_VISITS) == head
    assert place.figure(Measure.LEADER_VISITS) == leader


def test_a_cancelled_visit_leaves_no_figure_and_gives_the_family_back(place):
    target = place.target()
    visit = place.record()
    actions.cancel(visit, reason="登错户", by=place.by)
    target.refresh_from_db()
    assert (target.state, target.visit) == (Reach.UNVISITED, None)
    assert place.figure(Measure.PERSONS_REACHED) == place.figure(Measure.CASH) == 0


def test_after_a_cancelled_visit_the_next_one_counts(place):
    target = place.target()
    first = place.record()
    second = place.record(made_on=date(2026, 7, 22))
    actions.cancel(first, reason="登错户", by=place.by)
    target.refresh_from_db()
    assert target.visit == second
    assert place.figure(Measure.PERSONS_REACHED) == 2


def test_a_visit_ticks_the_family_off(place):
    target = place.target()
    visit = place.record()
    target.refresh_from_db()
    assert (target.state, target.visit) == (Reach.VISITED, visit)


def test_an_excused_family_that_is_reached_after_all_counts_as_visited(place):
    target = place.target(
        state=Reach.EXCUSED, tries_count=2, excuse="away", excused_by_name="田守业"
    )
    place.record()
    target.refresh_from_db()
    assert (target.state, target.excuse) == (Reach.VISITED, "")


def test_a_garrison_unit_is_visited_without_a_household(place):  # S1-67
    host = make.unit(place.office.region, kind="garrison")
    by = make.actor("clerk", place.office)
    visit = actions.record_troop(
        campaign=place.campaign, unit=place.office, host=host, call=place.call(), by=by
    )
    assert (visit.household, visit.region) == (None, host.region)
    assert place.figure(Measure.TROOPS_REACHED) == 1
    assert place.figure(Measure.TROOPS_CASH) == 30000
    assert place.figure(Measure.CASH) == 0


def test_an_office_is_no_garrison(place):
    with pytest.raises(RuleViolation, match="不是驻地部队"):
        actions.record_troop(
            campaign=place.campaign, unit=place.township, host=place.office, call=place.call(),
            by=place.by,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "changes", "name"),
    [
        (Visit, {"household": None}, "visits_to_a_household_or_a_troop"),
        (Visit, {"money": Decimal("-1")}, "visits_money_not_negative"),
        (Visit, {"state": State.CANCELLED}, "visits_cancelled_has_a_moment"),
        (Target, {"visit": None}, "visits_visited_cites_a_visit"),
        (Target, {"state": Reach.EXCUSED, "visit": None}, "visits_excused_after_a_second_try"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_database_itself_refuses(place, rows, changes, name):
    place.target()
    place.record()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.objects.update(**changes)


def test_what_is_sent_counts_by_the_piece_each_kind_by_itself(place):  # S0-24
    sent = [(GiftKind.COUPLETS, 2), (GiftKind.PICTURES, 1), (GiftKind.LETTER, 1)]
    place.record(gifts=[GiftLine(kind, kind.label, count) for kind, count in sent])
    measures = (Measure.COUPLETS, Measure.PICTURES, Measure.LETTERS)
    assert [place.figure(one) for one in measures] == [2, 1, 1]


def test_a_visit_by_letter_is_a_letter_once(place):
    place.record(mode=Mode.LETTER, gifts=[])
    place.record(
        mode=Mode.LETTER, gifts=[GiftLine(GiftKind.LETTER, "慰问信")], made_on=date(2026, 7, 21)
    )
    assert place.figure(Measure.LETTERS) == 2


NOTHING = {"has_talk": False, "money": Decimal(0), "gifts": []}
SOMETHING = {
    "a talk": {"has_talk": True},
    "a service": {"services": [Help.LEGAL]},
    "a letter": {"mode": Mode.LETTER},
    "money": {"money": Decimal("50.00")},
    "goods": {"gifts": [GiftLine(GiftKind.GOODS, "大米")]},
}


@pytest.mark.parametrize("changes", SOMETHING.values(), ids=SOMETHING)
def test_spirit_or_goods_make_a_visit(place, changes):  # S2-26
    assert place.record(**(NOTHING | changes)).pk


def test_a_visit_without_either_is_none(place):  # S2-26
    with pytest.raises(RuleViolation, match="还没有内容"):
        place.record(**NOTHING)
    assert not Visit.objects.exists()


def test_what_was_done_is_kept_once_each(place):
    visit = place.record(services=[Help.LEGAL, Help.CARE, Help.LEGAL])
    assert sorted(visit.services.values_list("kind", flat=True)) == ["care", "legal"]
    with pytest.raises(IntegrityError), transaction.atomic():
        visit.services.create(kind=Help.CARE)


def test_what_reads_like_a_secret_is_not_kept_before_somebody_looked(place):  # S4-19
    told = {"heard": "儿子在第73集团军服役，想调回来"}
    with pytest.raises(RuleViolation, match="像是部队番号") as refused:
        place.record(**told)
    assert refused.value.field == "heard"
    visit = place.record(**told, is_cleared=True)
    event = Event.objects.get(kind="visits.recorded")
    assert (event.subject_id, event.detail["cleared"]) == (str(visit.pk), True)


def test_a_symposium_with_troops_keeps_its_notes_under_the_same_guard(place):  # S4-19
    host = make.unit(place.office.region, kind="garrison")
    by = make.actor("clerk", place.office)
    told = {"campaign": place.campaign, "unit": place.office, "host": host, "by": by}
    with pytest.raises(RuleViolation) as refused:
        actions.record_troop(**told, call=place.call(notes="部队8月3日移防"))
    assert refused.value.field == "notes"
    visit = actions.record_troop(**told, call=place.call(notes=" 商定合办技能培训班 "))
    assert visit.notes == "商定合办技能培训班"
