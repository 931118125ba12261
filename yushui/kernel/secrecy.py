"""What in a text reads like a military secret: designations, strength, positions, exercises.

A guard for honest people in a hurry, not a judge: it shows what it stumbles over and says why, and
somebody looks again (S4-19, S4-35). The public code of five digits (95012部队) and public names
pass. Blanks, full-width letters and signs strewn between do not hide a designation.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yushui.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Hit:
    """A place in a text, as it was written, and why it should not stand there."""

    quote: str
    why: str


DESIGNATION = "像是部队番号，只写公开代号（如“95012部队”）或公开名称"
STRENGTH = "像是部队人数或装备数量，请删去"
POSITION = "像是部队的位置或坐标，请删去"
EXERCISE = "像是部队演训、战备或调动的时间，请删去时间"

_FEW = "[0-9]{1,3}|[〇零一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾]{1,6}"
_MANY = (
    "(?:[0-9]{3,}|[0-9.]+[百千万]|"
    "[一二三四五六七八九十两几数]*[百千万][一二三四五六七八九十百千两]*)"
)
_NO = f"(?:第?(?:{_FEW})|某)"
_ARM = (
    "(?:陆军|海军|空军|火箭军|武警|合成|重型|中型|轻型|两栖|装甲|坦克|摩步|机步|步兵|炮兵|防空|陆航|"
    "空中突击|特战|特种作战|工兵|防化|工化|导弹|空降|海军陆战|陆战|通信|信息|侦察|边防|海防|"
    "航空兵|雷达|电子对抗|舟桥|作战支援|勤务支援|驱逐舰|护卫舰|潜艇|登陆舰)"
)
# Words that only begin like the name of a formation: 师生, 团结, 旅游, 营业, 连续, 军属.
_UNIT = (
    "(?:集团军|军区(?=机关|部队)|(?:师(?![生范傅资徒父兄弟德母承从])|旅(?![游行客馆途程居社店])|"
    "团(?![结圆队员购体年聚委支伙建组]|长?县)|营(?![业养销商利运造地收盘房养区])))"
)
_HOST = "(?:官兵|战士|士兵|指战员|兵员|兵力|现役军人|新兵|士官|军士)"
_NOT_HOST = "(?!家|的家|子女|父母|代表|亲|配偶|遗属|眷|优抚)"
_GEAR = (
    "(?:坦克|装甲车|步战车|战车|火炮|榴弹炮|火箭炮|导弹|战机|歼击机|轰炸机|直升机|无人机|"
    "舰艇|潜艇|雷达)"
)
_SITE = "(?:营区|营院|驻地|阵地|军用机场|军港|库区|洞库|弹药库|雷达站|指挥所|靶场|训练场)"
_DRILL = (
    "(?:演习|演训|实兵|对抗演练|红蓝对抗|实弹|驻训|拉动|战备|开进|移防|换防|轮换|调防|"
    "归建|机动|出动|起飞|出航|返营|开拔)"
)
_WHEN = (
    "(?:[0-9一二三四五六七八九十]{1,3}(?:月[0-9一二三四五六七八九十]{1,3}日|日|号|月[上中下]旬|月份|时|点)|"
    "[上中下]旬|[本下]周|[本下]个?月|明[天日晚]|后天|今[晚夜]|凌晨|拂晓|近日|即将)"
)
_CIVIL = "(?<!消防)(?<!防汛)(?<!应急)(?<!疏散)(?<!地震)(?<!救援)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"{_NO}{_ARM}{{0,3}}{_UNIT}", DESIGNATION),
    (
        rf"第(?:{_FEW})(?:{_ARM}{{1,2}}(?:总队|支队|大队|中队|基地)|军(?![人属民官嫂休龄装营医]))",
        DESIGNATION,
    ),
    (rf"{_ARM}(?:第?(?:{_FEW}))(?:军|师|旅|团|营|连|大队|基地)", DESIGNATION),
    (rf"(?:{_FEW}|某)(?:营|团)(?:{_FEW}|某)连", DESIGNATION),
    (rf"{_MANY}(?:余|多|来)?(?:名|个|位|人)?{_HOST}{_NOT_HOST}", STRENGTH),
    (rf"{_HOST}(?:共|约|有|总数|人数|编制|达|为)*{_MANY}(?:余|多)?(?:名|人)", STRENGTH),
    (rf"(?:编制|实力|满编|在编|在位)(?:为|约|共|有)*{_MANY}(?:余|多)?(?:名|人)", STRENGTH),
    (rf"(?:{_MANY}|{_FEW})(?:余|多)?个(?:师|旅|团|营|连)(?![生范傅队员圆业])", STRENGTH),
    (rf"(?:{_MANY}|{_FEW})(?:余|多)?(?:辆|架|艘|门|枚|部|台|套){_GEAR}", STRENGTH),
    (rf"{_GEAR}(?:共|约|有)*(?:{_MANY}|{_FEW})(?:余|多)?(?:辆|架|艘|门|枚|部|台|套)", STRENGTH),
    (r"(?:东经|西经|北纬|南纬|经度|纬度|坐标)[::为是]*[0-9一二三四五六七八九十百零〇]+", POSITION),
    (r"[0-9]{1,3}(?:\.[0-9]+)?[°度](?:[0-9]{1,2}(?:\.[0-9]+)?[′'分])", POSITION),
    (r"(?<![0-9.])[0-9]{2,3}\.[0-9]{3,}[°]?[NSEW]?[,;/、和][NSEW]?[0-9]{2,3}\.[0-9]{3,}", POSITION),
    (r"[NSEWnsew][0-9]{2,3}\.[0-9]{2,}", POSITION),
    (rf"{_SITE}(?:就)?(?:位于|坐落|地处|设在|设于|迁[到至]|搬[到至]|在)[^,。;]{{2,}}", POSITION),
    (rf"{_WHEN}[^,。;]{{0,8}}{_CIVIL}{_DRILL}", EXERCISE),
    (rf"{_CIVIL}{_DRILL}[^,。;]{{0,8}}{_WHEN}", EXERCISE),
)
_RULES = tuple((re.compile(pattern), why) for pattern, why in _PATTERNS)
# Signs that may be strewn between letters without changing what is read.
_STREWN = frozenset("-_*·•.~|+=#^`")
_KEPT_IN = frozenset("0123456789")


def hits(text: str) -> list[Hit]:
    """Everything in the text that should be looked at again, each once, in its order."""
    plain, places = _plain(text)
    found: dict[tuple[int, int], Hit] = {}
    for pattern, why in _RULES:
        for match in pattern.finditer(plain):
            start, end = places[match.start()], places[match.end() - 1] + 1
            if not any(a < end and start < b for a, b in found):
                found[start, end] = Hit(text[start:end].strip(), why)
    return [found[at] for at in sorted(found)]


def check(texts: Iterable[tuple[str, str]], *, is_cleared: bool) -> bool:
    """Refuse texts, each with its field, that nobody has looked at again; true where one has."""
    told = [(field, hit) for field, text in texts for hit in hits(text)]
    if told and not is_cleared:
        quoted = "；".join(f"“{hit.quote}”{hit.why}" for _, hit in told[:5])
        raise RuleViolation(
            f"这段话可能涉密，还没有保存：{quoted}。改好后再保存；"
            "确实不涉密的，勾选“我已核对，不涉密”后保存。",
            field=told[0][0],
        )
    return bool(told)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is read, and for each of its letters where it stands in what was written."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKC", letter):
            if not _is_strewn(one, text, place):
                letters.append("," if one in ",，" else one)
                places.append(place)
    return "".join(letters), places


def _is_strewn(letter: str, text: str, place: int) -> bool:
    """A blank, something invisible, or a sign between two letters; a decimal point is none."""
    if letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc", "Mn"):
        return letter not in "\r\n"
    if letter not in _STREWN:
        return False
    around = {*_near(text, place, -1), *_near(text, place, 1)}
    return not (letter == "." and around <= _KEPT_IN)


def _near(text: str, place: int, step: int) -> Iterator[str]:
    beside = place + step
    if 0 <= beside < len(text):
        yield unicodedata.normalize("NFKC", text[beside])[:1]
