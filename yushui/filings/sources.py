"""What a cell rests on: the postings its figure is the sum of (数源)."""

from yushui.campaigns.models import Campaign
from yushui.filings.definitions import Definition, Subject
from yushui.filings.kinds import Binding, Repeat
from yushui.filings.models import Cell
from yushui.ledger.models import Posting, PostingQuerySet, Tree
from yushui.ledger.reading import postings


def postings_of(cell: Cell) -> PostingQuerySet:
    """Postings behind a cell that is counted; none behind one that a hand fills."""
    definition = definition_of(cell)
    if definition is None:
        return Posting.objects.none()
    return postings_below(cell.filing.edition.campaign, cell.filing.unit.node_id, definition)


def postings_below(campaign: Campaign, node: int, definition: Definition) -> PostingQuerySet:
    """Postings that a definition sums in the subtree of a unit."""
    found = postings(
        campaign,
        tree=Tree.UNIT,
        node=node,
        measures=definition.measures,
        predicate=definition.predicate,
    )
    return found.select_related("unit", "place").order_by("-on", "-pk")


def total_now(cell: Cell) -> int | None:
    """What the postings behind a cell add up to now; None for a cell without postings.

    A table handed in keeps its figure, and what is recorded afterwards goes to a supplement
    (S0-59): the two may differ, and whoever looks is told.
    """
    definition = definition_of(cell)
    return postings_of(cell).total(definition.measures) if definition else None


def definition_of(cell: Cell) -> Definition | None:
    """What a cell counts; None where a hand fills it, and in rows of troops."""
    column = cell.column
    if column.binding != Binding.LEDGER or column.repeat == Repeat.PER_TROOP:
        return None
    definition = Definition.of(column.rule)
    stubs = cell.filing.edition.stubs
    if not stubs:
        return definition
    stub = stubs[cell.row]
    return definition.for_subject(Subject(stub["subject"]), frozenset(stub["any_of"]))
