"""Fill a new database with the demonstration."""

from typing import Any

from yushui.demonstration import story
from yushui.kernel.commands import Command as BaseCommand


class Command(BaseCommand):
    help = (
        "装入演示：虚构的青川市，四级单位、军地两线、五千户家庭，“八一”活动正进行到一半。"
        "只能装入新建的数据库；系统时间随之停在 2026 年 7 月 24 日起。"
    )

    def handle(self, *_: Any, **__: Any) -> None:
        story.tell(lambda line: (self.stdout.write(f"  {line}"), self.stdout.flush()))
        self.stdout.write("演示数据已装入。")
