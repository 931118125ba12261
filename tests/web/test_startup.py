"""An unsound installation does not start (security.md §4)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests import make
from yushui.audit.log import log
from yushui.web import startup


MOUNTS = """\
overlay / overlay rw 0 0
/dev/sda1 /data ext4 rw 0 0
nas:/x /data/shared nfs4 rw 0 0
//nas/y /mnt/two\\040words cifs rw 0 0
"""


def test_a_sound_installation_starts():
    startup.refuse_unsound()


def test_a_schema_that_is_behind_is_refused():
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()
    with pytest.raises(ImproperlyConfigured, match="先运行 yushui migrate"):
        startup.refuse_unsound()


def test_missing_keys_are_refused(settings, tmp_path):
    settings.YUSHUI_KEYS = tmp_path / "keys.json"
    with pytest.raises(ImproperlyConfigured, match="找不到密钥文件"):
        startup.refuse_unsound()


@pytest.mark.parametrize(("minutes", "is_refused"), [(4, False), (6, True)])
def test_a_clock_behind_the_trail_is_refused(minutes, is_refused, move_clock):
    unit = make.unit()
    log("tests.happened", unit, by=make.actor(at=unit))
    move_clock(startup.Event.objects.latest("pk").at - timedelta(minutes=minutes))
    assert ("校准本机时间" in startup._clock()) is is_refused


def test_the_admin_site_is_refused(settings):
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin"]
    assert "django.contrib.admin" in startup._admin()


@pytest.mark.postgres_only
def test_a_database_superuser_is_refused_in_production(settings):
    assert startup._database_role() == ""
    settings.IS_PRODUCTION = True
    assert "权限过大" in startup._database_role()


@pytest.mark.postgres_only
def test_an_ordinary_database_user_is_let_through(settings):
    settings.IS_PRODUCTION = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE ordinary")
        cursor.execute("SET LOCAL ROLE ordinary")
        assert startup._database_role() == ""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/y.sqlite3", "overlay"),
        ("/data/y.sqlite3", "ext4"),
        ("/data/shared/y.sqlite3", "nfs4"),
        ("/data/sharedish/y.sqlite3", "ext4"),
        ("/mnt/two words/y.sqlite3", "cifs"),
    ],
)
def test_the_deepest_mount_tells_the_file_system(place, kind):
    assert startup.file_system_of(startup.Path(place), MOUNTS) == kind


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's file")
def test_a_database_file_on_another_machine_is_refused(monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("nas:/x / nfs4 rw 0 0\n")
    monkeypatch.setattr(startup, "MOUNTS", mounts)
    with pytest.raises(ImproperlyConfigured, match="网络盘（nfs4）"):
        startup.refuse_unsound()
