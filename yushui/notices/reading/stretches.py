"""The part of a sentence that belongs to one day.

A sentence may set several days. Each takes the clauses from where the last day's words end; within
one clause ("7月12日前将方案、8月6日前将小结报…") each takes its own words and the verb they share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yushui.notices.reading import actors, dates, handing_in
from yushui.notices.reading.moments import Context, Moment
from yushui.notices.reading.text import Piece, join


_AFTERWARDS = {"后", "之后", "以后", "起", "前后"}


@dataclass(frozen=True)
class Stretch:
    """The part of a sentence that belongs to one day."""

    piece: Piece
    moment: Moment
    sentence: Piece
    quote: Piece


def of(sentence: Piece, known: Context) -> Iterator[Stretch]:
    """Cut the sentence so that each day has the clauses from the last day's end to its own."""
    text = sentence.folded
    moments = [moment for moment in dates.find(text, known) if _may_bind(moment, text)]
    groups: list[tuple[list[Piece], list[Moment]]] = []
    pending: list[Piece] = []
    at = 0
    for clause in actors.clauses(sentence):
        inside = [moment for moment in moments if at <= moment.start < at + len(clause)]
        if inside:
            groups.append(([*pending, clause], inside))
            pending = []
        elif groups and not pending and not _opens_topic(clause, moments, at):
            groups[-1][0].append(clause)
        else:
            pending = [] if clause.folded.endswith(";") else [*pending, clause]
        at += len(clause)
    yield from _placed(sentence, groups)


def _placed(
    sentence: Piece, groups: Sequence[tuple[list[Piece], list[Moment]]]
) -> Iterator[Stretch]:
    for (parts, moments), shared in zip(groups, _shared(sentence, groups), strict=True):
        own = join(parts)
        piece = join((own, shared))
        local = [_placed_in(piece, moment, sentence) for moment in moments]
        is_alone = len(groups) == 1 and len(moments) == 1
        for index in range(len(local)):
            quote = sentence if is_alone else own.strip()
            yield Stretch(_part(piece, local, index), _shifted(local, index), sentence, quote)


def _shared(sentence: Piece, groups: Sequence[tuple[list[Piece], list[Moment]]]) -> list[Piece]:
    """方案于7月20日前，总结于8月10日前报县双拥办: what a clause leaves to the next one to say."""
    found: list[Piece] = []
    nothing = sentence.cut(0, 0)
    for at, (parts, moments) in reversed(list(enumerate(groups))):
        end = sentence.find(join(parts).origin[-1]) + 1
        rest = sentence.cut(moments[-1].end, end)
        is_cut_short = at + 1 < len(groups) and not rest.folded.strip(" ,、")
        following = found[-1] if found else nothing
        if is_cut_short and not following:
            after = groups[at + 1]
            following = sentence.cut(after[1][-1].end, sentence.find(join(after[0]).origin[-1]) + 1)
        found.append(following if is_cut_short else nothing)
    return found[::-1]


def _placed_in(piece: Piece, moment: Moment, sentence: Piece) -> Moment:
    """The moment by its place in the piece, which may have left out clauses of the sentence."""
    start = piece.find(sentence.origin[moment.start])
    return replace(moment, start=start, end=start + moment.end - moment.start)


def _part(piece: Piece, moments: Sequence[Moment], index: int) -> Piece:
    """7月12日前将方案、8月6日前将小结报…: of several days in a clause, the words of one."""
    if len(moments) == 1:
        return piece
    last = index
    while last + 1 < len(moments) and _is_joint(piece, moments[last], moments[last + 1]):
        last += 1
    verb = handing_in.verb().search(piece.folded, moments[-1].end)
    end = moments[last + 1].start if last + 1 < len(moments) else len(piece)
    own = [piece.cut(moments[index].start, moments[index].end), piece.cut(moments[last].end, end)]
    rest = piece.cut(verb.start()) if verb and end < verb.start() else piece.cut(len(piece))
    return join([piece.cut(0, moments[0].start), *own, rest])


def _is_joint(piece: Piece, moment: Moment, following: Moment) -> bool:
    """Whether nothing but 、 or 和 stands between two days: the same words are meant for both."""
    return piece.folded[moment.end : following.start].strip() in dates.JOINTS


def _shifted(moments: Sequence[Moment], index: int) -> Moment:
    """The moment where `_part` has put it: right after what stands before the first."""
    back = moments[index].start - moments[0].start
    moment = moments[index]
    return replace(moment, start=moment.start - back, end=moment.end - back)


def _opens_topic(clause: Piece, moments: Sequence[Moment], at: int) -> bool:
    """Whether a clause between two days already speaks of the later one."""
    is_last = not any(moment.start >= at for moment in moments)
    return not is_last and actors.subject(clause) is not None


def _may_bind(moment: Moment, text: str) -> bool:
    """Not where a period begins, nor where figures were taken (截至7月26日的…数据)."""
    is_cut_off = moment.side == "止" and text.startswith("的", moment.end)
    return not (moment.opens_range or is_cut_off or moment.side in _AFTERWARDS)
