"""Take a notice file through the whole line and leave what comes of it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from yushui.demonstration import scratch, tour
from yushui.kernel.commands import Command as BaseCommand


class Command(BaseCommand):
    help = (
        "用一份公文走完全过程：读、下达、走访、统计、报告。单位和走访是演示生成的，"
        "在临时数据库里进行，不影响现有数据。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("notice", metavar="公文文件", type=Path, help="txt、md、docx 或 pdf")
        parser.add_argument("--out", metavar="目录", type=Path, required=True, help="结果放在哪里")

    def handle(self, *_: Any, notice: Path, out: Path, **__: Any) -> None:
        content = notice.read_bytes()
        with scratch.installation():
            made = tour.run(notice.name, content, out=out, said=self._say)
        total = sum(step.seconds for step in made.steps)
        if not made.is_work:
            self.stdout.write("这份公文没有布置任务，只留下读出的结构。")
        self.stdout.write(f"完成，用时 {total:.1f} 秒。结果在 {out}，先看 summary.md。")

    def _say(self, step: tour.Step) -> None:
        self.stdout.write(f"{step.name}：{step.said}（{step.seconds:.2f} 秒）")
        self.stdout.flush()
