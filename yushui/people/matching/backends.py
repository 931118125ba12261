"""Where pairs are computed: DuckDB in this process, or a Spark cluster that the setting names.

Identity numbers stand in the tables in the clear. DuckDB keeps them in memory and may not touch a
disk: lists too long for the memory fail with a sentence, they are not spilt into a file. A million
rows against a hundred thousand take 1.5 GB.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI
from splink.internals.database_api import DatabaseAPI
from splink.internals.duckdb.dataframe import DuckDBDataFrame
from splink.internals.splink_dataframe import SplinkDataFrame

from yushui.kernel.errors import RuleViolation


HERE = "duckdb"

Backend = DatabaseAPI[Any]


@contextmanager
def opened(name: str, *, rows: int, workers: int | None = None) -> Iterator[Backend]:
    """A backend for lists of so many rows together, gone with everything it held afterwards."""
    with _duckdb(workers) if name == HERE else _spark(name, rows) as backend:
        yield backend


@contextmanager
def _duckdb(workers: int | None) -> Iterator[Backend]:
    connection = duckdb.connect(":memory:")
    try:
        if workers:
            connection.execute(f"SET threads = {int(workers)}")
        connection.execute("SET temp_directory = ''")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield DuckDBAPI(connection=connection)
    except duckdb.OutOfMemoryException as full:
        raise RuleViolation(
            "名单太长，这台机器的内存不够比对；请分成几份，或用 YUSHUI_MATCHING 指定 Spark 集群。"
        ) from full
    finally:
        connection.close()


@contextmanager
def _spark(master: str, rows: int) -> Iterator[Backend]:
    # By name: pyspark is installed on request only, and takes half a second to import.
    try:
        spark = import_module("yushui.people.matching.on_spark")
    except ModuleNotFoundError as missing:
        raise RuleViolation(
            "YUSHUI_MATCHING 指定了 Spark，但没有安装 pyspark；"
            "请用 requirements/spark.txt 安装，或不设这个变量。"
        ) from missing
    with spark.opened(master, rows=rows) as backend:
        yield backend


def chosen(table: SplinkDataFrame, columns: Sequence[str]) -> pa.Table:
    """Some columns of what a backend has computed; the others stay where they are."""
    if isinstance(table, DuckDBDataFrame):
        return table.as_duckdbpyrelation().project(", ".join(columns)).to_arrow_table()
    return table.as_spark_dataframe().select(*columns).toArrow()
