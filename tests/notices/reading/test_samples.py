"""The reader against every sample notice, one field at a time."""

import pytest

from tests.notices.reading.judges import JUDGES
from tests.notices.reading.scoring import Sample, reading_of, samples


# What the reader does not do yet; a mark that is no longer needed fails.
_PAGE = "标签与内容之间没有冒号的网页信息表，发布机构还读不出来"
_PAGE_DAY = "只有网页“时间”一栏有日期时，还不能据以推定期限的年份"
_LISTED_PLACES = "“各市、州、省直管县双拥办”还没有逐一分开"
NOT_YET = {
    ("65-web-columns", "document.issuers"): _PAGE,
    ("66-web-date-below-title", "document.recipients"): _LISTED_PLACES,
    ("66-web-date-below-title", "deadlines"): _PAGE_DAY,
    ("66-web-date-below-title", "duties"): _PAGE_DAY,
    ("66-web-date-below-title", "warnings"): _PAGE_DAY,
}


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
