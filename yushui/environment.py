"""Typed readers of environment variables, and the secrets an embedded installation makes itself.

Every setting has a default that suits one machine with one process. What must not be guessed in
production is refused there in one sentence that names the variable.
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from yushui.kernel.keys import FileKeys, KeyProblem


SECRET_LENGTH = 50
SECRET_VARIETY = 8  # different characters; fewer is a key held down, not a secret


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 1 或 0，现在是“{value}”。")
    return default


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError as wrong:
        raise ImproperlyConfigured(f"环境变量 {name} 应为整数，现在是“{value}”。") from wrong


def kept_number(path: Path) -> int:
    """The whole number that a file holds; 0 when there is none."""
    try:
        return int(path.read_text()) if path.exists() else 0
    except ValueError as wrong:
        raise ImproperlyConfigured(f"文件 {path} 里应是一个整数，请删除它再启动。") from wrong


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def matching(name: str) -> str:
    """Where lists are compared: `duckdb`, or a master as Spark writes it."""
    value = text(name).strip() or "duckdb"
    if not re.fullmatch(r"duckdb|yarn|local(-cluster)?\[.+\]|(spark|k8s)://.+", value):
        raise ImproperlyConfigured(
            f"{name} 应为 duckdb，或 Spark 主节点的地址（如 spark://主机:7077），现在是“{value}”。"
        )
    return value


def home() -> Path:
    """Where an installation keeps its data: never inside the source tree."""
    base = text("YUSHUI_HOME")
    if base:
        return Path(base)
    return Path(text("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "yushui"


def private_folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def own_secret(path: Path) -> str:
    """The secret kept in `path`; made on first start, readable by the owner alone."""
    try:
        if not path.exists():
            _keep_new_secret(path)
        if path.stat().st_mode & 0o077:
            raise ImproperlyConfigured(f"{path} 其他用户也能读取；请执行 chmod 600 {path} 后重试。")
        secret = path.read_text("ascii").strip()
    except OSError as wrong:
        raise ImproperlyConfigured(
            f"读写 {path} 时出错（{wrong.strerror}）；请核对权限，或用 YUSHUI_HOME 另指数据目录。"
        ) from wrong
    if len(secret) < SECRET_LENGTH:
        raise ImproperlyConfigured(f"{path} 内容不完整；删除它会重新生成，届时须重新登录。")
    return secret


def _keep_new_secret(path: Path) -> None:
    """Write a whole file aside and link it into place: of two starters one is heard, none cut."""
    draft = private_folder(path.parent) / f".{path.name}.{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64))
    with suppress(FileExistsError):  # another process was first, and its secret is the one
        os.link(draft, path)  # unlike a rename, never replaces a secret already in use
    draft.unlink()


def own_keys(path: Path, *, home: Path) -> None:
    """Make the field keys of a new installation, and only then.

    A home that has its first secret already had keys too: if they are gone they must come back
    from their backup, because new ones would open nothing.
    """
    if (home / "secret-key").exists() or path.exists():
        return
    with suppress(KeyProblem):  # another process was first
        FileKeys.create(path)


def database(url: str, *, sqlite_path: Path, sqlite_version: tuple[int, ...]) -> dict[str, Any]:
    """Django's `DATABASES` entry for `url` (`postgres://…`), or for SQLite when it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite_path),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": sqlite_pragmas(sqlite_version),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "YUSHUI_DATABASE 只支持 postgres://用户:口令@主机:端口/库名；留空则使用本机 SQLite。"
        )
    # A unix socket's folder does not fit where a host stands: postgres://user@/name?host=/folder
    socket_folder = parse_qs(parts.query).get("host", [""])[0]
    pool = number("YUSHUI_DATABASE_POOL", 8)  # 0: no pool
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or socket_folder,
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": pool}} if pool else {},
    }


def sqlite_pragmas(version: tuple[int, ...]) -> str:
    """A journal that loses no acknowledged transaction at a power cut.

    WAL needs a build without the WAL-reset bug (fixed in 3.51.3, 3.50.7 and 3.44.6); elsewhere
    the TRUNCATE journal is as safe and a little slower.
    """
    sound = version >= (3, 51, 3) or version in {(3, 50, 7), (3, 44, 6)}
    journal = "WAL" if sound else "TRUNCATE"
    return f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def refuse_unsafe(
    *, debug: bool, secret_key: str, hosts: list[str], has_tls: bool, isolated_http: str
) -> None:
    """Stop a production start that would be unsafe (security.md §4), naming what to set."""
    if debug:
        raise ImproperlyConfigured("正式环境不能打开 YUSHUI_DEBUG。请去掉它再启动。")
    if len(secret_key) < SECRET_LENGTH or len(set(secret_key)) < SECRET_VARIETY:
        raise ImproperlyConfigured(
            f"正式环境必须设置 YUSHUI_SECRET_KEY（至少 {SECRET_LENGTH} 个随机字符）。"
        )
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            "正式环境必须在 YUSHUI_HOSTS 中写明访问本系统的主机名，不能用 *。"
        )
    if not has_tls and isolated_http != "I_ACCEPT":
        raise ImproperlyConfigured(
            "正式环境应使用 HTTPS（YUSHUI_TLS=1）；"
            "隔离网内确需明文的，设置 YUSHUI_ISOLATED_HTTP=I_ACCEPT。"
        )
