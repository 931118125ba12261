"""Where a row says somebody lives, in words that can be compared without a table of regions.

Two lists need not name the same levels: what one leaves out is not a difference.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Place(NamedTuple):
    """Stems of the names, without the word for their kind; `door` is digits as in 3-12."""

    county: str = ""
    township: str = ""
    village: str = ""
    door: str = ""


_PROVINCE = re.compile(r"^.{2,8}?(?:省|自治区|特别行政区)|^(?:北京|天津|上海|重庆)市")
# A 镇 inside the name of a city or county: 镇江, 丰镇, 景德镇.
_UPPER = r"(?:[^镇乡村号]|镇(?=[江市平远沅雄巴原安宁赉坪康]))"
_CITY = re.compile(
    rf"^{_UPPER}{{1,8}}?(?:市|地区|自治州|盟)(?=.{{2,}}(?:县|区|旗|市|镇|乡|街道|苏木))"
)
_CITY_ABOVE = re.compile(rf"^{_UPPER}{{1,8}}?(?:市|地区|自治州|盟)(?=.+(?:县|区|旗|市)$)")
_COUNTY = re.compile(rf"^{_UPPER}{{1,9}}?(?:自治县|县|(?<!社)区|自治旗|旗|市)(?!直|场)")
_TOWNSHIP = re.compile(r"^[^村号]{1,9}?(?:街道办事处|街道|民族乡|镇|乡|苏木|农场|林场|牧场)")
_VILLAGE = re.compile(
    r"^[^号]{1,10}?(?:村民委员会|村委会|居民委员会|居委会|社区|嘎查|行政村|自然村|村)"
)
_COUNTY_KIND = re.compile(r"(?:自治县|自治旗|新区|县|区|旗|市)$")
_TOWNSHIP_KIND = re.compile(
    r"(?:人民政府|街道办事处|街道办|街道|办事处|民族乡|镇|乡|苏木|农场|林场|牧场)$"
)
_VILLAGE_KIND = re.compile(
    r"(?:村民委员会|村委会|居民委员会|居委会|社区居委会|行政村|自然村|社区|嘎查|村)+$"
)
_DOOR = re.compile(r"\d+")
_HAS_DOOR = re.compile(r"\d+\s*(?:号|室|户)|\d+-\d+")


@lru_cache(maxsize=200_000)
def _levels(county: str, township: str, village: str) -> tuple[str, str, str]:
    return (
        _stem(_without_city(_half(county)), _COUNTY_KIND),
        _stem(_half(township), _TOWNSHIP_KIND),
        _stem(_half(village), _VILLAGE_KIND),
    )


def place(county: str, township: str, village: str, address: str) -> Place:
    """Put the columns and the address together; a column says more than the address does."""
    rest = _half(address)
    if rest and not (county and township and village):
        said, rest = _split(rest)
        county, township, village = county or said[0], township or said[1], village or said[2]
    elif rest and village and village in rest:
        rest = rest.rpartition(village)[2]
    return Place(*_levels(county, township, village), _door(rest) if rest else "")


def _split(text: str) -> tuple[tuple[str, str, str], str]:
    """Take an address apart: county, township, village, and what is behind."""
    rest = _PROVINCE.sub("", text)
    city = _CITY.match(rest)
    rest = _CITY.sub("", rest)
    levels = []
    for pattern in (_COUNTY, _TOWNSHIP, _VILLAGE):
        found = pattern.match(rest)
        levels.append(found[0] if found else "")
        rest = rest[found.end() :] if found else rest
    return (levels[0] or (city[0] if city else ""), levels[1], levels[2]), rest


def _without_city(county: str) -> str:
    """A column for the county may hold the city above it too."""
    rest = _PROVINCE.sub("", county)
    return _CITY_ABOVE.sub("", rest) or county


def _stem(name: str, kind: re.Pattern[str]) -> str:
    """The name without the word for its kind; of a path, its last part."""
    last = re.split(r"[/\\>·\s]+", name.strip())[-1]
    stem = kind.sub("", last)
    return stem if len(stem) >= 2 else last


def _door(text: str) -> str:
    return "-".join(_DOOR.findall(text)) if _HAS_DOOR.search(text) else ""


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip() if text else ""
