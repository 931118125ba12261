"""Make the three administrators of a new installation."""

import secrets
from argparse import ArgumentParser
from typing import Any

from yushui.accounts.founding import found
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit
from yushui.territory.system import SYSTEM


class Command(BaseCommand):
    help = (
        "为新装的系统建立三员账号：system（系统管理员）、security（安全管理员）、audit（审计管理员）。"
        "只在还没有管理员时可用；初始口令只显示一次，首次登录必须修改。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "units",
            metavar="单位名称",
            nargs="+",
            help="三员管到的最上级单位；军地两线都用本系统的，两个都写",
        )

    def handle(self, *_: Any, units: list[str], **__: Any) -> None:
        tops = [_unit(name) for name in units]
        password = secrets.token_urlsafe(12)
        for user in found(units=tops, password=password, by=SYSTEM):
            self.stdout.write(f"{user.full_name}：账号 {user.username}，初始口令 {password}")


def _unit(name: str) -> Unit:
    unit = Unit.objects.active().filter(name=name).first()
    if unit is None:
        raise RuleViolation(f"系统里没有“{name}”。请先运行 yushui create_units 建立单位。")
    return unit
