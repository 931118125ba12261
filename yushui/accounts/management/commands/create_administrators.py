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
        parser.add_argument("unit", metavar="单位名称", help="三员所在的单位，一般是最上级双拥办")

    def handle(self, *_: Any, unit: str, **__: Any) -> None:
        found_unit = Unit.objects.active().filter(name=unit).first()
        if found_unit is None:
            raise RuleViolation(f"系统里没有“{unit}”。请先运行 yushui create_units 建立单位。")
        password = secrets.token_urlsafe(12)
        for user in found(unit=found_unit, password=password, by=SYSTEM):
            self.stdout.write(f"{user.full_name}：账号 {user.username}，初始口令 {password}")
