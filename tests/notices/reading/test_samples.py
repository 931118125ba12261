"""The reader against every sample notice, one field at a time."""

import pytest

from tests.notices.reading.judges import JUDGES, NOTHING
from tests.notices.reading.scoring import Sample, reading_of, samples


# What the reader does not do yet, by sample and field; a mark that is no longer needed fails.
NOT_YET: dict[str, set[str]] = {}


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_reader_agrees_with_a_careful_person(sample: Sample) -> None:
    expected, notice = sample.expected, reading_of(sample.path)
    tallies = {name: judge(expected, notice) or NOTHING for name, judge in JUDGES.items()}
    faults = {name: tally.faults for name, tally in tallies.items() if tally.faults}

    assert set(faults) == NOT_YET.get(sample.name, set()), faults


def test_what_is_not_done_yet_names_samples_that_exist() -> None:
    assert set(NOT_YET) <= {sample.name for sample in samples()}


def test_there_are_samples_of_every_kind_of_file() -> None:
    assert {sample.path.suffix for sample in samples()} >= {".txt", ".md", ".docx", ".pdf"}
    assert len(samples()) >= 105
