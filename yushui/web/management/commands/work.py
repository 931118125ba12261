"""Do the background work of a larger installation: jobs, folding, sealing."""

import signal
import threading
from types import FrameType
from typing import Any

from yushui.jobs.worker import start_in_process
from yushui.kernel.commands import Command as BaseCommand
from yushui.web.serving import STOP_WITHIN, TICKS


class Command(BaseCommand):
    help = (
        "单独运行后台工作：排队的任务、汇总折叠、审计封存。"
        "网页由 gunicorn yushui.wsgi 提供时，在旁边运行一个。按 Ctrl-C 停止。"
    )

    def handle(self, *_: Any, **__: Any) -> None:
        asked = threading.Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            asked.set()

        for known in (signal.SIGINT, signal.SIGTERM):
            signal.signal(known, stop)
        running = start_in_process(ticks=TICKS)
        self.stdout.write("后台工作已开始。")
        self.stdout.flush()
        asked.wait()
        running.stop(STOP_WITHIN)
        self.stdout.write("后台工作已停止。")
