"""Whatever comes in, is passed on, spent, taken back, returned: purses, ledger and tables agree."""

from collections import Counter
from decimal import Decimal
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests import make
from tests.funds.place import Treasury
from yushui.funds.actions import transfers
from yushui.funds.models import Appropriation, Origin, Purse, Transfer
from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import fen_of
from yushui.ledger import actions as ledger
from yushui.ledger import folding
from yushui.ledger.actions import Entry
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.oversight.money import reconcile
from yushui.reports import moneysheet
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion
from yushui.visits.models import MoneyFrom, Visit


fen = st.integers(1, 100_000).map(lambda amount: Decimal(amount).scaleb(-2))
number = st.integers(0, 2)


class Books(RuleBasedStateMachine):
    """One county and two townships; every step may be refused, and then changes nothing."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.treasury = Treasury()
        self.units = [self.treasury.office, self.treasury.township, self.treasury.other]
        self.campaign = self.treasury.campaign
        self.prizes, self.serial = Counter(), count(1)
        self.workers = [make.actor("clerk", unit) for unit in self.units]

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, action, *subject, **told):
        before = self.standing()
        try:
            action(*subject, **told)
        except RuleViolation:
            assert self.standing() == before

    def standing(self):
        return list(Purse.objects.exclude(received=0).order_by("pk").values())

    @rule(at=number, amount=fen)
    def appropriate(self, at, amount):
        self.attempt(
            transfers.appropriate,
            self.campaign,
            self.units[at],
            origin=Origin.BUDGET,
            slip=self.treasury.slip(amount),
            by=self.workers[at],
        )

    @rule(to=st.integers(1, 2), amount=fen)
    def pass_on(self, to, amount):
        self.attempt(
            transfers.pass_on,
            self.campaign,
            giver=self.units[0],
            receiver=self.units[to],
            slip=self.treasury.slip(amount),
            by=self.workers[0],
        )

    @rule(at=st.integers(1, 2), amount=fen)
    def give_back(self, at, amount):
        self.attempt(
            transfers.give_back,
            self.campaign,
            giver=self.units[at],
            receiver=self.units[0],
            slip=self.treasury.slip(amount),
            by=self.workers[at],
        )

    @rule(at=number, amount=fen, is_own=st.booleans())
    def visit(self, at, amount, is_own):
        home = make.household(self.units[at].region)
        self.attempt(
            visits.record,
            campaign=self.campaign,
            unit=self.units[at],
            household=home,
            persons=[make.person(home)],
            call=Call(
                self.treasury.slip("1").on, [Companion("张明")], money=amount, is_own_money=is_own
            ),
            by=self.workers[at],
        )

    @rule(which=st.integers(0, 20), what=st.sampled_from([Appropriation, Transfer, Visit]))
    def cancel(self, which, what):
        found = list(what.objects.standing().order_by("pk"))
        if not found:
            return
        one = found[which % len(found)]
        unit = one.giver if what is Transfer else one.unit
        by = self.workers[self.units.index(unit)]
        action = {
            Appropriation: transfers.cancel_appropriation,
            Transfer: transfers.cancel_transfer,
            Visit: visits.cancel,
        }[what]
        self.attempt(action, one, reason="登记有误", by=by)

    @rule(at=number, amount=fen)
    def give_a_prize(self, at, amount):
        unit = self.units[at]
        entry = Entry(
            measure=Measure.PRIZES, unit=unit, place=unit.region,
            on=self.treasury.slip("1").on, fen=fen_of(amount),
        )  # fmt: skip
        self.prizes[unit] += entry.fen
        ledger.append(self.campaign, [entry], source=("test.prize", next(self.serial)))

    @rule()
    def fold(self):
        folding.fold()

    @invariant()
    def the_purses_say_what_the_tables_say(self):
        for purse in Purse.objects.all():
            assert purse.received == total(
                Appropriation.objects.standing().filter(unit=purse.unit)
            ) + total(Transfer.objects.standing().filter(receiver=purse.unit))
            assert purse.passed_on + purse.given_back == total(
                Transfer.objects.standing().filter(giver=purse.unit)
            )
            assert purse.spent == total(
                Visit.objects.standing().filter(unit=purse.unit, money_from=MoneyFrom.PURSE),
                "money",
            )

    @invariant()
    def over_every_node_what_came_in_less_what_was_spent_is_left(self):
        measures = [Measure.FUNDS, Measure.CASH]
        nodes = [unit.pk for unit in self.units]
        figures = read(self.campaign.pk, tree=Tree.UNIT, nodes=nodes, measures=measures)
        for unit in self.units:
            below = {"unit__path__startswith": unit.path}
            left = sum(purse.left for purse in Purse.objects.filter(**below))
            not_drawn = total(
                Visit.objects.standing().filter(**below).exclude(money_from=MoneyFrom.PURSE),
                "money",
            )
            came, spent = (figures[unit.pk, measure, ""].fen for measure in measures)
            assert came - spent == fen_of(left) - fen_of(not_drawn)
        outside = total(Appropriation.objects.standing())
        assert figures[nodes[0], Measure.FUNDS, ""].fen == fen_of(outside)

    @invariant()
    def every_line_of_the_sheet_adds_up(self):
        """What came, less what went and was spent, is what its purse still holds."""
        for seen_from in self.units:
            found = reconcile(self.campaign, seen_from)
            below = [unit for unit in self.units if unit.path.startswith(seen_from.path)]
            for line in found.lines:
                self.check(line, [line.unit])
            self.check(found.total, below)
            assert sum(line.left for line in found.lines) == found.total.left

    def check(self, line, units):
        _, *told = moneysheet.cells("", line)
        said = {one.name: fen_of(cell) for one, cell in zip(moneysheet.FIGURES, told, strict=True)}
        assert said["came"] - said["down"] - said["back"] - said["drawn"] == said["left"]
        purses = Purse.objects.filter(unit__in=units)
        assert said["left"] == sum(fen_of(purse.left) for purse in purses)
        visits = Visit.objects.standing().filter(unit__in=units)
        drawn, own, unsaid = (
            fen_of(total(visits.filter(money_from=source), "money"))
            for source in (MoneyFrom.PURSE, MoneyFrom.OWN, "")
        )
        assert (said["drawn"], said["own"], said["unaccounted"]) == (drawn, own, unsaid)
        assert said["cash"] == drawn + own + unsaid
        assert said["prizes"] == sum(self.prizes[unit] for unit in units)


def total(rows, column="amount"):
    return sum((getattr(row, column) for row in rows), Decimal(0))


@pytest.mark.django_db
def test_purses_ledger_and_tables_agree_whatever_happens():
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
