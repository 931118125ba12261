"""What happened to families meanwhile, and the calls that belong to no campaign."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from yushui.demonstration import names, pictures
from yushui.demonstration.season import Season
from yushui.kernel import clock
from yushui.people.models import Household, Person
from yushui.territory.models import Region
from yushui.visits import actions
from yushui.visits.actions import occurrences
from yushui.visits.actions import pictures as photographs
from yushui.visits.calls import Call, Companion, GiftLine, Told
from yushui.visits.models import GiftKind, Happening, Rank, Visit
from yushui.visits.queries import answerable


# What, how many days ago, and after how many days somebody came: 0 nobody yet, -1 a false alarm.
HAPPENED = (
    (Happening.DISASTER, "连日强降雨，房屋进水，已转移到亲戚家", 9, 0),
    (Happening.MISFORTUNE, "厨房失火，家具烧损，需要临时安置", 6, 0),
    (Happening.RIGHTS, "外出务工被拖欠工资，希望帮助讨要", 4, 0),
    (Happening.MISFORTUNE, "家中主要劳力住院，农活没有人手", 1, 0),
    (Happening.DISASTER, "山洪冲毁院墙，人员平安", 12, 1),
    (Happening.MISFORTUNE, "老人突发疾病住院", 20, 2),
    (Happening.RIGHTS, "征地补偿款没有按时到账", 25, 6),
    (Happening.OTHER, "独居老人走失，当天找回", 31, 1),
    (Happening.DISASTER, "邻居反映房屋倒塌，核实为闲置旧屋", 8, -1),
)
DAILY = 14
HANDED = (GiftLine(GiftKind.GOODS, "大米", 1, Decimal("68.00")),)


def happen(story: Season, county: Region) -> str:
    """Let things happen in a county; some are answered, some wait, one was nothing."""
    rng = random.Random(story.seed)
    homes = _homes(county, len(HAPPENED) + DAILY)
    for home, (kind, summary, ago, after) in zip(homes, HAPPENED, strict=False):
        on = clock.today() - timedelta(days=ago)
        told = Told(kind, on, min(on + timedelta(days=1), clock.today()), summary, "村干部")
        occurrence = occurrences.tell_of(home, told=told, by=story.by)
        if after > 0:
            visit = _call(home, on + timedelta(days=after), story, rng)
            occurrences.answer(occurrence, visit, by=story.by)
        elif after < 0:
            occurrences.close(occurrence, reason="核实为误报，没有人员受影响", by=story.by)
    for number, home in enumerate(homes[len(HAPPENED) :]):
        visit = _call(home, clock.today() - timedelta(days=20 + 4 * number), story, rng)
        if number < 2:
            photographs.add(
                visit,
                name="走访.jpg",
                content=pictures.doorway(10 + 30 * number),
                caption="到家走访，送慰问品",
                by=story.by,
            )
    waiting = sum(1 for *_, after in HAPPENED if not after)
    return f"遇事走访 {len(HAPPENED)} 件，其中 {waiting} 件待走访；日常走访 {DAILY} 户"


def _homes(county: Region, wanted: int) -> Sequence[Household]:
    """Families of the living, from all over the county."""
    living = Person.objects.alive().within(county).values("household")
    found = list(
        Household.objects.filter(pk__in=living).select_related("region").order_by("region", "pk")
    )
    return found[:: max(len(found) // wanted, 1)][:wanted]


def _call(home: Household, on: date, story: Season, rng: random.Random) -> Visit:
    owing = answerable(home.region)
    return actions.record(
        campaign=None,
        unit=owing.township or owing.office,
        household=home,
        persons=list(home.persons.alive().order_by("pk").prefetch_related("belongings")),
        call=Call(
            made_on=on,
            participants=[Companion(names.name(rng, is_male=True), Rank.LEADER, "分管副镇长")],
            gifts=HANDED,
        ),
        by=story.by,
    )
