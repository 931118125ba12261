"""Everything of a check and of a load that needs no lock: read, look up, plan, seal.

Somebody else may write meanwhile. A load therefore holds what was prepared against what stands
inside its own transaction (`settled`); only where that has changed is it decided anew there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from yushui.kernel import clock
from yushui.office.formulas import cells_with_formula
from yushui.people import holding
from yushui.people.importing import loading, mapping, planning, reading, rejecting, standing
from yushui.people.importing.columns import Table, Upload, open_table
from yushui.people.importing.placing import Gazetteer
from yushui.people.importing.planning import Plan
from yushui.people.importing.reading import Progress, Reading, quiet
from yushui.people.importing.standing import Standing
from yushui.people.models import Roster
from yushui.territory.models import Region


@dataclass(frozen=True)
class Prepared:
    """A plan, and all it was decided on."""

    upload: Upload
    table: Table
    region: Region
    gazetteer: Gazetteer
    reading: Reading
    known: Standing
    plan: Plan
    copy: bytes | None = None  # the file with what is wrong written beside it

    @property
    def mapping(self) -> dict[str, int | None]:
        return dict(self.reading.mapping)


def of_roster(
    roster: Roster, chosen: Mapping[str, int | None], *, progress: Progress = quiet
) -> Prepared:
    """Plan for a roster that was staged."""
    upload = Upload(roster.file_name, roster.file.read(), roster.source)
    table = open_table(upload.file_name, upload.content)
    whole = mapping.checked(chosen, table)
    return _prepared(upload, table, whole, roster.unit.region, progress)


def of_upload(upload: Upload, region: Region, *, progress: Progress = quiet) -> Prepared:
    """Plan for a file as it arrives; reads only and keeps nothing."""
    table = upload.table()
    chosen = mapping.named(upload.choices, table)
    whole = mapping.checked(mapping.merged(mapping.guess(table), chosen), table)
    return _prepared(upload, table, whole, region, progress)


def annotated(made: Prepared) -> Prepared:
    """With the copy for the sender, if anything is wrong: to write a long one takes seconds."""
    if made.copy is not None or not made.plan.problems:
        return made
    copy = rejecting.workbook(made.table, made.plan)
    return replace(made, copy=copy)


def sealed(made: Prepared) -> Prepared:
    """With every personal number encrypted, so that the load has only to write."""
    loading.seal(made.plan)
    return made


def settled(made: Prepared) -> Prepared:
    """What was prepared, made to fit what stands in the transaction that is open now.

    Whom it would write over is held first: whoever is correcting them now is waited for, and then
    counts; whoever comes later finds them changed.
    """
    while True:
        holding.hold_changed(made.plan)
        now = _as_it_stands(made)
        if now is made:
            return made
        made = now


def _as_it_stands(made: Prepared) -> Prepared:
    """Decided anew, if anything it was decided on has changed."""
    gazetteer = Gazetteer.of(made.region)
    if gazetteer.known_by != made.gazetteer.known_by:
        return _prepared(made.upload, made.table, made.mapping, made.region, quiet)
    known = standing.read(made.region, planning.wanted(made.reading.placed))
    matched = standing.of_persons(set(made.plan.matched_keys))
    is_as_it_was = known == made.known and matched == made.plan.matched
    return made if is_as_it_was else _decided(made, known)


def _prepared(
    upload: Upload,
    table: Table,
    whole: dict[str, int | None],
    region: Region,
    progress: Progress,
) -> Prepared:
    gazetteer = Gazetteer.of(region)
    suspects = set() if table.is_rebuilt else reading.silent(table, whole)
    lost = suspects and suspects & cells_with_formula(upload.content, sheet=table.position)
    read = reading.read(table, whole, gazetteer, today=clock.today(), lost=lost, progress=progress)
    known = standing.read(region, planning.wanted(read.placed))
    plan = planning.decide(read, region, known)
    rejecting.explain_formulas(upload.content, table, whole, plan)
    return Prepared(upload, table, region, gazetteer, read, known, plan)


def _decided(made: Prepared, known: Standing) -> Prepared:
    plan = planning.decide(made.reading, made.region, known)
    rejecting.explain_formulas(made.upload.content, made.table, made.mapping, plan)
    return replace(made, known=known, plan=plan, copy=None)
