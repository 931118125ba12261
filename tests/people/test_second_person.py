"""A long roster is imported by somebody else than prepared it, and no clerk is dead-ended."""

import pytest

from tests import make
from tests.people.sheets import row
from yushui.accounts.actor import system_actor
from yushui.audit.models import Event
from yushui.kernel.errors import RuleViolation
from yushui.people import actions, policy, rules
from yushui.people.models import Person


@pytest.fixture(autouse=True)
def _two_rows_are_long(monkeypatch):
    monkeypatch.setattr(rules, "ROWS_ALONE", 1)


@pytest.fixture
def clerk(county):
    return county.clerk


@pytest.fixture
def head(county):
    return make.user("head", county.office, name="赵敏").actor


def prepared(county, by, checked_by=None, rows=2):
    upload = county.upload([row(n) for n in range(1, rows + 1)])
    roster = actions.stage_roster(unit=county.office, upload=upload, by=by)
    return actions.check_roster(roster, mapping=roster.mapping, by=checked_by or by)


def alone():
    return Event.objects.get(kind="people.roster_loaded").detail["alone"]


@pytest.mark.parametrize("act", [actions.load_roster, actions.ask_load])
def test_whoever_prepared_it_is_told_whom_to_ask(county, clerk, head, act):
    roster = prepared(county, clerk)
    with pytest.raises(RuleViolation, match=f"要由另一个人导入；.*请{head.name}看过以后导入"):
        act(roster, by=clerk)
    assert not Person.objects.exists()


def test_another_imports_it(county, clerk, head):
    actions.load_roster(prepared(county, clerk), by=head)
    assert (Person.objects.count(), alone()) == (2, False)


@pytest.mark.parametrize("who", ["uploaded", "checked"])
def test_to_upload_and_to_check_are_both_to_prepare(county, clerk, head, who):
    other = make.user("clerk", county.office).actor
    roster = prepared(county, clerk, checked_by=head)
    with pytest.raises(RuleViolation, match="要由另一个人导入"):
        actions.load_roster(roster, by=clerk if who == "uploaded" else head)
    actions.load_roster(roster, by=other)


def test_a_unit_of_one_is_not_held_up_and_the_trail_says_so(county, clerk):
    make.user("worker", county.office)
    make.user("leader", county.office)
    actions.load_roster(prepared(county, clerk), by=clerk)
    assert alone() is True


def test_a_colleague_who_has_left_is_no_second(county, clerk):
    left = make.user("head", county.office)
    left.is_active = False
    left.save()
    assert policy.seconds(prepared(county, clerk), clerk) == []


def test_a_short_one_is_imported_at_once(county, clerk, head):
    actions.load_roster(prepared(county, clerk, rows=1), by=clerk)
    assert alone() is True


def test_the_command_line_acts_as_both(county, head):
    actions.import_roster(
        county.upload([row(1), row(2)]), unit=county.office, by=system_actor("命令行")
    )
    event = Event.objects.get(kind="people.roster_loaded")
    assert (event.actor_name, event.detail["alone"]) == ("命令行", True)
