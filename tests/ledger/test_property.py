"""T-38: whatever is written, whenever it is folded, every figure equals the recount."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.ledger.land import DAY, land
from tests.ledger.oracle import Line, Oracle
from yushui.ledger import actions, folding, interning
from yushui.ledger.measures import MONEY
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, Predicate, read
from yushui.territory.kinds import Lane


MEASURES = ["persons", "visits", "cash"]
PREDICATES = {
    "all": Predicate(),
    "veterans": Predicate(any_of=frozenset({"veteran"})),
    "others": Predicate(none_of=frozenset({"veteran"})),
    "aged family": Predicate(frozenset({"family", "martyr"}), frozenset({"aged_80"})),
}
entries = st.tuples(
    st.sampled_from(MEASURES),
    st.integers(0, 8),
    st.integers(0, 5),
    st.frozensets(st.sampled_from(["veteran", "family", "martyr", "aged_80"]), max_size=3),
    st.integers(-2, 90),
    st.one_of(st.none(), st.integers(1, 3)),
)


class Ledger(RuleBasedStateMachine):
    records = Bundle("records")

    @initialize()
    def begin(self):
        interning.forget()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.land = land()
        self.oracle = Oracle()
        self.last = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def lines(self, record, drawn):
        for measure, unit, place, categories, number, subject in drawn:
            claims = measure == "persons" and subject is not None
            money = measure in MONEY
            yield Line(
                record=record,
                measure=measure,
                unit=self.land.units[unit],
                place=self.land.places[place],
                categories=categories,
                amount=Figure(1 if claims else 0 if money else number, number if money else 0),
                subject=subject if claims else None,
            )

    def post(self, lines):
        actions.append(
            self.land.campaign,
            [
                actions.Entry(
                    measure=line.measure,
                    unit=line.unit,
                    place=line.place,
                    on=DAY,
                    categories=line.categories,
                    count=line.amount.count,
                    fen=line.amount.fen,
                    subject=line.subject,
                )
                for line in lines
            ],
            source=("tests.record", lines[0].record),
        )

    @rule(target=records, drawn=st.lists(entries, min_size=1, max_size=4))
    def append(self, drawn):
        self.last += 1
        lines = list(self.lines(self.last, drawn))
        self.post(lines)
        for line in lines:
            self.oracle.append(line)
        return self.last

    @rule(record=records, drawn=st.lists(entries, min_size=1, max_size=2))
    def append_more_to_the_same_record(self, record, drawn):
        lines = list(self.lines(record, drawn))
        self.post(lines)
        for line in lines:
            self.oracle.append(line)

    @rule(drawn=st.lists(entries, min_size=1, max_size=4))
    def append_and_roll_back(self, drawn):
        before = transaction.savepoint()
        self.post(list(self.lines(999, drawn)))
        transaction.savepoint_rollback(before)

    @rule(record=consumes(records))
    def reverse(self, record):
        actions.reverse(source=("tests.record", record), on=DAY)
        self.oracle.reverse(record)

    @rule()
    def fold(self):
        folding.fold()

    @invariant()
    def every_figure_of_both_trees_equals_the_recount(self):
        for tree, nodes in ((Tree.UNIT, self.land.units), (Tree.PLACE, self.land.places)):
            for lane in (None, *Lane):
                figures = read(
                    self.land.campaign.pk,
                    tree=tree,
                    nodes=[node.pk for node in nodes],
                    measures=MEASURES,
                    predicates=PREDICATES,
                    lane=lane,
                )
                for (node, measure, name), figure in figures.items():
                    expected = self.oracle.figure(tree, node, measure, PREDICATES[name], lane)
                    assert figure == expected, (tree, node, measure, name, lane)


@pytest.mark.django_db
def test_every_figure_equals_the_recount_after_every_step():
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
