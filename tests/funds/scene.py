"""A county that pays: its three people, a standard of 50 yuan, and recipients on a roster."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import xlsxwriter

from tests import make
from yushui.accounts.actor import Actor
from yushui.campaigns.models import Campaign
from yushui.files.models import StoredFile
from yushui.funds import answers, listing
from yushui.funds.actions import answering, banks, batches, payments, standards
from yushui.funds.models import Batch, Payment, Purse, Standard
from yushui.funds.proposing import StandardFacts
from yushui.kernel import clock
from yushui.people.models import Person, Roster, SourceRecord
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


CUT_OFF = date(2026, 7, 20)
FACTS = StandardFacts(
    name="2026年八一慰问金",
    categories=["regular_allowance"],
    amount=Decimal(50),
    source="为领取国家定期抚恤补助的优抚对象每人发放慰问金50元",
    document="临双拥办〔2026〕5号",
    since=date(2026, 7, 1),
    until=date(2026, 8, 31),
)


@dataclass
class Scene:
    office: Unit
    villages: list[Region]
    campaign: Campaign
    clerk: Actor
    head: Actor
    cashier: Actor
    standard: Standard
    roster: Roster
    people: list[Person] = field(default_factory=list)

    def recipient(self, *, on_roster=True, with_account=True, **values) -> Person:
        """Somebody who is paid without a question, unless the test wants otherwise."""
        home = make.household(values.pop("village", None) or self.villages[0])
        told = {"categories": ("old_demobilised",), "name": f"受领{len(self.people):03}"}
        person = make.person(home, **told | values)
        if with_account:
            make.account(person)
        if on_roster:
            SourceRecord.objects.create(
                person=person, source="survey", roster=self.roster, row=len(self.people) + 1,
                at=clock.now(), by_name="李文",
            )  # fmt: skip
        self.people.append(person)
        return person

    def prepare(self, **values) -> Batch:
        batch = batches.prepare_batch(
            **{
                "campaign": self.campaign,
                "unit": self.office,
                "standard": self.standard,
                "cut_off_on": CUT_OFF,
                "op_id": uuid4(),
                "by": self.clerk,
            }
            | values
        )
        return self.fill(batch)

    def fill(self, batch: Batch) -> Batch:
        return batches.fill_batch(batch, made=listing.made(batch), by=self.clerk)

    def submit(self, batch: Batch) -> Batch:
        return batches.submit_batch(batch, by=self.clerk)

    def approve(self, batch: Batch) -> int:
        return batches.approve_batch(batch, changes=listing.look_again(batch), by=self.head)

    def approved(self) -> Batch:
        batch = self.submit(self.prepare())
        assert self.approve(batch) == 0
        return batch

    def hand_over(self, batch: Batch, *, layout="workbook") -> Batch:
        return banks.hand_over_batch(batch, layout=layout, by=self.cashier)

    def sent(self) -> Batch:
        return self.hand_over(self.approved())

    def answer(self, batch: Batch, rows=None, **failures: str):
        """The bank's file for the whole batch: all arrived but those by serial in `failures`."""
        return answering.enter_answer(
            batch, reading=reading(rows or rows_of(batch, failures)), by=self.cashier
        )

    def decide(self, payment: Payment, *, pays: bool, reason="已当面核实") -> Payment:
        return payments.decide_payment(payment, pays=pays, reason=reason, by=self.head)

    def fund(self, yuan: int) -> Purse:
        return Purse.objects.create(
            campaign=self.campaign, unit=self.office, received=Decimal(yuan)
        )


def rows_of(batch: Batch, failures=()):
    """As a bank answers: serial, amount, result, reason."""
    failed = {int(key.removeprefix("n")): why for key, why in dict(failures).items()}
    return [
        (one.serial, str(one.amount), "失败" if one.serial in failed else "成功",
         failed.get(one.serial, ""))
        for one in batch.payments.filter(state__in=["sent", "paid", "failed"]).order_by("serial")
    ]  # fmt: skip


HEAD = ("序号", "金额", "处理结果", "失败原因")


def workbook(rows, head=HEAD) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        # The same rows, the same bytes.
        book.set_properties({"created": datetime(2026, 7, 24, tzinfo=UTC)})
        sheet = book.add_worksheet()
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def reading(rows, head=HEAD):
    return answers.read("回盘.xlsx", workbook(rows, head))


def build() -> Scene:
    city = make.region(name="云泽市", level=Level.PREFECTURE)
    county = make.region(city, level=Level.COUNTY, name="临川县")
    office = make.unit(county, kind=Kind.BUREAU, name="临川县退役军人事务局")
    town = make.township(office, villages=2, name="石桥镇")
    villages = list(Region.objects.filter(parent=town.region).order_by("pk"))
    clerk = make.actor("clerk", office, name="编制人")
    roster = Roster.objects.create(
        unit=office, name="优抚对象花名册", file=_file(), file_name="花名册.xlsx",
        created_at=clock.now(), created_by_name="李文",
    )  # fmt: skip
    return Scene(
        office=office,
        villages=villages,
        campaign=make.campaign(office),
        clerk=clerk,
        head=make.actor("head", office, name="审批人"),
        cashier=make.actor("cashier", office, name="付款人"),
        standard=standards.set_standard(office, facts=FACTS, by=clerk),
        roster=roster,
    )


def _file():
    return StoredFile.objects.create(
        digest="0" * 64, name="花名册.xlsx", kind="xlsx", size=1, uploaded_at=clock.now(),
        uploaded_by_id="1", uploaded_by_name="李文",
    )  # fmt: skip
