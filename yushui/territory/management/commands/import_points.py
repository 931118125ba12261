"""Take in where villages lie."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.commands import content_of
from yushui.territory import points
from yushui.territory.actions import set_points
from yushui.territory.system import SYSTEM


class Command(BaseCommand):
    help = (
        "从 csv 导入村（社区）的公开坐标，走访安排据此画示意图。三列：区划代码、经度、纬度；"
        "有一行不对就全部不导入。只收村级；驻有部队的地方不收。可以重复导入。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="文件", type=Path, help="csv 文件的路径")
        parser.add_argument("--dry-run", action="store_true", help="只核对文件，不写入")

    def handle(self, *_: Any, file: Path, dry_run: bool, **__: Any) -> None:
        content = content_of(file, limit=points.LIMIT, then="请分几个文件导入。")
        found = points.read(file.name, content)
        if dry_run:
            self.stdout.write(f"共 {len(found)} 个坐标，格式正确，没有写入。")
            return
        self.stdout.write(f"写入 {set_points(found, by=SYSTEM)} 个村（社区）的坐标。")
