"""Who is the first of a subject in a campaign.

Raw SQL, because the ORM has no upsert that raises a column and tells which rows were new; both
databases have had it for years, in the same words.
"""

from collections.abc import Collection, Iterator
from itertools import islice

from django.db import connection
from django.db.models import F, Q, QuerySet

from yushui.ledger.models import First


Claim = tuple[str, int]  # measure, subject

# Inside the narrowest limit of parameters of SQLite builds in use.
_AT_ONCE = 150

_CLAIM = """
    INSERT INTO ledger_first (campaign_id, measure, subject, source, source_id, claims)
    VALUES {rows}
    ON CONFLICT (campaign_id, measure, subject)
    DO UPDATE SET claims = ledger_first.claims + 1
    RETURNING measure, subject, claims
"""


def claim(campaign_id: int, claims: Collection[Claim], source: tuple[str, int]) -> set[Claim]:
    """Lay claim to the subjects; the answer holds those this source is the first of."""
    won: set[Claim] = set()
    for some in batches(claims):
        rows = ", ".join(["(%s, %s, %s, %s, %s, 1)"] * len(some))
        values = [v for measure, subject in some for v in (campaign_id, measure, subject, *source)]
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM.format(rows=rows), values)
            won.update((measure, subject) for measure, subject, n in cursor.fetchall() if n == 1)
    return won


def hold(campaign_id: int, claims: Collection[Claim]) -> None:
    """Make everybody else who claims or releases these subjects wait until we have committed."""
    for some in batches(claims):
        _rows(campaign_id, some).update(claims=F("claims") + 1)


def owned(campaign_id: int, claims: Collection[Claim], source: tuple[str, int]) -> set[Claim]:
    """Those of the claims this source is the first of."""
    mine = First.objects.filter(source=source[0], source_id=source[1])
    return {
        pair
        for some in batches(claims)
        for pair in mine.filter(among(campaign_id, some)).values_list("measure", "subject")
    }


def hand_over(campaign_id: int, claim: Claim, source: tuple[str, int]) -> None:
    _rows(campaign_id, [claim]).update(source=source[0], source_id=source[1])


def release(campaign_id: int, claims: Collection[Claim]) -> None:
    for some in batches(claims):
        _rows(campaign_id, some).delete()


def batches(claims: Collection[Claim]) -> Iterator[list[Claim]]:
    """Sorted: two transactions with the same subjects take them in the same order."""
    rest = iter(sorted(claims))
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _rows(campaign_id: int, claims: Collection[Claim]) -> QuerySet[First]:
    return First.objects.filter(among(campaign_id, claims))


def among(campaign_id: int, claims: Collection[Claim]) -> Q:
    measures: dict[str, list[int]] = {}
    for measure, subject in claims:
        measures.setdefault(measure, []).append(subject)
    any_of = Q()
    for measure, subjects in measures.items():
        any_of |= Q(measure=measure, subject__in=subjects)
    return Q(campaign_id=campaign_id) & any_of
