"""How far each unit has come with each duty: one function per kind, over evidence read once.

The board, the to-do list, reminders and the report's sentences all ask here, so they cannot
disagree. A kind without countable evidence yet is done when its unit says so, with a note or a
document, and shows as such.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yushui.campaigns.lifecycle import Progress as AssignmentState
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.discipline import progress as discipline
from yushui.filings.lifecycle import ReportState, State
from yushui.filings.models import Filing, Report
from yushui.funds import totals
from yushui.funds.lifecycle import PaymentState
from yushui.funds.totals import Total
from yushui.kernel.shares import percent
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, read
from yushui.merits import progress as merits
from yushui.oversight import frequency
from yushui.territory.models import Unit
from yushui.visits.queries import (
    Answered,
    Coverage,
    by_unit,
    occurrences_by_unit,
    without_pictures,
)
from yushui.visits.tiers import is_key


@dataclass(frozen=True)
class Progress:
    """Where one unit stands on one duty. `missing` says in words what is still to do."""

    done: int
    total: int
    missing: str = ""
    is_counted: bool = True

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done >= self.total

    @property
    def percent(self) -> int:
        return percent(self.done, self.total)


@dataclass(frozen=True)
class Evidence:
    """Everything the duties of one campaign are checked against, for a set of units."""

    today: date
    assignments: Mapping[tuple[int, int], Assignment]
    coverage: Mapping[int, Coverage] = field(default_factory=dict)
    without_pictures: Mapping[int, int] = field(default_factory=dict)
    occurrences: Mapping[int, Sequence[Answered]] = field(default_factory=dict)
    figures: Mapping[tuple[int, str, str], Figure] = field(default_factory=dict)
    filings: Mapping[int, Sequence[Filing]] = field(default_factory=dict)
    reports: Mapping[int, Report] = field(default_factory=dict)
    citations: merits.Citations = field(default_factory=dict)
    plaques: merits.Plaques = ()
    conduct: discipline.Tallies = ()
    payments: Mapping[int, Total] = field(default_factory=dict)
    rounds: Mapping[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def gather(
        cls, campaign: Campaign, assignments: Sequence[Assignment], *, today: date
    ) -> "Evidence":
        """Read it in a fixed number of queries, however many units and duties there are.

        The assignments come with their unit and its `answers_for` loaded.
        """
        units = {one.unit_id: one.unit for one in assignments}
        kinds = {one.duty.kind for one in assignments}
        nodes = sorted({unit.node_id for unit in units.values()})
        answering = [unit.answers_for or unit for unit in units.values()]
        asks_for_pictures = any("photos" in one.duty.deliverables for one in assignments)
        filings: dict[int, list[Filing]] = {}
        for filing in Filing.objects.filter(edition__campaign=campaign, unit__in=units):
            filings.setdefault(filing.unit_id, []).append(filing)
        return cls(
            today=today,
            assignments={(one.duty_id, one.unit_id): one for one in assignments},
            coverage=by_unit(campaign, answering),
            without_pictures=without_pictures(campaign, answering) if asks_for_pictures else {},
            occurrences=occurrences_by_unit(campaign, answering) if "event_visit" in kinds else {},
            figures=read(
                campaign.pk,
                tree=Tree.UNIT,
                nodes=nodes,
                measures=_MEASURES,
            ),
            filings=filings,
            reports={one.unit_id: one for one in campaign.reports.filter(unit__in=units)},
            citations=merits.citations_of(campaign) if "merit_delivery" in kinds else {},
            plaques=merits.plaques_in_places(units.values()) if "honour_plaque" in kinds else (),
            conduct=discipline.tallies_of(campaign) if "discipline" in kinds else (),
            payments=totals.by_node(campaign, nodes) if "payment" in kinds else {},
            rounds=frequency.rounds(
                campaign.year,
                [one.unit for one in assignments if one.duty.kind == "campaign_frequency"],
            ),
        )

    @classmethod
    def of_leaders(
        cls, campaign: Campaign, assignments: Sequence[Assignment], *, today: date
    ) -> "Evidence":
        """Only what the leaders' duties are checked against."""
        nodes = sorted({one.unit.node_id for one in assignments})
        measures = (Measure.HEAD_VISITS, Measure.LEADER_VISITS)
        figures = read(campaign.pk, tree=Tree.UNIT, nodes=nodes, measures=measures)
        return cls(today, {(one.duty_id, one.unit_id): one for one in assignments}, figures=figures)

    def figure(self, unit: Unit, measure: str) -> int:
        return self.figures.get((unit.node_id, measure, ""), Figure()).count

    def is_given(self, unit: Unit, measure: str) -> bool:
        return self.figures.get((unit.node_id, measure, ""), Figure()).fen > 0


# What is sent by the piece, and what is only given or not; plaques and citations have their duties.
_PIECES = {
    "couplets": ("春联", Measure.COUPLETS),
    "pictures": ("年画", Measure.PICTURES),
    "letter": ("慰问信", Measure.LETTERS),
}
_GIVEN = {"goods": ("慰问品", Measure.GIFTS), "cash": ("慰问金", Measure.CASH)}
_MEASURES = (
    Measure.HEAD_VISITS,
    Measure.LEADER_VISITS,
    Measure.GROUP_VISITS,
    *(measure for _, measure in (*_PIECES.values(), *_GIVEN.values())),
)


def _by_word(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    done = assignment.state == AssignmentState.DONE
    return Progress(int(done), 1, "" if done else "尚未办结", is_counted=False)


def _coverage(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    row = evidence.coverage.get(unit.node_id)
    if row is not None:
        row = row.of_tier(is_key=is_key(duty.quote or duty.summary))
    # Who has no household on the list, as a department, says so itself.
    if row is None or not row.total:
        return _by_word(duty, unit, evidence, assignment)
    told = [f"还有 {row.left} 户未走访"] if row.left else []
    bare = evidence.without_pictures.get(unit.node_id, 0) if "photos" in duty.deliverables else 0
    told += [f"{bare} 户的走访没有照片"] if bare else []
    return Progress(row.visited + row.excused - bare, row.total, "，".join(told))


def _events(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Every family something happened to is visited, within the days set (S0-43..46)."""
    known = evidence.occurrences.get(unit.node_id, ())
    # Where nothing happened the unit says so itself.
    if not known:
        return _by_word(duty, unit, evidence, assignment)
    waiting = [one for one in known if one.visited_on is None and not one.is_closed]
    told = []
    if waiting:
        longest = max(one.days(evidence.today) for one in waiting)
        told.append(f"还有 {len(waiting)} 件未走访，最久的得知已 {longest} 天")
    within = duty.standard.get("within_days")
    if within is not None:
        late = [
            one for one in known if not one.is_closed and one.days(evidence.today) > int(within)
        ]
        told += [f"{len(late)} 件超过 {within} 天"] if late else []
    return Progress(len(known) - len(waiting), len(known), "，".join(told))


def _leaders(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Head and leader in charge each at least n households at home, separately (S4-29)."""
    least = int(duty.standard.get("at_least") or 1)
    held = {
        "主要负责同志": evidence.figure(unit, Measure.HEAD_VISITS),
        "分管负责同志": evidence.figure(unit, Measure.LEADER_VISITS),
    }
    rank = duty.standard.get("rank")
    if rank == "head":
        held.pop("分管负责同志")
    elif rank in ("leader", "deputy"):
        held.pop("主要负责同志")
    short = [f"{who}还差 {least - count} 户" for who, count in held.items() if count < least]
    done = sum(min(count, least) for count in held.values())
    return Progress(done, least * len(held), "，".join(short))


def _groups(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Events held for those who live close together (S0-36)."""
    least = int(duty.standard.get("at_least") or 1)
    done = min(evidence.figure(unit, Measure.GROUP_VISITS), least)
    return Progress(done, least, f"集中慰问还差 {least - done} 场" if done < least else "")


def _frequency(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Campaigns of the year in which the unit's own side went out, at least two (S0-41)."""
    least = int(duty.standard.get("at_least") or frequency.LEAST)
    held = evidence.rounds.get((unit.node_id, unit.lane), 0)
    done = min(held, least)
    return Progress(done, least, frequency.missing(held, least, today=evidence.today))


def _gifts(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Each kind of thing by itself (S0-24): one for every home on the list where it says so."""
    row = evidence.coverage.get(unit.node_id)
    homes = row.total if row and duty.standard.get("per") == "household" else 0
    least = homes or int(duty.standard.get("at_least") or 1)
    done = total = 0
    short: list[str] = []
    for item in dict.fromkeys(duty.standard.get("items", ())):
        if item in _PIECES:
            (name, measure), wanted = _PIECES[item], least
            count = min(evidence.figure(unit, measure), wanted)
        elif item in _GIVEN:
            (name, measure), wanted = _GIVEN[item], 1
            count = int(evidence.is_given(unit, measure))
        else:
            continue
        done, total = done + count, total + wanted
        if count < wanted:
            short.append(
                f"{name}还差 {wanted - count} 份" if item in _PIECES else f"还没有送{name}"
            )
    if not total:
        return _by_word(duty, unit, evidence, assignment)
    return Progress(done, total, "，".join(short))


def _hand_in(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Table and report together; anything else handed in is marked by hand (S1-53)."""
    wanted: list[tuple[str, bool]] = []
    if {"table", "report"} & set(duty.deliverables):
        for filing in evidence.filings.get(unit.pk, ()):
            wanted.append(("统计表", filing.state in (State.SUBMITTED, State.ACCEPTED)))
    if "report" in duty.deliverables:
        report = evidence.reports.get(unit.pk)
        wanted.append(("专题报告", report is not None and report.state in _HANDED_IN))
    if not wanted:
        return _by_word(duty, unit, evidence, assignment)
    missing = [name for name, is_in in wanted if not is_in]
    return Progress(
        len(wanted) - len(missing), len(wanted), f"未报：{'、'.join(missing)}" if missing else ""
    )


def _merits(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Citations for families of the unit's place, of the class that the duty names (S0-28..30)."""
    tally = merits.citations_in(unit, evidence.citations, duty.standard.get("merit") or "")
    if not tally.total:  # none came: it says so itself
        return _by_word(duty, unit, evidence, assignment)
    missing = f"还有 {tally.left} 份喜报未送达" if tally.left else ""
    return Progress(tally.done, tally.total, missing)


def _plaques(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Families entitled to a plaque that have one on the door (S2-09)."""
    tally = merits.plaques_in(unit, evidence.plaques)
    if not tally.total:
        return _by_word(duty, unit, evidence, assignment)
    missing = f"还有 {tally.left} 户未挂光荣牌" if tally.left else ""
    return Progress(tally.done, tally.total, missing)


def _discipline(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Looked at, and whatever was found put right and closed by name (S1-49, S1-50, S3-30..32)."""
    tally = discipline.tally_of(unit, evidence.conduct)
    least = int(duty.standard.get("at_least") or 1)
    return Progress(tally.done(least), tally.total(least), tally.missing(least))


def _payment(duty: Duty, unit: Unit, evidence: Evidence, assignment: Assignment) -> Progress:
    """Whoever is on a list and not left out is to be paid; done is what arrived (S4-22..25)."""
    total = evidence.payments.get(unit.node_id)
    if total is None:
        return _by_word(duty, unit, evidence, assignment)
    told = {
        "有疑点待认定": total.count(PaymentState.HELD),
        "还没有到账": total.count(PaymentState.LISTED, PaymentState.SENT),
        "没有到账，要补发": total.count(PaymentState.FAILED),
    }
    missing = "，".join(f"{count} 人{what}" for what, count in told.items() if count)
    done = total.count(PaymentState.PAID)
    return Progress(done, done + sum(told.values()), missing)


_HANDED_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)

Check = Callable[[Duty, Unit, Evidence, Assignment], Progress]
KINDS: Mapping[str, Check] = {
    "visit_coverage": _coverage,
    "event_visit": _events,
    "leader_visit": _leaders,
    "group_visit": _groups,
    "campaign_frequency": _frequency,
    "gift": _gifts,
    "filing": _hand_in,
    "merit_delivery": _merits,
    "honour_plaque": _plaques,
    "payment": _payment,
    "discipline": _discipline,
}


@dataclass(frozen=True)
class Square:
    """One square of the board: an assignment, how far it is, and whether it is late."""

    assignment: Assignment
    progress: Progress
    is_late: bool

    @property
    def tone(self) -> str:
        """Colour of the square: done, late, begun; what has not begun and is not late has none."""
        if self.progress.is_complete:
            return "ok"
        if self.is_late:
            return "bad"
        return "wait" if self.progress.done else "none"


def square(assignment: Assignment, evidence: Evidence) -> Square:
    """Where one assignment stands. It comes with its duty and unit loaded."""
    duty = assignment.duty
    found = KINDS.get(duty.kind, _by_word)(duty, assignment.unit, evidence, assignment)
    due = assignment.due_on
    is_late = due is not None and due < evidence.today and not found.is_complete
    return Square(assignment, found, is_late and duty.is_required)
