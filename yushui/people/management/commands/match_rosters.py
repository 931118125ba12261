"""Tell which persons of one list are already in another; no database is touched."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from yushui.kernel.commands import UNREADABLE, content_of
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.errors import RuleViolation
from yushui.people.matching import explaining, lists
from yushui.people.matching.comparing import compare
from yushui.people.matching.deciding import Answer, Band
from yushui.people.matching.standard import Record


SHOWN = 10
LARGEST = 512 * 2**20


class Command(BaseCommand):
    help = (
        "比对两份名单：INCOMING 里的每一行是 KNOWN 里的谁。"
        "每行归入三类：same 同一人，ask 请人核对，new 新人员。"
        "只读这两个文件，不使用数据库。读不了的文件用一句话说明原因，退出码为 2。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("known", metavar="KNOWN", type=Path, help="已有的名单")
        parser.add_argument("incoming", metavar="INCOMING", type=Path, help="新来的名单")
        parser.add_argument(
            "--json",
            action="store_true",
            help="每行输出一个 JSON 对象：row、band、known、candidates、score、reasons；"
            "行号从表头下第一行起为 1。不加则输出摘要",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        known = self._read(options["known"])
        incoming = self._read(options["incoming"])
        answers = compare(known, incoming, backend=settings.YUSHUI_MATCHING)
        if options["json"]:
            for answer in answers:
                self.stdout.write(json.dumps(as_json(answer), ensure_ascii=False))
        else:
            self._summarise(answers, known, incoming)

    def _read(self, path: Path) -> list[Record]:
        try:
            content = content_of(path, limit=LARGEST, then="请拆成几份后再比对。")
            progress = self.progress(f"已读“{path.name}”的行数")
            return lists.read(path.name, content, max_bytes=LARGEST, progress=progress)
        except RuleViolation as refusal:
            raise CommandError(refusal.message, returncode=UNREADABLE) from refusal

    def _summarise(
        self, answers: list[Answer], known: list[Record], incoming: list[Record]
    ) -> None:
        counted = Counter(answer.band for answer in answers)
        said = "，".join(f"{explaining.WORDS[band]} {counted[band]} 行" for band in Band)
        self.stdout.write(f"已有 {len(known)} 行，新来 {len(incoming)} 行：{said}。")
        asked = [answer for answer in answers if answer.band is Band.ASK]
        for answer in asked[:SHOWN]:
            others = "、".join(str(one.known) for one in answer.candidates)
            why = "；".join(explaining.why(answer))
            self.stdout.write(f"第 {answer.row} 行：可能是已有名单的第 {others} 行。{why}。")
        if len(asked) > SHOWN:
            self.stdout.write(f"……还有 {len(asked) - SHOWN} 行要核对，全部见 --json。")


def as_json(answer: Answer) -> dict[str, Any]:
    return {
        "row": answer.row,
        "band": str(answer.band),
        "known": answer.known,
        "candidates": [one.known for one in answer.candidates],
        "score": round(answer.score, 6),
        "reasons": explaining.why(answer),
    }
