"""Make the units of a region by template."""

from argparse import ArgumentParser
from typing import Any

from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.errors import RuleViolation
from yushui.territory.actions import create_units
from yushui.territory.models import Region
from yushui.territory.system import SYSTEM


class Command(BaseCommand):
    help = (
        "按模板为一个地方及其下级建立单位：双拥办、退役军人事务局、乡镇、村、人武部等。"
        "已有的单位不动，可重复运行。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", metavar="地名或区划代码", help="例如：吕梁市，或 141100")
        parser.add_argument(
            "--with-garrison", action="store_true", help="另建驻地部队的占位单位，供演示"
        )

    def handle(self, *_: Any, region: str, with_garrison: bool, **__: Any) -> None:
        place = _place(region)
        made = create_units(
            place, by=SYSTEM, with_garrison=with_garrison, progress=self.progress("已处理区划")
        )
        self.stdout.write(f"在“{place.name}”新建 {made} 个单位。")


def _place(words: str) -> Region:
    regions = Region.objects.current()
    found = list(regions.filter(code=words.ljust(12, "0")) or regions.filter(name=words)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleViolation(f"“{words}”不止一处，请改用区划代码。")
    raise RuleViolation(
        f"系统里没有“{words}”。请先运行 yushui load_regions --within {words} 装入区划。"
    )
