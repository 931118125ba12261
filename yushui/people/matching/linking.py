"""Scored pairs of two lists, by Splink on DuckDB: in this process, in memory, nothing written.

Identity numbers stand in these tables in the clear; they live as long as the call does.
"""

import logging
import math
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from yushui.people.matching import frequencies, model
from yushui.people.matching.standard import Record


# A name borne by so few may be looked up by itself.
FEW = 8
# Pairs less likely than one in a thousand before all is compared are not worth a thought.
FLOOR_BITS = -10.0

_NUMBERS = frozenset({"id_is_true", "birth_day"})


class Pair(NamedTuple):
    """Two rows, counted from 1, and what speaks for their being one person."""

    incoming: int
    known: int
    bits: float  # of evidence, without what was likely before
    levels: tuple[int, ...]  # in the order of `model.LADDERS`, as Splink numbers them


@dataclass(frozen=True)
class Tables:
    """Both lists as columns, with the shares of their values; ready for any backend."""

    known: pa.Table
    incoming: pa.Table
    size: int  # of the known list


def tables(known: Sequence[Record], incoming: Sequence[Record]) -> Tables:
    shares = frequencies.count(known, incoming)
    names = Counter(one.shape for one in known)
    sounds = Counter(one.sound for one in known)

    def table(records: Sequence[Record]) -> pa.Table:
        columns: dict[str, pa.Array] = {
            "row": pa.array(range(1, len(records) + 1), pa.int32()),
        }
        for key, values in zip(Record._fields, zip(*records, strict=True), strict=True):
            if key in _NUMBERS:
                columns[key] = pa.array(values, pa.int32())
            else:
                columns[key] = pa.array([value or None for value in values], pa.string())
        columns["near"] = columns["surname"]
        columns["rare_name"] = _rare((one.shape for one in records), names)
        columns["rare_sound"] = _rare((one.sound for one in records), sounds)
        rows = zip(*map(shares.row, records), strict=True)
        for key, numbers in zip(frequencies.COLUMNS, rows, strict=True):
            columns[key] = pa.array(numbers, pa.float64())
        return pa.table(columns)

    return Tables(table(known), table(incoming), len(known))


def _rare(values: Iterator[str], counted: Counter[str]) -> pa.Array:
    return pa.array([value if 0 < counted[value] <= FEW else None for value in values], pa.string())


def pairs(tables: Tables, *, workers: int | None = None) -> list[Pair]:
    """Every pair worth a thought, the best evidence first for each incoming row."""
    connection = duckdb.connect(":memory:")
    try:
        if workers:
            connection.execute(f"SET threads = {int(workers)}")
        return _scored(DuckDBAPI(connection=connection), tables)
    finally:
        connection.close()


def _scored(backend: DuckDBAPI, tables: Tables) -> list[Pair]:
    logging.getLogger("splink").setLevel(logging.ERROR)
    inputs = [
        backend.register(tables.known, table_name="a_known"),
        backend.register(tables.incoming, table_name="b_incoming"),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(
            inputs, model.settings(tables.size), log_level=None, validate_settings=False
        )
        scored = linker.inference.predict(threshold_match_weight=FLOOR_BITS, warning_mode="never")
    gammas = ", ".join(f"gamma_{ladder.key}" for ladder in model.LADDERS)
    prior = model.prior(tables.size)
    before = math.log2(prior / (1 - prior))
    rows = scored.as_duckdbpyrelation()
    return [
        Pair(incoming, known, bits - before, tuple(levels))
        for incoming, known, bits, *levels in rows.project(f"row_r, row_l, match_weight, {gammas}")
        .order("row_r, match_weight DESC, row_l")
        .fetchall()
    ]
