"""Read a notice from a file and show what it says, for people or as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from yushui.kernel.commands import UNREADABLE
from yushui.kernel.commands import Command as BaseCommand
from yushui.notices.reading import reader, schema, summary
from yushui.notices.reading.loading import Unreadable, load


class Command(BaseCommand):
    help = (
        "读一份公文（txt、md、docx 或带文字的 pdf），"
        "列出文种、文号、主送、期限、任务、表格和需要核对的地方。"
        "读不了的文件用一句话说明原因，退出码为 2。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="文件", type=Path, help="公文文件的路径。")
        parser.add_argument(
            "--json",
            action="store_true",
            help="输出完整的 JSON，格式见 docs/notice-schema.json；不加则输出便于阅读的摘要。",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            text = load(options["file"])
        except Unreadable as refusal:
            raise CommandError(refusal.message, returncode=UNREADABLE) from refusal
        notice = reader.read(text)
        if options["json"]:
            self.stdout.write(json.dumps(schema.as_json(notice), ensure_ascii=False, indent=2))
        else:
            self.stdout.writelines(f"{line}\n" for line in summary.lines(notice))
