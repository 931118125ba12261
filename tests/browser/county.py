"""The county of the story about what is done for them: its units, its people, its campaign."""

from tests import make
from tests.funds.scene import FACTS
from yushui.files.models import StoredFile
from yushui.funds.actions import standards
from yushui.kernel import clock
from yushui.people.models import Household, Roster, SourceRecord
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit
from yushui.visits import actions as visits


DUTIES = {
    "visit_coverage": {"summary": "全覆盖走访慰问重点优抚对象", "targets": ["old_demobilised"]},
    "leader_visit": {"summary": "乡镇主要领导带头走访", "standard": {"rank": "head"}},
    "group_visit": {"summary": "集中慰问"},
    "payment": {"summary": "发放慰问金"},
    "merit_delivery": {"summary": "送立功喜报"},
    "honour_plaque": {"summary": "悬挂光荣牌"},
}
# Village, head of the family; in the first village they are visited one by one.
FAMILIES = (
    ("清水村", "王建国"), ("清水村", "李志强"), ("清水村", "孙文远"),
    ("柳林村", "周玉兰"), ("柳林村", "郑大山"), ("柳林村", "吴秀英"),
)  # fmt: skip


class County:
    """Two lanes in the county, a township with its station and two villages below."""

    def __init__(self):
        city = make.region(name="云泽市", level=Level.PREFECTURE)
        prefecture = make.unit(city, name="云泽市双拥办")
        place = make.region(city, name="临川县")
        self.office = make.unit(place, superior=prefecture, name="临川县双拥办")
        self.bureau = self._beside(Kind.BUREAU, "临川县退役军人事务局")
        self.command = self._beside(Kind.ARMED_FORCES_DEPARTMENT, "临川县人武部")
        town = make.region(place, name="石桥镇")
        self.town = make.unit(town, kind=Kind.TOWNSHIP, superior=self.office, name="石桥镇人民政府")
        self.station = make.unit(
            town, kind=Kind.STATION, superior=self.town, name="石桥镇退役军人服务站"
        )
        self._employ()
        self.homes = {head: self._settle(village, head) for village, head in FAMILIES}
        self._lay_duties()

    def _beside(self, kind, name) -> Unit:
        made = make.unit(self.office.region, kind=kind, name=name)
        made.answers_for = self.office
        made.save()
        return made

    def _employ(self):
        self.clerk = make.user("clerk", self.office, name="苏雅琴")
        self.director = make.user("head", self.office, name="何建平")
        self.cashier = make.user("cashier", self.office, name="温素琴")
        self.officer = make.user("clerk", self.command, name="罗海峰")
        self.bureau_clerk = make.user("clerk", self.bureau, name="邓志刚")
        self.leader = make.user("head", self.town, name="田守业")
        self.worker = make.user("worker", self.station, name="钱满仓")

    def _settle(self, village: str, head: str) -> Household:
        region = Region.objects.filter(parent=self.town.region, name=village).first()
        region = region or make.region(self.town.region, name=village)
        home = make.household(region, head=head)
        person = make.person(home, name=head, categories=("old_demobilised",), age=80)
        # One account is a neighbour's, and the checks of a payment are to find it.
        make.account(person, holder_name="赵立本" if head == "吴秀英" else head)
        SourceRecord.objects.create(
            person=person, source="survey", roster=self._roster(), row=len(FAMILIES),
            at=clock.now(), by_name="李文",
        )  # fmt: skip
        return home

    def _roster(self) -> Roster:
        file, _ = StoredFile.objects.get_or_create(
            digest="0" * 64,
            defaults={
                "name": "花名册.xlsx", "kind": "xlsx", "size": 1, "uploaded_at": clock.now(),
                "uploaded_by_id": "1", "uploaded_by_name": "李文",
            },
        )  # fmt: skip
        roster, _ = Roster.objects.get_or_create(
            unit=self.office,
            name="优抚对象花名册",
            defaults={
                "file": file, "file_name": "花名册.xlsx",
                "created_at": clock.now(), "created_by_name": "李文",
            },
        )  # fmt: skip
        return roster

    def _lay_duties(self):
        notice = make.notice(self.office, state="published", published_at="2026-07-10T00:00Z")
        self.campaign = make.campaign(self.office, notice=notice)
        for kind, facts in DUTIES.items():
            duty = make.duty(self.campaign, kind=kind, **facts)
            make.assignment(duty, to=self.office if kind == "payment" else self.town)
        visits.freeze_targets(self.campaign, by=self.director.actor)
        standards.set_standard(self.office, facts=FACTS, by=self.clerk.actor)
