"""The life of a roster: staged, checked, then loaded as a whole or refused.

Staging keeps the file and guesses its columns; checking is a dry run that says what would become
of every row. Whoever has prepared the plan before the transaction hands it in; a load holds whom it
would write over, and the plan against what stands then: whatever happened meanwhile, what is
written fits what is there, and a process killed on the way leaves nothing behind.
"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.files import actions as files
from yushui.files.models import StoredFile
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people import policy, rules
from yushui.people.importing import findings, loading, preparing, rejecting, undoing
from yushui.people.importing.bulk import without_collecting
from yushui.people.importing.columns import Table, Upload
from yushui.people.importing.mapping import fingerprint, guess
from yushui.people.importing.preparing import Prepared
from yushui.people.importing.undoing import Undoing
from yushui.people.lifecycle import ROSTER, RosterState
from yushui.people.models import Roster
from yushui.territory.models import Unit


LONGEST_SETBACK = 300
NAMED = 5  # colleagues


class RosterRefused(RuleViolation):
    """A roster has rows that a human must put right; carries them for whoever reports back."""

    def __init__(self, made: Prepared) -> None:
        self.made = made
        wrong = len(made.plan.problems)
        number, where, sentence = rejecting.listed(made.table, made.plan)[0]
        super().__init__(
            f"有 {wrong} 行有问题，全部没有导入。例如第 {number} 行（{where}）：{sentence}"
            "改正后再导入，或选择先导入其余各行。"
        )


@transaction.atomic
def stage_roster(
    *, unit: Unit, upload: Upload, name: str = "", table: Table | None = None, by: Actor
) -> Roster:
    """Keep a roster's file and guess its columns; a file without a roster in it is not kept.

    What was confirmed of the same sender's table with the same header is proposed before a guess.
    """
    _require(unit, by)
    table = table or upload.table()
    roster = _stage(unit, upload, table, name=name, by=by)
    before = Roster.objects.like(roster).first()
    roster.mapping = before.mapping if before else guess(table)
    roster.save(update_fields=["mapping"])
    log("people.roster_staged", roster, by=by, file=roster.file.digest, source=upload.source)
    return roster


@transaction.atomic
@without_collecting()
def check_roster(
    roster: Roster,
    *,
    mapping: Mapping[str, int | None],
    made: Prepared | None = None,
    by: Actor,
) -> Roster:
    """Say what would become of every row, and give the wrong ones back in a copy of the file."""
    _require(roster.unit, by)
    made = made or preparing.of_roster(roster, mapping)
    ROSTER.advance(
        roster,
        "check",
        mapping=made.mapping,
        setback="",
        checked_by_id=by.id,
        **_findings(roster, made, by=by),
    )
    findings.write(roster, made)
    log("people.roster_checked", roster, by=by, **made.plan.outcome)
    return roster


@transaction.atomic
@without_collecting()
def load_roster(
    roster: Roster, *, by: Actor, leave_out_wrong: bool = False, made: Prepared | None = None
) -> Roster:
    """Write all rows of a checked roster, or nothing.

    While any row is wrong nothing is written, unless somebody decides to leave those rows out.
    """
    _require(roster.unit, by)
    ROSTER.target("load", roster.state)
    _require_second(roster, by)
    made = preparing.settled(made or preparing.of_roster(roster, roster.mapping))
    _require_loadable(made, leave_out_wrong=leave_out_wrong)
    findings.write(roster, made)
    _load(roster, made, by=by)
    _log_load(roster, made, by=by)
    return roster


@transaction.atomic
def ask_check(roster: Roster, *, mapping: Mapping[str, int | None], by: Actor) -> Roster:
    """Ask for a check that takes long; what an earlier one found was about other columns."""
    _require(roster.unit, by)
    ROSTER.advance(
        roster,
        "ask_check",
        mapping=dict(mapping),
        outcome={},
        problems=[],
        remarks=[],
        rejected=None,
        asked_by_id=by.id,
        setback="",
    )
    log("people.roster_check_asked", roster, by=by)
    return roster


@transaction.atomic
def ask_load(roster: Roster, *, leave_out_wrong: bool = False, by: Actor) -> Roster:
    """Ask for a load that takes long."""
    _require(roster.unit, by)
    _require_second(roster, by)
    ROSTER.advance(
        roster, "ask_load", asked_by_id=by.id, leaves_out_wrong=leave_out_wrong, setback=""
    )
    log("people.roster_load_asked", roster, by=by, leaves_out_wrong=leave_out_wrong)
    return roster


@transaction.atomic
def stop_roster(roster: Roster, *, reason: str, by: Actor) -> Roster:
    """Take a check or a load that is under way back; a job that is at it finds out and ends."""
    _require(roster.unit, by)
    move = "stop_load" if roster.state == RosterState.LOADING else "stop_check"
    ROSTER.advance(roster, move, setback=reason[:LONGEST_SETBACK])
    log("people.roster_stopped", roster, by=by, move=move)
    return roster


@transaction.atomic
def refuse_roster(roster: Roster, *, by: Actor) -> Roster:
    """Put a roster away that will not be loaded."""
    _require(roster.unit, by)
    ROSTER.advance(roster, "refuse")
    log("people.roster_refused", roster, by=by)
    return roster


@transaction.atomic
@without_collecting()
def undo_roster(roster: Roster, *, by: Actor) -> Roster:
    """Take a whole import back, as long as nothing hangs on it: the register is as it was before.

    Rows that nobody has settled are asked about no more; the file and the trail stay.
    """
    _require(roster.unit, by)
    ROSTER.advance(roster, "undo", undone_at=clock.now(), undone_by_name=by.name)
    # Held, so that no row is being settled while it is counted.
    settled = sum(one.person_id is not None for one in roster.questions.select_for_update())
    if settled:
        raise RuleViolation(
            f"这份花名册有 {settled} 行已经在“待核对人员”里认定，请先逐行撤回认定，再撤回导入。"
        )
    try:
        with transaction.atomic():
            Undoing(roster, None, roster.imported_at).run()
    except IntegrityError as clash:
        raise Conflict(undoing.EDITED.format(roster.name)) from clash
    roster.questions.open().delete()
    log("people.roster_undone", roster, by=by, file=roster.file.digest)
    return roster


@transaction.atomic
def hand_out_rejected(roster: Roster, *, by: Actor) -> bytes:
    """Give the wrong rows back to whoever corrects them; the copy holds full numbers."""
    _require(roster.unit, by)
    if roster.rejected is None:
        raise RuleViolation("这份花名册没有问题行。")
    log("people.rejected_handed_out", roster, by=by, file=roster.rejected.digest)
    return roster.rejected.read()


@transaction.atomic
@without_collecting()
def import_roster(
    upload: Upload,
    *,
    unit: Unit,
    by: Actor,
    leave_out_wrong: bool = False,
    made: Prepared | None = None,
) -> Roster:
    """Take a roster in at one go; a file with a wrong row is refused and not even kept."""
    _require(unit, by)
    made = preparing.settled(made or preparing.of_upload(upload, unit.region))
    _require_loadable(made, leave_out_wrong=leave_out_wrong)
    roster = _stage(unit, upload, made.table, by=by)
    ROSTER.advance(roster, "check", mapping=made.mapping, checked_by_id=by.id)
    _load(roster, made, by=by)
    _log_load(roster, made, by=by)
    return roster


def _require(unit: Unit, by: Actor) -> None:
    """An import is made for a unit, and people are where that unit's place is."""
    by.require_for_unit(Permission.ROSTER_IMPORT, unit)
    by.require(Permission.ROSTER_IMPORT, unit.region)


def _require_second(roster: Roster, by: Actor) -> None:
    if others := policy.seconds(roster, by):
        raise RuleViolation(
            f"这份花名册有 {roster.row_count:,} 行，超过 {rules.ROWS_ALONE} 行的要由另一个人导入；"
            f"您上传或核对的，请{'、'.join(others[:NAMED])}看过以后导入。"
        )


def _log_load(roster: Roster, made: Prepared, *, by: Actor) -> None:
    log(
        "people.roster_loaded",
        roster,
        by=by,
        file=roster.file.digest,
        alone=policy.prepared_alone(roster, by),
        **made.plan.outcome,
    )


def _require_loadable(made: Prepared, *, leave_out_wrong: bool) -> None:
    wrong = len(made.plan.problems)
    if wrong and (wrong == made.plan.rows or not leave_out_wrong):
        raise RosterRefused(made)
    rules.check_rows(made.plan.rows)


def _stage(unit: Unit, upload: Upload, table: Table, *, name: str = "", by: Actor) -> Roster:
    return Roster.objects.create(
        unit=unit,
        name=name.strip()[:120] or upload.stem[:120],
        source=upload.source,
        file=files.store(upload.file_name, upload.content, by=by, checked=table.kind),
        file_name=upload.file_name.rpartition("/")[2][-200:],
        row_count=len(table.rows),
        header=fingerprint(table),
        created_at=clock.now(),
        created_by_name=by.name,
        staged_by_id=by.id,
    )


def _load(roster: Roster, made: Prepared, *, by: Actor) -> None:
    """Advance first: of two who load the same roster, one waits and is then told."""
    at = clock.now()
    found = _findings(roster, made, by=by)
    ROSTER.advance(roster, "load", imported_at=at, imported_by_name=by.name, **found)
    try:
        with transaction.atomic():
            written = loading.write(made.plan, roster=roster, at=at, by_name=by.name)
    except IntegrityError as clash:
        raise Conflict(
            "同时有另一份花名册导入了相同的人，本次没有导入；请重新核对后再导入。"
        ) from clash
    roster.written = written.kept
    roster.save(update_fields=["written"])


def _findings(roster: Roster, made: Prepared, *, by: Actor) -> dict[str, Any]:
    """What a plan says of its roster, as it is kept with it."""
    return {
        "outcome": made.plan.outcome,
        "problems": rejecting.listed(made.table, made.plan),
        "remarks": rejecting.remarks(made.plan),
        "rejected": _rejected(roster, made, by=by),
    }


def _rejected(roster: Roster, made: Prepared, *, by: Actor) -> StoredFile | None:
    """The file with what is wrong written beside it, for its sender to correct."""
    copy = preparing.annotated(made).copy
    if copy is None:
        return None
    name = f"{roster.name[:80]}（问题行）.xlsx".replace("/", "-")
    return files.store(name, copy, by=by, checked="xlsx")
