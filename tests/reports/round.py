"""A county and its township in a campaign that asks for a report, for the tests of reports."""

from datetime import date
from decimal import Decimal

from tests import make
from yushui.campaigns.lifecycle import Progress
from yushui.reports import actions
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion, GiftLine
from yushui.visits.models import GiftKind, Target


class Round:
    """The township works and reports to its county, which laid the duty on it."""

    def __init__(self, deliverables=("report",)):
        self.city = make.unit(make.region())
        self.county = make.unit(make.region(self.city.region), superior=self.city)
        self.town = make.township(self.county, name="石桥镇")
        self.campaign = make.campaign(self.city)
        self.duty = make.duty(
            self.campaign, kind="filing", unit=self.county, notice=make.notice(self.county),
            deliverables=list(deliverables),
        )  # fmt: skip
        make.assignment(self.duty, to=self.town, due_on=date(2026, 8, 5))
        self.by = make.actor("head", self.town)
        self.reader = make.actor("clerk", self.county, name="方文静")

    def visit(self, *, categories=("veteran",), money="0", goods="0", listed=False, heard=""):
        home = make.household(self.town.region)
        person = make.person(home, categories=categories)
        if listed:
            Target.objects.create(
                campaign=self.campaign, household=home, region=home.region, unit=self.town
            )
        gifts = [GiftLine(GiftKind.GOODS, "大米", 1, Decimal(goods))] if goods != "0" else []
        return visits.record(
            campaign=self.campaign, unit=self.town, household=home, persons=[person],
            call=Call(
                made_on=date(2026, 7, 20), participants=[Companion("田守业")],
                money=Decimal(money), gifts=gifts, heard=heard,
            ),
            by=self.by,
        )  # fmt: skip

    def visit_troop(self, *, money):
        visits.record_troop(
            campaign=self.campaign, unit=self.town,
            host=make.unit(self.town.region, kind="garrison"),
            call=Call(
                made_on=date(2026, 7, 21), participants=[Companion("田守业")], money=Decimal(money)
            ),
            by=self.by,
        )  # fmt: skip

    def did(self, kind, note):
        duty = make.duty(self.campaign, kind=kind)
        make.assignment(
            duty, to=self.town, state=Progress.DONE, note=note, done_on=date(2026, 7, 22)
        )

    def draft(self):
        return actions.draft(self.campaign, unit=self.town, by=self.by)

    def written(self, *texts):
        """A report whose sections a person has completed."""
        report = self.draft()
        given = [*texts, *["已写好。"] * 4][:4]
        self.edit(report, given)
        return report

    def edit(self, report, texts, **head):
        named = {"title": report.title, "recipient": report.recipient, "number": ""} | head
        actions.edit(report, head=named, texts=texts, seen=report.updated_at, by=self.by)

    def submitted(self, *texts):
        report = self.written(*texts)
        actions.submit(report, by=self.by)
        return report
