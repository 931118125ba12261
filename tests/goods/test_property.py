"""Whatever comes in, goes down, is handed out and taken back: shelves, ledger, tables agree."""

from decimal import Decimal

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

from tests.goods.place import CAME, DAY, SIGNED, Store
from yushui.goods.actions import deciding, handing, lists, moving
from yushui.goods.lifecycle import Booking, Hand
from yushui.goods.models import Handout, Lot, Movement, Shelf, Way
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.ledger import folding
from yushui.oversight.goods import posted, reconcile
from yushui.visits import actions as visits
from yushui.visits.calls import GiftLine
from yushui.visits.models import GiftKind, Visit


few = st.integers(1, 12)
which = st.integers(0, 30)


class Book(RuleBasedStateMachine):
    """A county and its townships; every step may be refused, and then changes nothing."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.store = Store()
        self.store.receive(20)

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, action, *subject, **told):
        before = list(Shelf.objects.order_by("pk").values())
        try:
            with transaction.atomic():
                return action(*subject, **told)
        except RuleViolation:
            assert list(Shelf.objects.order_by("pk").values()) == before
            return None

    def one(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def lot(self, number):
        return self.one(Lot.objects.standing(), number)

    @rule(quantity=few, fen=st.integers(1, 9999))
    def receive(self, quantity, fen):
        self.store.receive(quantity, price=Decimal(fen).scaleb(-2))

    @rule(number=which, quantity=few)
    def send(self, number, quantity):
        if lot := self.lot(number):
            self.attempt(self.store.send, lot, quantity)

    @rule(number=which)
    def accept(self, number):
        if sent := self.one(Movement.objects.filter(state=Booking.SENT), number):
            by = self.store.clerk if sent.receiver == self.store.office else self.store.below
            self.attempt(moving.accept, sent, by=by)

    @rule(number=which, quantity=few, how=st.sampled_from(["back", "lose", "take"]))
    def leave(self, number, quantity, how):
        lot, store = self.lot(number), self.store
        told = {
            "back": (moving.give_back, {"giver": store.township, "receiver": store.office}),
            "lose": (moving.lose, {"unit": store.township}),
            "take": (moving.take, {"unit": store.township, "taker": "周发"}),
        }
        action, where = told[how]
        if lot:
            self.attempt(action, lot, slip=store.slip(quantity), by=store.below, **where)

    @rule(number=which, quantity=few)
    def hand_out(self, number, quantity):
        if lot := self.lot(number):
            self.attempt(self.store.hand_out, lot, quantity)

    @rule(number=which, quantity=few, is_besides=st.booleans())
    def visit(self, number, quantity, is_besides):
        if lot := self.lot(number):
            besides = [GiftLine(GiftKind.GOODS, "水果", 1, Decimal("12.34"))] if is_besides else []
            gifts = [GiftLine.of_stock(lot, quantity), *besides]
            self.attempt(self.store.visit, gifts=gifts)

    @rule(number=which, homes=st.integers(1, 3))
    def by_a_list(self, number, homes):
        lot, store = self.lot(number), self.store
        made = lot and self.attempt(store.list, lot, [store.home() for _ in range(homes)])
        if made:
            signatures = {one.pk: SIGNED for one in made.lines.all()}
            self.attempt(lists.enter_signed, made, signatures, on=DAY, by=store.worker)

    @rule(number=which, counted=few)
    def count(self, number, counted):
        if shelf := self.one(Shelf.objects.filter(unit=self.store.township), number):
            count = self.store.count(shelf.lot, counted)
            if count.difference:
                self.attempt(
                    deciding.decide, count, code="count", decision="已查实", adjusts=True,
                    by=self.store.head,
                )  # fmt: skip

    @rule(number=which, what=st.sampled_from([Lot, Movement, Handout, Visit]))
    def cancel(self, number, what):
        store = self.store
        given = Handout.objects.filter(state=Hand.GIVEN).exclude(way=Way.VISIT)
        rows = given if what is Handout else what.objects.standing()
        one = self.one(rows, number)
        if one is None:
            return
        action, by = {
            Lot: (moving.cancel_lot, store.clerk),
            Movement: (moving.cancel_movement, store.below),
            Handout: (handing.cancel_handout, store.worker),
            Visit: (visits.cancel, store.worker),
        }[what]
        is_down = what is Movement and one.unit == store.office
        self.attempt(action, one, reason="登记有误", by=store.clerk if is_down else by)

    @rule(number=which)
    def count_a_visit_anew(self, number):
        if visit := self.one(Visit.objects.standing(), number):
            visits.recount([visit.pk])

    @rule()
    def fold(self):
        folding.fold()

    @invariant()
    def three_tellings_agree_over_every_tree(self):
        today = clock.today()
        for unit in (self.store.office, self.store.township, self.store.other):
            found = reconcile(unit, since=CAME, until=today, today=today)
            assert found.findings == []
            assert posted(self.store.campaign, unit).agrees
            for line in (*found.units, *found.items, found.total):
                for said in (line.quantity, line.fen):
                    gone = sum(said[name] for name in ("handed", "taken", "lost", "down", "back"))
                    assert said["closing"] == said["opening"] + said["came"] - gone
            assert sum(line.fen["closing"] for line in found.items) == found.total.fen["closing"]


@pytest.mark.django_db
def test_stock_ledger_and_tables_agree_whatever_happens():
    run_state_machine_as_test(
        Book,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
