"""Tell whether the yearly lists are as they were frozen."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from yushui.kernel.commands import Command as BaseCommand
from yushui.people.models import Yearbook
from yushui.people.yearly import proving


SHOWN = 20


class Command(BaseCommand):
    help = "重算年度名册每一条和整本的校验码，核对底数；与冻结时不一致的列出来，并以1退出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, metavar="年度", help="只核对一个年度")

    def handle(self, *_: Any, **options: Any) -> None:
        found = Yearbook.objects.select_related("unit", "before").order_by("pk")
        if options["year"]:
            found = found.filter(year=options["year"])
        flaws = [f"{one}：{flaw}" for one in found for flaw in proving.flaws(one)]
        for flaw in flaws[:SHOWN]:
            self.stderr.write(flaw)
        if flaws:
            raise CommandError(f"有{len(flaws)}处与冻结时不一致（以上列出前{SHOWN}处）。")
        self.stdout.write(f"核对了{len(found)}本年度名册，与冻结时完全一致。")
