"""Names of organs: which line is one, and where one name ends and the next begins."""

import re

from yushui.notices.reading.text import Piece


ORGAN_END = (
    r"委员会|办公室|办公厅|领导小组|工作组|指挥部|人民政府|政府|办事处|管委会"
    r"|党工委|党委|党组|党支部|党总支|政治工作局|政治工作处|政治工作部|人武部"
    r"|人民武装部|武装部|军分区|警备区|卫戍区|省军区|军区|战区|总队|支队|大队"
    r"|中队|部队|双拥办|服务中心|服务站|军休所|干休所|光荣院|联合会|总工会"
    r"|协会|基金会|促进会|研究会|联络处|法院|检察院|银行|公司|集团|学校|大学"
    r"|学院|医院|居委会|村委会|两委|支部|党校|纪委|政协|人大|常委会|团委"
    r"|妇联|县委|市委|区委|省委|州委|旗委|盟委|地委|工委|部委|厅|局|部|处"
    r"|科|站|所|社|中心|办|委|会|陵园|专班"
)
_TAIL = rf"(?:{ORGAN_END})(?:\([^()]{{1,12}}\))?"
# A model document leaves its place open: XX镇, ××县.
_LETTER = r"[\u3400-\u9fffXx×〇]"
_ORGAN = re.compile(
    rf"^{_LETTER}[\u3400-\u9fffXx×·\"()]{{0,38}}{_TAIL}$|^{_LETTER}[\u3400-\u9fffXx×]{{1,7}}(?:乡|镇|街道|村)$"
)
_NOT_ORGAN = re.compile(
    r"^(?:登录|注册|个人|用户|无障碍|网上|便民|信息公开|各|附|关于|抄|主送|报送|请|为|对|在|以|由|根据|按照|第|本|要|把|将|与|并|联系|开展|加强|做好|建立|组织|落实|加大|切实"
    r"|认真|一|二|三|四|五|六|七|八|九|十|\()"
)
_FILE_MARK = re.compile(r"\s*文\s*件\s*$")
_BLANKS = re.compile(r"[\s\u3000]+")
_SEPARATOR = re.compile(r"[\s、]+")


def is_organ(text: str) -> bool:
    """Whether folded text reads as the name of one organ."""
    compact = _BLANKS.sub("", text)
    return bool(_ORGAN.match(compact)) and not _NOT_ORGAN.match(compact)


def organs_of(line: Piece) -> list[Piece]:
    """The organs that a line consists of, 文件 left off; nothing when it says anything else."""
    match = _FILE_MARK.search(line.folded)
    if match and match.start() >= 4:
        line = line.cut(0, match.start())
    line = line.strip()
    names = [name for name in _apart(line) if name]
    if names and all(is_organ(name.folded) for name in names):
        return names
    return [line] if line and is_organ(line.folded) else []


def has_file_mark(text: str) -> bool:
    """吕梁市…领导小组文件: the red head of a document."""
    return bool(_FILE_MARK.search(text)) and is_organ(_FILE_MARK.sub("", text))


def _apart(line: Piece) -> list[Piece]:
    """Cut at blanks and 、, also at blanks that healing dropped between two whole names."""
    parts = [part.strip() for part in line.between(_SEPARATOR)]
    return [name for part in parts for name in _at_dropped_blank(part)]


def _at_dropped_blank(part: Piece) -> list[Piece]:
    gaps = [
        index
        for index in range(3, len(part) - 2)
        if part.origin[index] - part.origin[index - 1] > 1
    ]
    if len(gaps) > 4:
        return [part]  # spaced out letter by letter
    for index in gaps:
        left, right = part.cut(0, index), part.cut(index)
        if is_organ(left.folded) and is_organ(right.folded) and not _is_bare_tail(right.text):
            return [left, *_at_dropped_blank(right)]
    return [part]


def _is_bare_tail(text: str) -> bool:
    """政治工作局 after 军区 belongs to it; a name of its own begins with a place or a party."""
    return text.startswith(
        ("政治工作", "办公", "退役军人", "双拥", "人民政府", "人武部", "党", "委员")
    )
