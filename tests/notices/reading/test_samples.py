"""The reader against every sample notice, one field at a time."""

import pytest

from tests.notices.reading.judges import JUDGES
from tests.notices.reading.scoring import Sample, reading_of, samples


CASES = [
    pytest.param(sample, name, id=f"{sample.name}-{name}")
    for sample in samples()
    for name in JUDGES
]


@pytest.mark.parametrize(("sample", "name"), CASES)
def test_the_reader_agrees_with_a_careful_person(sample: Sample, name: str) -> None:
    tally = JUDGES[name](sample.expected, reading_of(sample.path))

    assert tally is None or not tally.faults, "；".join(tally.faults)


def test_there_are_samples_of_every_kind_of_file() -> None:
    assert {sample.path.suffix for sample in samples()} >= {".txt", ".md", ".docx", ".pdf"}
    assert len(samples()) >= 26
