"""The matcher's model on a Spark cluster, for lists that one machine does not hold.

Imported only where the setting names a master. Memory, user and the secret between the nodes
(`spark.authenticate`) are the cluster's own and stand in its `spark-defaults.conf`.

Spark shuffles over the discs of its workers. What it writes there is encrypted with a key of the
session, for identity numbers are in it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from splink import SparkAPI
from splink.internals.database_api import DatabaseAPI

from yushui.kernel.errors import RuleViolation


LOOPBACK = "127.0.0.1"
ROWS_A_TASK = 50_000

_OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # All ladders in one method are more than Java's 64 KB: tried in vain, at a page each.
    "spark.sql.codegen.wholeStage": "false",
    "spark.io.encryption.enabled": "true",
}
# A process has one session at most, and who stops it stops everybody's.
_one_at_a_time = Lock()


@contextmanager
def opened(master: str, *, rows: int) -> Iterator[DatabaseAPI[Any]]:
    """A session of our own on the cluster, stopped afterwards."""
    with _one_at_a_time:
        session = _session(master)
        try:
            tasks = max(2 * session.sparkContext.defaultParallelism, rows // ROWS_A_TASK)
            session.conf.set("spark.sql.shuffle.partitions", tasks)
            yield SparkAPI(  # type: ignore[no-untyped-call]
                spark_session=session,
                register_udfs_automatically=False,
                num_partitions_on_repartition=tasks,
                break_lineage_method="persist",
            )
        except (PySparkException, Py4JError) as problem:
            raise _refusal(master, problem) from problem
        finally:
            session.stop()


def _session(master: str) -> SparkSession:
    builder = SparkSession.builder.master(master).appName("yushui")
    for key, value in (_OPTIONS | _of_this_machine(master)).items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError) as problem:
        raise _refusal(master, problem) from problem


def _of_this_machine(master: str) -> dict[str, str]:
    """A cluster of processes on this machine speaks over the loopback and to nobody else."""
    if not master.startswith("local"):
        return {}
    os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)  # the executors know it from nowhere else
    return {"spark.driver.bindAddress": LOOPBACK, "spark.driver.host": LOOPBACK}


def _refusal(master: str, problem: Exception) -> RuleViolation:
    first = (str(problem).splitlines() or [""])[0]
    return RuleViolation(
        f"Spark（{master}）没有完成比对；请核对 Java 17、集群地址和内存。Spark 的原话：{first}"
    )
