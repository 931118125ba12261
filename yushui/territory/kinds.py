"""What kinds of region levels and units there are, in the offices' words."""

from decimal import Decimal

from django.db import models


class Level(models.IntegerChoices):
    """Rank of a region. Levels are uneven: a county may stand directly below a province."""

    NATION = 0, "国家"
    PROVINCE = 1, "省级"
    PREFECTURE = 2, "地级"
    COUNTY = 3, "县级"
    TOWNSHIP = 4, "乡级"
    VILLAGE = 5, "村级"


# How a place speaks of all of itself, by the end of its name: 鹿鸣县 says 全县, and 内蒙古自治区
# says 全区 as a district does. The longer ending comes first.
_WHOLES = (
    "街道",
    "社区",
    "地区",
    "苏木",
    "嘎查",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "旗",
    "区",
    "镇",
    "乡",
    "村",
)
_IN_GENERAL = {
    Level.NATION: "全国",
    Level.PROVINCE: "全省",
    Level.PREFECTURE: "全市",
    Level.COUNTY: "全县",
    Level.TOWNSHIP: "全乡镇",
    Level.VILLAGE: "全村",
}


def whole_of(name: str, level: int) -> str:
    """What an office calls everything in its place: 全省, 全市, 全县, 全镇, 全村."""
    ending = next((ending for ending in _WHOLES if name.endswith(ending)), "")
    return f"全{ending}" if ending else _IN_GENERAL[Level(level)]


class Lane(models.TextChoices):
    """The two lines of command, which report side by side (军地两线)."""

    CIVIL = "civil", "地方"
    MILITARY = "military", "军队"


class Kind(models.TextChoices):
    """Kinds of units. The office (双拥办) is the backbone of the civil reporting tree."""

    OFFICE = "office", "双拥办"
    BUREAU = "bureau", "退役军人事务部门"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    STATION = "station", "退役军人服务中心（站）"
    PARTY_ORGAN = "party_organ", "党委部门"
    GOVERNMENT_ORGAN = "gov_organ", "政府部门"
    MASS_ORGAN = "mass_organ", "人民团体"
    ENTERPRISE = "enterprise", "企事业单位"
    SOCIAL = "social", "社会组织"
    MILITARY_COMMAND = "mil_command", "军分区（警备区）、省军区政治工作部门"
    ARMED_FORCES_DEPARTMENT = "mil_department", "人武部"
    GRASSROOTS_ARMED_FORCES = "mil_grassroots", "基层武装部"
    GARRISON = "garrison", "驻地部队"


MILITARY = frozenset(
    {
        Kind.MILITARY_COMMAND,
        Kind.ARMED_FORCES_DEPARTMENT,
        Kind.GRASSROOTS_ARMED_FORCES,
        Kind.GARRISON,
    }
)
MEMBERS = frozenset({Kind.PARTY_ORGAN, Kind.GOVERNMENT_ORGAN, Kind.MASS_ORGAN, Kind.ENTERPRISE})


def lane_of(kind: str) -> Lane:
    return Lane.MILITARY if kind in MILITARY else Lane.CIVIL


class ChangeKind(models.TextChoices):
    """What may happen to a place or to a unit on a day."""

    RENAME = "rename", "更名"
    MOVE = "move", "划转"
    MERGE = "merge", "并入"
    SPLIT = "split", "拆分"


# The degrees between which the country lies: a point beyond was mistyped, or written in reverse.
WEST, EAST, SOUTH, NORTH = Decimal(73), Decimal(136), Decimal(3), Decimal(54)
