"""A balance that errs is found, named and put right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from tests.ledger.land import post_with_id
from yushui.audit.models import Event
from yushui.ledger import folding
from yushui.ledger.jobs import verify_nightly
from yushui.ledger.models import Balance, Gap, Posting
from yushui.ledger.reading import Figure
from yushui.ledger.verifying import verify


@pytest.fixture
def wrong(land):
    """The county office's balance of visits is one too high."""
    land.post(land.entry(count=2), land.entry("cash", count=0, fen=50_000), record=1)
    folding.fold()
    balance = Balance.objects.filter(tree="unit", node=land.units[1].pk)
    assert balance.update(visits=F("visits") + 1) == 1
    return land


def verify_ledger(*arguments):
    out, error = StringIO(), StringIO()
    call_command("verify_ledger", *arguments, stdout=out, stderr=error)
    return out.getvalue(), error.getvalue()


def test_balances_and_an_unfolded_tail_are_no_difference(land):
    land.post(record=1)
    folding.fold()
    land.post(land.entry(unit=land.units[7]), record=2)
    land.reverse(1)
    assert verify() == []


def test_a_wrong_balance_is_found_where_it_is_and_above_it(wrong):
    found = {one.node: (one.expected, one.found) for one in verify()}
    assert found == {
        wrong.units[1].pk: (Figure(2), Figure(3)),
        wrong.office.pk: (Figure(3), Figure(2)),
    }


def test_a_missing_balance_is_found(wrong):
    Balance.objects.filter(tree="place", node=wrong.places[0].pk).delete()
    assert {one.node for one in verify() if one.tree == "place"} == {wrong.places[0].pk}


def test_a_posting_whose_node_is_gone_is_found(land):
    nowhere = type(land.village)(pk=10**9, lane="civil")
    land.post(land.entry(unit=nowhere))
    folding.fold()
    assert [(one.tree, one.node, one.expected) for one in verify()] == [
        ("unit", nowhere.pk, Figure(1))
    ]


def test_a_posting_that_came_after_its_gap_was_given_up_is_found(land):
    land.post()
    number = Posting.objects.get().pk
    post_with_id(number + 2)
    folding.fold()
    Gap.objects.all().delete()
    post_with_id(number + 1)
    assert {one.node for one in verify() if one.tree == "unit"} == {land.units[2].pk}


def test_one_campaign_can_be_looked_at_alone(wrong):
    other = type(wrong.campaign)(pk=wrong.campaign.pk + 1)
    assert (len(verify(wrong.campaign)), verify(other)) == (2, [])


def test_the_command_is_content_with_a_sound_ledger(land):
    land.post()
    folding.fold()
    assert verify_ledger()[0] == "汇总余额与数源完全一致。\n"


def test_the_command_names_the_node_and_both_figures(wrong):
    error = StringIO()
    with pytest.raises(CommandError, match="有2个汇总余额与数源不一致"):
        call_command("verify_ledger", stderr=error)
    line = f"{wrong.units[1].name}，走访次数（地方，类别：无）：余额为3，按数源应为2。"
    assert line in error.getvalue()


def test_the_command_repairs_and_leaves_a_trace(wrong):
    assert "完全一致" in verify_ledger("--repair")[0]
    assert verify() == []
    assert Event.objects.get(kind="ledger.rebuild").detail == {"differences": 2}


def test_the_command_refuses_a_campaign_that_is_not_there():
    with pytest.raises(CommandError, match="没有编号为999的活动"):
        verify_ledger("--campaign", "999")


def test_the_night_job_counts_and_logs_the_differences(wrong, caplog):
    assert verify_nightly.func() == 2
    assert caplog.text.count("differs from its postings") == 2
    assert Event.objects.get(kind="ledger.verify").detail == {"differences": 2}
