"""A wide table in a real browser: it says that it scrolls, and what is secondary is folded."""

import pytest

from tests import make
from tests.filings.test_binding import S1
from tests.filings.test_filling import Collection


pytestmark = pytest.mark.browser


@pytest.fixture
def county(transactional_db):
    return Collection(S1)


@pytest.fixture(params=["desktop", "phone"])
def window(request):
    return request.getfixturevalue(request.param)


def sheet(window, county):
    county.visit(county.towns[0], money="200", goods="68")
    filing = county.filled()
    page = window.enter(make.user("clerk", county.towns[0]))
    page.goto(window.url(f"/filings/{filing.pk}/"))
    return page


def test_a_wide_table_is_a_region_with_a_name_that_the_keyboard_reaches(window, county):
    page = sheet(window, county)
    window.fits(page)
    window.axe(page)
    region = page.get_by_role("region", name="可左右滚动")
    region.focus()
    assert region.evaluate("one => document.activeElement === one")
    assert region.evaluate("one => getComputedStyle(one).backgroundImage").count("gradient") == 4


def test_definitions_stand_open_where_there_is_room(desktop, county):
    page = sheet(desktop, county)
    assert page.locator("details", has_text="各列口径").locator("table").is_visible()


def test_definitions_are_folded_on_a_phone_until_somebody_asks(phone, county):
    page = sheet(phone, county)
    fold = page.locator("details", has_text="各列口径")
    assert not fold.locator("table").is_visible()
    fold.locator("summary").tap()
    assert fold.locator("table").is_visible()
    phone.axe(page)


def test_the_last_step_of_the_crumbs_points_nowhere(desktop, county):
    page = sheet(desktop, county)
    ends = page.evaluate(
        "[...document.querySelectorAll('.yu-crumbs a')].map("
        "one => ['::before', '::after'].map(side => getComputedStyle(one, side).content))"
    )
    assert ends == [["none", "none"]]
