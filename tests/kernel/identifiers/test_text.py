"""Words of a cell are repeated without the numbers of persons."""

import pytest

from yushui.kernel.identifiers import masked_runs


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("13911112222", "139****22"),
        ("电话139-1111-2222转王建国", "电话139****22转王建国"),
        ("99010119560718003X", "990****3X"),
        ("139 1111 2222、13700005678", "139****22、137****78"),
        ("幸福路101号", "幸福路101号"),
        ("123456", "123456"),
        ("1956-02-30", "1956-02-30"),
        ("1956.7.18", "1956.7.18"),
        ("19560718", "195****18"),
    ],
)
def test_long_numbers_are_masked_and_days_are_not(written, shown):
    assert masked_runs(written) == shown
