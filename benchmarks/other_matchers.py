"""What others make of the same columns: Splink trained on the lists, and recordlinkage.

Neither is told anything about Chinese names or numbers. Both get the bands of ours.
"""

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import duckdb
import pandas as pd
import recordlinkage
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as library

from yushui.people.matching import deciding, linking
from yushui.people.matching.standard import Record


Said = list[dict[str, Any]]
Scored = tuple[int, int, float]  # incoming, known, how likely
RULES = (("id",), ("birth", "surname"), ("name", "birth_year"), ("phone",), ("name", "village"))


def splink_trained(known: Sequence[Record], incoming: Sequence[Record]) -> Said:
    """Splink's ready-made comparisons, its weights estimated on the lists by EM."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    both = linking.tables(known, incoming)
    backend = DuckDBAPI(connection=duckdb.connect(":memory:"))
    inputs = [backend.register(both.known), backend.register(both.incoming)]
    model = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=[
            library.NameComparison("name"),
            library.LevenshteinAtThresholds("id", [1, 2]),
            library.LevenshteinAtThresholds("birth", [1, 2]),
            library.ExactMatch("sex"),
            library.LevenshteinAtThresholds("phone", [1]),
            library.ExactMatch("township").configure(term_frequency_adjustments=True),
            library.ExactMatch("village").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in RULES],
    )
    linker = Linker(inputs, model, log_level=None)
    training = linker.training
    certain = [block_on("id"), block_on("name", "birth", "village")]
    training.estimate_probability_two_random_records_match(certain, recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("id"))
    training.estimate_parameters_using_expectation_maximisation(block_on("name", "birth_year"))
    scored = linker.inference.predict().as_duckdbpyrelation()
    return _banded(scored.project("row_r, row_l, match_probability").fetchall(), len(incoming))


def recordlinkage_ecm(known: Sequence[Record], incoming: Sequence[Record]) -> Said:
    """`recordlinkage` with its unsupervised classifier (ECM)."""
    left, right = (
        pd.DataFrame(one, columns=Record._fields, index=range(1, len(one) + 1)).replace("", None)
        for one in (known, incoming)
    )
    indexer = recordlinkage.Index()
    for columns in RULES:
        indexer.block(list(columns))
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.8)
    compare.string("id", "id", method="levenshtein", threshold=0.9)
    compare.string("birth", "birth", method="levenshtein", threshold=0.85)
    for column in ("sex", "phone", "township", "village"):
        compare.exact(column, column)
    features = compare.compute(indexer.index(left, right), left, right)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    likely = classifier.prob(features)
    return _banded(_of_series(likely), len(incoming))


def _of_series(likely: "pd.Series[float]") -> Iterator[Scored]:
    for (known, incoming), score in likely.items():
        yield int(incoming), int(known), float(score)


def _banded(scored: Iterable[Scored], rows: int) -> Said:
    """The likeliest candidate of every row, in the band its likelihood falls into."""
    best: dict[int, tuple[float, int]] = {}
    for incoming, known, score in scored:
        best[incoming] = max(best.get(incoming, (0.0, 0)), (score, known))
    return [_answer(row, *best.get(row, (0.0, 0))) for row in range(1, rows + 1)]


def _answer(row: int, score: float, known: int) -> dict[str, Any]:
    band = "new" if score < deciding.DOUBTFUL else "ask"
    band = "same" if score >= deciding.CERTAIN else band
    return {"row": row, "band": band, "known": known if band != "new" else None}


warnings.filterwarnings("ignore", module="recordlinkage|pandas")
# Name, matcher, and into how many parts the lists are cut for it.
OTHERS: tuple[tuple[str, Callable[[Sequence[Record], Sequence[Record]], Said], int], ...] = (
    ("Splink, trained", splink_trained, 1),
    ("recordlinkage, ECM", recordlinkage_ecm, 4),
)
