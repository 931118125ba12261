"""The yearly list of a county: frozen, its headcounts confirmed, signed in both lanes, voided."""

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people import rules, signing
from yushui.people.lifecycle import YEARBOOK, YearbookState
from yushui.people.models import GONE, Headcount, Yearbook, YearbookEntry
from yushui.people.yearly import comparing, gathering, proving
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Unit


BATCH = 2_000


@transaction.atomic
def take_yearbook(unit: Unit, *, year: int, by: Actor) -> Yearbook:
    """Freeze who is on the list of a county as of 31 March, beside what became of last year's."""
    by.require_for_unit(Permission.YEARBOOK_TAKE, unit)
    if unit.kind != Kind.OFFICE or unit.region.level != Level.COUNTY:
        raise RuleViolation("年度名册由县级双拥办生成；请用县级双拥办的岗位办理。")
    rules.check_year(year, today=clock.today())
    standing = Yearbook.objects.standing().filter(unit=unit)
    before = standing.filter(year=year - 1).first()
    yearbook = Yearbook(
        unit=unit, year=year, before=before, taken_at=clock.now(), taken_by_name=by.name
    )
    places = gathering.places_of(unit.region)
    entries = gathering.gather(unit.region, places, yearbook.as_of)
    if not entries:
        raise RuleViolation("家庭档案里还没有现役军人家庭，没有可以冻结的；请先导入花名册。")
    yearbook.person_count = len(entries)
    yearbook.household_count = len({one.household_code for one in entries})
    heirs = gathering.heirs_in(unit.region)
    if before is not None:
        earlier = list(before.entries.listed().order_by("position"))
        fate_of = gathering.fates(unit.region, earlier)
        entries = comparing.compare(entries, earlier, heirs=heirs, fate_of=fate_of)
    _write(yearbook, entries)
    Headcount.objects.bulk_create(
        gathering.headcounts(yearbook, entries, places, heirs), batch_size=BATCH
    )
    gone = sum(1 for one in entries if one.fate in GONE)
    log("people.yearbook_taken", yearbook, by=by, year=year, count=len(entries) - gone, gone=gone)
    return yearbook


def _write(yearbook: Yearbook, entries: list[YearbookEntry]) -> None:
    """Of two who freeze one year the second is told."""
    proving.number(entries, yearbook)
    yearbook.digest = proving.of_yearbook(yearbook, (one.digest for one in entries))
    try:
        with transaction.atomic():
            yearbook.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict(
            f"{yearbook.year}年度的名册已经生成；要重新生成，请先作废原来的。"
        ) from taken
    YearbookEntry.objects.bulk_create(entries, batch_size=BATCH)


@transaction.atomic
def confirm_headcount(headcount: Headcount, *, explanation: str, by: Actor) -> Headcount:
    """Say as the township that the figures of a village are right, and why they changed (S0-22)."""
    by.require_for_unit(Permission.YEARBOOK_TAKE, headcount.unit)
    if headcount.yearbook.state != YearbookState.TAKEN:
        raise RuleViolation("这本名册不在签认当中，底数不能再确认。")
    changes = {
        "explanation": rules.check_headcount(explanation, is_different=headcount.is_different),
        "confirmed_at": clock.now(),
        "confirmed_by_name": by.name,
    }
    open_ = Headcount.objects.filter(pk=headcount.pk, confirmed_at=None)
    if not open_.update(**changes):
        raise Conflict(f"{headcount.place_name}的底数已经确认过；请刷新页面后再看。")
    for name, value in changes.items():
        setattr(headcount, name, value)
    log("people.headcount_confirmed", headcount, by=by, region=headcount.village_id)
    return headcount


@transaction.atomic
def sign_yearbook(yearbook: Yearbook, *, lane: str, by: Actor) -> Yearbook:
    """Sign for one lane, as its unit; with the other's signature the list is settled (S0-56)."""
    by.require_for_unit(Permission.YEARBOOK_SIGN, signing.unit_of(yearbook.unit, lane))
    waiting = yearbook.headcounts.filter(confirmed_at=None).count()
    if waiting:
        raise RuleViolation(f"还有{waiting}个村（社区）的底数没有确认；全部确认后再签认。")
    signing.sign(yearbook, lane, office=yearbook.unit, lifecycle=YEARBOOK, by=by)
    log("people.yearbook_signed", yearbook, by=by, lane=lane)
    return yearbook


@transaction.atomic
def void_yearbook(yearbook: Yearbook, *, reason: str, by: Actor) -> Yearbook:
    """Take the list out of use, and keep it; a signed one only the head can."""
    is_signed = yearbook.civil_signed_at or yearbook.military_signed_at
    permission = Permission.YEARBOOK_SIGN if is_signed else Permission.YEARBOOK_TAKE
    by.require_for_unit(permission, yearbook.unit)
    told = rules.require_text(reason, "作废原因", field="reason", longest=200)
    later = yearbook.later.standing().first()
    if later is not None:
        raise RuleViolation(f"{later.year}年度的名册是与这一本比较的，请先作废{later.year}年度的。")
    YEARBOOK.advance(
        yearbook, "void", voided_at=clock.now(), voided_by_name=by.name, voided_reason=told
    )
    log("people.yearbook_voided", yearbook, by=by, year=yearbook.year, has_reason=True)
    return yearbook
