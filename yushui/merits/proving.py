"""What a verified citation means in the register: a category of the person's, and its evidence.

There is no second truth about merit: 二等功以上 follows from the category (people.categories), as
when a roster or a certificate said so.
"""

from django.db.models import QuerySet

from yushui.accounts.actor import Actor
from yushui.merits.classes import Merit, table
from yushui.merits.models import Citation
from yushui.people import actions as people
from yushui.people.actions import Seen
from yushui.people.models import Belonging, Evidence, Paper


def prove(citation: Citation, *, by: Actor) -> None:
    """Let the person be what the citation says, where they are on the register."""
    merit = table()[citation.merit]
    if citation.person is None or not merit.category or _evidence(citation, merit).exists():
        return
    held = Belonging.objects.filter(person=citation.person, category=merit.category, until=None)
    belonging = held.select_related("person__household__region").first()
    if belonging is None:
        belonging = people.add_category(
            citation.person,
            category=merit.category,
            since=citation.ordered_on,
            source=_source(citation),
            by=by,
        )
    seen = Seen(
        Paper.MERIT,
        decision=citation.order_number,
        issuer=citation.issuer,
        issued_on=citation.ordered_on,
    )
    people.add_evidence(belonging, seen=seen, by=by)


def disprove(citation: Citation, *, reason: str, by: Actor) -> None:
    """Take back what the citation alone proved; what others say of the person stays."""
    merit = table()[citation.merit]
    if citation.person is None or not merit.category:
        return
    for evidence in _evidence(citation, merit).select_related(
        "belonging__person__household__region"
    ):
        people.take_back_evidence(evidence, reason=reason, by=by)
        belonging = evidence.belonging
        is_ours = belonging.source == _source(citation)
        if is_ours and not belonging.evidence.standing().exists():
            people.remove_category(belonging, reason=reason, by=by)


def _evidence(citation: Citation, merit: Merit) -> "QuerySet[Evidence]":
    """What this citation, by its order, proves of the person."""
    return Evidence.objects.standing().filter(
        belonging__person=citation.person,
        belonging__category=merit.category,
        paper=Paper.MERIT,
        decision=citation.order_number,
    )


def _source(citation: Citation) -> str:
    return f"立功喜报：{citation.order_number}"
