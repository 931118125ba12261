"""Start an installation on one machine: everything it needs is made on the way."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError, CommandParser

from yushui.accounts.models import User
from yushui.environment import kept_number
from yushui.kernel.commands import Command as Base
from yushui.web import startup
from yushui.web.serving import Address, Server, collect_static


DEMONSTRATION = "load_demonstration"


class Command(Base):
    help = (
        "启动本系统，供浏览器访问。第一次启动时建立数据库、密钥和静态文件；"
        "后台任务在同一进程内运行。按 Ctrl-C 停止。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "address",
            nargs="?",
            default="127.0.0.1:8000",
            metavar="主机:端口",
            help="监听的地址，默认 127.0.0.1:8000；只写端口也可以。",
        )
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="数据库是新建的，就先装入演示数据。",
        )
        parser.add_argument(
            "--threads",
            type=int,
            default=8,
            metavar="个数",
            help="同时处理的请求数，默认 8。",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        address = Address.parse(options["address"])
        address.require_sheltered()
        address.require_free()
        if not 1 <= options["threads"] <= 256:
            raise CommandError("--threads 应在 1 到 256 之间。")
        self._prepare()
        if options["demonstration"] and not User.objects.exists():
            self._load_demonstration()
        try:
            startup.refuse_unsound()
        except ImproperlyConfigured as unsound:
            raise CommandError(f"没有启动：{unsound}") from unsound
        Server(address, threads=options["threads"], when_ready=lambda: self._greet(address)).run()

    def _prepare(self) -> None:
        if not settings.IS_PRODUCTION and startup.pending_migrations():
            self.stdout.write("正在建立（更新）数据库……")
            self.stdout.flush()
            call_command("migrate", interactive=False, verbosity=0)
        if collect_static():
            self.stdout.write("静态文件已收集。")

    def _load_demonstration(self) -> None:
        if DEMONSTRATION not in get_commands():
            self.stdout.write("这个版本不带演示数据。")
            return
        self.stdout.write("正在装入演示数据，需要一两分钟……")
        self.stdout.flush()
        call_command(DEMONSTRATION, stdout=self.stdout, stderr=self.stderr)
        # The demonstration has set its clock; the settings of this process were read before it.
        settings.YUSHUI_CLOCK_OFFSET = kept_number(Path(settings.HOME) / "clock-offset")

    def _greet(self, address: Address) -> None:
        self.stdout.write(f"\n鱼水已启动：http://{address}/ （按 Ctrl-C 停止）")
        accounts = Path(settings.HOME) / "demonstration.txt"
        if accounts.exists():
            self.stdout.write(accounts.read_text("utf-8"))
        self.stdout.flush()
