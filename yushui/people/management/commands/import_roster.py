"""Take a roster of persons in from a file, as a whole or not at all.

The exit code is 1 where rows are wrong, 2 where the file cannot be read as a roster at all.
"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db.models import Q

from yushui.accounts.actor import system_actor
from yushui.kernel.commands import UNREADABLE, content_of
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.errors import RuleViolation
from yushui.people import actions, intake, rules
from yushui.people.importing import preparing, rejecting, summary
from yushui.people.importing.columns import Upload, known
from yushui.people.importing.preparing import Prepared
from yushui.people.models import ROSTER_SOURCES, Source
from yushui.territory.models import Unit


SHOWN = 20


class Command(BaseCommand):
    help = (
        "从 xlsx、xls、et、ods 或 csv 文件导入花名册。"
        "列名自动识别，可用 --map 更正；有一行不对就全部不导入，退出码为 1，"
        "并可把问题写进原表的副本；读不了的文件（找不到、空的、加了密码、有害、不是表格，"
        "或者没有表头）用一句话说明原因，退出码为 2。同一份花名册可以重复导入，不会重复登记。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        fields = "、".join(column.label for column in known())
        parser.add_argument("file", metavar="文件", type=Path, help="花名册文件的路径")
        parser.add_argument(
            "--unit", metavar="单位", required=True, help="导入单位的名称，例如：临川县双拥办"
        )
        parser.add_argument("--dry-run", action="store_true", help="只核对，不导入，也不保存文件")
        parser.add_argument(
            "--map",
            metavar="列=字段",
            action="append",
            default=[],
            help=f"指定某一列是什么，可以写多次；列写表头文字或列号。字段有：{fields}",
        )
        parser.add_argument(
            "--rejected", metavar="问题表", type=Path, help="把原表连同问题说明另存为这个 xlsx"
        )
        parser.add_argument(
            "--skip-wrong", action="store_true", help="有问题的行先不导入，其余各行照常导入"
        )
        parser.add_argument(
            "--source",
            choices=[value for value, _ in ROSTER_SOURCES],
            default=Source.SURVEY.value,
            help="来源：" + "，".join(f"{value} {label}" for value, label in ROSTER_SOURCES),
        )

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        unit = _unit(options["unit"])
        choices = _choices(options["map"])
        with _refusing_what_cannot_be_read():
            limit = settings.YUSHUI_UPLOAD_LIMIT
            content = content_of(path, limit=limit, then="请拆成几个文件后再导入。")
            upload = Upload(path.name, content, options["source"], choices)
            if options["dry_run"]:
                self._rehearse(upload, unit, options["rejected"])
            else:
                self._take_in(upload, unit, options)

    def _take_in(self, upload: Upload, unit: Unit, options: dict[str, Any]) -> None:
        try:
            roster = intake.take_in(
                upload,
                unit=unit,
                leave_out_wrong=options["skip_wrong"],
                by=system_actor("命令行"),
                progress=self.progress("已核对行数"),
            )
        except actions.RosterRefused as refusal:
            self._report(refusal.made)
            self._keep(options["rejected"], refusal.made)
            raise
        said = summary.sentence(roster.outcome, roster.remarks)
        self.stdout.write(f"已导入“{roster.name}”。{said}")
        if roster.rejected is not None and options["rejected"] is not None:
            options["rejected"].write_bytes(roster.rejected.read())
            self.stdout.write(f"没有导入的行连同原因已写到 {options['rejected']}。")

    def _rehearse(self, upload: Upload, unit: Unit, rejected: Path | None) -> None:
        made = preparing.of_upload(upload, unit.region, progress=self.progress("已核对行数"))
        rules.check_rows(made.plan.rows)
        self._tell(summary.columns(made.table, made.mapping))
        said = summary.sentence(made.plan.outcome, rejecting.remarks(made.plan))
        self.stdout.write(f"只核对，没有导入。{said}")
        if made.plan.problems:
            self._report(made)
            self._keep(rejected, made)
            raise CommandError(f"有 {len(made.plan.problems)} 行有问题，请改正后再导入。")

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(f"  {line}")

    def _report(self, made: Prepared) -> None:
        listed = rejecting.listed(made.table, made.plan)
        for number, where, told in listed[:SHOWN]:
            self.stderr.write(f"第 {number} 行，{where}：{told}")
        if (wrong := len(made.plan.problems)) > SHOWN:
            self.stderr.write(f"……共有 {wrong} 行有问题，全部见 --rejected 写出的表。")

    def _keep(self, target: Path | None, made: Prepared) -> None:
        copy = preparing.annotated(made).copy
        if target is not None and copy is not None:
            target.write_bytes(copy)
            self.stdout.write(f"原表连同问题说明已写到 {target}。")


@contextmanager
def _refusing_what_cannot_be_read() -> Iterator[None]:
    """Tell a file that is no roster from a roster with wrong rows, by the exit code."""
    try:
        yield
    except RuleViolation as refusal:
        if refusal.field != "file":
            raise
        raise CommandError(refusal.message, returncode=UNREADABLE) from refusal


def _unit(name: str) -> Unit:
    active = Unit.objects.active().select_related("region")
    found = list(active.filter(name=name)[:2]) or list(
        active.filter(Q(short_name=name) | Q(aliases__name=name)).distinct()[:2]
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleViolation(f"叫“{name}”的单位不止一个，请写单位全称。")
    near = active.filter(name__contains=name).order_by("path").values_list("name", flat=True)[:5]
    remedy = f"名称相近的有：{'、'.join(near)}。" if near else "请核对名称。"
    raise RuleViolation(f"系统里没有叫“{name}”的单位；{remedy}")


def _choices(words: Iterable[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for word in words:
        column, sign, field = word.partition("=")
        if not (sign and column.strip() and field.strip()):
            raise RuleViolation(f"--map 要写成“列=字段”，例如“军人姓名=姓名”，现在是“{word}”。")
        chosen[column.strip()] = field.strip()
    return chosen
