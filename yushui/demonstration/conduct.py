"""Looking after discipline: checks at every stage of being put right, and leave to gather."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from yushui.accounts.actor import Actor
from yushui.accounts.models import User
from yushui.campaigns.models import Assignment, Duty
from yushui.demonstration.season import Season
from yushui.discipline import actions, queries
from yushui.discipline.actions import Look, Plan, Reply, Span
from yushui.discipline.lifecycle import Form, Occasion, Said
from yushui.discipline.models import Check, Finding, Gathering
from yushui.kernel import clock
from yushui.oversight import boards
from yushui.territory.actions import set_points
from yushui.territory.kinds import Level
from yushui.territory.models import Region, Unit
from yushui.territory.points import Point
from yushui.territory.system import SYSTEM
from yushui.visits.models import GroupVisit


CHECKED_ON = date(2026, 7, 23)
EAST, NORTH, STEP = Decimal("112.31"), Decimal("37.42"), Decimal("0.021")
DOCUMENT = "鹿双拥办〔2026〕8号"


def keep(story: Season, office: Unit, township: Unit) -> str:
    """The county limits and looks, the township puts right and asks, the garrison looks too."""
    _limit(office.region)
    _look(story, office, township)
    _gather(story, office, township)
    return (
        f"作风检查 {Check.objects.count()} 次，查出问题 {Finding.objects.count()} 个，"
        f"申请聚集活动 {Gathering.objects.count()} 场"
    )


def place_villages(township: Region) -> str:
    """Most villages of a township have a made-up public point; one has none yet."""
    villages = list(township.children.current().filter(level=Level.VILLAGE).order_by("path"))
    points = [
        Point(one.code, EAST + STEP * (3 * number % 7), NORTH + STEP * (5 * number % 4))
        for number, one in enumerate(villages[1:])
        if one.code
    ]
    if points:
        set_points(points, by=SYSTEM)
    return f"{township.name}有 {len(points)} 个村登记了公开坐标"


def check_everybody(story: Season) -> str:
    """Whoever the notice asks to keep discipline looks after it once."""
    laid = Assignment.objects.filter(duty__campaign=story.round, duty__kind="discipline")
    units = Unit.objects.filter(pk__in=laid.values("unit")).select_related("region")
    if not units:
        return "公文没有作风纪律方面的任务"
    today = min(clock.today(), story.round.ends_on)
    for unit in units.order_by("path"):
        look = Look(
            Occasion.CAMPAIGN, today, "演示检查人", _yes(unit, Occasion.CAMPAIGN, today), today
        )
        actions.record(campaign=story.round, unit=unit, checker=unit, look=look, by=story.by)
    squares = [
        one
        for duty in Duty.objects.filter(campaign=story.round, kind="discipline").order_by("pk")
        for one in boards.squares_of(duty, laid, today=clock.today())
    ]
    done = sum(one.progress.is_complete for one in squares)
    return f"作风检查 {len(units)} 个单位；作风纪律任务 {len(squares)} 条，办完 {done} 条"


def _by(username: str) -> Actor:
    return User.objects.get(username=username).actor


def _yes(unit: Unit, occasion: Occasion, on: date) -> dict[str, Reply]:
    asked = queries.checklist_for(unit.region, on).asked_at(occasion)
    return {item.key: Reply(Said.YES) for item in asked}


def _limit(county: Region) -> None:
    actions.add_limit(
        county,
        size=30,
        is_refused=False,
        per_home=Decimal(300),
        span=Span(date(2026, 7, 1), DOCUMENT),
        by=_by("luming-jingban"),
    )


def _look(story: Season, office: Unit, township: Unit) -> None:
    event = GroupVisit.objects.select_related("unit__region", "campaign").latest("pk")
    flowers = {"thrift_show": Reply(Said.NO, "会场摆了鲜花，没有必要")}
    found = _record(story, event.unit, Occasion.GROUP, flowers, event=event)
    actions.answer(found, remedy="鲜花已退，今后会场一律不摆", by=_by("luming-jingban"))
    actions.close(found, decision="情况属实，销号", by=_by("luming-zhuren"))
    lists = {"secrecy_lists": Reply(Said.NO, "两张路线单用后没有收回")}
    found = _record(story, township, Occasion.CAMPAIGN, lists)
    actions.answer(found, remedy="路线单已收回销毁，指定专人登记", by=_by("bailu-zoufang"))
    meal = {"thrift_meal": Reply(Said.NO, "中午在慰问对象家中用餐一次")}
    _record(story, township, Occasion.CAMPAIGN, meal)
    garrison = Unit.objects.select_related("region").get(name="驻鹿鸣部队甲")
    look = Look(Occasion.OUT, CHECKED_ON, "石磊", _yes(garrison, Occasion.OUT, CHECKED_ON))
    by = _by("budui")
    actions.record(campaign=story.round, unit=garrison, checker=garrison, look=look, by=by)


def _record(
    story: Season,
    unit: Unit,
    occasion: Occasion,
    no: Mapping[str, Reply],
    *,
    event: GroupVisit | None = None,
) -> Finding:
    """The county office looks, and finds one thing."""
    held_on = event.held_on if event else CHECKED_ON
    by = _by("luming-jingban")
    checker = Unit.objects.get(pk=by.posts[0].unit_id)
    look = Look(
        occasion,
        CHECKED_ON,
        "苏雅琴",
        {**_yes(unit, occasion, held_on), **no},
        held_on=held_on,
        group_visit=event,
        due_on=date(2026, 7, 29),
    )
    check = actions.record(campaign=story.round, unit=unit, checker=checker, look=look, by=by)
    return Finding.objects.get(answer__check_made=check)


def _gather(story: Season, office: Unit, township: Unit) -> None:
    """One is approved, one goes into another, one is refused, one waits for the mayor."""
    head, clerk = _by("luming-zhuren"), _by("luming-jingban")
    tea = _ask(story, "县直单位退役军人茶话会", Form.TEA, 40, unit=office, by=clerk)
    talk = _ask(story, "“八一”军地座谈会", Form.SYMPOSIUM, 36, unit=office, by=clerk)
    show = _ask(story, "“八一”文艺晚会", Form.SHOW, 300, unit=office, by=clerk)
    actions.approve(talk, decision="压缩到半天，不摆桌签", by=head)
    actions.merge(tea, talk, by=head)
    actions.refuse(show, decision="以入户走访代替，节约经费", by=head)
    _ask(story, "白鹭镇军属座谈会", Form.SYMPOSIUM, 32, unit=township, by=_by("bailu-jingban"))


def _ask(story: Season, title: str, form: Form, size: int, *, unit: Unit, by: Actor) -> Gathering:
    plan = Plan(
        title=title,
        form=form,
        planned_on=date(2026, 7, 30),
        place="机关会议室",
        size=size,
        reason="当面听取意见，逐户走访时不便集中商量",
        combining="查过本月活动安排，可以与其他座谈合并",
        campaign=story.round,
    )
    made = actions.draft(plan, unit=unit, by=by)
    actions.ask(made, by=by)
    return made
