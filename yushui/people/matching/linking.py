"""Scored pairs of two lists, by Splink on the backend that is asked for.

Identity numbers stand in these tables in the clear; they live as long as the call does.
"""

import logging
import math
import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
from pyarrow import compute
from splink import Linker
from splink.internals.realtime import compare_records
from splink.internals.splink_dataframe import SplinkDataFrame

from yushui.people.matching import backends, crowding, frequencies, model
from yushui.people.matching.frequencies import Population
from yushui.people.matching.standard import Record


# A name borne by so few may be looked up by itself.
FEW = 8
# Pairs less likely than one in a thousand before all is compared are not worth a thought.
FLOOR_BITS = -10.0
# Up to so many pairs all are made at once, as if the register had this many people.
SMALL, ANY_SIZE = 250_000, 2**20

_LOOKED_UP = ("shape", "sound")
_NUMBERS = frozenset({"id_is_true", "birth_day"})


class Pair(NamedTuple):
    """Two rows, counted from 1, and what speaks for their being one person."""

    incoming: int
    known: int
    bits: float  # of evidence, without what was likely before
    levels: tuple[int, ...]  # in the order of `model.LADDERS`, as Splink numbers them


@dataclass(frozen=True)
class Tables:
    """Both lists as columns, and the shares of their values; ready for any backend."""

    known: pa.Table
    incoming: pa.Table
    shares: Mapping[str, frequencies.Shares]
    size: int  # of the register, of which `known` may be a part
    crowded: Collection[int] = ()  # rules of `model.SHARED` that leave rows out


def tables(
    known: Sequence[Record], incoming: Sequence[Record], *, people: Population | None = None
) -> Tables:
    """Turn records into columns; neither list may be empty.

    `people` are all who are known, where `known` are those of them worth a look.
    """
    one, other = _columns(known), _columns(incoming)
    people = people or frequencies.population(one)
    shares = frequencies.count(one, other, people)
    few = {key: _few(people.counted[key]) for key in _LOOKED_UP}
    known_table, incoming_table, crowded = crowding.mark(
        _with_rare(one, few), _with_rare(other, few), model.SHARED
    )
    return Tables(known_table, incoming_table, shares, people.size, crowded)


def _columns(records: Sequence[Record]) -> pa.Table:
    columns: dict[str, pa.Array] = {"row": pa.array(range(1, len(records) + 1), pa.int32())}
    for key, values in zip(Record._fields, zip(*records, strict=True), strict=True):
        if key in _NUMBERS:
            columns[key] = pa.array(values, pa.int32())
        else:
            texts = pa.array(values, pa.string())
            columns[key] = compute.if_else(compute.equal(texts, ""), None, texts)
    return pa.table(columns)


def _few(counted: Mapping[str, int]) -> pa.Array:
    """Values that a few bear only."""
    return pa.array([value for value, seen in counted.items() if seen <= FEW], pa.string())


def _with_rare(table: pa.Table, few: Mapping[str, pa.Array]) -> pa.Table:
    for key, values in few.items():
        is_rare = compute.is_in(table[key], value_set=values)
        table = table.append_column(f"rare_{key}", compute.if_else(is_rare, table[key], None))
    return table


def pairs(
    tables: Tables, *, backend: str = backends.HERE, workers: int | None = None
) -> list[Pair]:
    """Every pair worth a thought, the best evidence first for each incoming row."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    rows = tables.known.num_rows + tables.incoming.num_rows
    is_small = tables.known.num_rows * tables.incoming.num_rows <= SMALL and not tables.crowded
    with backends.opened(backend, rows=rows, workers=workers) as opened:
        if is_small and backend == backends.HERE:
            return _each_held_against_each(opened, tables)
        return _scored(opened, tables)


def _each_held_against_each(backend: backends.Backend, tables: Tables) -> list[Pair]:
    """The same for short lists, by a statement that Splink writes once: half a second less."""
    scored = compare_records(
        _with_shares(tables.known, "a_known", tables.shares),
        _with_shares(tables.incoming, "b_incoming", tables.shares),
        model.settings(ANY_SIZE),
        backend,
        sql_cache_key="people.matching",
        join_condition=model.any_shared(),
    )
    least = FLOOR_BITS - _before(tables.size)
    return [pair for pair in _pairs(scored, ANY_SIZE) if pair.bits >= least]


def _with_shares(
    table: pa.Table, source: str, shares: Mapping[str, frequencies.Shares]
) -> pa.Table:
    table = table.append_column("source_dataset", pa.array([source] * table.num_rows))
    for key, known in shares.items():
        column = pa.array([known.get(value) for value in table[key].to_pylist()], pa.float64())
        table = table.append_column(f"tf_{key}", column)
    return table


def _scored(backend: backends.Backend, tables: Tables) -> list[Pair]:
    inputs = [
        backend.register(tables.known, table_name="a_known"),
        backend.register(tables.incoming, table_name="b_incoming"),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(
            inputs,
            model.settings(tables.size, tables.crowded),
            log_level=None,
            validate_settings=False,
        )
        for key, shares in tables.shares.items():
            lookup = pa.table({key: [*shares], f"tf_{key}": [*shares.values()]})
            linker.table_management.register_term_frequency_lookup(backend.register(lookup), key)
        scored = linker.inference.predict(threshold_match_weight=FLOOR_BITS, warning_mode="never")
    return _pairs(scored, tables.size)


def _before(size: int) -> float:
    """What is likely of any pair before it is looked at, in bits."""
    prior = model.prior(size)
    return math.log2(prior / (1 - prior))


def _pairs(scored: SplinkDataFrame, size: int) -> list[Pair]:
    before = _before(size)
    wanted = ["row_r", "row_l", "match_weight"]
    wanted += [f"gamma_{ladder.key}" for ladder in model.LADDERS]
    columns = backends.chosen(scored, wanted).to_pydict().values()
    made = [
        Pair(incoming, known, bits - before, tuple(levels))
        for incoming, known, bits, *levels in zip(*columns, strict=True)
    ]
    made.sort(key=lambda pair: (pair.incoming, -pair.bits, pair.known))
    return made
