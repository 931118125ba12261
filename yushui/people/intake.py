"""How a roster comes in at a door: looked at first, written then; what is long is left to a job.

To read a file, to plan and to encrypt takes seconds, and a transaction that began before would hold
everybody else's writing up for as long. The actions themselves are in `actions.rosters`.
"""

from collections.abc import Mapping

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.jobs.queue import enqueue
from yushui.people import actions, jobs, rules
from yushui.people.importing import preparing
from yushui.people.importing.bulk import without_collecting
from yushui.people.importing.columns import Upload, open_table
from yushui.people.importing.mapping import checked
from yushui.people.importing.reading import Progress, quiet
from yushui.people.models import Person, Roster
from yushui.territory.models import Unit


def stage(upload: Upload, *, unit: Unit, name: str = "", by: Actor) -> Roster:
    """Keep a file with a roster in it."""
    return actions.stage_roster(unit=unit, upload=upload, name=name, table=upload.table(), by=by)


def takes_long(roster: Roster) -> bool:
    """Whether to check or to load it is work for a job: for its rows, or those it is held against.

    The people are not counted to the last: a nation's register would take as long as the check.
    """
    known = Person.objects.within(roster.unit.region).order_by()
    return roster.is_large or known[rules.PEOPLE_AT_ONCE : rules.PEOPLE_AT_ONCE + 1].exists()


@without_collecting()
def check(roster: Roster, *, mapping: Mapping[str, int | None], by: Actor) -> Roster:
    """Check a small roster, or ask for the check of a large one."""
    if not takes_long(roster):
        made = preparing.annotated(preparing.of_roster(roster, mapping))
        return actions.check_roster(roster, mapping=mapping, made=made, by=by)
    whole = checked(mapping, open_table(roster.file_name, roster.file.read()))
    with transaction.atomic():
        asked = actions.ask_check(roster, mapping=whole, by=by)
        enqueue(jobs.check_roster, roster.pk)
    return asked


@without_collecting()
def load(roster: Roster, *, leave_out_wrong: bool = False, by: Actor) -> Roster:
    """Load a small roster, or ask for the load of a large one."""
    if not takes_long(roster):
        made = preparing.sealed(preparing.annotated(preparing.of_roster(roster, roster.mapping)))
        return actions.load_roster(roster, leave_out_wrong=leave_out_wrong, made=made, by=by)
    with transaction.atomic():
        asked = actions.ask_load(roster, leave_out_wrong=leave_out_wrong, by=by)
        enqueue(jobs.load_roster, roster.pk)
    return asked


@without_collecting()
def take_in(
    upload: Upload,
    *,
    unit: Unit,
    leave_out_wrong: bool = False,
    progress: Progress = quiet,
    by: Actor,
) -> Roster:
    """Stage, check and load in one go, for the command line."""
    made = preparing.of_upload(upload, unit.region, progress=progress)
    made = preparing.sealed(preparing.annotated(made))
    return actions.import_roster(
        upload, unit=unit, leave_out_wrong=leave_out_wrong, made=made, by=by
    )
