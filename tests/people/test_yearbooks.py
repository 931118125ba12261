"""The yearly list of 31 March: frozen, compared, confirmed by townships, signed in both lanes."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests import make
from tests.people import sheets
from tests.web.world import command_beside
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import actions, seals
from yushui.people.lifecycle import YEARBOOK, YearbookState
from yushui.people.models import Fate, Headcount, Yearbook, YearbookEntry
from yushui.people.yearly import comparing, proving
from yushui.territory.kinds import Kind


THIS_YEAR = clock.today().year
LAST_YEAR = THIS_YEAR - 1
MOVES = {("sign", "taken"): "signed", ("void", "taken"): "void", ("void", "signed"): "void"}


@pytest.mark.parametrize("state", YearbookState.values)
@pytest.mark.parametrize("move", YEARBOOK.moves)
def test_every_move_from_every_state(move, state):
    if (move, state) in MOVES:
        assert YEARBOOK.target(move, state) == MOVES[move, state]
    else:
        with pytest.raises(RuleViolation, match="当前状态不能"):
            YEARBOOK.target(move, state)


@pytest.fixture
def town(county):
    """The township that confirms for its villages; the other has no unit of its own."""
    return make.unit(county.places["石桥镇"], kind=Kind.TOWNSHIP, superior=county.office)


def family(county, village="石桥镇柳林村", *, name="王建国", **values):
    home = make.household(county.places[village], head=name)
    return make.person(home, categories=("serving_family",), name=name, **values)


def take(county, year=THIS_YEAR):
    return actions.take_yearbook(county.office, year=year, by=county.clerk)


def confirm(yearbook, by, explanation="核实过"):
    for one in yearbook.headcounts.select_related("unit", "yearbook"):
        actions.confirm_headcount(one, explanation=explanation, by=by)


def head(unit):
    return make.actor("head", unit)


def fates(yearbook):
    return dict(yearbook.entries.values_list("name", "fate"))


def test_whole_families_of_serving_soldiers_are_on_the_list(county):
    soldier = family(county, name="王建国")
    make.person(soldier.household, categories=(), name="李秀英")
    border = make.household(county.places["白马乡东村"])
    make.person(border, categories=("border_roster",), name="赵边")
    make.person(make.household(county.places["白马乡东村"]), name="老兵")
    taken = take(county)
    assert {one.name for one in taken.entries.all()} == {"王建国", "李秀英", "赵边"}
    assert (taken.household_count, taken.person_count, taken.as_of) == (
        2,
        3,
        date(THIS_YEAR, 3, 31),
    )
    assert taken.entries.get(name="赵边").place_name == "临川县白马乡东村"


def test_numbers_stay_sealed_and_open_for_whom_they_were(county):
    person = family(county)
    seals.set_id_card(person, sheets.id_number())
    person.save()
    entry = take(county).entries.get()
    assert seals.opened_id(entry.person_uid, entry.id_sealed) == sheets.id_number()


def test_what_became_of_everybody_since_last_year(county):
    stays, moves, dies, leaves, ends, changes = (
        family(county, name=name) for name in ("同", "迁", "故", "出", "退", "改")
    )
    take(county, LAST_YEAR)
    moves.household.region = county.places["白马乡东村"]
    moves.household.save()
    changes.household.address = "新住址"
    changes.household.save()
    for one, move in ((dies, "die"), (leaves, "move_out")):
        actions.set_status(one, move=move, on=date(LAST_YEAR, 6, 1), by=county.clerk)
    ends.belongings.update(until=date(LAST_YEAR, 12, 31))
    family(county, name="新")
    taken = take(county)
    assert fates(taken) == {
        "同": Fate.SAME, "迁": Fate.MOVED, "故": Fate.DIED, "出": Fate.MOVED_OUT,
        "退": Fate.LEFT, "改": Fate.CHANGED, "新": Fate.CAME,
    }  # fmt: skip
    assert taken.entries.get(name="改").changed == ["address"]
    assert taken.person_count == 4
    assert stays.uid == taken.entries.get(name="同").person_uid


def entry(uid, **values):
    return YearbookEntry(person_uid=uid, **{"village_id": 1, "household_code": "H1"} | values)


def test_who_was_merged_is_known_by_the_number():
    before = [entry("a", id_index="7"), entry("b", id_index="8")]
    now = [entry("c", id_index="7"), entry("b", id_index="8")]
    told = comparing.compare(now, before, heirs={}, fate_of=lambda one: Fate.LEFT)
    assert [one.fate for one in told] == [Fate.SAME, Fate.SAME]


def test_a_village_that_passed_on_is_no_move():
    before, now = [entry("a", village_id=1)], [entry("a", village_id=3)]
    (told,) = comparing.compare(now, before, heirs={1: 2, 2: 3}, fate_of=lambda one: Fate.LEFT)
    assert told.fate == Fate.SAME


def test_a_year_is_frozen_once(county):
    family(county)
    take(county)
    with pytest.raises(Conflict, match="已经生成"):
        take(county)


@pytest.mark.parametrize("year", [THIS_YEAR + 1, THIS_YEAR - 2])
def test_only_this_year_and_the_last_can_be_frozen(county, year):
    family(county)
    with pytest.raises(RuleViolation, match="年"):
        take(county, year)


def test_what_is_frozen_does_not_follow_the_register(county):
    person = family(county)
    taken = take(county)
    person.name = "王改名"
    person.save()
    assert taken.entries.get().name == "王建国"
    assert list(proving.flaws(taken)) == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda book: book.entries.filter(position=1).update(address="别处"),
        lambda book: book.entries.filter(position=1).update(id_sealed=b"\x01\x02f1 cut"),
        lambda book: book.entries.filter(position=1).delete(),
        lambda book: Yearbook.objects.filter(pk=book.pk).update(person_count=9),
        lambda book: book.headcounts.filter(person_count=2).update(person_count=3),
    ],
    ids=["row", "number", "removed", "count", "headcount"],
)
def test_a_list_that_was_changed_is_found_out(county, tamper):
    for name in ("王建国", "李强"):
        family(county, name=name)
    book = take(county)
    call_command("verify_yearbook", stdout=StringIO())
    tamper(book)
    with pytest.raises(CommandError, match="与冻结时不一致"):
        call_command("verify_yearbook", stdout=StringIO(), stderr=StringIO())


def test_the_township_confirms_its_own_villages(county, town):
    family(county)
    taken = take(county)
    clerk = make.actor("clerk", town)
    own = taken.headcounts.get(person_count=1)
    assert own.unit == town
    actions.confirm_headcount(own, explanation="", by=clerk)
    assert own.confirmed_at
    other = taken.headcounts.exclude(unit=town).first()
    with pytest.raises(NotPermitted):
        actions.confirm_headcount(other, explanation="", by=clerk)
    with pytest.raises(Conflict):
        actions.confirm_headcount(own, explanation="", by=clerk)


def test_a_difference_is_explained(county):
    family(county)
    take(county, LAST_YEAR)
    family(county, name="李强")
    changed = take(county).headcounts.get(person_count=2)
    with pytest.raises(RuleViolation, match="变动原因"):
        actions.confirm_headcount(changed, explanation=" ", by=county.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.filter(pk=changed.pk).update(confirmed_at=clock.now())


def test_both_lanes_sign_each_as_its_own_unit(county):
    family(county)
    command = command_beside(county.office)
    taken = take(county)
    civil, military = head(county.office), head(command)
    with pytest.raises(RuleViolation, match="底数没有确认"):
        actions.sign_yearbook(taken, lane="civil", by=civil)
    confirm(taken, county.clerk)
    with pytest.raises(NotPermitted):
        actions.sign_yearbook(taken, lane="civil", by=military)
    with pytest.raises(NotPermitted):
        actions.sign_yearbook(taken, lane="civil", by=county.clerk)
    assert actions.sign_yearbook(taken, lane="civil", by=civil).state == YearbookState.TAKEN
    with pytest.raises(Conflict):
        actions.sign_yearbook(taken, lane="civil", by=civil)
    assert actions.sign_yearbook(taken, lane="military", by=military).state == YearbookState.SIGNED
    assert taken.military_unit_name == command.name


def test_without_a_command_the_other_lane_cannot_sign(county):
    family(county)
    with pytest.raises(RuleViolation, match="人武部"):
        actions.sign_yearbook(take(county), lane="military", by=head(county.office))


def test_a_voided_year_may_be_frozen_again_but_not_under_a_later_one(county):
    family(county)
    last, this = take(county, LAST_YEAR), take(county)
    with pytest.raises(RuleViolation, match="请先作废"):
        actions.void_yearbook(last, reason="漏了一个村", by=county.clerk)
    actions.void_yearbook(this, reason="漏了一个村", by=county.clerk)
    assert take(county).pk != this.pk
    assert Yearbook.objects.standing().count() == 2


@pytest.mark.parametrize(
    "changes",
    [{"state": "signed"}, {"state": "void"}, {"state": "void", "voided_at": clock.now()}],
)
def test_the_database_refuses_a_state_without_what_belongs_to_it(county, changes):
    family(county)
    taken = take(county)
    with pytest.raises(IntegrityError), transaction.atomic():
        Yearbook.objects.filter(pk=taken.pk).update(**changes)


def test_a_township_sees_the_list_and_its_own_rows(county, town):
    family(county)
    family(county, "白马乡东村", name="李强")
    taken = take(county)
    clerk = make.actor("clerk", town)
    assert Yearbook.objects.visible_to(clerk).get() == taken
    assert [one.name for one in YearbookEntry.objects.visible_to(clerk)] == ["王建国"]
    assert not Yearbook.objects.visible_to(make.actor("clerk", make.unit(make.region()))).exists()
