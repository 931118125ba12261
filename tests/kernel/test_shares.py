"""A percentage never says that all is done, or that nothing is, when it is not so."""

import pytest

from yushui.kernel.shares import percent


@pytest.mark.parametrize(
    ("done", "total", "shown"),
    [
        (0, 0, 0),
        (0, 7, 0),
        (7, 7, 100),
        (8, 7, 100),
        (505, 1000, 51),  # half up
        (504, 1000, 50),
        (1, 3, 33),
        (2, 3, 67),
        (996, 1000, 99),
        (59_999_999, 60_000_000, 99),
        (4, 1000, 1),
        (1, 60_000_000, 1),
    ],
)
def test_percent_is_rounded_half_up_between_none_and_all(done, total, shown):
    assert percent(done, total) == shown
