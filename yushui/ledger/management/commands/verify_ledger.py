"""Tell whether every balance is what the postings say."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from yushui.accounts.actor import system_actor
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.kernel.commands import Command as BaseCommand
from yushui.kernel.money import yuan_text
from yushui.ledger import folding, interning
from yushui.ledger.measures import MONEY, Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure
from yushui.ledger.trees import SHAPES
from yushui.ledger.verifying import Difference, verify
from yushui.territory.kinds import Lane


SHOWN = 20


class Command(BaseCommand):
    help = "逐笔重算数源，核对报送关系、行政区划两棵树上每一个汇总余额；有不一致时列出并以1退出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--campaign", type=int, metavar="编号", help="只核对一次活动。")
        parser.add_argument(
            "--repair",
            action="store_true",
            help="发现不一致时按数源重建全部汇总余额（数源本身不改动），再核对一遍。",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        campaign = _campaign(options["campaign"])
        self.stderr.write("正在按数源逐笔核对，数据多时需要几分钟……")
        differences = verify(campaign)
        for difference in differences[:SHOWN]:
            self.stderr.write(_sentence(difference))
        if differences and options["repair"]:
            self._rebuild(len(differences))
            differences = verify(campaign)
        if differences:
            raise CommandError(
                f"有{len(differences)}个汇总余额与数源不一致（以上列出前{SHOWN}个）；"
                "数源没有受损，请加上 --repair 重建余额。"
            )
        self.stdout.write("汇总余额与数源完全一致。")

    def _rebuild(self, differences: int) -> None:
        self.stderr.write("正在按数源重建全部汇总余额……")
        count = folding.rebuild()
        log("ledger.rebuild", "ledger", by=system_actor(), differences=differences)
        self.stderr.write(f"已重建，共{count}笔数源。")


def _campaign(number: int | None) -> Campaign | None:
    if number is None:
        return None
    found = Campaign.objects.filter(pk=number).first()
    if found is None:
        raise CommandError(f"没有编号为{number}的活动；不写 --campaign 则核对全部活动。")
    return found


def _sentence(difference: Difference) -> str:
    nodes = SHAPES[difference.tree].nodes
    name = nodes.objects.filter(pk=difference.node).values_list("name", flat=True).first()
    codes = "、".join(
        sorted(interning.codes_of([difference.categories_id])[difference.categories_id])
    )
    return (
        f"活动{difference.campaign_id}，{Tree(difference.tree).label}，"
        f"{name or f'编号{difference.node}'}，{Measure(difference.measure).label}"
        f"（{Lane(difference.lane).label}，类别：{codes or '无'}）："
        f"余额为{_amount(difference, difference.found)}，"
        f"按数源应为{_amount(difference, difference.expected)}。"
    )


def _amount(difference: Difference, figure: Figure) -> str:
    if difference.measure in MONEY:
        return f"{yuan_text(figure.fen)}元"
    return str(figure.count)
