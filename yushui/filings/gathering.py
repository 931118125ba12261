"""Texts and lists that a table asks for: goods given, leaders who went, troops visited."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Sum

from yushui.filings.cells import Key, Value
from yushui.filings.definitions import Definition
from yushui.filings.kinds import Binding, Repeat
from yushui.filings.models import Column, Filing
from yushui.ledger.measures import Measure
from yushui.ledger.models import Posting, Tree
from yushui.ledger.reading import Predicate, postings
from yushui.territory import paths
from yushui.territory.models import Unit
from yushui.visits.models import Gift, Mode, Participant, Rank, Visit, VisitQuerySet
from yushui.visits.postings import SOURCE


MOST_NAMES = 12


def texts(filing: Filing, columns: Sequence[Column]) -> dict[Key, Value]:
    """Gathered text of the columns that have one value per row."""
    from_rule = [
        column
        for column in columns
        if column.binding == Binding.GATHERED and column.repeat == Repeat.ONCE
    ]
    found = {}
    for column in from_rule:
        for row, stub in enumerate(filing.edition.stubs or [{}]):
            visits = _visits(filing, {**column.rule, **_narrowed(stub)})
            found[column.position, row] = Value(text=_gather(column.rule["gather"], visits))
    return found


def _narrowed(stub: dict[str, Any]) -> dict[str, Any]:
    return {key: stub[key] for key in ("subject", "any_of") if stub.get(key)}


def _visits(filing: Filing, rule: dict[str, Any]) -> VisitQuerySet:
    """Standing visits of the filing's unit and those below that a rule is about."""
    if rule.get("subject") == "troops":
        return _in_subtree(filing).filter(host__isnull=False)
    predicate = Predicate(
        any_of=frozenset(rule.get("any_of", ())), none_of=frozenset(rule.get("none_of", ()))
    )
    cited = postings(
        filing.edition.campaign,
        tree=Tree.UNIT,
        node=filing.unit.node_id,
        measures=[Measure.VISITS_MADE],
        predicate=predicate,
    )
    ids = cited.filter(source=SOURCE).values("source_id")
    return Visit.objects.standing().filter(pk__in=ids, household__isnull=False)


def _in_subtree(filing: Filing) -> VisitQuerySet:
    node = filing.unit.answers_for or filing.unit
    return Visit.objects.standing().filter(
        campaign=filing.edition.campaign,
        unit__path__gte=node.path,
        unit__path__lt=paths.after(node.path),
    )


def _gather(what: str, visits: VisitQuerySet) -> str:
    if what == "leaders":
        return _leaders(visits)
    if what == "troop":
        names = visits.order_by("host__name").values_list("host__name", flat=True).distinct()
        return _some(names)
    modes = [
        Mode(mode).label
        for mode in visits.order_by("mode").values_list("mode", flat=True).distinct()
    ]
    goods = (
        Gift.objects.filter(visit__in=visits)
        .values_list("name", flat=True)
        .annotate(total=Sum("quantity"))
        .order_by("-total", "name")
    )
    return "；".join(part for part in ("、".join(modes), _some(goods)) if part)


def _leaders(visits: VisitQuerySet) -> str:
    people = (
        Participant.objects.filter(visit__in=visits, rank__in=[Rank.HEAD, Rank.LEADER])
        .order_by("rank", "name")
        .values_list("name", "title")
        .distinct()
    )
    return _some(f"{name}（{title}）" if title else name for name, title in people)


def _some(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    shown = "、".join(every[:MOST_NAMES])
    return f"{shown}等" if len(every) > MOST_NAMES else shown


def per_troop(filing: Filing, columns: Sequence[Column]) -> dict[Key, Value]:
    """One row for every garrison unit visited, with what it was given (S1-67)."""
    repeated = [column for column in columns if column.repeat == Repeat.PER_TROOP]
    if not repeated:
        return {}
    visits = _in_subtree(filing).filter(host__isnull=False)
    hosts = list(Unit.objects.filter(visits_received__in=visits).distinct().order_by("path"))
    sums = _sums_by_host(visits)
    found = {}
    for row, host in enumerate(hosts):
        received = visits.filter(host=host)
        for column in repeated:
            if column.binding == Binding.GATHERED and column.rule["gather"] == "troop":
                found[column.position, row] = Value(text=host.name)
            elif column.binding == Binding.GATHERED:
                found[column.position, row] = Value(text=_gather(column.rule["gather"], received))
            elif column.binding == Binding.LEDGER:
                wanted = Definition.of(column.rule).measures
                total = sum(sums.get((host.pk, measure), 0) for measure in wanted)
                found[column.position, row] = Value(total)
    return found


def _sums_by_host(visits: VisitQuerySet) -> dict[tuple[int, str], int]:
    """What the postings of troop visits add up to, by host and measure."""
    host_of = dict(visits.values_list("pk", "host"))
    sums: dict[tuple[int, str], int] = {}
    for posting in Posting.objects.filter(source=SOURCE, source_id__in=visits.values("pk")):
        for measure, amount in posting.amounts().items():
            key = (host_of[posting.source_id], measure)
            sums[key] = sums.get(key, 0) + amount
    return sums
