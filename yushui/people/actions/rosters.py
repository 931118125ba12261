"""The life of a roster: staged, checked, then loaded as a whole or refused.

Staging keeps the file and guesses its columns; checking is a dry run that says what would become
of every row. Loading plans once more inside its own transaction: whatever happened since the
check, what is written fits what is there, and a process killed on the way leaves nothing behind.
"""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.files import actions as files
from yushui.files.models import StoredFile
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people.importing import loading, planning, rejecting
from yushui.people.importing.bulk import without_collecting
from yushui.people.importing.columns import Table, Upload, open_table
from yushui.people.importing.mapping import checked, guess
from yushui.people.importing.planning import Plan, Progress
from yushui.people.lifecycle import ROSTER
from yushui.people.models import Roster, Source
from yushui.territory.models import Unit


class RosterRefused(RuleViolation):
    """A roster has rows that a human must put right; carries them for whoever reports back."""

    def __init__(self, plan: Plan, table: Table) -> None:
        self.plan, self.table = plan, table
        wrong = len(plan.problems)
        number, where, sentence = rejecting.listed(table, plan)[0]
        super().__init__(
            f"有 {wrong} 行有问题，全部没有导入。例如第 {number} 行（{where}）：{sentence}"
            "改正后再导入，或选择先导入其余各行。"
        )


@transaction.atomic
def stage_roster(
    *,
    unit: Unit,
    name: str,
    file_name: str,
    content: bytes,
    source: str = Source.SURVEY,
    by: Actor,
) -> Roster:
    """Keep a roster's file and guess its columns; a file without a roster in it is not kept."""
    _require(unit, by)
    table = Upload(file_name, content).table()
    roster = _stage(unit, name, Upload(file_name, content, source), kind=table.kind, by=by)
    roster.mapping = guess(table)
    roster.save(update_fields=["mapping"])
    log("people.roster_staged", roster, by=by, file=roster.file.digest, source=source)
    return roster


@transaction.atomic
@without_collecting()
def check_roster(roster: Roster, *, mapping: Mapping[str, int | None], by: Actor) -> Roster:
    """Say what would become of every row, and give the wrong ones back in a copy of the file."""
    _require(roster.unit, by)
    content = roster.file.read()
    table = open_table(roster.file_name, content)
    whole = checked(mapping, table)
    plan = planning.make(table, whole, roster.unit.region, today=clock.today())
    ROSTER.advance(
        roster,
        "check",
        mapping=whole,
        outcome=plan.outcome,
        problems=rejecting.listed(table, plan),
        remarks=rejecting.remarks(plan),
        rejected=_rejected(roster, plan, table, content, by=by),
    )
    log("people.roster_checked", roster, by=by, **plan.outcome)
    return roster


@transaction.atomic
@without_collecting()
def load_roster(roster: Roster, *, by: Actor, leave_out_wrong: bool = False) -> Roster:
    """Write all rows of a checked roster, or nothing.

    While any row is wrong nothing is written, unless somebody decides to leave those rows out.
    """
    _require(roster.unit, by)
    ROSTER.target("load", roster.state)
    content = roster.file.read()
    table = open_table(roster.file_name, content)
    plan = planning.make(table, roster.mapping, roster.unit.region, today=clock.today())
    _require_loadable(plan, table, leave_out_wrong=leave_out_wrong)
    _load(roster, plan, table, content, by=by)
    log("people.roster_loaded", roster, by=by, file=roster.file.digest, **plan.outcome)
    return roster


@transaction.atomic
def refuse_roster(roster: Roster, *, by: Actor) -> Roster:
    """Put a roster away that will not be loaded."""
    _require(roster.unit, by)
    ROSTER.advance(roster, "refuse")
    log("people.roster_refused", roster, by=by)
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
    progress: Progress = planning.quiet,
) -> Roster:
    """Take a roster in at one go; a file with a wrong row is refused and not even kept."""
    _require(unit, by)
    plan, mapping, table = planning.rehearse(
        upload, unit.region, today=clock.today(), progress=progress
    )
    _require_loadable(plan, table, leave_out_wrong=leave_out_wrong)
    roster = _stage(unit, upload.stem, upload, kind=table.kind, by=by)
    ROSTER.advance(roster, "check", mapping=mapping)
    _load(roster, plan, table, upload.content, by=by)
    log("people.roster_loaded", roster, by=by, file=roster.file.digest, **plan.outcome)
    return roster


def _require(unit: Unit, by: Actor) -> None:
    """An import is made for a unit, and people are where that unit's place is."""
    by.require_for_unit(Permission.ROSTER_IMPORT, unit)
    by.require(Permission.ROSTER_IMPORT, unit.region)


def _require_loadable(plan: Plan, table: Table, *, leave_out_wrong: bool) -> None:
    if plan.problems and not leave_out_wrong:
        raise RosterRefused(plan, table)
    if plan.rows == len(plan.problems):
        if plan.problems:
            raise RosterRefused(plan, table)
        raise RuleViolation("表头下面没有数据行，请核对后再上传。", field="file")


def _stage(unit: Unit, name: str, upload: Upload, *, kind: str, by: Actor) -> Roster:
    return Roster.objects.create(
        unit=unit,
        name=name.strip()[:120] or upload.stem[:120],
        source=upload.source,
        file=files.store(upload.file_name, upload.content, by=by, checked=kind),
        file_name=upload.file_name.rpartition("/")[2][-200:],
        created_at=clock.now(),
        created_by_name=by.name,
    )


def _load(roster: Roster, plan: Plan, table: Table, content: bytes, *, by: Actor) -> None:
    """Advance first: of two who load the same roster, one waits and is then told."""
    ROSTER.advance(
        roster,
        "load",
        imported_at=clock.now(),
        imported_by_name=by.name,
        outcome=plan.outcome,
        problems=rejecting.listed(table, plan),
        remarks=rejecting.remarks(plan),
        rejected=_rejected(roster, plan, table, content, by=by),
    )
    source = f"{Source(roster.source).label}：{roster.name}"[:120]
    try:
        with transaction.atomic():
            loading.write(plan, region=roster.unit.region, source=source, at=clock.now())
    except IntegrityError as clash:
        raise Conflict(
            "同时有另一份花名册导入了相同的人，本次没有导入；请重新核对后再导入。"
        ) from clash


def _rejected(
    roster: Roster, plan: Plan, table: Table, content: bytes, *, by: Actor
) -> StoredFile | None:
    """The file with what is wrong written beside it, for its sender to correct."""
    if not plan.problems:
        return None
    copy = rejecting.workbook(roster.file_name, content, table, plan)
    return files.store(f"{roster.name[:80]}（问题行）.xlsx".replace("/", "-"), copy, by=by)
