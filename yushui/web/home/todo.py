"""What is mine to do now: read from the states things are in, never stored.

A plain list of questions, each one query whatever the number of rows. A question asks about the
units at which the person holds a post, not about all they may see: a county does not do its
townships' work.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, Q

from yushui.accounts.actor import Actor
from yushui.accounts.queries import users_in, without_post
from yushui.accounts.roles import Family, Permission
from yushui.campaigns import lifecycle as campaigns
from yushui.campaigns.models import Assignment
from yushui.filings import lifecycle as filings
from yushui.filings.models import Filing, Report
from yushui.kernel import clock
from yushui.notices import lifecycle as notices
from yushui.notices.models import Item, Notice, Receipt
from yushui.people.lifecycle import RosterState
from yushui.people.models import Double, Question, Roster
from yushui.successions import policy
from yushui.successions.queries import left_in
from yushui.territory.kinds import Level
from yushui.territory.models import Unit
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Occurrence, Target
from yushui.web.http import own_units
from yushui.web.navigation import address
from yushui.web.units.rows import changeable
from yushui.web.visits.outings import today_of


SHOWN = 6  # of one kind; the list page behind the menu has them all


@dataclass(frozen=True)
class Todo:
    """One thing to do, and the page where it is done."""

    icon: str
    title: str
    detail: str
    url: str
    due_on: date | None = None
    came_back: bool = False
    is_urgent: bool = False  # it has no day, and cannot wait

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def tone(self) -> str:
        return "bad" if self.is_late or self.came_back or self.is_urgent else "wait"


def receipts_to_sign(actor: Actor) -> Iterable[Todo]:
    waiting = Receipt.objects.filter(
        unit__in=own_units(actor, Permission.NOTICE_RECEIVE),
        state=notices.Reception.WAITING,
        notice__state=notices.State.PUBLISHED,
    ).select_related("notice__unit")
    for receipt in waiting.order_by("-notice__published_at", "-pk")[:SHOWN]:
        notice = receipt.notice
        yield Todo(
            "envelope-paper",
            f"签收：{notice.title}",
            f"{notice.unit.name}下达",
            address("notices:show", notice.pk),
        )


def notices_to_confirm(actor: Actor) -> Iterable[Todo]:
    drafts = Notice.objects.filter(
        unit__in=own_units(actor, Permission.NOTICE_DRAFT), state=notices.State.DRAFT
    ).annotate(left=Count("items", filter=Q(items__state=Item.State.READ)))
    shown = drafts.order_by("-created_at", "-pk").values("pk", "title", "left")[:SHOWN]
    for notice in shown:
        yield Todo(
            "file-earmark-text",
            f"确认并下达：{notice['title']}",
            f"还有 {notice['left']} 条没有确认" if notice["left"] else "已全部确认，可以下达",
            address("notices:show", notice["pk"]),
        )


def assignments_to_do(actor: Actor) -> Iterable[Todo]:
    open_ones = Assignment.objects.filter(
        unit__in=own_units(actor, Permission.CAMPAIGN_WORK),
        state=campaigns.Progress.ASSIGNED,
        duty__is_required=True,
        duty__campaign__state=campaigns.State.OPEN,
    )
    rows = open_ones.values("duty__campaign", "duty__campaign__name").annotate(
        left=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=clock.today())),
        first=Min("due_on"),
    )
    for row in rows.order_by(F("first").asc(nulls_last=True), "duty__campaign"):
        late = f"，其中 {row['late']} 项逾期" if row["late"] else ""
        yield Todo(
            "card-checklist",
            f"办理任务：{row['duty__campaign__name']}",
            f"还有 {row['left']} 项没有办结{late}",
            address("campaigns:show", row["duty__campaign"]),
            due_on=row["first"],
        )


def outings_of_today(actor: Actor) -> Iterable[Todo]:
    """Where one goes today stands before everything else."""
    for outing in today_of(actor):
        left = outing.homes - outing.visited
        yield Todo(
            "geo-alt",
            f"今天走访：{outing.homes} 户",
            f"{outing.leader.full_name}带队，还有 {left} 户没有走到" if left else "都走到了",
            address("visits:outing", outing.pk),
            due_on=outing.going_on,
        )


def households_to_visit(actor: Actor) -> Iterable[Todo]:
    left = Target.objects.filter(
        unit__in=own_units(actor, Permission.VISIT_RECORD),
        state=Reach.UNVISITED,
        campaign__state=campaigns.State.OPEN,
    )
    rows = left.values("campaign", "campaign__name", "campaign__ends_on").annotate(
        households=Count("pk")
    )
    for row in rows.order_by("campaign__ends_on", "campaign"):
        yield Todo(
            "geo-alt",
            f"走访慰问：{row['campaign__name']}",
            f"还有 {row['households']:,} 户没有走到",
            address("visits:left", row["campaign"]),
            due_on=row["campaign__ends_on"],
        )


def families_struck(actor: Actor) -> Iterable[Todo]:
    """What happened to families, for their township and their county, the oldest first (S0-46)."""
    waiting = Occurrence.objects.open().owed_by(own_units(actor, Permission.VISIT_RECORD))
    for one in waiting.for_listing()[:SHOWN]:
        yield Todo(
            "bell",
            f"遇事走访：{one.household.head_name}家{one.get_kind_display()}",
            f"{one.region.name} · 已过 {one.days(clock.today())} 天",
            address("visits:occurrence", one.pk),
            is_urgent=True,
        )


def filings_to_fill(actor: Actor) -> Iterable[Todo]:
    mine = Filing.objects.filter(
        unit__in=own_units(actor, Permission.FILING_FILL),
        state__in=[filings.State.OPEN, filings.State.RETURNED],
        edition__state=filings.EditionState.OPEN,
    )
    for filing in mine.for_listing()[:SHOWN]:
        came_back = filing.state == filings.State.RETURNED
        yield Todo(
            "table",
            f"{'修改' if came_back else '填报'}：{filing.edition.title}",
            f"被退回：{filing.reason}" if came_back else filing.unit.name,
            address("filings:show", filing.pk),
            due_on=filing.due_on,
            came_back=came_back,
        )


def filings_to_review(actor: Actor) -> Iterable[Todo]:
    """Tables of which one's own unit is the issuer: whoever asked for it answers it."""
    sent = Filing.objects.filter(
        edition__unit__in=own_units(actor, Permission.FILING_REVIEW),
        state=filings.State.SUBMITTED,
    )
    rows = sent.values("edition", "edition__title").annotate(units=Count("pk"))
    for row in rows.order_by("edition"):
        yield Todo(
            "clipboard-check",
            f"审核：{row['edition__title']}",
            f"{row['units']} 个单位已提交",
            address("filings:rollup", row["edition"]),
        )


def reports_to_write(actor: Actor) -> Iterable[Todo]:
    mine = Report.objects.filter(
        unit__in=own_units(actor, Permission.REPORT_EDIT),
        state__in=[filings.ReportState.DRAFT, filings.ReportState.RETURNED],
    )
    for report in mine.for_listing()[:SHOWN]:
        came_back = report.state == filings.ReportState.RETURNED
        yield Todo(
            "journal-text",
            f"{'修改' if came_back else '起草'}：{report.title}",
            f"被退回：{report.reason}" if came_back else report.campaign.name,
            address("reports:show", report.pk),
            came_back=came_back,
        )


def reports_to_review(actor: Actor) -> Iterable[Todo]:
    sent = Report.objects.filter(
        receiver__in=own_units(actor, Permission.FILING_REVIEW),
        state=filings.ReportState.SUBMITTED,
    )
    for report in sent.for_listing()[:SHOWN]:
        yield Todo(
            "journal-text",
            f"审阅：{report.title}",
            f"{report.unit.name}报送",
            address("reports:show", report.pk),
        )


def rosters_to_check(actor: Actor) -> Iterable[Todo]:
    staged = Roster.objects.filter(
        unit__in=own_units(actor, Permission.ROSTER_IMPORT),
        state__in=[RosterState.STAGED, RosterState.CHECKED],
    )
    for roster in staged.for_listing()[:SHOWN]:
        yield Todo(
            "people",
            f"核对花名册：{roster.name}",
            roster.get_state_display(),
            address("people:roster", roster.pk),
        )


def rows_to_settle(actor: Actor) -> Iterable[Todo]:
    mine = Question.objects.open().filter(
        roster__unit__in=own_units(actor, Permission.ROSTER_IMPORT)
    )
    if number := mine.count():
        yield Todo(
            "person-badge",
            f"认定待核对人员：{number} 人",
            "花名册里的这些行可能是库中已有的人",
            address("people:questions"),
        )


def doubles_to_settle(actor: Actor) -> Iterable[Todo]:
    """Of a county and below: nobody above puts its families in order."""
    offices = Unit.objects.filter(pk__in=own_units(actor, Permission.PEOPLE_EDIT))
    is_mine = Exists(offices.filter(region__level__gte=Level.COUNTY))
    if number := Double.objects.visible_to(actor).open().filter(is_mine).count():
        yield Todo(
            "people",
            f"核对疑似重复的人员：{number} 对",
            "同一人可能登记了两次",
            address("people:doubles"),
        )


def places_to_give(actor: Actor) -> Iterable[Todo]:
    """What a division of a place left without one."""
    for left in left_in(changeable(actor))[:SHOWN] if policy.roots(actor) else []:
        told = [f"{left.households:,} 户"] * bool(left.households)
        told += [f"{left.places} 个下级区划"] * bool(left.places)
        yield Todo(
            "pin-map",
            f"划分：{left.region.name}",
            f"拆分后还有 {'、'.join(told)}没有划分",
            address("units:left", left.region.pk),
        )


def accounts_without_post(actor: Actor) -> Iterable[Todo]:
    working = users_in(actor, Permission.POST_GRANT).filter(family=Family.BUSINESS, is_active=True)
    if number := without_post(working, clock.today()).count():
        yield Todo(
            "person-badge",
            f"授予岗位：{number} 个账号",
            "系统管理员已建好账号，还没有岗位，登录后什么也看不到",
            address("posts:index"),
        )


Asking = Callable[[Actor], Iterable[Todo]]
BUSINESS: tuple[Asking, ...] = (
    outings_of_today,
    receipts_to_sign,
    notices_to_confirm,
    assignments_to_do,
    families_struck,
    households_to_visit,
    filings_to_fill,
    filings_to_review,
    reports_to_write,
    reports_to_review,
    rosters_to_check,
    rows_to_settle,
    doubles_to_settle,
    places_to_give,
)
SECURITY: tuple[Asking, ...] = (accounts_without_post,)
QUESTIONS: dict[str, tuple[Asking, ...]] = {
    Family.BUSINESS: BUSINESS,
    Family.SYSTEM: (),
    Family.SECURITY: SECURITY,
    Family.AUDIT: (),
}


def todos(actor: Actor, family: str) -> list[Todo]:
    """Everything to do, what came back and what is late first, then by due day."""
    found = [todo for question in QUESTIONS[family] for todo in question(actor)]
    return sorted(found, key=lambda todo: (todo.tone != "bad", todo.due_on or date.max))
