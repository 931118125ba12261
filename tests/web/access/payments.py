"""Pages of money paid to persons: a batch being prepared, and one that is with the bank."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from tests import make
from tests.funds import scene as scenes
from tests.web.access import Listing, Row
from yushui.funds import listing
from yushui.funds.actions import batches, standards
from yushui.funds.models import Batch, Payment, Standard
from yushui.kernel import clock
from yushui.people import categories


MEANT = "old_demobilised"


def prepared(world, n=1, **values):
    """A batch of persons nobody else has on a list: each call is a campaign of its own."""
    clerk = world.users["clerk"].actor
    for _ in range(n):
        home = make.household(world.village, head="周发来")
        make.account(make.person(home, categories=(MEANT,), name="周发来"))
    batch = batches.prepare_batch(
        make.campaign(world.here), unit=world.here, standard=_standard(world),
        cut_off_on=date(2026, 7, 20), op_id=uuid4(), by=clerk,
    )  # fmt: skip
    return batches.fill_batch(batch, made=listing.made(batch), by=clerk)


def _standard(world):
    facts = replace(scenes.FACTS, categories=[MEANT])
    found = Standard.objects.filter(region=world.here.region).first()
    return found or standards.set_standard(world.here, facts=facts, by=world.users["clerk"].actor)


def with_the_bank(world):
    """A batch that a third has sent; what was doubtful was left out but for one."""
    batch = prepared(world)
    batch.payments.update(state="listed")
    batches.submit_batch(batch, by=world.users["clerk"].actor)
    now = clock.now()
    Batch.objects.filter(pk=batch.pk).update(
        state="exported", approved_by_id="h", approved_at=now, paid_by_id="c", paid_at=now,
        layout="workbook",
    )  # fmt: skip
    batch.payments.update(state="sent")
    return Batch.objects.get(pk=batch.pk)


def things(world):
    draft, sent = prepared(world), with_the_bank(world)
    paid = sent.payments.order_by("pk").first()
    Payment.objects.filter(pk=paid.pk).update(state="paid", paid_on=date(2026, 7, 21))
    return {
        "standard": _standard(world),
        "pay_draft": draft,
        "pay_sent": sent,
        "pay_line": draft.payments.order_by("pk").first(),
        "pay_paid": paid,
    }


def lines(world, n):
    batch = world.things["pay_draft"]
    first = listing.next_serial(batch)
    home = make.household(world.village, head="周发来")
    template = batch.payments.order_by("pk").first()
    Payment.objects.bulk_create(
        Payment(
            batch=batch, campaign_id=batch.campaign_id, serial=first + i, name="周发来",
            person=make.person(home, categories=(), name="周发来"),
            region=world.village, categories=[MEANT], amount=50, state="held",
            account_sealed=None, holder_name=template.holder_name,
        )
        for i in range(n)
    )  # fmt: skip


def batches_of(world, n):
    """Many batches, each with a person."""
    for _ in range(n):
        prepared(world, 0)


def many_standards(world, n):
    facts = replace(scenes.FACTS, categories=sorted(categories.labels())[:3])
    for _ in range(n):
        standards.set_standard(world.here, facts=facts, by=world.users["clerk"].actor)


# The county's own desk; above it one sees, and beside it nothing.
SEEN = {"neighbour": 404, "town": 404, "worker": 404, "command": 404}
DESK = {**SEEN, "superior": 404, "leader": 403, "worker": 403}
PRESSED = {**DESK, "clerk": 302, "method": "post"}
HEAD = {**dict.fromkeys(("clerk", "neighbour", "superior", "town", "worker", "leader"), 403)}
NOBODYS = {**HEAD, "command": 403}

ACCESS = {
    "payments:index": Row("/payments/"),
    "payments:prepare": Row("/payments/prepare/", worker=403, leader=403),
    "payments:standards": Row("/payments/standards/"),
    "payments:set_standard": Row("/payments/standards/set/", worker=403, leader=403),
    "payments:end_standard": Row("/payments/standards/{standard}/end/", **DESK),
    "payments:batch": Row("/payments/{pay_draft}/", **SEEN),
    "payments:lines": Row("/payments/{pay_draft}/lines/", **SEEN),
    "payments:criteria": Row("/payments/{pay_draft}/criteria/", **SEEN),
    "payments:add": Row("/payments/{pay_draft}/add/", **DESK),
    "payments:leave_out": Row("/payments/{pay_draft}/leave-out/no_roster/", **DESK),
    "payments:recheck": Row("/payments/{pay_draft}/recheck/", **PRESSED),
    "payments:submit": Row("/payments/{pay_draft}/submit/", **PRESSED),
    "payments:approve": Row("/payments/{pay_draft}/approve/", method="post", **NOBODYS),
    "payments:carry_on": Row("/payments/{pay_draft}/carry-on/", method="post", **NOBODYS),
    "payments:return": Row("/payments/{pay_draft}/return/", **NOBODYS),
    "payments:withdraw": Row("/payments/{pay_draft}/withdraw/", **DESK),
    "payments:redo": Row("/payments/{pay_sent}/redo/", **PRESSED, data={"op_id": str(uuid4())}),
    "payments:decide": Row("/payments/lines/{pay_line}/decide/", **DESK),
    "payments:hand_over": Row(
        "/payments/{pay_draft}/bank/", method="post", data={"layout": "csv"}, **NOBODYS
    ),
    "payments:list": Row("/payments/{pay_sent}/list/", **NOBODYS),
    "payments:answer": Row("/payments/{pay_sent}/answer/", **NOBODYS),
    "payments:take_back": Row("/payments/lines/{pay_paid}/take-back/", **NOBODYS),
}
LISTS = {
    "payments:index": Listing("/payments/", fill=batches_of),
    "payments:standards": Listing("/payments/standards/", fill=many_standards),
    "payments:lines": Listing("/payments/{pay_draft}/lines/", fill=lines),
}
FRAGMENTS = ["payments:batch"]
