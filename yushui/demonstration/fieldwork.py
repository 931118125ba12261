"""Made-up fieldwork: visits to targets and to troops, through the same actions as real ones."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from yushui.accounts.actor import Actor
from yushui.campaigns.models import Campaign
from yushui.demonstration import names
from yushui.ledger import folding
from yushui.people.models import Person
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit
from yushui.visits import actions
from yushui.visits.calls import Call, Companion, GiftLine
from yushui.visits.models import GiftKind, Mode, Rank, Target


HEARD = (
    "子女就业有困难，希望介绍岗位", "住房漏雨，想申请修缮", "慢性病用药报销比例低",
    "孙子女入学跨片区", "独居，希望有人常来看看", "养老金认证不会操作", "门前道路损坏，出行不便",
)  # fmt: skip
GOODS = (
    GiftLine(GiftKind.GOODS, "大米", 1, Decimal("68.00")),
    GiftLine(GiftKind.GOODS, "食用油", 1, Decimal("75.50")),
    GiftLine(GiftKind.GOODS, "牛奶", 2, Decimal("96.00")),
    GiftLine(GiftKind.LETTER, "慰问信", 1, Decimal("0.00")),
)
ALONE = (Mode.HOME, Mode.MEETING, Mode.PHONE, Mode.LETTER)
TRIED_AGAIN = timedelta(days=4)
TITLES = {Rank.HEAD: "党委书记", Rank.LEADER: "分管副镇长", Rank.STAFF: "退役军人服务站干部"}


@dataclass
class Field:
    """A season of fieldwork in one campaign, repeatable for the same seed."""

    campaign: Campaign
    by: Actor
    rng: random.Random
    today: date
    led_by: dict[int, list[Rank]] = field(default_factory=dict)

    def visit(self, targets: Iterable[Target], *, share: float) -> int:
        """Visit `share` of the targets; a few of the rest are tried in vain or excused."""
        made = 0
        for target in targets:
            chance = self.rng.random()
            if chance < share:
                self._call_on(target)
                made += 1
            elif chance < share + 0.05:
                self._find_nobody(target)
        folding.fold()
        return made

    def _call_on(self, target: Target) -> None:
        persons = list(
            Person.objects.alive().filter(household=target.household_id).order_by("pk")
            .prefetch_related("belongings")
        )  # fmt: skip
        mode = self.rng.choices(ALONE, [82, 4, 11, 3])[0]
        ranks = self._company(target, mode)
        goods = self.rng.sample(GOODS, self.rng.randint(1, 3)) if mode != Mode.PHONE else []
        actions.record(
            campaign=self.campaign,
            unit=target.unit,
            household=target.household,
            persons=persons,
            call=Call(
                made_on=self._day(),
                mode=mode,
                participants=self._people(ranks),
                money=Decimal(self.rng.choice((0, 200, 300, 500)) * (mode == Mode.HOME)),
                gifts=goods,
                heard=self.rng.choice(HEARD) if self.rng.random() < 0.08 else "",
            ),
            by=self.by,
        )

    def _company(self, target: Target, mode: Mode) -> list[Rank]:
        """The first homes of a unit are called on by its head, then by the leader in charge."""
        waiting = self.led_by.setdefault(target.unit_id, [Rank.HEAD, Rank.LEADER])
        if mode == Mode.HOME and waiting and self.rng.random() < 0.9:
            return [waiting.pop(0), Rank.STAFF]
        return [Rank.STAFF]

    def _people(self, ranks: Sequence[Rank]) -> list[Companion]:
        return [Companion(names.name(self.rng, is_male=True), rank, TITLES[rank]) for rank in ranks]

    def _day(self) -> date:
        span = max((self.today - self.campaign.starts_on).days, 0)
        return self.campaign.starts_on + timedelta(days=self.rng.randint(0, span))

    def _find_nobody(self, target: Target) -> None:
        first, again = max(self.today - TRIED_AGAIN, self.campaign.starts_on), self.today
        actions.note_try(target, tried_on=first, note="邻居说外出务工", by=self.by)
        if self.rng.random() < 0.6 and first < again:
            actions.note_try(target, tried_on=again, note="再次上门仍无人", by=self.by)
            if self.rng.random() < 0.6:
                actions.excuse(target, excuse="away", note="长期在外务工，已电话问候", by=self.by)

    def visit_troops(self, units: Iterable[Unit]) -> int:
        """Each office calls on the garrison units of its own county."""
        made = 0
        for unit in units:
            hosts = Unit.objects.active().filter(region=unit.region, kind=Kind.GARRISON)
            for host in hosts.order_by("path"):
                actions.record_troop(
                    campaign=self.campaign,
                    unit=unit,
                    host=host,
                    call=Call(
                        made_on=self._day(),
                        mode=Mode.MEETING,
                        participants=self._people([Rank.HEAD, Rank.STAFF]),
                        money=Decimal("10000.00"),
                        gifts=[GiftLine(GiftKind.GOODS, "消暑饮品", 40, Decimal("3200.00"))],
                    ),
                    by=self.by,
                )
                made += 1
        folding.fold()
        return made
