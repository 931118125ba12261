"""One model, two backends: the same pairs from both, and nothing left behind by either."""

import pickle
import shutil
import subprocess
import sys
from importlib.util import find_spec
from io import StringIO

import duckdb
import pytest
from django.core.management import call_command

from benchmarks import dirty
from yushui.kernel.errors import RuleViolation
from yushui.people.matching import backends, crowding, linking, lists
from yushui.people.matching.standard import Record


pytestmark = pytest.mark.once

TWO_WORKERS = "local-cluster[2,1,1024]"
WITHOUT = [
    *(["Java"] if shutil.which("java") is None else []),
    *(["pyspark (make spark)"] if find_spec("pyspark") is None else []),
]


@pytest.fixture(scope="module")
def dirty_lists(tmp_path_factory) -> list[list[Record]]:
    folder = tmp_path_factory.mktemp("lists")
    dirty.write(dirty.generate(known=300, incoming=100, seed=2), folder)
    both = [folder / "known.csv", folder / "incoming.csv"]
    return [lists.read(path.name, path.read_bytes(), max_bytes=2**20) for path in both]


@pytest.fixture(scope="module")
def lists_of_300(dirty_lists) -> linking.Tables:
    return linking.tables(*dirty_lists)


@pytest.fixture(scope="module")
def tables(dirty_lists) -> linking.Tables:
    """The same with a crowd in both."""
    crowd = [Record(name="王建国", shape="王建国", township="石桥")] * (crowding.MOST + 1)
    return linking.tables(*([*rows, *crowd] for rows in dirty_lists))


@pytest.mark.slow  # starts a cluster of two workers, which compile every ladder
@pytest.mark.skipif(bool(WITHOUT), reason=f"not installed: {', '.join(WITHOUT)}")
def test_spark_makes_the_same_pairs_as_duckdb(tables):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.people.matching.spark_pairs", TWO_WORKERS],
        input=pickle.dumps(tables),
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-4000:]
    of_spark = [linking.Pair(*pair) for pair in pickle.loads(ran.stdout)]
    of_duckdb = linking.pairs(tables)
    assert len(of_duckdb) > 60
    assert tables.crowded
    assert [pair[:2] for pair in of_spark] == [pair[:2] for pair in of_duckdb]
    assert [pair.levels for pair in of_spark] == [pair.levels for pair in of_duckdb]
    assert [pair.bits for pair in of_spark] == pytest.approx(
        [pair.bits for pair in of_duckdb], abs=1e-6
    )


def test_short_lists_are_matched_like_long_ones(lists_of_300, monkeypatch):
    """They take another way through Splink, and come to the same."""
    short = linking.pairs(lists_of_300)
    monkeypatch.setattr(linking, "SMALL", 0)
    long = linking.pairs(lists_of_300)
    assert len(short) > 60
    assert [pair[:2] for pair in short] == [pair[:2] for pair in long]
    assert [pair.levels for pair in short] == [pair.levels for pair in long]
    assert [pair.bits for pair in short] == pytest.approx([pair.bits for pair in long])


def test_the_setting_chooses_where_lists_are_compared(settings, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(linking, "pairs", lambda tables, backend: asked.append(backend) or [])
    settings.YUSHUI_MATCHING = "spark://host:7077"
    path = tmp_path / "名单.csv"
    path.write_text("姓名,性别\n王建国,男\n", encoding="utf-8")
    call_command("match_rosters", path, path, stdout=StringIO())
    assert asked == ["spark://host:7077"]


def test_a_cluster_without_pyspark_is_refused_in_a_sentence(monkeypatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(backends, "import_module", missing)
    with pytest.raises(RuleViolation, match="没有安装 pyspark"), backends.opened("yarn", rows=2):
        pass


def test_duckdb_may_not_touch_a_disk(tmp_path):
    with backends.opened(backends.HERE, rows=2) as backend:
        connection = backend.duckdb_con
        assert connection.execute("SELECT current_setting('temp_directory')").fetchone() == ("",)
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"COPY (SELECT 1) TO '{tmp_path / 'kept.csv'}'")
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute(f"SET temp_directory = '{tmp_path}'")


def test_lists_too_long_for_the_memory_are_refused_in_a_sentence():
    with (
        pytest.raises(RuleViolation, match="内存不够"),
        backends.opened(backends.HERE, rows=2) as backend,
    ):
        raise duckdb.OutOfMemoryException(backend.sql_dialect.sql_dialect_str)
