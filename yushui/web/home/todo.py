"""What is mine to do now: read from the states things are in, never stored.

A plain list of questions, each one query whatever the number of rows. A question asks about the
units at which the person holds a post, not about all they may see: a county does not do its
townships' work.
"""

from collections.abc import Callable, Iterable
from datetime import date

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Family
from yushui.web.home import conduct, families, gifts, merits, money, offices, papers
from yushui.web.home.entry import Todo


Asking = Callable[[Actor], Iterable[Todo]]
BUSINESS: tuple[Asking, ...] = (
    families.outings_of_today,
    papers.receipts_to_sign,
    papers.notices_to_confirm,
    papers.assignments_to_do,
    families.families_struck,
    families.households_to_visit,
    merits.citations_to_bring,
    money.batches_to_move,
    gifts.gifts_to_accept,
    gifts.findings_to_decide,
    conduct.gatherings_to_approve,
    conduct.findings_to_put_right,
    conduct.findings_to_close,
    papers.filings_to_fill,
    papers.filings_to_review,
    papers.reports_to_write,
    papers.reports_to_review,
    families.rosters_to_check,
    families.rows_to_settle,
    families.doubles_to_settle,
    offices.places_to_give,
)
SECURITY: tuple[Asking, ...] = (offices.accounts_without_post,)
QUESTIONS: dict[str, tuple[Asking, ...]] = {
    Family.BUSINESS: BUSINESS,
    Family.SYSTEM: (),
    Family.SECURITY: SECURITY,
    Family.AUDIT: (),
}


def todos(actor: Actor, family: str) -> list[Todo]:
    """Everything to do, what came back and what is late first, then by due day."""
    found = [todo for question in QUESTIONS[family] for todo in question(actor)]
    return sorted(found, key=lambda todo: (todo.tone != "bad", todo.due_on or date.max))
