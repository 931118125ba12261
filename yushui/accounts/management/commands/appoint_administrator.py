"""Appoint one of the three administrators, or give one a new initial password."""

from argparse import ArgumentParser
from typing import Any

from yushui.accounts.appointing import ADMINISTRATORS, appoint
from yushui.accounts.roles import Family
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit
from yushui.territory.system import SYSTEM


class Command(BaseCommand):
    help = (
        "委任一名三员，或为已有的三员重置口令。初始口令只显示一次，首次登录必须修改；"
        "原来的登录立即退出，过程记入审计。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="账号", help="小写字母开头，例如 audit2")
        parser.add_argument(
            "units",
            metavar="单位名称",
            nargs="+",
            help="管辖范围从这个单位起，含全部下级；军地两线都管的，写两个单位",
        )
        parser.add_argument(
            "--family",
            required=True,
            choices=[family.value for family in ADMINISTRATORS],
            help="system 系统管理员，security 安全管理员，audit 审计管理员",
        )
        parser.add_argument("--name", default="", metavar="姓名", help="不写则用类别名称")

    def handle(self, *_: Any, username: str, family: str, name: str, **options: Any) -> None:
        issued = appoint(
            username=username,
            full_name=name,
            family=Family(family),
            units=[_unit(words) for words in options["units"]],
            by=SYSTEM,
        )
        self.stdout.write(f"{issued.user.full_name}：账号 {username}，初始口令 {issued.password}")


def _unit(name: str) -> Unit:
    found = Unit.objects.active().filter(name=name)[:2]
    if len(found) != 1:
        told = "不止一个" if found else "没有"
        raise RuleViolation(f"系统里叫“{name}”的单位{told}，请写单位全称。")
    return found[0]
