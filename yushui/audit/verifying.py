"""Does the trail still say what was written? One walk over every event and every seal.

What cannot be seen from inside is a tail cut off together with its seals. For that, somebody
keeps a digest printed earlier, the anchor, and the walk must meet it again.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from yushui.audit import sealing
from yushui.audit.marks import CONTENT, is_genuine, seal_digest
from yushui.audit.models import Event, Seal
from yushui.kernel import clock


Progress = Callable[[int, int], None]

CLOCK_TOLERANCE = timedelta(minutes=5)
_MOST_FINDINGS = 20
_PROGRESS_EVERY = 10_000
_CHUNK = 5_000


@dataclass(frozen=True)
class Finding:
    code: str  # edited, deleted, inserted, copied, unsealed, chain, digest, clock, anchor
    sentence: str
    event: int | None = None
    seal: int | None = None


@dataclass
class Report:
    events: int = 0
    pending: int = 0  # written, not sealed yet
    seals: int = 0
    gaps: int = 0  # ids that never held an event: rolled back, or still in flight
    head: str = ""  # digest of the last seal: what to keep as an anchor
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class _Row:
    id: int
    content: tuple[Any, ...]
    mark: str

    @property
    def at(self) -> datetime:
        moment: datetime = self.content[0]
        return moment


def verify(anchor: str | None = None, progress: Progress | None = None) -> Report:
    """Check every mark, every seal, their order, and that `anchor` is among the digests."""
    walk = _Walk(progress)
    met_anchor = anchor is None
    for seal in _seals():
        walk.check(seal)
        met_anchor = met_anchor or seal.digest == anchor
    walk.check_tail()
    walk.check_copies()
    if not met_anchor:
        walk.find(
            "anchor",
            "封条中找不到您提供的存底摘要：存底之后的记录和封条被整段删去或替换；"
            "也请核对摘要是否抄写正确。",
        )
    return walk.report


class _Walk:
    """Where a walk has come to: the last seal, the next event, and the ids still open."""

    def __init__(self, progress: Progress | None) -> None:
        self.report = Report()
        self._progress = progress
        self._total = Event.objects.count() if progress else 0
        self._rows = _rows()
        self._next = next(self._rows, None)
        self._last = Seal(number=0, upto=0, digest="")
        self._latest: datetime | None = None
        self._open: dict[int, tuple[_Row, Seal]] = {}  # events in gaps, by id

    def find(
        self, code: str, sentence: str, *, event: int | None = None, seal: int | None = None
    ) -> None:
        if len(self.report.findings) < _MOST_FINDINGS:
            self.report.findings.append(Finding(code, sentence, event, seal))

    def check(self, seal: Seal) -> None:
        """Check one seal against the one before it and against the events it covers."""
        before = len(self.report.findings)
        self._check_link(seal)
        covered = [row for row in self._upto(seal.upto) if self._belongs(row, seal)]
        self._check_absent(covered, seal)
        covered += self._arrived(seal)
        marked = sorted((row.id, row.mark) for row in covered)
        is_bound = compare_digest(
            seal.digest.encode(), seal_digest(sealing.header_of(seal), marked).encode()
        )
        if not is_bound and len(self.report.findings) == before:
            self.find(
                "digest",
                f"第{seal.number}号封条与它覆盖的记录（编号{seal.after + 1}至{seal.upto}）对不上："
                "记录被调换或替换，或封条不是用本系统的密钥做的。",
                event=seal.after + 1,
                seal=seal.number,
            )
        self._last = seal
        self.report.seals += 1
        self.report.gaps += seal.gap_count - seal.late_count
        self.report.head = seal.digest

    def check_tail(self) -> None:
        """Check what no seal covers yet."""
        while self._next is not None:
            self._check_row(self._advance(self._next))
            self.report.pending += 1
        for row, seal in self._open.values():
            if clock.now() - seal.at <= sealing.WATCHED_FOR:
                self.report.pending += 1
            else:
                self.find(
                    "unsealed",
                    f"编号{row.id}的记录出现在早已作废的空号上，没有任何封条覆盖它。",
                    event=row.id,
                )

    def check_copies(self) -> None:
        """A row copied with its mark is genuine by itself; only the repetition shows."""
        repeated = Event.objects.values("mark").annotate(times=Count("pk")).filter(times__gt=1)
        for mark in repeated.values_list("mark", flat=True).order_by("mark")[:_MOST_FINDINGS]:
            ids = list(Event.objects.filter(mark=mark).order_by("pk").values_list("pk", flat=True))
            self.find(
                "copied",
                f"编号{ids[1]}的记录是编号{ids[0]}的复制品，不是系统写入的。",
                event=ids[1],
            )

    def _check_link(self, seal: Seal) -> None:
        last = self._last
        if not _is_well_formed(seal):
            self.find("chain", f"第{seal.number}号封条的内容被改动过。", seal=seal.number)
            seal.gaps, seal.late = [], []  # what cannot be walked
        elif (seal.number, seal.after, seal.previous) != (last.number + 1, last.upto, last.digest):
            self.find(
                "chain",
                f"第{seal.number}号封条接不上第{last.number}号：中间的封条被删去、调换或改动。",
                event=last.upto + 1,
                seal=seal.number,
            )
        elif last.number and seal.at < last.at - CLOCK_TOLERANCE:
            self.find(
                "clock",
                f"第{seal.number}号封条的时间早于上一号：系统时钟被往回拨过。",
                seal=seal.number,
            )

    def _belongs(self, row: _Row, seal: Seal) -> bool:
        """Whether the seal binds this row of its range; one in a gap waits for a later seal."""
        if _lies_in(seal.gaps, row.id):
            self._check_row(row, in_order=False)
            self._open[row.id] = (row, seal)
            return False
        self._check_row(row)
        if row.at > seal.at + CLOCK_TOLERANCE:
            self.find(
                "clock",
                f"编号{row.id}的记录时间晚于封存它的时间：系统时钟被往回拨过。",
                event=row.id,
            )
        if row.id <= seal.after and seal.after == self._last.upto:
            self.find("inserted", f"编号{row.id}的记录是事后插入的。", event=row.id)
        return row.id > seal.after

    def _check_absent(self, covered: list[_Row], seal: Seal) -> None:
        expected = seal.upto - seal.after - sealing.size(seal.gaps)
        if len(covered) == expected:
            return
        empty = (number for first, last in seal.gaps for number in range(first, last + 1))
        known = sorted([*(row.id for row in covered), *empty])
        for first, _ in sealing.missing(known, after=seal.after, upto=seal.upto)[:1]:
            self._deleted(first, seal)

    def _arrived(self, seal: Seal) -> list[_Row]:
        rows = []
        for number in seal.late:
            if number in self._open:
                rows.append(self._open.pop(number)[0])
            else:
                self._deleted(number, seal)
        return rows

    def _deleted(self, number: int, seal: Seal) -> None:
        self.find(
            "deleted",
            f"编号{number}的记录已被删除；第{seal.number}号封条证明它存在过。",
            event=number,
            seal=seal.number,
        )

    def _check_row(self, row: _Row, *, in_order: bool = True) -> None:
        if not is_genuine(row.content, row.mark):
            told = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"
            self.find(
                "edited",
                f"编号{row.id}的记录（所记时间{told}）被改动过，或不是系统写入的。",
                event=row.id,
            )
            return  # what it says about the time proves nothing
        if not in_order:
            return
        if self._latest and row.at < self._latest - CLOCK_TOLERANCE:
            self.find(
                "clock",
                f"编号{row.id}的记录时间早于它前面的记录：系统时钟被往回拨过。",
                event=row.id,
            )
            self._latest = row.at  # say it once, not for every event that follows
        self._latest = max(self._latest or row.at, row.at)

    def _upto(self, upto: int) -> Iterator[_Row]:
        while self._next is not None and self._next.id <= upto:
            yield self._advance(self._next)

    def _advance(self, row: _Row) -> _Row:
        self.report.events += 1
        if self._progress and self.report.events % _PROGRESS_EVERY == 0:
            self._progress(self.report.events, self._total)
        self._next = next(self._rows, None)
        return row


# Both are read page by page. A cursor kept on the server would have to be closed by whoever
# collects a walk that ended early, in the middle of whatever the connection is doing then.


def _seals() -> Iterator[Seal]:
    """The seals there are now; events written meanwhile may not be read before their seal."""
    newest = Seal.objects.aggregate(newest=Max("number"))["newest"] or 0
    seals = Seal.objects.filter(number__lte=newest).order_by("number")
    page = seals[:_CHUNK]
    while page:
        for seal in page:
            yield seal
        page = seals.filter(number__gt=seal.number)[:_CHUNK]


def _rows() -> Iterator[_Row]:
    events = Event.objects.order_by("pk").values_list("pk", *CONTENT, "mark")
    page = events[:_CHUNK]
    while page:
        for number, *content, mark in page:
            yield _Row(number, tuple(content), mark)
        page = events.filter(pk__gt=number)[:_CHUNK]


def _is_well_formed(seal: Seal) -> bool:
    """Whether what a seal says can be walked at all; only somebody's hand makes one that cannot."""
    edges = [seal.after]
    for span in seal.gaps if isinstance(seal.gaps, list) else [None]:
        if not (isinstance(span, list) and [type(edge) for edge in span] == [int, int]):
            return False
        edges += [span[0] - 1, span[1]]
    ends_within = edges[-1] <= seal.upto and edges == sorted(edges)
    is_list_of_ids = isinstance(seal.late, list) and all(type(late) is int for late in seal.late)
    return ends_within and is_list_of_ids


def _lies_in(spans: list[list[int]], number: int) -> bool:
    place = bisect_right(spans, number, key=lambda span: span[0]) - 1
    return place >= 0 and number <= spans[place][1]
