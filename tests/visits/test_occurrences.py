"""What happens to a family asks for a visit, of its township and its county (S0-43..46, S3-13)."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.campaigns.models import Campaign
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.people import actions as people
from yushui.visits import actions
from yushui.visits.actions import occurrences
from yushui.visits.calls import Told
from yushui.visits.lifecycle import Answer
from yushui.visits.models import Happening, Mode, Occurrence, Visit
from yushui.visits.queries import answerable, occurrences_by_unit


FIRE, TOLD, TODAY = date(2026, 7, 18), date(2026, 7, 19), date(2026, 7, 25)


class Struck(Place):
    """A family whose house burnt down."""

    def tell(self, by=None, home=None, **changes):
        told = {
            "kind": Happening.MISFORTUNE,
            "happened_on": FIRE,
            "learned_on": TOLD,
            "told_by": "村干部",
            "summary": "房屋失火，暂住亲戚家",
        }
        return occurrences.tell_of(home or self.home, told=Told(**told | changes), by=by or self.by)

    def answered(self, occurrence, campaign=None, by=None, **changes):
        return occurrences.record_for(
            occurrence,
            campaign=campaign,
            unit=self.township,
            persons=[self.veteran],
            call=self.call(**changes),
            by=by or self.by,
        )

    def counted(self, campaign):
        figures = read(
            campaign.pk, tree=Tree.UNIT, nodes=[self.office.pk], measures=[Measure.EVENT_VISITS]
        )
        return sum(figure.count for figure in figures.values())


@pytest.fixture
def place():
    return Struck()


def test_it_is_the_township_s_and_the_county_s_to_do(place):  # S0-46
    told = place.tell()
    assert (told.township, told.office, told.region) == (
        place.township,
        place.office,
        place.village,
    )
    for unit in (place.township, place.office):
        assert list(Occurrence.objects.owed_by([unit.pk])) == [told]
    assert not Occurrence.objects.owed_by([make.unit().pk])


def test_the_days_are_counted_from_the_day_it_happened(place):  # S0-45
    told = place.tell()
    assert told.days(TODAY) == 7
    place.answered(told)
    told.refresh_from_db()
    assert told.days(date(2026, 9, 1)) == 2


def test_a_visit_outside_any_campaign_answers_it(place):  # S3-13
    told = place.tell()
    visit = place.answered(told)
    told.refresh_from_db()
    assert (told.state, told.visit) == (Answer.ANSWERED, visit)
    assert visit.campaign == Campaign.objects.get(is_standing=True, year=2026)
    assert place.counted(visit.campaign) == 1


def test_a_visit_of_the_campaign_answers_it_and_reaches_the_household(place):
    target = place.target()
    place.answered(place.tell(), campaign=place.campaign)
    target.refresh_from_db()
    assert target.state == "visited"
    assert place.counted(place.campaign) == 1


def test_a_visit_recorded_before_may_be_named_as_the_answer(place):
    told, visit = place.tell(), place.record()
    occurrences.answer(told, visit, by=place.by)
    assert told.state == Answer.ANSWERED
    assert place.counted(place.campaign) == 1


def test_the_same_operation_twice_answers_once(place):
    told, op = place.tell(), uuid.uuid4()
    visits = [
        place.answered(Occurrence.objects.get(pk=told.pk), op_id=op),
        place.answered(Occurrence.objects.get(pk=told.pk), op_id=op),
    ]
    assert visits[0] == visits[1]
    assert place.counted(visits[0].campaign) == 1


WRONG = {
    "before it happened": ({"made_on": date(2026, 7, 17)}, "made_on"),
    "by telephone": ({"mode": Mode.PHONE}, "mode"),
}


@pytest.mark.parametrize(("changes", "field"), WRONG.values(), ids=WRONG)
def test_only_a_visit_at_home_after_it_is_an_answer(place, changes, field):
    told = place.tell()
    with pytest.raises(RuleViolation) as refusal:
        place.answered(told, **changes)
    assert refusal.value.field == field
    assert not Visit.objects.exists()


def test_neither_another_family_s_visit_nor_one_spent_is_an_answer(place):
    first, second = place.tell(), place.tell(kind=Happening.DISASTER)
    other = make.household(place.village)
    with pytest.raises(RuleViolation, match="这户的"):
        occurrences.answer(place.tell(home=other), place.record(), by=place.by)
    occurrences.answer(first, Visit.objects.get(), by=place.by)
    with pytest.raises(RuleViolation, match="另一件"):
        occurrences.answer(second, Visit.objects.get(), by=place.by)


def test_a_visit_taken_back_leaves_it_waiting(place):
    told = place.tell()
    visit = place.answered(told)
    actions.cancel(visit, reason="登错了户", by=place.by)
    told.refresh_from_db()
    assert (told.state, told.visit) == (Answer.OPEN, None)
    assert place.counted(visit.campaign) == 0


def test_only_a_head_lets_it_be_and_says_why(place):
    told = place.tell()
    with pytest.raises(NotPermitted):
        occurrences.close(told, reason="已妥善处理", by=place.by)
    head = make.actor("head", place.township)
    with pytest.raises(RuleViolation, match="写明"):
        occurrences.close(told, reason=" ", by=head)
    occurrences.close(told, reason="误报，没有失火", by=head)
    assert told.state == Answer.CLOSED
    occurrences.reopen(told, by=head)
    assert (told.state, told.closed_reason) == (Answer.OPEN, "")


def test_what_was_visited_is_not_opened_by_hand(place):
    told = place.tell()
    place.answered(told)
    with pytest.raises(RuleViolation, match="撤销那次走访"):
        occurrences.reopen(told, by=make.actor("head", place.township))


REFUSED = {
    "not yet happened": ({"learned_on": date(2026, 7, 26)}, "learned_on"),
    "known before": ({"learned_on": date(2026, 7, 17)}, "happened_on"),
    "long ago": ({"happened_on": date(2025, 7, 1)}, "happened_on"),
    "nothing said": ({"summary": "  "}, "summary"),
    "a designation": ({"summary": "儿子在某合成旅三营，房屋失火"}, "summary"),
    "a telephone": ({"summary": "请打 138 0000 1234 联系"}, "summary"),
    "an identity number": ({"summary": "证件４６０１０５１９５００１"}, "summary"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "field"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_not_noted(place, changes, field):
    with pytest.raises(RuleViolation) as refusal:
        place.tell(**changes)
    assert refusal.value.field == field


def test_two_who_learn_of_it_note_it_once(place):
    place.tell()
    with pytest.raises(Conflict, match="已经登记过"), transaction.atomic():
        place.tell(by=make.actor("worker", place.office))


def test_who_does_not_answer_for_the_place_neither_notes_nor_sees_it(place):
    told = place.tell()
    stranger = make.actor("clerk", make.unit())
    with pytest.raises(NotPermitted):
        place.tell(by=stranger, kind=Happening.OTHER)
    assert not Occurrence.objects.visible_to(stranger)
    assert list(Occurrence.objects.visible_to(make.actor("leader", place.office))) == [told]


def test_a_place_without_an_office_says_what_is_missing():
    with pytest.raises(RuleViolation, match="双拥办"):
        answerable(make.region())


def test_a_family_without_a_township_is_the_county_s_alone():
    office = make.unit(make.region(level=3))
    found = answerable(make.region(office.region, level=5))
    assert (found.township, found.office) == (None, office)


def test_the_database_refuses_an_answer_without_a_visit(place):
    told = place.tell()
    for values in ({"state": "answered"}, {"state": "closed"}, {"closed_reason": "误报"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Occurrence.objects.filter(pk=told.pk).update(**values)


def test_each_unit_is_asked_about_those_of_its_own_families(place):
    place.tell()
    place.tell(kind=Happening.OTHER, happened_on=date(2026, 6, 1), learned_on=date(2026, 6, 2))
    neighbour = make.township(place.office)
    units = [place.office, place.township, neighbour]
    found = occurrences_by_unit(place.campaign, units)
    assert [len(found[unit.pk]) for unit in units] == [1, 1, 0]


def test_of_two_entries_merged_the_answer_stays_and_comes_back(place):
    again = make.household(place.village, head="王建国")
    double = make.person(again, categories=("old_demobilised",), age=91)
    waiting, told = place.tell(), place.tell(home=again)
    answer = actions.record(
        campaign=None, unit=place.township, household=again, persons=[double],
        call=place.call(), by=place.by,
    )  # fmt: skip
    occurrences.answer(told, answer, by=place.by)
    clerk = make.actor("clerk", place.office)
    merge = people.merge_households(place.home, again, by=clerk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.visit) == (Answer.ANSWERED, answer)
    assert place.counted(answer.campaign) == 1
    people.part(merge, reason="不是一家", by=clerk)
    waiting.refresh_from_db()
    assert waiting.state == Answer.OPEN
    assert Occurrence.objects.get(household=again).visit == answer
    assert place.counted(answer.campaign) == 1
