"""Whatever changes, in whatever order: sums agree at every common ancestor, last year stays."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.successions.country import Country, decree
from yushui.kernel.errors import RuleViolation
from yushui.ledger import folding, interning
from yushui.ledger.models import Tree
from yushui.ledger.verifying import verify
from yushui.people.models import Household
from yushui.successions import actions
from yushui.successions.shapes import Part
from yushui.territory import paths
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, RegionSuccession, Unit, UnitSuccession
from yushui.visits.models import Target, Visit


picks = st.integers(0, 30)


class Changes(RuleBasedStateMachine):
    @initialize(last=st.lists(picks, min_size=1, max_size=6), this=st.lists(picks, max_size=6))
    def begin(self, last, this):
        interning.forget()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.land = Country()
        self.names = 0
        for number, chosen in enumerate((last, this)):
            for pick in chosen:
                self.visit_family(pick, number)
        for household in Household.objects.select_related("region__parent"):
            self.land.aim(household, 0)
            self.land.aim(household, 1)
        self.call_on_troops(0)
        self.last_year = self.land.figures(0)
        self.homes = Household.objects.count()

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def visit_family(self, pick, number=1):
        homes = Household.objects.filter(region__valid_to=None).order_by("pk")
        household = homes.select_related("region__parent")[pick % homes.count()]
        if (
            not Visit.objects.standing()
            .filter(campaign=self.land.campaigns[number], household=household)
            .exists()
        ):
            visit = self.land.visit(household, number)
            Target.objects.filter(campaign=visit.campaign, household=household).update(
                visit=visit, state="visited"
            )

    def one(self, rows, pick):
        return rows[pick % len(rows)]

    def new_name(self, ending):
        self.names += 1
        return f"新{'甲乙丙丁戊己庚辛'[self.names % 8]}{self.names}{ending}"

    def change(self, act, *args, **kwargs):
        """Carry out a change and hold every common ancestor against what it said before."""
        before = self.land.figures(1)
        passed = set(RegionSuccession.objects.values_list("pk", flat=True))
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except RuleViolation:
            assert self.land.figures(1) == before
            return
        after = self.land.figures(1)
        moved = RegionSuccession.objects.exclude(pk__in=passed).select_related("old", "new")
        for (tree, node, measure), amount in before.items():
            if not self.was_crossed(tree, node, moved):
                assert after[tree, node, measure] == amount, (tree, node, measure)
        for one in moved.filter(is_whole=True):
            here = sum(after[Tree.PLACE, pk, "visits"] for pk in (one.new_id, one.old_id))
            there = before.get((Tree.PLACE, one.new_id, "visits"), 0)
            assert here >= before[Tree.PLACE, one.old_id, "visits"] + there
            assert after[Tree.PLACE, one.old_id, "visits"] == 0

    def was_crossed(self, tree, node, moved):
        """Whether one end of a succession lies below the node and the other does not."""
        pairs = moved
        if tree == Tree.UNIT:
            pairs = UnitSuccession.objects.filter(
                change__in=moved.values("change")
            ) | UnitSuccession.objects.filter(change__unit__isnull=False)
            pairs = pairs.select_related("old", "new")
        return any(
            (node in paths.ids(one.old.path)) != (node in paths.ids(one.new.path)) for one in pairs
        )

    @rule(pick=picks)
    def record(self, pick):
        self.visit_family(pick)

    @rule(pick=picks)
    def take_back(self, pick):
        standing = Visit.objects.standing().filter(campaign=self.land.campaigns[1]).order_by("pk")
        if standing:
            self.land.cancel(self.one(standing, pick))

    @rule(pick=picks)
    def call_on_troops(self, pick):
        hosts = Unit.objects.active().filter(kind=Kind.GARRISON).order_by("pk")
        self.land.call_on(self.one(hosts, pick))

    @rule()
    def fold(self):
        folding.fold()

    @rule(pick=picks)
    def rename(self, pick):
        region = self.one(self.land.towns() + self.land.villages(), pick)
        self.change(
            actions.rename_region,
            region,
            name=self.new_name("镇"),
            decree=decree(),
            by=self.land.by,
        )

    @rule(pick=picks, to=picks)
    def move(self, pick, to):
        region = self.one(self.land.towns() + self.land.villages(), pick)
        above = Region.objects.current().filter(level=region.level - 1).order_by("path")
        self.change(
            actions.move_region, region, self.one(above, to), decree=decree(), by=self.land.by
        )

    @rule(pick=picks, to=picks)
    def merge(self, pick, to):
        region = self.one(self.land.towns() + self.land.villages(), pick)
        others = Region.objects.current().filter(level=region.level).order_by("path")
        self.change(
            actions.merge_regions,
            [region],
            self.one(others, to),
            decree=decree(),
            by=self.land.by,
        )

    @rule(pick=picks, keeps=st.booleans(), share=st.integers(0, 3))
    def split(self, pick, keeps, share):
        region = self.one(self.land.towns() + self.land.villages(), pick)
        below = list(region.children.current().order_by("path"))
        codes = list(region.households.order_by("pk").values_list("code", flat=True))
        parts = [
            Part(self.new_name("镇"), children=below[:share], households=codes[:share]),
            Part(self.new_name("镇"), children=below[share + 1 :], households=codes[share + 1 :]),
        ]
        self.change(
            actions.split_region,
            region,
            parts,
            keeps_rest=keeps,
            decree=decree(),
            by=self.land.by,
        )

    @rule(pick=picks)
    def give_what_was_left(self, pick):
        left = Household.objects.filter(region__valid_to__isnull=False).order_by("pk")
        if household := left.select_related("region").first():
            parts = RegionSuccession.objects.filter(old=household.region, new__valid_to=None)
            if parts:
                one = self.one(parts.order_by("pk").select_related("change", "new"), pick)
                self.change(
                    actions.give_left,
                    one.change,
                    household.region,
                    one.new,
                    households=[household.code],
                    by=self.land.by,
                )

    @rule(pick=picks, to=picks)
    def move_unit(self, pick, to):
        units = Unit.objects.active().select_related("region", "superior").order_by("path")
        self.change(
            actions.move_unit,
            self.one(units.filter(kind=Kind.TOWNSHIP), pick),
            self.one(units.filter(kind=Kind.OFFICE), to),
            decree=decree(),
            by=self.land.everybody,
        )

    @invariant()
    def last_year_stays(self):
        now = self.land.figures(0)
        assert {key: now[key] for key in self.last_year} == self.last_year
        assert not any(now[key] for key in now.keys() - self.last_year.keys())

    @invariant()
    def no_family_is_lost_and_lists_follow_the_families(self):
        assert Household.objects.count() == self.homes
        ended = Household.objects.filter(region__valid_to__isnull=False)
        divided = RegionSuccession.objects.filter(is_whole=False).values("old")
        assert not ended.exclude(region__in=divided).exists()
        running = Target.objects.filter(campaign=self.land.campaigns[1])
        for target in running.select_related("household"):
            assert target.region_id == target.household.region_id

    @invariant()
    def the_ledger_is_sound(self):
        folding.fold()
        assert verify() == []
        levels = Region.objects.current().exclude(level=Level.PREFECTURE)
        assert all(one.parent.level < one.level for one in levels.select_related("parent"))


@pytest.mark.thorough
@pytest.mark.django_db
def test_sums_agree_at_every_common_ancestor_after_every_change():
    run_state_machine_as_test(
        Changes,
        settings=settings(
            max_examples=12,
            stateful_step_count=8,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
