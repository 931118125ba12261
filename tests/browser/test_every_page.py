"""Every page of the access table, at both widths: axe, the console, nothing sticking out."""

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import DESKTOP, PHONE
from tests.web import access, world


pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]  # opens every page

ACCESS = access.gather("ACCESS")
PARTS = 3  # so that no worker has to open them all at the end


def problems(window, page, path):
    """What is wrong with one page, in words; nothing when it is well."""
    try:
        answer = page.goto(window.url(path))
    except Error as stopped:
        if "Download is starting" not in stopped.message:
            raise
        return
    if "text/html" not in answer.headers["content-type"]:
        return
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for check in (window.axe, window.fits):
            try:
                check(page)
            except AssertionError as found:
                yield f"{path} at {size['width']} px: {found}"


def cast_who_look(part):
    """Who of the cast opens pages, and which: each page is opened once, by the first let in."""
    pages = [row for row in ACCESS.values() if row.method == "get" and row.first_let_in]
    pages = pages[part::PARTS]
    for who in dict.fromkeys(row.first_let_in for row in pages):
        yield who, [row for row in pages if row.first_let_in == who]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_well(transactional_db, open_window, part):
    full = access.furnish(world.build())
    window = open_window(DESKTOP)
    told = []
    for who, rows in cast_who_look(part):
        window.context.clear_cookies()
        page = window.enter(full.users.get(who))
        for row in rows:
            told += problems(window, page, full.path(row.path))
    assert not told, "\n".join(told)
