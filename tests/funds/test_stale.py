"""What a page showed a while ago is not how things stand: every action looks again (S4-25)."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funds import scene as scenes
from yushui.funds import listing
from yushui.funds.actions import batches, payments
from yushui.funds.models import Batch
from yushui.kernel.errors import RuleViolation
from yushui.people import actions as people


pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return scenes.build()


def states(batch):
    return list(batch.payments.order_by("serial").values_list("state", flat=True))


def test_a_page_of_an_older_state_changes_nothing(scene):
    """Two tabs: one approves or sends the list, the other still shows it open."""
    scene.recipient()
    person = scene.recipient(on_roster=False)
    late = scene.recipient(name="后来", on_roster=False, categories=())
    batch = scene.prepare()
    draft, payment = Batch.objects.get(pk=batch.pk), batch.payments.get(person=person)
    payment.batch  # noqa: B018 - as the page read it
    stale = listing.look_again(batch)
    scene.decide(batch.payments.get(person=person), pays=True)
    scene.submit(batch)
    submitted = Batch.objects.get(pk=batch.pk)
    assert scene.approve(batch) == 0
    with pytest.raises(RuleViolation, match="名单已经提交，不能再加人"):
        payments.add_payment(draft, late, amount=Decimal(50), reason="漏列", by=scene.clerk)
    for pays in (True, False):
        with pytest.raises(RuleViolation, match="已经批准或交给银行"):
            scene.decide(payment, pays=pays)
    with pytest.raises(RuleViolation, match="已经批准或交给银行"):
        payments.leave_out_all(submitted, code="no_roster", reason="不发", by=scene.head)
    submitted.state = "submitted"
    draft.state = "draft"
    with pytest.raises(RuleViolation, match="审批以前的名单才能重新核对"):
        batches.recheck_batch(draft, changes=stale, by=scene.clerk)
    with pytest.raises(RuleViolation, match="现在不能审批"):
        batches.approve_batch(submitted, changes=stale, by=scene.head)
    assert states(batch) == ["listed", "listed"]


def test_another_look_leaves_the_account_of_whom_somebody_left_out(scene):
    person = scene.recipient(on_roster=False)
    batch = scene.prepare()
    people.end_account(person.accounts.get(), on=date(2026, 7, 21), by=scene.clerk)
    changes = listing.look_again(batch)
    payment = scene.decide(batch.payments.get(), pays=False)
    batches.recheck_batch(batch, changes=changes, by=scene.clerk)
    payment.refresh_from_db()
    assert payment.holder_name
    assert [one.code for one in payment.doubts.all()] == ["no_roster"]


def test_whom_somebody_decides_to_pay_during_another_look_is_held_for_what_it_found(scene):
    person = scene.recipient(on_roster=False)
    batch = scene.prepare()
    people.mark_dead(person, on=date(2026, 7, 21), by=scene.clerk)
    changes = listing.look_again(batch)
    scene.decide(batch.payments.get(), pays=True)
    batches.recheck_batch(batch, changes=changes, by=scene.clerk)
    assert states(batch) == ["held"]
