"""What goes back to the sender of a roster: made, signed in both lanes, handed out, voided."""

import json
from hashlib import sha256

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people import rules, seals, signing
from yushui.people.lifecycle import REPLY, ReplyState, RosterState
from yushui.people.models import Look, Reply, Roster
from yushui.people.replies import gathering, writing
from yushui.people.replies.gathering import Absences, Content, nobody_absent
from yushui.people.replies.telling import NUMBERS


_LOOKED_AT = dict(zip(NUMBERS, (Look.Field.ID_CARD, Look.Field.PHONE), strict=True))


@transaction.atomic
def make_reply(
    roster: Roster, *, reason: str = "", absences: Absences = nobody_absent, by: Actor
) -> Reply:
    """Freeze what the register knows better than the roster, once its questions are settled.

    With a reason the numbers that the sender does not have are written in full: each is a look.
    """
    by.require(Permission.ROSTER_IMPORT, roster.unit.region)
    _require_settled(roster)
    office = signing.office_of(roster.unit)
    if reason.strip():
        by.require(Permission.PEOPLE_REVEAL, roster.unit.region)
    made = gathering.gather(roster, absences=absences, is_in_full=bool(reason.strip()))
    if not made.entries:
        raise RuleViolation("这份花名册与家庭档案完全一致，没有要更正的。")
    told = _look(made, reason, by=by) if made.shown else ""
    reply = Reply(
        roster=roster,
        unit=office,
        outcome=made.outcome,
        reason=told,
        made_at=clock.now(),
        made_by_name=by.name,
    )
    content = json.dumps(
        {"labels": made.labels, "entries": [one.kept for one in made.entries]}, ensure_ascii=False
    )
    seals.set_reply(reply, content)
    reply.digest = sha256(content.encode()).hexdigest()
    _save(reply)
    log(
        "people.reply_made",
        reply,
        by=by,
        count=len(made.entries),
        shown=len(made.shown),
        has_reason=bool(told),
    )
    return reply


def _require_settled(roster: Roster) -> None:
    if roster.state != RosterState.IMPORTED:
        raise RuleViolation("花名册导入以后，才能生成更正表。")
    waiting = roster.questions.open().count()
    if waiting:
        raise RuleViolation(f"还有 {waiting} 行在“待核对人员”里没有认定；认定以后再生成更正表。")


def _look(made: Content, reason: str, *, by: Actor) -> str:
    """Record a look at every number shown, as if each had been opened by itself."""
    looks = Look.objects.of_today(by.id).count() + len(made.shown) - 1
    if looks >= rules.LOOKS_A_DAY:
        raise RuleViolation(
            f"要列出 {len(made.shown)} 个完整号码，超过每人每天查看 {rules.LOOKS_A_DAY} 次的上限；"
            "请不填事由，按遮住的号码生成。",
            field="reason",
        )
    told = rules.check_look(reason, looks_today=looks)
    Look.objects.bulk_create(
        Look(
            person_id=person,
            field=_LOOKED_AT[key],
            reason=told,
            at=clock.now(),
            by_id=by.id,
            by_name=by.name,
        )
        for person, key in made.shown
    )
    return told


def _save(reply: Reply) -> None:
    """Of two who make one the second is told."""
    try:
        with transaction.atomic():
            reply.save(force_insert=True)
    except IntegrityError as there:
        raise Conflict("这份花名册已有一份待签认的更正表；要重新生成，请先作废原来的。") from there


@transaction.atomic
def sign_reply(reply: Reply, *, lane: str, by: Actor) -> Reply:
    """Sign for one lane, as its unit; with both signatures it may go back (S0-40)."""
    signing.sign(reply, lane, office=reply.unit, lifecycle=REPLY, by=by)
    log("people.reply_signed", reply, by=by, lane=lane)
    return reply


@transaction.atomic
def hand_out_reply(reply: Reply, *, by: Actor) -> bytes:
    """The workbook for the sender, the same every time; only what both have signed goes out."""
    by.require(Permission.ROSTER_IMPORT, reply.roster.unit.region)
    if reply.state != ReplyState.SIGNED:
        raise RuleViolation("更正表要双拥办和人武部（军分区）都签认以后，才能下载发出。")
    log("people.reply_handed_out", reply, by=by, digest=reply.digest)
    labels, entries = gathering.opened(reply)
    return writing.workbook(reply, labels, entries)


@transaction.atomic
def void_reply(reply: Reply, *, reason: str, by: Actor) -> Reply:
    """Take it out of use, and keep it; what one has signed only the head takes back."""
    is_signed = reply.civil_signed_at or reply.military_signed_at
    if is_signed:
        by.require_for_unit(Permission.YEARBOOK_SIGN, reply.unit)
    by.require(Permission.ROSTER_IMPORT, reply.roster.unit.region)
    told = rules.require_text(reason, "作废原因", field="reason", longest=200)
    REPLY.advance(reply, "void", voided_at=clock.now(), voided_by_name=by.name, voided_reason=told)
    log("people.reply_voided", reply, by=by, has_reason=True)
    return reply
