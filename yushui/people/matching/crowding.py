"""Values that stand in both lists in crowds: only the first known rows of each are looked at.

Rules of blocking leave a handful of pairs per row, except where a list repeats itself: five
thousand equal rows on both sides would be 25 million pairs, and none of them would tell one from
the other. With the limit a rule never makes more pairs than `MOST` for each row of either list.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import pyarrow as pa
from pyarrow import compute
from splink import block_on
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.blocking_rule_library import And, CustomRule


# Above so many equal rows in both lists; no register of a nation comes near it by chance.
MOST = 100

_PART = re.compile(r"substr\((\w+), (\d+), (\d+)\)")
Rule = Sequence[str]


def mark(
    known: pa.Table, incoming: pa.Table, rules: Sequence[Rule]
) -> tuple[pa.Table, pa.Table, list[int]]:
    """Both lists, and which rules meet a crowd: rule N gets a column `crowded_N`.

    It is true in the known rows that the rule shall leave out.
    """
    crowded = []
    for number, rule in enumerate(rules):
        if left_out := _left_out(known, incoming, rule):
            crowded.append(number)
            values = pa.array(left_out, pa.int32())
            known = known.append_column(
                f"crowded_{number}", compute.is_in(known["row"], value_set=values)
            )
            nobody = pa.repeat(False, incoming.num_rows)
            incoming = incoming.append_column(f"crowded_{number}", nobody)
    return known, incoming, crowded


def blocking(rules: Sequence[Rule], crowded: Collection[int]) -> Iterator[BlockingRuleCreator]:
    """The rules as Splink wants them; those that meet a crowd leave out the rows so marked."""
    for number, columns in enumerate(rules):
        rule = block_on(*columns)
        is_crowded = number in crowded
        yield And(rule, CustomRule(f"NOT l.crowded_{number}")) if is_crowded else rule


def _left_out(known: pa.Table, incoming: pa.Table, rule: Rule) -> list[int]:
    """Rows of the known list behind the first ones of their crowd."""
    names = [f"key_{place}" for place in range(len(rule))]
    counted = _keys(incoming, rule).group_by(names).aggregate([([], "count_all")])
    often = counted.filter(compute.greater(counted["count_all"], MOST)).select(names)
    if not often.num_rows:
        return []
    standing = _keys(known, rule).join(often, names, join_type="inner").sort_by("row")
    seen: Counter[tuple[str, ...]] = Counter()
    left_out = []
    for row, *key in zip(*(standing[name].to_pylist() for name in ("row", *names)), strict=True):
        seen[tuple(key)] += 1
        if seen[tuple(key)] > MOST:
            left_out.append(row)
    return left_out


def _keys(table: pa.Table, rule: Rule) -> pa.Table:
    """Row and key of the rows that a rule speaks of."""
    columns = {f"key_{place}": _column(table, text) for place, text in enumerate(rule)}
    return pa.table({"row": table["row"], **columns}).drop_null()


def _column(table: pa.Table, text: str) -> pa.ChunkedArray:
    """A column, or a part of one as SQL writes it."""
    if found := _PART.fullmatch(text):
        start = int(found[2]) - 1
        return compute.utf8_slice_codeunits(table[found[1]], start, start + int(found[3]))
    return table[text]
