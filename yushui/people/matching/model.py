"""What two rows agree in, how much each agreement says, and which pairs are looked at at all.

Every comparison is a ladder of levels from the best to the worst. `m` is how often the same
person's two rows stand on that level, `u` how often two different persons' rows do; the evidence
is log2(m / u) bits (Fellegi and Sunter). Where `rare` names a column, `u` is the frequency of the
value itself (`frequencies.py`). The figures are fixed, not trained: lists of thirty rows and of a
million are judged alike, and the same two rows always in the same way.

An identity number contains birth date and sex, so these count only where it does not decide.
Relatives share telephone, door and head of household, so these count only where the name agrees.
The conditions use only what DuckDB and Spark both know.
"""

from collections.abc import Collection
from functools import cache

from splink import SettingsCreator, block_on

from yushui.people.matching import crowding
from yushui.people.matching.ladders import TWO_NUMBERS, Ladder, Level


def _same(*columns: str) -> str:
    return " AND ".join(f"{column}_l = {column}_r" for column in columns)


def _either(condition: str) -> str:
    """The condition, or the same with the two rows changed over."""
    turned = condition.replace("_l", "_~").replace("_r", "_l").replace("_~", "_r")
    return f"(({condition}) OR ({turned}))"


_LONG = "length(shape_l) >= 3 AND length(shape_r) >= 3"
_GAP = "(shape_l LIKE '%□%' OR shape_r LIKE '%□%')"
_START = "substr(shape_l, 1, length(shape_r)) = shape_r"
# The same name, however it is written.
_NAME_AGREES = "(shape_l = shape_r OR sound_l = sound_r OR letters_l = letters_r)"
_BOTH_TRUE = "id_is_true_l = 1 AND id_is_true_r = 1"
# Brothers share a character of their names, father and son too: only with the year they are one.
_NAME_NEARLY_AGREES = (
    f"({_LONG} AND surname_l = surname_r AND levenshtein(shape_l, shape_r) <= 1"
    " AND coalesce(birth_year_l = birth_year_r, false)"
    f" AND NOT coalesce(id_l <> id_r AND {_BOTH_TRUE}, false))"
)
# Whether what relatives share says anything.
_NO_RELATIVE = f"({_NAME_AGREES} OR {_NAME_NEARLY_AGREES})"

NAME = Ladder(
    "name",
    "name_l IS NULL OR name_r IS NULL",
    (
        Level("same", "姓名相同", _same("name"), 0.90, 1e-4, "name"),
        Level("shape", "姓名写法相近（形近字、异体字）", _same("shape"), 0.02, 1e-4, "shape"),
        Level("sound", "姓名读音相同、用字不同", _same("sound"), 0.03, 1e-4, "sound"),
        Level("turned", "姓名用字相同、次序不同", _same("letters"), 0.004, 1e-4, "shape"),
        Level(
            "short",
            "一个姓名是另一个的前半",
            f"{_LONG} AND (length(shape_l) >= 5 OR length(shape_r) >= 5) AND {_either(_START)}",
            0.006,
            5e-5,
        ),
        Level(
            "long",
            "长姓名只差一两个字",
            "length(shape_l) >= 5 AND length(shape_r) >= 5 AND levenshtein(shape_l, shape_r) <= 2",
            0.02,
            5e-5,
        ),
        Level(
            "one",
            "姓名差一个字",
            f"{_LONG} AND surname_l = surname_r AND length(shape_l) = length(shape_r)"
            " AND levenshtein(shape_l, shape_r) = 1",
            0.02,
            0.002,
        ),
        Level(
            "less",
            "姓名多一个字或少一个字",
            "surname_l = surname_r AND length(shape_l) <> length(shape_r)"
            " AND levenshtein(shape_l, shape_r) = 1",
            0.008,
            0.002,
        ),
        Level(
            "gap",
            "姓相同，名字有一个字打不出来",
            f"surname_l = surname_r AND {_GAP} AND length(shape_l) = length(shape_r)"
            " AND levenshtein(shape_l, shape_r) <= 1",
            0.01,
            0.01,
        ),
        Level(
            "surname",
            "名字相同，姓不同",
            f"{_LONG} AND given_l = given_r AND length(given_l) >= 2",
            0.002,
            0.003,
        ),
        Level("given", "姓相同，名字不同", _same("surname"), 0.006, 0.06),
        Level("other", "姓名不同", "ELSE", 0.006, 0.93),
    ),
)

_SLIP = (
    f"NOT ({_BOTH_TRUE}) AND (levenshtein(id_l, id_r) <= 1"
    " OR (levenshtein(id_l, id_r) = 2 AND id_letters_l = id_letters_r))"
)
# The numbers agree so far that they cannot be independent of the birth dates in them.
_ID_DECIDES = f"(coalesce(id_l = id_r, false) OR coalesce({_SLIP}, false))"

ID_CARD = Ladder(
    "id_card",
    "(id_l IS NULL OR id_r IS NULL)"
    " AND (id_part_l IS NULL OR id_part_r IS NULL OR (id_l IS NULL AND id_r IS NULL"
    " AND id_part_l <> id_part_r))",
    (
        Level("same", "身份证号相同", _same("id"), 0.92, 1e-10),
        Level("slip", "身份证号只差一位，或相邻两位颠倒", _SLIP, 0.03, 1e-9),
        Level(
            "part",
            "身份证号前15位相同，后几位丢失",
            "(id_l IS NULL OR id_r IS NULL) AND id_part_l = id_part_r",
            0.9,
            1e-7,
        ),
        Level(
            "two",
            "身份证号差两位",
            f"NOT ({_BOTH_TRUE}) AND levenshtein(id_l, id_r) = 2",
            0.006,
            1e-6,
        ),
        Level(
            "other",
            TWO_NUMBERS,
            f"{_BOTH_TRUE} AND (shape_l = shape_r OR sound_l = sound_r)",
            0.002,
            0.98,
        ),
        Level("others", "身份证号不同，姓名也不同", _BOTH_TRUE, 2e-5, 0.98),
        Level("wrong", "身份证号不同，其中有写错的", "ELSE", 0.03, 1.0),
    ),
)

_YEAR = "birth_year_l = birth_year_r"
_DAYS = "abs(birth_day_l - birth_day_r)"
# Two true numbers under two names: born on one day they are twins, not one.
_TWO_PEOPLE = f"coalesce(id_l <> id_r AND {_BOTH_TRUE} AND NOT {_NAME_AGREES}, false)"
BIRTH = Ladder(
    "birth",
    f"birth_year_l IS NULL OR birth_year_r IS NULL OR {_ID_DECIDES} OR {_TWO_PEOPLE}",
    (
        Level(
            "same",
            "出生日期相同",
            "birth_l = birth_r OR birth_l = birth_2_r OR birth_2_l = birth_r",
            0.88,
            1e-4,
            "birth",
        ),
        Level(
            "turned",
            "出生的月和日颠倒",
            f"{_YEAR} AND substr(birth_l, 5, 2) = substr(birth_r, 7, 2)"
            " AND substr(birth_l, 7, 2) = substr(birth_r, 5, 2)",
            0.004,
            1e-4,
            "birth",
        ),
        Level(
            "month",
            "出生年月相同，有一边没有写日",
            f"(birth_l IS NULL OR birth_r IS NULL) AND {_same('birth_month')}",
            0.9,
            1e-3,
            "birth_month",
        ),
        Level(
            "year",
            "出生年份相同，有一边没有写月日",
            f"(birth_month_l IS NULL OR birth_month_r IS NULL) AND {_YEAR}",
            0.93,
            0.015,
            "birth_year",
        ),
        Level(
            "one",
            "出生年、月、日里有一处不同",
            f"({_same('birth_month')}) OR (substr(birth_l, 5, 4) = substr(birth_r, 5, 4))"
            f" OR ({_YEAR} AND substr(birth_l, 7, 2) = substr(birth_r, 7, 2))",
            0.05,
            0.0047,
        ),
        Level(
            "lunar",
            "出生日期相差一个月上下，像是一边写农历",
            f"{_DAYS} BETWEEN 16 AND 55",
            0.025,
            0.003,
        ),
        Level("same_year", "出生年份相同、日期不同", _YEAR, 0.015, 0.015, "birth_year"),
        Level(
            "near_year",
            "出生年份相差三年以内",
            "abs(cast(birth_year_l AS int) - cast(birth_year_r AS int)) <= 3",
            0.01,
            0.09,
        ),
        Level("other", "出生日期不同", "ELSE", 0.003, 0.87),
    ),
)

SEX = Ladder(
    "sex",
    f"sex_l IS NULL OR sex_r IS NULL OR {_ID_DECIDES}",
    (
        Level("same", "性别相同", _same("sex"), 0.985, 0.6),
        Level("other", "性别不同", "ELSE", 0.015, 0.4),
    ),
)

_PHONES = (
    "phone_l = phone_r",
    "phone_2_l = phone_2_r",
    "phone_l = phone_2_r",
    "phone_2_l = phone_r",
)
_ONE_PHONE = " OR ".join(_PHONES)
PHONE = Ladder(
    "phone",
    f"phone_l IS NULL OR phone_r IS NULL OR NOT ({_NO_RELATIVE})",
    (
        Level("same", "联系电话相同", f"coalesce({_ONE_PHONE}, false)", 0.7, 1e-5),
        Level("slip", "联系电话只差一位", "levenshtein(phone_l, phone_r) <= 1", 0.03, 3e-5),
        Level("other", "联系电话不同", "ELSE", 0.27, 1.0),
    ),
)

# An address without 县 or 市 leaves the upper name before the lower: 柳浦三屯 is 三屯.
_ONE_TOWNSHIP = (
    "(township_l = township_r"
    " OR (length(township_l) > length(township_r) + 1"
    " AND substr(township_l, length(township_l) - length(township_r) + 1) = township_r)"
    " OR (length(township_r) > length(township_l) + 1"
    " AND substr(township_r, length(township_r) - length(township_l) + 1) = township_l))"
)
_NO_VILLAGE = "(village_l IS NULL OR village_r IS NULL)"
_NO_TOWNSHIP = "(township_l IS NULL OR township_r IS NULL)"
_NOT_OTHER_TOWNSHIP = f"coalesce({_ONE_TOWNSHIP}, true)"
PLACE = Ladder(
    "place",
    "coalesce(village_l, township_l, county_l) IS NULL"
    " OR coalesce(village_r, township_r, county_r) IS NULL"
    f" OR ({_NO_VILLAGE} AND {_NO_TOWNSHIP} AND (county_l IS NULL OR county_r IS NULL))",
    (
        Level(
            "village",
            "同村",
            f"{_same('village')} AND {_NOT_OTHER_TOWNSHIP}",
            0.75,
            0.001,
            "village",
        ),
        Level(
            "township_only",
            "同乡镇，有一边没有写村",
            f"{_NO_VILLAGE} AND {_ONE_TOWNSHIP}",
            0.85,
            0.01,
            "township",
        ),
        Level("township", "同乡镇不同村", _ONE_TOWNSHIP, 0.08, 0.01, "township"),
        Level("namesake", "村名相同，乡镇不同", _same("village"), 0.02, 0.001, "village"),
        Level(
            "county_only",
            "同县，有一边没有写乡镇",
            f"{_NO_TOWNSHIP} AND {_same('county')}",
            0.85,
            0.1,
            "county",
        ),
        Level("county", "同县不同乡镇", _same("county"), 0.07, 0.1, "county"),
        Level("other", "住地不同", "ELSE", 0.1, 1.0),
    ),
)

DOOR = Ladder(
    "door",
    f"door_l IS NULL OR door_r IS NULL OR NOT coalesce({_same('village')}, false)"
    f" OR NOT ({_NO_RELATIVE})",
    (
        Level("same", "门牌相同", _same("door"), 0.6, 0.004),
        Level("other", "门牌不同", "ELSE", 0.4, 0.996),
    ),
)

_YEARS_APART = "abs(cast(substr(enlisted_l, 1, 4) AS int) - cast(substr(enlisted_r, 1, 4) AS int))"
ENLISTED = Ladder(
    "enlisted",
    "enlisted_l IS NULL OR enlisted_r IS NULL",
    (
        Level(
            "same",
            "入伍年份相同",
            "substr(enlisted_l, 1, 4) = substr(enlisted_r, 1, 4)",
            0.87,
            0.12,
        ),
        Level("near", "入伍年份差一年", f"{_YEARS_APART} = 1", 0.09, 0.15),
        Level("other", "入伍年份不同", "ELSE", 0.04, 0.73),
    ),
)

HEAD = Ladder(
    "head",
    f"head_l IS NULL OR head_r IS NULL OR NOT ({_NO_RELATIVE})",
    (
        Level("same", "户主姓名相同", _same("head"), 0.85, 0.003),
        Level("other", "户主姓名不同", "ELSE", 0.15, 0.997),
    ),
)

HOUSEHOLD = Ladder(
    "household",
    f"household_l IS NULL OR household_r IS NULL OR NOT ({_NO_RELATIVE})",
    (
        Level("same", "家庭编号相同", _same("household"), 0.7, 1e-4),
        Level("other", "家庭编号不同", "ELSE", 0.5, 1.0),
    ),
)

CERTIFICATE = Ladder(
    "certificate",
    "certificate_l IS NULL OR certificate_r IS NULL",
    (
        Level("same", "证件编号相同", _same("certificate"), 0.9, 1e-6),
        Level("other", "证件编号不同", "ELSE", 0.1, 1.0),
    ),
)

LADDERS = (
    NAME, ID_CARD, BIRTH, SEX, PHONE, PLACE, DOOR, ENLISTED, HEAD, HOUSEHOLD, CERTIFICATE,
)  # fmt: skip


# Pairs worth looking at share one of these. Each leaves a handful per row, however long the lists.
SHARED = (
    ("id",),
    ("id_part",),
    ("certificate",),
    ("birth", "surname"),
    ("birth", "village"),
    ("name", "birth_year"),
    ("sound", "birth_year"),
    ("shape", "substr(birth, 5, 4)"),
    ("shape", "village"),
    ("sound", "township"),
    ("shape", "township"),
    ("letters", "birth_month"),
    ("letters", "village"),
    ("phone",),
    ("head", "village"),
    ("head", "birth_year"),
    ("surname", "village", "birth_year"),
    ("household", "surname"),
    ("substr(id, 1, 14)",),
    ("substr(id, 7, 12)",),
    ("substr(id, 1, 6)", "substr(id, 11, 8)"),
    ("rare_shape",),
    ("rare_sound",),
)


@cache
def any_shared() -> str:
    """The same as one condition, for lists so short that every pair can be tried."""
    rules = [block_on(*columns).get_blocking_rule("duckdb") for columns in SHARED]
    return " OR ".join(f"({rule.blocking_rule_sql})" for rule in rules)


def settings(known: int, crowded: Collection[int] = ()) -> SettingsCreator:
    """The model for a register of so many people; before anything is seen each is as likely.

    Rules that are `crowded` leave out the rows so marked (`crowding.py`).
    """
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        probability_two_random_records_match=prior(known),
        comparisons=[ladder.as_splink() for ladder in LADDERS],
        blocking_rules_to_generate_predictions=[*crowding.blocking(SHARED, crowded)],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )


def prior(known: int) -> float:
    return 0.5 / max(known, 2)
