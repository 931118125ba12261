"""A made-up prefecture with uneven levels: 云泽省 青川市, where nobody lives.

Division codes begin with 99, which the national table does not use. The city has three counties
with townships and villages, one county-level city that reports straight to the province, and a
development zone that has sub-districts but no code of its own in the national sense.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yushui.territory.divisions import Division
from yushui.territory.kinds import Level


@dataclass(frozen=True)
class County:
    name: str
    townships: tuple[str, ...]
    villages: int


PROVINCE = "云泽省"
CITY = "青川市"
COUNTIES = (
    County("鹿鸣县", ("白鹭镇", "松风镇", "云溪镇", "石桥乡", "柳塘乡", "望江街道"), 6),
    County("临溪区", ("城东街道", "城西街道", "书院街道", "荷花镇"), 5),
    County("安澜县", ("清河镇", "大湾镇", "青竹乡", "梧桐乡", "南坡乡"), 5),
    County("青川经济开发区", ("创新街道", "港口街道"), 4),
    County("望海市", ("东港街道", "渔歌镇", "海晏镇"), 4),
)
VILLAGE_NAMES = (
    "前进", "红星", "团结", "光明", "新民", "永兴", "和平", "幸福", "东山", "西岭", "南湖", "北塘",
    "上河", "下河", "李家湾", "王家坪", "杨柳", "桃园", "古井", "石门",
)  # fmt: skip


def divisions() -> Iterator[Division]:
    """The places of the made-up prefecture, parents before children."""
    yield Division("99".ljust(12, "0"), PROVINCE, Level.PROVINCE, None)
    yield Division("9901".ljust(12, "0"), CITY, Level.PREFECTURE, "99".ljust(12, "0"))
    for number, county in enumerate(COUNTIES, start=1):
        yield from _county(county, f"9901{number:02}")


def _county(county: County, code: str) -> Iterator[Division]:
    yield Division(code.ljust(12, "0"), county.name, Level.COUNTY, "9901".ljust(12, "0"))
    for town_number, township in enumerate(county.townships, start=1):
        town = f"{code}{town_number:03}"
        yield Division(town.ljust(12, "0"), township, Level.TOWNSHIP, code.ljust(12, "0"))
        for village_number in range(county.villages):
            # Different townships begin at different names, so that a list does not repeat itself.
            at = (village_number + town_number * 7 + int(code[-1]) * 3) % len(VILLAGE_NAMES)
            ending = "社区" if township.endswith("街道") else "村"
            yield Division(
                f"{town}{village_number + 200:03}",
                VILLAGE_NAMES[at] + ending,
                Level.VILLAGE,
                town.ljust(12, "0"),
            )
