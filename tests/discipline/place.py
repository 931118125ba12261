"""A county office with its head, a township, families who come, and the means to check conduct."""

from datetime import date
from decimal import Decimal

from tests import make
from yushui.discipline import actions, queries
from yushui.discipline.actions import Look, Plan, Reply, Span
from yushui.discipline.lifecycle import Form, Occasion, Said
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion, Event, GiftLine
from yushui.visits.models import GiftKind


SINCE = date(2026, 1, 1)
HELD = date(2026, 7, 20)


class Place:
    """`clerk` and `head` of the county, `worker` and `mayor` of the township, one campaign."""

    def __init__(self):
        self.county = make.region(level=3)
        self.office = make.unit(self.county)
        self.township = make.township(self.office, villages=1)
        self.village = self.township.region.children.get()
        self.campaign = make.campaign(self.office)
        self.clerk = make.actor("clerk", self.office)
        self.head = make.actor("head", self.office, name="何主任")
        self.worker = make.actor("worker", self.township)
        self.mayor = make.actor("head", self.township, name="罗镇长")

    def homes(self, count):
        made = [make.household(self.village) for _ in range(count)]
        for home in made:
            make.person(home)
        return made

    def told(self, homes, *, value="20", by=None, **changes):
        """What a group visit is recorded from; the company is one."""
        gifts = [GiftLine(GiftKind.GOODS, "大米", 1, Decimal(value))] if value else []
        call = Call(made_on=HELD, participants=[Companion("张明")], gifts=gifts)
        return {
            "campaign": self.campaign,
            "unit": self.township,
            "event": Event("军属座谈会", self.village),
            "households": homes,
            "call": call,
            "by": by or self.worker,
        } | changes

    def event(self, homes=2, *, value="20"):
        return visits.record_group(**self.told(self.homes(homes), value=value))

    def replies(self, occasion, *, on=HELD, **changes):
        asked = queries.checklist_for(self.township.region, on).asked_at(occasion)
        yes = {item.key: Reply(Said.YES) for item in asked}
        return yes | {key: Reply(*told) for key, told in changes.items()}

    def look(self, occasion=Occasion.CAMPAIGN, *, replies=None, no=None, **changes):
        told = {
            "occasion": occasion,
            "checked_on": date(2026, 7, 21),
            "held_on": HELD,
            "inspectors": "李文、王芳",
            "replies": self.replies(occasion, **(no or {})) if replies is None else replies,
        }
        return Look(**(told | changes))

    def check(self, occasion=Occasion.CAMPAIGN, *, unit=None, by=None, campaign=None, **changes):
        return actions.record(
            campaign=campaign or self.campaign,
            unit=unit or self.township,
            checker=self.office if by in (None, self.clerk) else self.township,
            look=self.look(occasion, **changes),
            by=by or self.clerk,
        )

    def finding(self, **changes):
        """What a check of the township found: somebody had brought flowers."""
        check = self.check(no={"thrift_show": (Said.NO, "摆了花篮")}, **changes)
        return check.answers.get(said=Said.NO).finding

    def limit(self, region=None, *, size=None, is_refused=False, per_home="0", since=SINCE):
        return actions.add_limit(
            region or self.county,
            size=size,
            is_refused=is_refused,
            per_home=Decimal(per_home),
            span=Span(since, "〔2026〕5号"),
            by=self.clerk,
        )

    def switch(self, region=None, *, is_on=True, by=None, since=SINCE, until=None, **changes):
        return actions.switch(
            region or self.county,
            **({"section": "epidemic"} | changes),
            is_on=is_on,
            span=Span(since, "〔2026〕疫防1号", until),
            by=by or self.clerk,
        )

    def plan(self, **changes):
        told = {
            "title": "“八一”座谈会",
            "form": Form.SYMPOSIUM,
            "planned_on": date(2026, 7, 30),
            "place": "镇会议室",
            "size": 30,
            "reason": "听取困难和诉求，逐户走访代替不了",
            "combining": "与镇村两级慰问合并，只办一场",
            "campaign": self.campaign,
        }
        return Plan(**(told | changes))

    def drafted(self, **changes):
        return actions.draft(self.plan(**changes), unit=self.township, by=self.worker)

    def asked(self, **changes):
        made = self.drafted(**changes)
        actions.ask(made, by=self.worker)
        return made

    def approved(self, **changes):
        made = self.asked(**changes)
        actions.approve(made, by=self.mayor)
        return made
