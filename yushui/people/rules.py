"""Rules about households and persons that need no database."""

import unicodedata
from datetime import date, timedelta

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import id_card


LOOKS_A_DAY = 60  # security.md C-22
NUMBER_SEARCHES_A_DAY = 200  # the same clause; trying out four hidden digits would take weeks
LONGEST_REASON = 60
OF_AGE = 18  # 民法典 art. 17
LONGEST_EXPLANATION = 200
LONGEST_OWN_WORDS = 500
# What somebody wished for is of use while those who heard it can help.
OWN_WORDS_KEPT = timedelta(days=730)
# A roster up to this size is answered at once: a second or two.
ROWS_AT_ONCE = 2_000
# A list of a village; a longer one is imported by somebody else than prepared it.
ROWS_ALONE = 100
# So many people known in its place are counted and looked through within a second.
PEOPLE_AT_ONCE = 50_000

# Labels of a disability: the bands of rosters and the ten grades (军人抚恤优待条例 2024 art. 26).
GRADES = tuple(f"disabled_{grade}" for grade in range(1, 11))
DISABILITIES = ("disabled_soldier", "disabled_1_6", "disabled_1_4", "disabled_5_6", "disabled_7_10")
# Illness is compensated in grades one to six (art. 27).
NOT_BY_ILLNESS = ("disabled_7_10", *GRADES[6:])


def check_look(reason: str, *, looks_today: int) -> str:
    """Return the reason for showing a masked number, or refuse to show it."""
    told = reason.strip()
    if not told:
        raise RuleViolation("请写明查看事由。", field="reason")
    if len(told) > LONGEST_REASON:
        raise RuleViolation(
            f"查看事由有{len(told)}个字，最多{LONGEST_REASON}个；请缩短。", field="reason"
        )
    if looks_today >= LOOKS_A_DAY:
        raise RuleViolation(
            f"您今天已经查看了{LOOKS_A_DAY}次完整号码，达到每日上限；明天再查看，"
            "或请其他有权限的同事办理。"
        )
    return told


def check_number_search(*, is_number: bool, searches_today: int) -> None:
    if not is_number:
        raise RuleViolation(
            "请输入完整的电话号码、身份证号，或者身份证号的后四位。", field="number"
        )
    if searches_today >= NUMBER_SEARCHES_A_DAY:
        raise RuleViolation(
            f"您今天已经按号码查找了{NUMBER_SEARCHES_A_DAY}次，达到每日上限；明天再查，"
            "或改用姓名、拼音首字母查找。"
        )


def check_day(day: date, *, today: date, field: str) -> None:
    if day > today:
        raise RuleViolation("日期不能晚于今天，请核对。", field=field)


def check_said_on(day: date, *, today: date) -> None:
    check_day(day, today=today, field="said_on")
    if day < today - OWN_WORDS_KEPT:
        raise RuleViolation("两年以前说的话不再登记，请核对日期。", field="said_on")


def check_agreement(number: str, birth_on: date | None, sex: str, *, today: date) -> None:
    """An identity number must not contradict the birth date and the sex beside it."""
    if not number:
        return
    card = id_card(number, today=today)
    if birth_on != card.born_on:
        raise RuleViolation("出生日期与身份证号不一致，请核对。", field="birth_on")
    if sex in ("1", "2") and sex != ("1" if card.sex == "男" else "2"):
        raise RuleViolation("性别与身份证号不一致，请核对。", field="sex")


def require_text(text: str, what: str, *, field: str, longest: int) -> str:
    told = text.strip()
    if not told:
        raise RuleViolation(f"{what}没有填写。", field=field)
    if len(told) > longest:
        raise RuleViolation(f"{what}最多{longest}个字，请缩短。", field=field)
    return told


def check_rows(count: int) -> None:
    if not count:
        raise RuleViolation("表头下面没有数据行，请核对后再上传。", field="file")


def check_end(on: date, *, since: date, today: date) -> None:
    """A contact ends on a day that has come and not before it began."""
    check_day(on, today=today, field="on")
    if on < since:
        raise RuleViolation("终止日期不能早于开始日期，请核对。", field="on")


def check_batch(count: int, *, largest: int, paper: str) -> None:
    """Whether so many papers may be printed in one file."""
    if not count:
        raise RuleViolation(f"这里没有可以印{paper}的家庭。")
    if count > largest:
        raise RuleViolation(
            f"这里有{count}户，一次最多印{largest}户的{paper}；请按乡镇（街道）或村（社区）分开印。"
        )


def check_year(year: int, *, today: date) -> None:
    """The list of a year is closed in that year or later."""
    if year > today.year:
        raise RuleViolation(f"还没有到{year}年，不能生成这一年的名册。", field="year")
    if year < today.year - 1:
        raise RuleViolation("只能生成今年或去年的名册，更早的已经无从冻结。", field="year")


def check_headcount(explanation: str, *, is_different: bool) -> str:
    told = explanation.strip()
    if is_different and not told:
        raise RuleViolation("户数或人数与上年不同，请写明变动原因。", field="explanation")
    if len(told) > LONGEST_EXPLANATION:
        raise RuleViolation(f"变动说明最多{LONGEST_EXPLANATION}个字，请缩短。", field="explanation")
    return told


def check_cause(category: str, cause: str) -> None:
    """A cause belongs to a disability, and illness to the first six grades alone (art. 25, 27)."""
    if cause and category not in DISABILITIES + GRADES:
        raise RuleViolation("只有残疾军人要填残疾性质，请留空。", field="cause")
    if cause == "illness" and category in NOT_BY_ILLNESS:
        raise RuleViolation(
            "因病致残只评一至六级（《军人抚恤优待条例》第二十七条），请核对等级和性质。",
            field="cause",
        )


def check_guardian(name: str, relation: str) -> None:
    if bool(name) != bool(relation):
        missing = (
            ("guardian_relation", "监护人与本人的关系") if name else ("guardian_name", "监护人")
        )
        raise RuleViolation(f"{missing[1]}没有填写。", field=missing[0])


def owns(holder: str, *, name: str, guardian: str) -> bool:
    """Whether an account is the person's own or the guardian's (S4-23)."""
    return _bare(holder) in {_bare(name), _bare(guardian)} - {""}


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).replace("•", "·")


def lacks_guardian(age: int | None, guardian: str) -> bool:
    return age is not None and age < OF_AGE and not guardian


def doubts_of_account(
    *, holder: str, name: str, guardian: str, age: int | None, warning: str | None
) -> list[str]:
    """What to look at twice in an account just entered; a payment is held for the last two."""
    said = [warning] if warning else []
    if not owns(holder, name=name, guardian=guardian):
        said.append(f"户名“{holder}”既不是本人“{name}”也不是登记的监护人，发放时要由负责人认定。")
    if lacks_guardian(age, guardian):
        said.append(f"“{name}”未满{OF_AGE}周岁，没有登记监护人，发放时要由负责人认定。")
    return said
