"""Tell whether anybody has touched the trail."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from yushui.audit.verifying import Report, verify
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.keys import KeyProblem


class Command(BaseCommand):
    help = "核对全部审计记录和封条：是否有记录被改动、删除、插入、调换，链条是否被截断。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            metavar="摘要",
            help="此前存底的封条摘要（64位）；可查出末尾的记录连同封条一起被删的情形。",
        )
        parser.add_argument(
            "--print-head",
            action="store_true",
            help="核对无误后，只输出最新封条的摘要，供抄录、打印存底。",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        report = self._verified(_anchor(options["anchor"]))
        if not report.is_intact:
            for finding in report.findings:
                self.stderr.write(finding.sentence)
            raise CommandError(f"审计记录核对不通过：{report.findings[0].sentence}")
        if options["print_head"]:
            self.stdout.write(report.head or "（还没有封条）")
            return
        self.stdout.write(
            f"审计记录完整：核对记录{report.events}条、封条{report.seals}张；"
            f"尚未封存{report.pending}条，空号{report.gaps}个。"
        )
        if report.head:
            self.stdout.write(f"最新封条摘要：{report.head}")

    def _verified(self, anchor: str | None) -> Report:
        try:
            return verify(anchor, self._progress)
        except KeyProblem as problem:
            raise CommandError(str(problem)) from problem

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"已核对 {done}/{total} 条……")


def _anchor(text: str | None) -> str | None:
    if text is None:
        return None
    digest = text.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise CommandError("存底摘要应是64位的0-9、a-f；请核对抄写是否完整。")
    return digest
