"""Make what goes back to the sender of a roster."""

from argparse import ArgumentParser
from typing import Any

from yushui.accounts.actor import system_actor
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.errors import RuleViolation
from yushui.people import actions
from yushui.people.models import Roster
from yushui.people.replies import gathering
from yushui.people.replies.telling import Verdict
from yushui.visits.queries import not_found


class Command(BaseCommand):
    help = (
        "生成一份已导入花名册的更正表：补充的、不同的、去世、迁走、重复的，写回提供单位；"
        "号码只列头尾。双拥办、人武部在页面上签认以后才能下载。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("roster", type=int, metavar="花名册编号", help="页面地址里的数字")
        parser.add_argument("--dry-run", action="store_true", help="只说会列出多少行，什么也不写入")

    def handle(self, *_: Any, **options: Any) -> None:
        rosters = Roster.objects.select_related("unit__region", "file")
        roster = rosters.filter(pk=options["roster"]).first()
        if roster is None:
            raise RuleViolation(f"没有编号为 {options['roster']} 的花名册。")
        if options["dry_run"]:
            made = gathering.gather(roster, absences=not_found, is_in_full=False)
            self.stdout.write(f"“{roster.name}”会写回：{_counts(made.outcome)}。")
            return
        reply = actions.make_reply(roster, absences=not_found, by=system_actor("命令行"))
        self.stdout.write(f"“{reply}”已生成：{_counts(reply.outcome)}。请军地双方在页面上签认。")


def _counts(outcome: dict[str, int]) -> str:
    told = [f"{one.label} {outcome[one]} 行" for one in Verdict if outcome.get(one)]
    return "，".join([f"核对 {outcome['compared']} 人", *told])
