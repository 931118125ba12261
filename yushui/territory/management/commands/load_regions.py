"""Load the national division table."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from yushui.kernel.commands import Command as BaseCommand
from yushui.territory import divisions
from yushui.territory.actions import load_divisions
from yushui.territory.system import SYSTEM


class Command(BaseCommand):
    help = "装入全国行政区划（省、市、县、乡、村五级）。可以只装入一个地方；已有的不会重复装入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--within", metavar="地名", help="只装入这个地方，例如：山西省吕梁市")
        parser.add_argument("--dry-run", action="store_true", help="只数一数有多少处，不写入")

    def handle(self, *_: Any, within: str | None, dry_run: bool, **__: Any) -> None:
        folder = settings.NODE_MODULES / "china-division" / "dist"
        prefix = divisions.find(folder, within).prefix if within else ""
        rows = divisions.read(folder, within=prefix)
        if dry_run:
            self.stdout.write(f"共 {sum(1 for _ in rows)} 处行政区划，没有写入。")
            return
        added = load_divisions(rows, by=SYSTEM, progress=self.progress("已装入区划"))
        self.stdout.write(f"新装入 {added} 处行政区划。")
