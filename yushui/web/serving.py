"""One process that serves the pages and does the background work: the embedded installation.

A larger installation runs `gunicorn yushui.wsgi` with as many workers as it has cores, and
`yushui work` beside it.
"""

import errno
import hashlib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from yushui.audit.jobs import verify_nightly as verify_trail
from yushui.audit.sealing import seal_pending
from yushui.jobs.nightly import every_night
from yushui.jobs.worker import Running, start_in_process
from yushui.kernel.errors import RuleViolation
from yushui.ledger.folding import fold
from yushui.ledger.jobs import verify_nightly as verify_ledger
from yushui.people.jobs import find_doubles, forget_own_words, verify_statuses_nightly
from yushui.web.startup import let_go_of_databases


LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSED = {
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EACCES: "没有权限使用（1024 以下的端口要管理员权限）",
    errno.EADDRNOTAVAIL: "不是本机的地址",
}
NIGHTLY = (verify_ledger, verify_trail, verify_statuses_nightly, find_doubles, forget_own_words)
# What is done twice a second besides jobs.
TICKS = (fold, seal_pending, every_night(*NIGHTLY))
STOP_WITHIN = 15  # seconds for requests and the job in hand, once asked to stop


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @classmethod
    def parse(cls, words: str) -> "Address":
        """From `8080`, `:8080`, `0.0.0.0:8080` or `[::1]:8080`."""
        host, _, port = words.rpartition(":")
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            raise RuleViolation(f"地址“{words}”不对；应写作 主机:端口，例如 127.0.0.1:8000。")
        return cls(host.strip("[]") or "127.0.0.1", int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def require_sheltered(self) -> None:
        """Off this machine, pages with personal data go through TLS or a network of one's own."""
        if self.host in LOOPBACK or settings.HAS_TLS or settings.IS_HTTP_ACCEPTED:
            return
        raise RuleViolation(
            f"{self.host} 可从别的机器访问，页面会明文传输。"
            "请在前面加 HTTPS 网关并设置 YUSHUI_TLS=1；"
            "隔离网内确需明文的，设置 YUSHUI_ISOLATED_HTTP=I_ACCEPT，并在 YUSHUI_HOSTS 写明主机名。"
        )

    def require_free(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as refused:
                why = _REFUSED.get(refused.errno or 0, f"不能使用（{refused.strerror}）")
                raise RuleViolation(
                    f"地址 {self} {why}；请换一个端口，例如 yushui serve 8765。"
                ) from refused


def collect_static() -> bool:
    """Collect the static files unless the last collection was of the same ones."""
    stamp = Path(settings.STATIC_ROOT).with_name("static-collected")
    state = _state_of_static()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)
    return True


def _state_of_static() -> str:
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with one worker of threads, and the jobs and clockwork inside it."""

    def __init__(self, address: Address, *, threads: int, when_ready: Callable[[], None]) -> None:
        self.address, self.threads, self.when_ready = address, threads, when_ready
        self.background: Running | None = None
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": str(self.address),
            "workers": 1,  # two in-process workers would take each other's jobs for left behind
            "worker_class": "gthread",
            "threads": self.threads,
            "graceful_timeout": STOP_WITHIN,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: self.when_ready(),
            "post_worker_init": self._start_background,
            "worker_exit": self._stop_background,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_wsgi_application()

    def run(self) -> None:
        let_go_of_databases()
        super().run()

    def _start_background(self, _worker: Any) -> None:
        self.background = start_in_process(ticks=TICKS)

    def _stop_background(self, _server: Any, _worker: Any) -> None:
        if self.background is not None:
            self.background.stop(STOP_WITHIN - 3)
