"""What is looked at before the first request is answered: an unsound installation does not start.

Settings refuse by themselves what can be seen in the environment (`yushui.environment`). Here is
what needs the database, the keys or the disc: the rest of security.md §4 that applies so far.
"""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from yushui.audit.models import Event
from yushui.kernel import clock, keys
from yushui.kernel.keys import KeyProblem


CLOCK_MAY_LAG = timedelta(minutes=5)
# File systems of other machines: their locks are not to be relied on, so SQLite loses data there.
OF_OTHER_MACHINES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs"})
MOUNTS = Path("/proc/self/mounts")
_ESCAPED_SPACE = "\\040"


def refuse_unsound() -> None:
    """Stop here, in one sentence, if the installation is not fit to work."""
    for look in (_database_file, _pending, _database_role, _keys, _clock, _admin):
        if problem := look():
            raise ImproperlyConfigured(problem)


def let_go_of_databases() -> None:
    """Close connections and pools: a server that forks must share neither with its workers."""
    for alias in connections:
        connections[alias].close()
        if close_pool := getattr(connections[alias], "close_pool", None):  # PostgreSQL's alone
            close_pool()


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of file system `path` lies on, by the deepest mount point above it."""
    deepest, kind = "", ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split()
        point = point.replace(_ESCAPED_SPACE, " ")
        if path.is_relative_to(point) and len(point) >= len(deepest):
            deepest, kind = point, found
    return kind


def _database_file() -> str:
    if connection.vendor != "sqlite" or not MOUNTS.exists():
        return ""
    place = Path(str(connection.settings_dict["NAME"])).resolve()
    kind = file_system_of(place, MOUNTS.read_text("utf-8", "replace"))
    if kind not in OF_OTHER_MACHINES:
        return ""
    return f"数据库文件 {place} 在网络盘（{kind}）上，会丢数据；请用 YUSHUI_HOME 改到本机磁盘。"


def _pending() -> str:
    count = pending_migrations()
    return f"数据库结构还差 {count} 步没有更新；请先运行 yushui migrate。" if count else ""


def _database_role() -> str:
    """In production a hole in the program must not become the whole database server."""
    if connection.vendor != "postgresql" or not settings.IS_PRODUCTION:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles"
            " WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
        )
        mighty = cursor.fetchone()
    if not mighty:
        return ""
    return f"数据库用户 {mighty[0]} 权限过大（SUPERUSER 或 BYPASSRLS）；请为本系统另建普通用户。"


def _keys() -> str:
    try:
        provider = keys.provider()
        for name in (provider.active, keys.INDEX, keys.AUDIT):
            provider.secret(name)
    except KeyProblem as problem:
        return str(problem)
    return ""


def _clock() -> str:
    latest = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if latest is None or latest - clock.now() <= CLOCK_MAY_LAG:
        return ""
    return (
        f"本机时间比最近一条审计记录（{latest:%Y-%m-%d %H:%M} UTC）早五分钟以上；请先校准本机时间。"
    )


def _admin() -> str:
    if "django.contrib.admin" not in settings.INSTALLED_APPS:
        return ""
    return "正式系统不能装有 Django 管理后台（django.contrib.admin），它绕过全部权限。"
