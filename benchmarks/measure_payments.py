"""The measuring itself; started by `benchmarks.payments`."""

# ruff: noqa: E402  (models, which need the settings first)

import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import django


django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.hardware import hardware
from yushui.accounts.actor import Actor, system_actor
from yushui.campaigns.models import Campaign
from yushui.files.models import StoredFile
from yushui.funds import answers, listing, seals
from yushui.funds.actions import answering, banks, batches, standards
from yushui.funds.doubts import Case, Frame, examine
from yushui.funds.gathering import frame_of
from yushui.funds.models import Batch, Payment, Standard
from yushui.funds.proposing import StandardFacts
from yushui.kernel import clock, secrets
from yushui.people import categories
from yushui.people.importing import bulk
from yushui.people.models import BankAccount, Belonging, Household, Person, Roster, SourceRecord
from yushui.people.seals import ACCOUNT
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


TARGET = 30.0
TOWNS, VILLAGES = 20, 15
HELD_EVERY = 200  # every so many has no account
CODES = ("old_demobilised", "disabled_5", "combat_veteran", "martyr_survivor", "rural_soldier_60")


def main(persons: int, slice_: int) -> int:
    print(f"{hardware()}; {connection.vendor}, {persons:,} persons")
    call_command("migrate", verbosity=0)
    office = _country()
    _people(office, persons)
    campaign, standard = _campaign(office)
    with bulk.without_collecting():
        looped = _loop(office, campaign, standard, slice_)
        took = _batch(office, campaign, standard)
    for by, loop, batch in zip(("the clock", "processor time"), looped, took, strict=True):
        ratio = (loop / slice_) / (batch / persons)
        said = "met" if batch <= TARGET else "MISSED"
        print(f"by {by}: prepared in {batch:.1f} s, aim {TARGET:.0f} s: {said}; {ratio:.1f} loops")
    return int(took[0] > TARGET)


@contextmanager
def timed(what: str) -> Iterator[Callable[[], tuple[float, float]]]:
    began, burnt = time.perf_counter(), time.process_time()
    spent = [0.0, 0.0]
    yield lambda: (spent[0], spent[1])
    spent[:] = time.perf_counter() - began, time.process_time() - burnt
    print(f"{what:<34}{spent[0]:7.1f} s, of which ours {spent[1]:6.1f} s", flush=True)


def _country() -> Unit:
    county = Region.objects.create(name="鹿鸣县", code="990101", level=Level.COUNTY)
    for town in range(TOWNS):
        place = Region.objects.create(name=f"镇{town}", level=Level.TOWNSHIP, parent=county)
        for village in range(VILLAGES):
            Region.objects.create(name=f"村{village}", level=Level.VILLAGE, parent=place)
    return Unit.objects.create(name="鹿鸣县退役军人事务局", kind=Kind.BUREAU, region=county)


def _people(office: Unit, count: int) -> None:
    """Persons with a household, two categories, an account and a roster each."""
    rng, now = random.Random(count), clock.now()
    villages = list(Region.objects.filter(level=Level.VILLAGE).values_list("pk", flat=True))
    roster = Roster.objects.create(
        unit=office, name="优抚对象", file=_file(), file_name="优抚对象.xlsx", created_at=now,
        created_by_name="李文",
    )  # fmt: skip
    homes = Household.objects.bulk_create(
        (
            Household(
                code=f"H{number:07}", head_name="王建国", region_id=rng.choice(villages),
                updated_at=now,
            )
            for number in range(count)
        ),
        batch_size=2_000,
    )  # fmt: skip
    people = [
        Person(
            household=home, name=f"王{number}", reading="w wang", sex="1", updated_at=now,
            birth_on=date(1945, 1, 1) + timedelta(days=number % 9_000),
        )
        for number, home in enumerate(homes)
    ]  # fmt: skip
    Person.objects.bulk_create(people, batch_size=2_000)
    Belonging.objects.bulk_create(
        (
            Belonging(person=person, category=code)
            for person in people
            for code in rng.sample(CODES, 2)
        ),
        batch_size=5_000,
    )
    _accounts(people)
    SourceRecord.objects.bulk_create(
        (
            SourceRecord(
                person=person, source="survey", roster=roster, row=number, said={}, at=now,
                by_name="李文",
            )
            for number, person in enumerate(people)
        ),
        batch_size=5_000,
    )  # fmt: skip
    bulk.tell_planner(Household, Person, Belonging, BankAccount, SourceRecord)


def _file() -> StoredFile:
    return StoredFile.objects.create(
        digest="0" * 64, name="优抚对象.xlsx", kind="xlsx", size=1, uploaded_at=clock.now(),
        uploaded_by_id="1", uploaded_by_name="李文",
    )  # fmt: skip


def _accounts(people: list[Person]) -> None:
    seal = secrets.sealer(ACCOUNT, "number", rows=len(people))
    index = secrets.indexer(ACCOUNT, "number")
    made = []
    for number, person in enumerate(people):
        if number % HELD_EVERY == 0:
            continue
        card, uid = f"62{number:017}", uuid.uuid4()
        made.append(
            BankAccount(
                uid=uid, person=person, holder_name=person.name, bank_name="农商银行",
                number_sealed=seal(uid, card), number_index=index(card), since=date(2026, 1, 1),
                noted_at=clock.now(), noted_by_name="李文",
            )
        )  # fmt: skip
    BankAccount.objects.bulk_create(made, batch_size=2_000)


def _campaign(office: Unit) -> tuple[Campaign, Standard]:
    today = clock.today()
    campaign = Campaign.objects.create(
        name="八一", year=today.year, unit=office, starts_on=today - timedelta(days=9),
        ends_on=today + timedelta(days=30),
    )  # fmt: skip
    facts = StandardFacts(
        name="慰问金", categories=["regular_allowance"], amount=Decimal(50), source="每人50元",
        document="1号", since=campaign.starts_on,
    )  # fmt: skip
    return campaign, standards.set_standard(office, facts=facts, by=system_actor())


def _begin(office: Unit, campaign: Campaign, standard: Standard, by: Actor) -> Batch:
    return batches.prepare_batch(
        campaign, unit=office, standard=standard, cut_off_on=clock.today(), op_id=uuid.uuid4(),
        by=by,
    )  # fmt: skip


def _loop(office: Unit, campaign: Campaign, standard: Standard, count: int) -> tuple[float, float]:
    """One person after the other, through the ORM, as one writes it first; undone afterwards."""
    batch = _begin(office, campaign, standard, Actor("1", "编制人", system_actor().posts, False))
    frame, wanted = frame_of(batch, ()), frozenset(standard.categories)
    with timed(f"a loop over {count:,}") as spent, transaction.atomic():
        people = Person.objects.order_by("pk")[:count]
        for serial, person in enumerate(people, start=1):
            _one(batch, person, serial, frame, wanted)
        transaction.set_rollback(True)
    batches.withdraw_batch(batch, reason="量完了", by=system_actor())
    return spent()


def _one(batch: Batch, person: Person, serial: int, frame: Frame, wanted: frozenset[str]) -> None:
    held = categories.held(person, batch.cut_off_on)
    if not held & wanted:
        return
    account = BankAccount.objects.standing().filter(person=person).first()
    place = person.household.region
    others = Payment.objects.standing().filter(campaign=batch.campaign_id, person=person)
    case = Case(
        person.pk, person.name, person.birth_on, person.status, person.status_on, place.pk,
        place.path, held,
        is_on_roster=SourceRecord.objects.filter(person=person, roster__isnull=False).exists(),
        paid_in=others.values_list("batch_id", flat=True).first(),
    )  # fmt: skip
    found = examine(case, frame.fen, frame)
    payment = Payment(
        batch=batch, campaign_id=batch.campaign_id, serial=serial, person=person, name=person.name,
        region=place, categories=sorted(held), amount=batch.standard.amount, state="held",
    )  # fmt: skip
    if account:
        found.pop("no_account", None)
        shared = BankAccount.objects.standing().filter(number_index=account.number_index)
        shared.count()
        payment.holder_name, payment.bank_name = account.holder_name, account.bank_name
        payment.account_sealed = seals.resealer(1)(
            payment.uid, account.uid, bytes(account.number_sealed)
        )
        payment.state = "held" if found else "listed"
    payment.save(force_insert=True)


def _batch(office: Unit, campaign: Campaign, standard: Standard) -> tuple[float, float]:
    """The whole way; what is asked for is the first two lines."""
    everything = system_actor().posts
    clerk, head, cashier = (
        Actor(str(number), name, everything, False)
        for number, name in enumerate(("编制人", "审批人", "付款人"), start=1)
    )
    batch = _begin(office, campaign, standard, clerk)
    with timed("listed, checked, sealed") as reading:
        made = listing.made(batch)
    with timed("kept") as keeping:
        batches.fill_batch(batch, made=made, by=clerk)
    batches.submit_batch(batch, by=clerk)
    with timed("looked at again"):
        changes = listing.look_again(batch)
        assert batches.approve_batch(batch, changes=changes, by=head) == len(made.doubts)
    batch.payments.held().update(
        state="left_out", decided_at=clock.now(), decided_by_id="2", decision="没有账户"
    )
    batches.approve_batch(batch, changes=listing.Changes(), by=head)
    with timed("sent to the bank"):
        banks.hand_over_batch(batch, layout="csv", by=cashier)
    with timed("written as csv"):
        banks.hand_out_list(batch, by=cashier)
    said = batch.payments.filter(state="sent").values_list("serial", flat=True)
    lines = tuple(answers.Said(row, serial, 5_000, "") for row, serial in enumerate(said))
    with timed("answered and posted"):
        reading_ = answers.Reading("回盘.xlsx", "d" * 64, lines)
        answering.enter_answer(batch, reading=reading_, by=cashier)
    assert batch.state == "settled"
    (read, read_ours), (kept, kept_ours) = reading(), keeping()
    return read + kept, read_ours + kept_ours


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
