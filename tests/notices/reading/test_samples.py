"""The reader against every sample notice, one field at a time."""

import pytest

from tests.notices.reading.judges import JUDGES
from tests.notices.reading.scoring import Sample, reading_of, samples


# What the reader does not do yet, by sample and field; a mark that is no longer needed fails.
NOT_YET: dict[tuple[str, str], str] = {}


def _case(sample: Sample, name: str) -> object:
    reason = NOT_YET.get((sample.name, name))
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(sample, name, id=f"{sample.name}-{name}", marks=marks)


CASES = [_case(sample, name) for sample in samples() for name in JUDGES]


@pytest.mark.parametrize(("sample", "name"), CASES)
def test_the_reader_agrees_with_a_careful_person(sample: Sample, name: str) -> None:
    tally = JUDGES[name](sample.expected, reading_of(sample.path))

    assert tally is None or not tally.faults, "；".join(tally.faults)


def test_what_is_not_done_yet_names_samples_and_fields_that_exist() -> None:
    assert set(NOT_YET) <= {(sample.name, name) for sample in samples() for name in JUDGES}


def test_there_are_samples_of_every_kind_of_file() -> None:
    assert {sample.path.suffix for sample in samples()} >= {".txt", ".md", ".docx", ".pdf"}
    assert len(samples()) >= 26
