"""A team, a day and its households: planned all or none, and free again when it is called off."""

import importlib
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.kernel import merging
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.territory.models import Unit
from yushui.visits import actions
from yushui.visits.lifecycle import Plan, Reach
from yushui.visits.models import Outing, Stop, Target
from yushui.visits.teams import Team, crew


TODAY = date(2026, 7, 25)
upgrade = importlib.import_module("yushui.visits.migrations.0013_stops_of_outings")


class Town(Place):
    """The place with three families on the list, a worker at the township, one in the village."""

    def __init__(self):
        super().__init__()
        self.targets = [self.target()]
        for _ in range(2):
            home = make.household(self.village)
            make.person(home)
            self.targets.append(self.target(household=home))
        self.worker = make.user("worker", self.township, name="孟春燕")
        self.cadre = make.user("worker", Unit.objects.get(superior=self.township), name="钱立")

    def plan(self, by=None, targets=None, leader=None, members=None, **changes):
        told = {"going_on": TODAY, "campaign": self.campaign, "unit": self.township} | changes
        return actions.plan_outing(
            **told,
            team=Team(leader or self.worker, [self.cadre] if members is None else members, "村医"),
            targets=[one.pk for one in (self.targets if targets is None else targets)],
            by=by or self.by,
        )


@pytest.fixture
def town():
    return Town()


def listed(outing):
    return Outing.objects.for_listing().get(pk=outing.pk)


def test_a_team_has_its_households_and_how_far_it_is(town):
    outing = town.plan()
    town.record()
    actions.note_try(town.targets[1], tried_on=TODAY, note="", by=town.by)
    found = listed(outing)
    assert (found.homes, found.visited, found.tried) == (3, 1, 1)
    assert [one.full_name for one in outing.members.all()] == ["钱立"]


def test_whoever_leads_or_goes_along_finds_it(town):
    outing = town.plan()
    for user in (town.worker, town.cadre):
        assert list(Outing.objects.gone_on_by(user.actor)) == [outing]
    assert not Outing.objects.gone_on_by(make.user("worker", town.township).actor).exists()


def test_what_one_team_has_no_other_gets(town):
    first = town.plan(targets=town.targets[:2])
    with pytest.raises(Conflict, match="排给别的队"), transaction.atomic():
        town.plan(targets=town.targets[1:])
    assert Outing.objects.get() == first
    assert Target.objects.to_plan(TODAY).get() == town.targets[2]


def test_what_was_not_reached_on_the_day_is_planned_again(town, move_clock):
    from_yesterday = town.plan()
    Outing.objects.update(going_on=date(2026, 7, 24))
    again = town.plan()
    earlier, now = listed(from_yesterday), listed(again)
    assert (earlier.homes, now.homes) == (3, 3)  # what it set out for stays to be seen
    assert (earlier.passed_on, now.passed_on) == (3, 0)


def test_what_it_reached_before_the_rest_was_planned_again_stays_its_own(town):
    town.record()
    outing = town.plan(targets=town.targets[1:])
    Outing.objects.update(going_on=date(2026, 7, 24))
    actions.note_try(town.targets[1], tried_on=TODAY, note="", by=town.by)
    again = town.plan(targets=town.targets[1:2])
    earlier = listed(outing)
    assert (earlier.homes, earlier.visited, earlier.tried, earlier.passed_on) == (2, 0, 0, 1)
    assert (listed(again).homes, listed(again).tried) == (1, 1)


def test_a_visit_by_its_day_counts_for_it_wherever_the_household_is_now(town):
    outing = town.plan(targets=town.targets[:1])
    Outing.objects.update(going_on=date(2026, 7, 24))
    town.plan(targets=town.targets[:1])
    town.record(made_on=date(2026, 7, 24))  # told a day late
    assert (listed(outing).visited, listed(outing).passed_on) == (1, 0)


def test_a_merge_leaves_one_stop_of_each_outing(town):
    outing = town.plan()
    kept, gone = town.targets[1:]
    journal = merging.Journal()
    journal.absorb(gone, into=kept)
    assert set(outing.stops.values_list("target", flat=True)) == {town.targets[0].pk, kept.pk}
    journal.undo()
    assert outing.stops.count() == 3


def test_outings_of_before_keep_what_still_names_them(town):
    outing = town.plan()
    Stop.objects.all().delete()
    for _ in range(2):  # it is safe to run twice
        upgrade.keep_what_is_planned(apps, None)
    assert outing.stops.count() == 3


def test_called_off_only_the_unvisited_are_free(town):
    outing = town.plan()
    town.record()
    actions.call_off_outing(outing, reason="下大雨", by=town.by)
    assert (outing.state, Target.objects.filter(outing=outing).get().state) == (
        Plan.CALLED_OFF,
        Reach.VISITED,
    )
    assert Target.objects.to_plan(TODAY).count() == 2
    with pytest.raises(RuleViolation):
        actions.call_off_outing(outing, reason="再来", by=town.by)


def test_the_crew_is_of_the_unit_and_those_below_it(town):
    make.user("leader", town.township)
    make.user("worker", make.township(town.office))
    names = {user.full_name for user in crew(town.township, TODAY)}
    assert names == {"孟春燕", "钱立", town.by.name}


REFUSED = {
    "yesterday": ({"going_on": date(2026, 7, 24)}, "不能早于今天"),
    "after the campaign": ({"going_on": date(2026, 8, 16)}, "晚于活动结束日期"),
    "nobody to visit": ({"targets": []}, "勾选要走访的家庭"),
}


@pytest.mark.parametrize(("changes", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_planned(town, changes, why):
    with pytest.raises(RuleViolation, match=why):
        town.plan(**changes)
    assert not Outing.objects.exists()


def test_a_stranger_cannot_be_sent_nor_send(town):
    stranger = make.user("worker", make.township(town.office))
    with pytest.raises(RuleViolation, match="只能安排"):
        town.plan(leader=stranger)
    with pytest.raises(NotPermitted):
        town.plan(by=stranger.actor)
    with pytest.raises(NotPermitted):
        actions.call_off_outing(town.plan(), reason="不去了", by=stranger.actor)


def test_a_family_of_elsewhere_cannot_be_slipped_in(town):
    elsewhere = make.household()
    other = town.target(household=elsewhere, region=elsewhere.region)
    with pytest.raises(Conflict):
        town.plan(targets=[*town.targets, other])


def test_the_database_wants_a_reason_for_calling_off(town):
    outing = town.plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Outing.objects.filter(pk=outing.pk).update(state=Plan.CALLED_OFF)
