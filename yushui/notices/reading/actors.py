"""Who a sentence speaks of: its subject, as a list of units or officials.

A subject stands at the head of a clause, or after 由 or 请, and ends where the sentence begins to
say what is done. Names are recognised by how they end, never by a list of places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from yushui.notices.reading import recipients, vocabulary
from yushui.notices.reading.text import Piece, join
from yushui.notices.reading.vocabulary import alternatives


_LONGEST_SUBJECT = 90
_LONGEST_NAME = 30
# None of these stands inside the name of a unit.
_NO_NAME = re.compile(
    r"抄[送报]|赴|[做抓把对让请使帮得着被向按须将并由了很您我\d!?。;:\"'/]|(?<!主)要|(?<!区)的|切实|认真|积极|每|开展|其(?!他)|慰问|走访"
    r"|落实|推动|本着|采取|利用|结合|依托|围绕|报(?!社(?!区))|录入|统一|分别|共同|联合(?!会)|大力|进一步|在(?!京|乡|职)"
    r"|^(?:到|至|以|赴|交(?![通警投委运])|经(?![济开贸信管发营])|组织(?!部)|指导|督促|协调|支持|动员|引导|发动|鼓励|联系|抽调|配合|协助|确保|做到|加强|深入|情况)"
)
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、是要]|\([^()]{1,4}\)|\d{1,2}[.、)])?"
    r"(?:同时,?|其中,?|此外,?|另外,?|请|请各位?(?=各)|由|责成|要求|希望|原则上,?|并由|届时,?|当前,?)*"
    r"(?:[^,，。;、()]{0,14}期间,?|(?:每|于|在)?[\d年月季周今明本一二三四五六七八九十][^,，。;、()各由请]{0,12}"
    r"(?:[日号底末]前|之前|以前),?|节前,?|节后,?|年初,?)?(?:由|请)?"
)
_LEVEL = re.compile(
    r"^各?(?:省|自治区|直辖市|市|州|盟|县|区|旗|乡|镇|乡镇|镇街|街道|村|社区|嘎查|苏木|开发区|园区|新区)$"
)
_ORGANISATION = re.compile(
    r"(?:社会|民兵|服务|群团|党|经济|公益|志愿|慈善|行业|基层|人民|自治|群众)组织$"
)
# 县双拥办(OA:县双拥办), 县双拥办(设在县民政局): how to find it is no part of a name.
_CONTACT = re.compile(
    r"\((?:[^()]*(?:[:\d]|通过|渠道|见附件)|设在|挂靠|地址|办公地点|联系)[^()]*\)"
)
_AND = re.compile(r"、|,|以及|和|及其|及|与|暨|会同|联合|并(?=会同|联合)")
_BY = re.compile(r"由(?=[^,，。;]{2,60})")


@dataclass(frozen=True)
class Subject:
    """The units a clause speaks of, as written (`piece`), and where what they do begins."""

    piece: Piece
    end: int

    def names(self) -> list[str]:
        """One entry per unit, shared heads and tails given back to each."""
        return distributed(self.piece)


@cache
def _tail() -> re.Pattern[str]:
    units = vocabulary.data("units")
    words = [*units["tails"], *units["official_tails"]]
    words += [word for kind in vocabulary.unit_kinds() for word in kind.words]
    return re.compile(rf"(?:{alternatives(words)})(?:\([^()]{{1,14}}\))?(?:等)?$")


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary.data("units")["predicates"]))


@lru_cache(maxsize=8192)
def is_unit(name: str) -> bool:
    """Whether folded text reads as one unit or official."""
    name = name.strip()
    if name.count("(") != name.count(")"):
        return False
    if len(name) == 1:
        return name in "省市县区旗州盟乡镇村"
    if len(name) > _LONGEST_NAME or not name or _NO_NAME.search(_outside_brackets(name)):
        return False
    if name.endswith("组织") and not _ORGANISATION.search(name):
        return False
    return bool(_tail().search(name)) and not _CONTACT.search(name)


def _is_one_office(text: str) -> bool:
    """市局思想政治和权益维护科: 和 stands inside the name of one office."""
    return text.endswith(("科", "股", "处", "室")) and "、" not in text and is_unit(text)


@lru_cache(maxsize=8192)
def is_unit_list(text: str) -> bool:
    parts = [part for part in split(text) if part.strip()]
    if _is_one_office(text):
        return True
    return any(len(part) > 1 for part in parts) and all(is_unit(part) for part in parts)


def split(text: str) -> Iterator[str]:
    """Cut a list of names at its joints, not inside brackets."""
    at = 0
    for match in _AND.finditer(text):
        if _is_inside(text, match.start()):
            continue
        yield text[at : match.start()]
        at = match.end()
    yield text[at:]


def distributed(names: Piece) -> list[str]:
    """One entry per unit of a list joined by 、 or 和, shared heads and tails given back."""
    joints = [m for m in _AND.finditer(names.folded) if not _is_inside(names.folded, m.start())]
    cuts = [0, *(at for joint in joints for at in joint.span()), len(names)]
    parts = [names.cut(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    if _is_one_office(names.folded) and not all(is_unit(part.folded) for part in parts):
        return [names.text]
    listed = join(
        Piece(f"{part.text}、", (*part.origin, part.origin[-1])) for part in parts if part
    )
    found = [each for named in recipients.addressees(listed) for each in _levels_apart(named.text)]
    return list(dict.fromkeys(found))


def _levels_apart(name: str) -> list[str]:
    """各街道、乡: levels alone are as many units; before an office they are its one name."""
    parts = name.split("、")
    if len(parts) < 2 or not all(_LEVEL.match(part) for part in parts):
        return [name]
    each = "各" if name.startswith("各") else ""
    return [parts[0], *(part if part.startswith("各") else each + part for part in parts[1:])]


def subject(clause: Piece) -> Subject | None:
    """The subject at the head of the clause, or after 由 inside it."""
    opening = _OPENING.match(clause.folded)
    found = _subject_at(clause, opening.end() if opening else 0) or _subject_at(clause, 0)
    if found is not None:
        return found
    for match in _BY.finditer(clause.folded[:120]):
        found = _subject_at(clause, match.end())
        if found is not None:
            return found
    return None


def leading_list(text: str, following: re.Pattern[str]) -> int:
    """Length of the longest list of units that folded text begins with and `following` follows."""
    best = 0
    for end in range(2, min(len(text), _LONGEST_SUBJECT) + 1):
        if following.match(text, end) and is_unit_list(text[:end]):
            best = end
    return best


def _subject_at(clause: Piece, start: int) -> Subject | None:
    text = clause.folded[start : start + _LONGEST_SUBJECT]
    best = 0
    for match in _predicate().finditer(text):
        end = match.start()
        if end >= 2 and is_unit_list(text[:end]):
            best = end
    if not best and is_unit_list(text.rstrip(",;。")):
        best = len(text.rstrip(",;。"))
    if not best:
        return None
    return Subject(clause.cut(start, start + best).strip(" ,、"), start + best)


def _is_inside(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _outside_brackets(name: str) -> str:
    return re.sub(r"\([^()]*\)", "", name)


def clauses(sentence: Piece, marks: str = ",;。!?") -> list[Piece]:
    """The sentence cut after commas and semicolons that stand outside brackets and quotes."""
    found: list[Piece] = []
    depth = at = 0
    for index, character in enumerate(sentence.folded):
        depth = max(0, depth + (character in "(《") - (character in ")》"))
        if depth == 0 and character in marks:
            found.append(sentence.cut(at, index + 1))
            at = index + 1
    if at < len(sentence):
        found.append(sentence.cut(at))
    return _lists_joined([clause for clause in found if clause.strip()])


def _lists_joined(parts: Sequence[Piece]) -> list[Piece]:
    """各县，各部门、各单位要…: a clause that is nothing but names belongs to the next one."""
    joined: list[Piece] = []
    held: Piece | None = None
    for part in parts:
        whole = part if held is None else Piece(held.text + part.text, held.origin + part.origin)
        bare = whole.folded.strip(" ,")
        opening = _OPENING.match(bare)
        rest = bare[opening.end() :] if opening else bare
        if (
            whole.folded.endswith(",")
            and (is_unit_list(rest) or _is_time(bare))
            and len(whole) < 90
        ):
            held = whole
            continue
        joined.append(whole)
        held = None
    return [*joined, *([held] if held is not None else [])]


def _is_time(text: str) -> bool:
    return text.endswith("期间") and len(text) <= 12
