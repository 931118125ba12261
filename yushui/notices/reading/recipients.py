"""Who a document goes to: one entry per addressee.

Addressees share their words as speech does: 各军分区、呼和浩特警备区政治工作处 are two offices
of one name, 各乡镇党委和人民政府 two organs of one place. Shared heads and tails are given back to
each. Names in brackets (各县（市、区）) stay inside one entry: they name one class of units.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from yushui.notices.reading.structure import Named
from yushui.notices.reading.text import Piece, Span


_LEVELS = (
    r"自治区|直辖市|省直管县|省直管市|自治州|自治县|自治旗|设区的市|设区市|地级以上市|地级市|市州|盟市|州市|地市|旗县市|旗县|县市区|区县|县区"
    r"|省|地区|市|州|盟|县|区|旗|乡镇|镇街|街镇|镇乡|乡|镇|街道|苏木镇|苏木|开发区|高新区|新区|村|社区|嘎查"
    r"|军分区|警备区|卫戍区|省军区|军区|战区|军兵种|兵团"
)
_BRACKET = r"(?:\([^()]{1,20}\))?"
_OWN = (
    r"党委|党工委|党\(工\)委|党组|党支部|党总支|委(?=$|\(|员会|办|退役军人|组织部|宣传部|统战部|政法委|老干部局|党校)|人民政府|政府|办事处|管委会"
    r"|管理委员会|退役军人|双拥|拥军优属|优抚|人武部|人民武装部|武装部|政治工作|政工|村民委员会|居民委员会|居委会|村委会"
    r"|服务中心|服务站|人民法院|人民检察院|社会事业局|民政|财政|教育|卫生|公安|人社|人力资源|住房|交通|文化|医疗保障|医保"
    r"|发展|工业|农业|司法|审计|统计|信访|总工会|工商联|工商业联合会|文联|科协|红十字会|妇联|团委|残联|成员单位|纪委|监委"
)
_CARRIED = re.compile(
    rf"^(?P<carrier>(?:各)?[\u3400-\u9fff]{{0,16}}(?:{_LEVELS}){_BRACKET})(?P<organ>(?:{_OWN}).*)?$"
)
_ALONE = re.compile(
    rf"^(?:(?:{_OWN})[\u3400-\u9fff()]*|[\u3400-\u9fff]{{2,12}}(?:局|委|办|部|处|科|站|中心|委员会|办公室|法院|检察院))$"
)
_NOT_ALONE = re.compile(
    r"^(?:各|驻|有关|其他|中央|中共|中国|全|武警|解放军|消防|国家|国网|机关|省|市|县|区|旗|州|盟|镇|乡|团)"
)
_BARE_LEVEL = re.compile(rf"^(?:{_LEVELS}){_BRACKET}$")
_LEVEL_END = re.compile(rf"({_LEVELS}){_BRACKET}$")
_LEVEL_LETTERS = "省市州盟县区旗乡镇"
_TOWNSHIPS = frozenset(("乡镇", "乡", "镇", "街道", "镇街", "苏木", "苏木镇"))
_SHARED_HEAD = re.compile(
    r"^((?:省|自治区|市|县|区|州|盟|旗|镇|乡|局|街道|全市|全县)(?:(?:直属|直|级|属)(?:机关)?|(?:人民)?政府))各"
)
_FOLLOWS_HEAD = re.compile(
    r"^各(?:有关)?(?:单位|部门|机关|企业|企事业单位|直属(?:机构|单位)|派出机构)$"
)
_AND = re.compile(
    r"(?<=[\u3400-\u9fff)])(?:以及|和|及|与|暨)(?=人民政府|政府|办事处|管委会|党委|党工委|人武部|武装部|居委会|村委会|双拥办|各|驻"
    r"|有关|其他|[省市县区州盟旗](?:直|级|属|委|政府|双拥办))"
)
_GARRISON = re.compile(r"(?:军分区|警备区|卫戍区|军区)(?:\([^()]{1,8}\))?$")
_OF_GARRISON = re.compile(r"政治工作|政工|保障|动员|战备|党委")
_MEMBERS = re.compile(r"领导小组(?:各|有关)?成员单位$")
_LEADERS = re.compile(r"(?:有关)?(?:领导|负责)同志$")
_LED = re.compile(r"(?:委|政府|人大|常委会|政协|军分区|警备区|人武部)$")
_CALL = re.compile(r"^(?:\[[^\[\]]{2,12}\]|@|\s)+")
_PARTY_ORGAN = re.compile(r"^(?:组织|宣传|统战|老干部|办公|政法|编)")
_GROUP_BREAKS = ",，;；。"
_NAME_BREAKS = "、\u3000 \t"


@dataclass
class _Block:
    """Places that share organs: every place times every organ is an addressee."""

    carriers: list[Piece] = field(default_factory=list)
    organs: list[Piece] = field(default_factory=list)
    shares_each: bool = False

    def addressees(self) -> Iterator[Named]:
        for index, carrier in enumerate(self.carriers):
            head = "各" if self.shares_each and index and _BARE_LEVEL.match(carrier.folded) else ""
            if not self.organs:
                yield Named(head + carrier.text, carrier.span)
            for organ in self.organs:
                span = Span(
                    min(carrier.span.start, organ.span.start), max(carrier.span.end, organ.span.end)
                )
                yield Named(head + carrier.text + organ.text, span)


def addressees(line: Piece) -> list[Named]:
    """The addressees that a line such as 主送 or 抄送 names, in order."""
    called = _CALL.match(line.folded)
    body = line.cut(called.end() if called else 0).strip(" \u3000\t:：。；;，,")
    return [one for group in _top_level(body, _GROUP_BREAKS) for one in _distributed(group)]


def without_call(text: str) -> str:
    """【紧急通知】@各村: what a message in a chat puts before its addressees."""
    return _CALL.sub("", text)


def _distributed(group: Piece) -> Iterator[Named]:
    block = _Block()
    head = ""
    for name in _with_leaders(list(_names(group))):
        shared = _SHARED_HEAD.match(name.folded)
        carried = _CARRIED.match(name.folded)
        if carried:
            block = yield from _carry(block, name, carried)
        elif block.organs and _ALONE.match(name.folded) and not _NOT_ALONE.match(name.folded):
            block.organs.append(_with_party(block.organs[-1], name))
        else:
            yield from block.addressees()
            block = _Block()
            prefix = head if _FOLLOWS_HEAD.match(name.folded) else ""
            yield Named(prefix + name.text, name.span)
        head = shared[1] if shared else head
    yield from block.addressees()


def _with_leaders(names: list[Piece]) -> list[Piece]:
    """省委、省政府领导同志: the leaders of both."""
    leaders = _LEADERS.search(names[-1].folded) if names else None
    if leaders is None or not all(_LED.search(name.folded) for name in names[:-1]):
        return names
    tail = names[-1].at(leaders)
    return [*(Piece(n.text + tail.text, n.origin + tail.origin) for n in names[:-1]), names[-1]]


def _carry(block: _Block, name: Piece, carried: re.Match[str]) -> Generator[Named, None, _Block]:
    carrier = name.at(carried, "carrier")
    if block.organs:
        yield from block.addressees()
        carrier = _each_again(block, carrier)
        block = _Block()
    elif carried["organ"] and not _may_share(block, carried["organ"]):
        yield from block.addressees()
        is_each = block.shares_each and not _MEMBERS.search(carried["organ"])
        carrier = _each(carrier) if is_each and _BARE_LEVEL.match(carrier.folded) else carrier
        block = _Block()
    block.carriers.append(carrier)
    block.shares_each = block.shares_each or carrier.text.startswith("各")
    if carried["organ"]:
        block.organs.append(name.at(carried, "organ"))
    return block


def _may_share(block: _Block, organ: str) -> bool:
    """The members of one group are nobody else's, and a garrison has no 人武部."""
    is_military = any(_GARRISON.search(carrier.folded) for carrier in block.carriers)
    return not _MEMBERS.search(organ) and (not is_military or bool(_OF_GARRISON.match(organ)))


def _each(carrier: Piece) -> Piece:
    return Piece("各" + carrier.text, (carrier.origin[0], *carrier.origin))


def _each_again(block: _Block, carrier: Piece) -> Piece:
    """各县委、县政府: the second 县 means every county as well."""
    last = block.carriers[-1]
    before, now = _LEVEL_END.search(last.folded), _BARE_LEVEL.match(carrier.folded)
    if not (before and now and last.text.startswith("各")):
        return carrier
    if before[0] != now[0] and not {before[1], now[0]} <= _TOWNSHIPS:
        return carrier
    return _each(carrier)


def _with_party(previous: Piece, name: Piece) -> Piece:
    """市委宣传部、组织部: the second department is the party committee's too."""
    if previous.text.startswith("委") and _PARTY_ORGAN.match(name.folded):
        return Piece("委" + name.text, (name.origin[0], *name.origin))
    return name


def _names(group: Piece) -> Iterator[Piece]:
    for part in _with_single_letters(group):
        at = 0
        for match in _AND.finditer(part.folded):
            if _depth(part.folded[: match.start()]):
                continue
            yield part.cut(at, match.start()).strip()
            at = match.end()
        yield part.cut(at).strip()


def _with_single_letters(group: Piece) -> Iterator[Piece]:
    """区政府有关委、办、局 is one class of units: a letter alone goes with what is before it."""
    start = end = 0
    for part in _top_level(group, _NAME_BREAKS):
        begin = group.find(part.origin[0])
        stands_alone = len(part) > 1 or part.text in _LEVEL_LETTERS
        if end and stands_alone:
            yield group.cut(start, end)
        if not end or stands_alone:
            start = begin
        end = begin + len(part)
    if end:
        yield group.cut(start, end)


def _depth(text: str) -> int:
    return text.count("(") - text.count(")")


def _top_level(piece: Piece, breaks: str) -> Iterator[Piece]:
    """Cut at separators that stand outside brackets."""
    depth = at = 0
    for index, character in enumerate(piece.folded):
        depth = max(depth + (character == "(") - (character == ")"), 0)
        if not depth and character in breaks:
            if index > at:
                yield piece.cut(at, index).strip()
            at = index + 1
    if at < len(piece):
        yield piece.cut(at).strip()
