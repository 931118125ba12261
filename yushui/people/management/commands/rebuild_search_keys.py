"""Compute anew by what persons and households are found."""

from argparse import ArgumentParser
from typing import Any

from yushui.accounts.actor import system_actor
from yushui.kernel.commands import Command as BaseCommand
from yushui.people import actions


class Command(BaseCommand):
    help = (
        "重新计算人员和家庭的检索项（读音、电话和身份证号后四位的密钥摘要）。"
        "平时每次登记都会一并写好；升级后按姓名或号码查不到人时运行。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只核对有多少行不对，不改动")

    def handle(self, *_: Any, **options: Any) -> None:
        is_rehearsed: bool = options["dry_run"]
        wrong = actions.rebuild_search_keys(
            is_rehearsed=is_rehearsed, tell=self.progress("已核对"), by=system_actor("命令行")
        )
        said = "需要更正，没有改动" if is_rehearsed else "已更正"
        self.stdout.write(f"{wrong} 行的检索项{said}。" if wrong else "检索项全部正确。")
