"""Checking and loading a roster that takes longer than a page may; and what is looked at at night.

What to do stands on the roster, so a job that was asked for twice, or is run again after its
process was killed, finds it done, or taken back, and leaves it alone.
"""

import logging
from collections.abc import Callable
from contextlib import suppress

from django_tasks import task

from yushui.accounts.actor import Actor, system_actor
from yushui.accounts.models import User
from yushui.audit.log import log
from yushui.jobs import progress, waiting
from yushui.jobs.models import Night
from yushui.kernel.errors import Conflict
from yushui.people import actions, doubling, standing
from yushui.people.importing import preparing
from yushui.people.importing.bulk import without_collecting
from yushui.people.importing.reading import Progress
from yushui.people.lifecycle import RosterState
from yushui.people.models import Person, Roster


logger = logging.getLogger("yushui.people")

Work = Callable[[Roster, Actor, Progress], Roster]


def key_of(roster: Roster) -> str:
    """Under which the progress of a roster is told."""
    return f"roster:{roster.pk}"


@task()
def check_roster(roster_id: int) -> int:
    """Say what would become of every row; the answer is how many rows there are."""
    return _run(roster_id, RosterState.CHECKING, _check)


@task()
def load_roster(roster_id: int) -> int:
    """Load what was checked; the answer is how many rows there are."""
    return _run(roster_id, RosterState.LOADING, _load)


@without_collecting()
def _run(roster_id: int, state: RosterState, work: Work) -> int:
    asked = Roster.objects.select_related("unit__region", "file")
    roster = asked.filter(pk=roster_id, state=state).first()
    if roster is None:
        return 0
    progress.start(key_of(roster), total=roster.row_count, message="正在读取文件")

    def tell(done: int, total: int) -> None:
        _require_wanted(roster_id, state)
        progress.advance(key_of(roster), done, total=total, message="正在逐行核对")

    def run() -> int:
        done = work(roster, User.objects.get(pk=roster.asked_by_id).actor, tell)
        progress.finish(key_of(roster))
        return int(done.outcome["rows"])

    return waiting.told(run, lambda sentence: _give_back(roster_id, state, sentence))


def _check(roster: Roster, by: Actor, tell: Progress) -> Roster:
    made = preparing.of_roster(roster, roster.mapping, progress=tell)
    if made.plan.problems:
        _say(roster, "正在写出问题行")
        made = preparing.annotated(made)
    return actions.check_roster(roster, mapping=roster.mapping, made=made, by=by)


def _load(roster: Roster, by: Actor, tell: Progress) -> Roster:
    made = preparing.of_roster(roster, roster.mapping, progress=tell)
    _say(roster, "正在加密证件号码和电话")
    made = preparing.sealed(preparing.annotated(made))
    _say(roster, "正在写入")
    return actions.load_roster(roster, leave_out_wrong=roster.leaves_out_wrong, made=made, by=by)


def _say(roster: Roster, message: str) -> None:
    progress.advance(key_of(roster), roster.row_count, message=message)


def _require_wanted(roster_id: int, state: RosterState) -> None:
    """Somebody may have taken it back meanwhile: the rest would be for nothing."""
    if not Roster.objects.filter(pk=roster_id, state=state).exists():
        raise Conflict("已经停止。")


def _give_back(roster_id: int, state: RosterState, sentence: str) -> None:
    """Return the roster to where it was, unless it has left by itself."""
    roster = Roster.objects.select_related("unit__region").get(pk=roster_id)
    progress.fail(key_of(roster), sentence)
    with suppress(Conflict):
        if roster.state == state:
            actions.stop_roster(roster, reason=sentence, by=system_actor("后台任务"))


@task()
def find_doubles() -> int:
    """Look for persons who stand in the register twice, where anything changed since last night.

    The answer is how many pairs wait for a clerk that did not.
    """
    nights = Night.objects.order_by("-on").values_list("on", flat=True)
    changed = Person.objects.all()
    if earlier := nights[1:2]:
        changed = changed.filter(updated_at__gte=doubling.since_night(earlier[0]))
    by, asked = system_actor(), 0
    for region in doubling.regions_of(changed):
        keys = set(changed.within(region).values_list("pk", flat=True))
        found = doubling.find(region, changed=keys.__contains__)
        asked += actions.note_doubles(region, found, looked_at=keys, by=by)
    return asked


@task()
def verify_statuses_nightly() -> int:
    """Compare every status with the last row about it; the answer is how many differ."""
    differing = list(standing.disagreeing().values_list("pk", flat=True))
    for person_id in differing:
        logger.error("A status differs from its last change: person %s", person_id)
    log("people.statuses_verified", "people", by=system_actor(), differences=len(differing))
    return len(differing)


@task()
def forget_own_words() -> int:
    """Erase what people said long ago, or before they moved away; the answer is how many."""
    return actions.forget_own_words(by=system_actor())
