"""What a figure of a report rests on: postings (数源), or households of the list."""

from yushui.filings.models import Report
from yushui.filings.sources import postings_below
from yushui.ledger.models import Posting, PostingQuerySet
from yushui.reports.figures import CITABLE
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Target, TargetQuerySet
from yushui.visits.queries import targets_below


_STATES = {
    "visited": [Reach.VISITED],
    "percent": [Reach.VISITED],
    "excused": [Reach.EXCUSED],
    "left": [Reach.UNVISITED],
}


def postings_of(report: Report, key: str) -> PostingQuerySet:
    """Postings behind a figure that is read from the ledger; none behind one of coverage."""
    definition = CITABLE[key].definition
    if definition is None:
        return Posting.objects.none()
    return postings_below(report.campaign, report.unit.node_id, definition)


def targets_of(report: Report, key: str) -> TargetQuerySet:
    """Households behind a figure of coverage; none behind one of the ledger."""
    column = CITABLE[key].coverage
    if not column:
        return Target.objects.none()
    node = report.unit.answers_for or report.unit
    found = targets_below(report.campaign, node)
    return found.filter(state__in=_STATES[column]) if column in _STATES else found.owed()
