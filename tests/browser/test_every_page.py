"""Every page of the access table, at both widths: axe, the console, nothing sticking out."""

import pytest
from playwright.sync_api import Error

from tests.web import access, world


pytestmark = [pytest.mark.browser, pytest.mark.slow]  # opens every page once per width

ACCESS = access.gather("ACCESS")


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
    for check in (window.axe, window.fits):
        try:
            check(page)
        except AssertionError as found:
            yield f"{path}: {found}"


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("who", ["clerk", "system", "security", "audit"])
def test_every_page_is_well(request, transactional_db, width, who):
    full = access.furnish(world.build())
    window = request.getfixturevalue(width)
    page = window.enter(full.users[who])
    mine = [row for row in ACCESS.values() if row.method == "get" and row.first_let_in == who]
    told = [wrong for row in mine for wrong in problems(window, page, full.path(row.path))]
    assert not told, "\n".join(told)
