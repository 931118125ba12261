"""A campaign in a real browser: the board, the drawn charts, an assignment done with a word."""

from datetime import date

import pytest

from tests import make
from tests.web import world as worlds
from yushui.visits.models import Target


pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db):
    return worlds.build()


@pytest.fixture(params=["desktop", "phone"])
def window(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def campaign(people):
    made = make.campaign(people.here)
    coverage = make.duty(made, standard={"coverage": "all"}, quote="全覆盖走访慰问。")
    make.assignment(coverage, to=people.township, due_on=date(2026, 7, 20))
    make.assignment(make.duty(made, kind="publicity"), to=people.township)
    home = make.household(people.village)
    Target.objects.create(
        campaign=made, household=home, region=people.village, unit=people.township
    )
    return made


def test_the_board_and_its_pages_are_sound(desktop, people, campaign):
    page = desktop.enter(people.users["clerk"])
    for path in ("/campaigns/", f"/campaigns/{campaign.pk}/"):
        page.goto(desktop.url(path))
        desktop.look(page)
    desktop.follow(page, ".yu-board thead a >> nth=0")
    page.wait_for_selector("blockquote")
    desktop.look(page)


def test_charts_are_drawn_from_the_figures_of_the_tables(window, people, campaign):
    page = window.enter(people.users["clerk"])
    page.goto(window.url(f"/campaigns/{campaign.pk}/"))
    for key in ("progress-chart", "coverage-chart"):
        page.locator(f"#{key}").scroll_into_view_if_needed()
        page.wait_for_selector(f"#{key} canvas")
    window.fits(page)


def test_a_cell_opens_and_a_word_finishes_it(phone, people, campaign):
    page = phone.enter(people.users["worker"])
    page.goto(phone.url(f"/campaigns/{campaign.pk}/"))
    phone.follow(page, "main table a >> nth=1")
    phone.look(page)
    page.fill("[name=note]", "张贴标语20条。")
    phone.follow(page, "main button >> text=办结")
    page.wait_for_selector("main >> text=已办结。")
    phone.look(page)
