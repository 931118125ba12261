"""What goes back to the sender of a roster: compared, frozen, signed in both lanes (S0-40)."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests import make
from tests.people import sheets
from tests.web.world import command_beside
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.office.sheets import read_sheets
from yushui.people import actions, seals
from yushui.people.actions import HouseholdFacts, PersonFacts
from yushui.people.lifecycle import REPLY, ReplyState
from yushui.people.models import Household, Look, Person, Reply
from yushui.people.replies import gathering
from yushui.people.replies.telling import Verdict


MOVES = {("sign", "drafted"): "signed", ("void", "drafted"): "void", ("void", "signed"): "void"}


@pytest.mark.parametrize("state", ReplyState.values)
@pytest.mark.parametrize("move", REPLY.moves)
def test_every_move_from_every_state(move, state):
    if (move, state) in MOVES:
        assert REPLY.target(move, state) == MOVES[move, state]
    else:
        with pytest.raises(RuleViolation, match="当前状态不能"):
            REPLY.target(move, state)


@pytest.fixture
def roster(county):
    return county.take_in([sheets.row(1), sheets.row(2, 姓名="李强", 联系电话="")])


def person(name="王建国"):
    return Person.objects.select_related("household__region").get(name=name)


def edit(one, by, **facts):
    told = {"relation": one.relation, "sex": one.sex, "birth_on": one.birth_on, "note": one.note}
    actions.edit_person(one, facts=PersonFacts(**{"name": one.name} | told | facts), by=by)


def move(one, to, by):
    home = one.household
    facts = HouseholdFacts(head_name=home.head_name, region=to, address=home.address)
    actions.edit_household(home, facts=facts, by=by)


def entries(reply):
    return {one.name: one for one in gathering.opened(reply)[1]}


def test_what_was_filled_in_and_corrected_is_told_with_its_source(county, roster):
    edit(person(), county.clerk, phone="13911112222")
    edit(person("李强"), county.clerk, phone="13933334444")
    told = entries(actions.make_reply(roster, by=county.clerk))
    today = clock.today().isoformat()
    assert told["王建国"].verdict == Verdict.CORRECTED
    assert told["王建国"].told == [("联系电话", "139****1234", "139****2222", "经办人登记", today)]
    assert told["李强"].verdict == Verdict.FILLED
    assert told["李强"].told[0][1:3] == ("", "139****4444")


def test_a_roster_that_is_right_has_no_reply(county, roster):
    with pytest.raises(RuleViolation, match="完全一致"):
        actions.make_reply(roster, by=county.clerk)


def test_the_sender_keeps_the_order_of_columns_and_gets_what_stands_now(county, roster):
    edit(person(), county.clerk, name="王建果")
    move(person("王建果"), county.places["白马乡东村"], county.clerk)
    labels, (one,) = gathering.opened(actions.make_reply(roster, by=county.clerk))
    cells = dict(zip((path[-1] for path in labels), one.cells, strict=True))
    assert [path[-1] for path in labels] == list(sheets.COLUMNS)
    assert (cells["姓名"], cells["乡镇"], cells["村"]) == ("王建果", "白马乡", "东村")
    assert cells["家庭编号"] == "A1"
    assert one.verdict == Verdict.MOVED
    assert {told.label for told in one.told} == {"姓名", "所在村（社区）"}


def test_who_died_moved_out_or_stands_twice_is_told(county):
    rows = [sheets.row(n, 姓名=name) for n, name in enumerate(("故", "迁", "甲", "甲甲"), 1)]
    roster = county.take_in(rows)
    for name, deed in (("故", "die"), ("迁", "move_out")):
        on = date(2026, 5, 1)
        actions.set_status(person(name), move=deed, on=on, by=county.clerk)
    actions.merge_persons(person("甲"), person("甲甲"), despite_numbers=True, by=county.clerk)
    told = entries(actions.make_reply(roster, by=county.clerk))
    assert told["故"].verdict == Verdict.DEAD
    assert "2026-05-01" in told["故"].note
    assert told["迁"].verdict == Verdict.MOVED_OUT
    assert told["甲甲"].verdict == Verdict.DOUBLE
    assert told["甲甲"].note == "与第 5 行是同一人"


def test_rows_that_did_not_go_in_are_told_with_why(county, roster):
    actions.set_status(person(), move="die", on=clock.today(), by=county.clerk)
    twins = [sheets.row(7, 姓名="赵一"), sheets.row(7, 姓名="赵一"), sheets.row(8, 性别="人")]
    later = county.check([sheets.row(1), *twins])
    actions.load_roster(later, leave_out_wrong=True, by=county.clerk)
    told = [*gathering.opened(actions.make_reply(later, by=county.clerk))[1]]
    assert [(one.row, one.verdict) for one in told] == [(3, "dead"), (5, "double"), (6, "wrong")]
    assert "看不懂" in told[2].note


def test_who_was_not_found_at_home_is_told_by_whoever_knows(county, roster):
    home = person().household_id
    reply = actions.make_reply(
        roster, absences=lambda homes: {home: "查无此户"} if home in homes else {}, by=county.clerk
    )
    assert entries(reply)["王建国"].label == "上门没有找到"


def test_open_questions_come_first(county, roster):
    make_question(county, roster)
    edit(person(), county.clerk, phone="13911112222")
    with pytest.raises(RuleViolation, match="1 行"):
        actions.make_reply(roster, by=county.clerk)
    actions.withdraw_question(roster.questions.get(), by=county.clerk)
    told = entries(actions.make_reply(roster, by=county.clerk))
    assert told["王健国"].verdict == Verdict.UNWANTED


def make_question(county, roster):
    return roster.questions.create(
        row=4, name="王健国", region=county.places["石桥镇柳林村"], sealed=b"x", content_index="x"
    )


def test_only_what_was_imported_has_a_reply(county):
    with pytest.raises(RuleViolation, match="导入以后"):
        actions.make_reply(county.stage([sheets.row(1)]), by=county.clerk)


def test_in_full_is_for_a_reason_and_only_what_the_sender_lacks(county, roster):
    edit(person(), county.clerk, phone="13911112222")
    reply = actions.make_reply(roster, reason="部队核对", by=county.clerk)
    one = entries(reply)["王建国"]
    assert one.told[0].now == "13911112222"
    assert one.told[0].old == "139****1234"
    assert sheets.id_number() not in one.cells
    look = Look.objects.get()
    assert (look.person, look.field, look.reason) == (person(), "phone", "部队核对")
    assert look.by_id == county.clerk.id


def test_more_numbers_than_a_day_allows_are_not_written_in_full(county, roster, monkeypatch):
    monkeypatch.setattr("yushui.people.rules.LOOKS_A_DAY", 1)
    for name in ("王建国", "李强"):
        edit(person(name), county.clerk, phone="13911112222")
    with pytest.raises(RuleViolation, match="2 个完整号码"):
        actions.make_reply(roster, reason="部队核对", by=county.clerk)
    assert not Look.objects.exists()


@pytest.fixture
def reply(county, roster):
    edit(person(), county.clerk, phone="13911112222")
    return actions.make_reply(roster, by=county.clerk)


def sign_both(reply, county):
    command = command_beside(county.office)
    actions.sign_reply(reply, lane="civil", by=make.actor("head", county.office))
    return actions.sign_reply(reply, lane="military", by=make.actor("head", command))


def test_two_units_sign_before_it_goes_out(county, reply):
    civil, command = make.actor("head", county.office), command_beside(county.office)
    with pytest.raises(NotPermitted):
        actions.sign_reply(reply, lane="civil", by=county.clerk)
    actions.sign_reply(reply, lane="civil", by=civil)
    with pytest.raises(RuleViolation, match="都签认以后"):
        actions.hand_out_reply(reply, by=county.clerk)
    with pytest.raises(NotPermitted):
        actions.sign_reply(reply, lane="military", by=civil)
    with pytest.raises(Conflict):
        actions.sign_reply(reply, lane="civil", by=civil)
    actions.sign_reply(reply, lane="military", by=make.actor("head", command))
    assert (reply.state, reply.military_unit_name) == (ReplyState.SIGNED, command.name)


def test_the_workbook_says_who_signed_and_every_difference(county, reply):
    sign_both(reply, county)
    whole, details = read_sheets("更正表.xlsx", actions.hand_out_reply(reply, by=county.clerk))
    text = "\n".join(str(cell) for row in whole.rows for cell in row)
    assert county.office.name in text
    assert reply.digest in text
    assert "联系电话：原“139****1234”，现“139****2222”" in text
    assert "13911112222" not in text
    assert [3.0, "王建国", "联系电话", "139****1234", "139****2222"] in [
        row[:5] for row in details.rows
    ]


def test_what_was_signed_does_not_follow_the_register(county, reply):
    sign_both(reply, county)
    edit(person(), county.clerk, phone="13955556666")
    assert entries(reply)["王建国"].told[0].now == "139****2222"


def test_a_roster_has_one_draft_and_a_voided_one_is_kept(county, reply):
    with pytest.raises(Conflict, match="待签认"):
        actions.make_reply(reply.roster, by=county.clerk)
    actions.void_reply(reply, reason="漏了一户", by=county.clerk)
    assert actions.make_reply(reply.roster, by=county.clerk).pk != reply.pk
    assert entries(reply)


def test_what_one_has_signed_only_the_head_takes_back(county, reply):
    head = make.actor("head", county.office)
    actions.sign_reply(reply, lane="civil", by=head)
    with pytest.raises(NotPermitted):
        actions.void_reply(reply, reason="漏了一户", by=county.clerk)
    assert actions.void_reply(reply, reason="漏了一户", by=head).state == ReplyState.VOID


@pytest.mark.parametrize(
    "changes",
    [{"state": "signed"}, {"state": "void"}, {"state": "void", "voided_at": clock.now()}],
)
def test_the_database_refuses_a_state_without_what_belongs_to_it(reply, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(**changes)


def test_a_townships_roster_is_signed_by_the_office_above(county):
    town = make.unit(county.places["石桥镇"], kind="township", superior=county.office)
    clerk = make.actor("clerk", town)
    roster = actions.import_roster(county.upload([sheets.row(1)]), unit=town, by=clerk)
    edit(person(), clerk, phone="13911112222")
    assert actions.make_reply(roster, by=clerk).unit == county.office


def test_another_county_knows_nothing_of_it(reply, other_county, county):
    assert Reply.objects.visible_to(county.clerk).get() == reply
    assert not Reply.objects.visible_to(other_county.clerk).exists()
    with pytest.raises(NotPermitted):
        actions.make_reply(reply.roster, by=other_county.clerk)


def test_the_command_says_what_goes_back(county, roster):
    Household.objects.filter(pk=person().household_id).update(address="幸福路9号")
    for options in (["--dry-run"], []):
        said = StringIO()
        call_command("make_reply", str(roster.pk), *options, stdout=said)
        assert "有更正 1 行" in said.getvalue()
        assert Reply.objects.exists() == (not options)


def test_numbers_are_at_rest_in_no_column(county, reply):
    one = person()
    for number in (seals.id_card(one), "13911112222"):
        assert number not in str(Reply.objects.values().get())
