"""Look for persons who stand in the register twice, now and everywhere."""

from typing import Any

from yushui.accounts.actor import system_actor
from yushui.kernel.commands import Command as BaseCommand
from yushui.people import actions, doubling
from yushui.people.models import Person


class Command(BaseCommand):
    help = (
        "查找可能登记了两次的人员，列入“疑似重复的人员”，由经办人核对。"
        "服务运行时每天夜里自动查找当天有变动的县；本命令不等夜里，把所有的县都查一遍。"
    )

    def handle(self, *_: Any, **__: Any) -> None:
        asked = 0
        for region in doubling.regions_of(Person.objects.all()):
            self.stderr.write(f"正在查找：{region}……")
            found = doubling.find(region)
            asked += actions.note_doubles(region, found, by=system_actor())
        self.stdout.write(f"查找完毕，新列出 {asked} 对。")
