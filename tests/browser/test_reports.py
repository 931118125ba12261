"""A report is written in a real browser: figures put in at the cursor, photographs, handing in."""

import pytest

from tests import make
from tests.reports.round import Round


pytestmark = pytest.mark.browser


@pytest.fixture
def round_(transactional_db):
    made = Round()
    made.visit(money="300", listed=True)
    made.visit(money="200")
    return made


@pytest.fixture(params=["desktop", "phone"])
def window(request):
    return request.getfixturevalue(request.param)


def test_every_page_of_a_report_can_be_read_by_all(desktop, round_):
    report = round_.draft()
    page = desktop.enter(make.user("clerk", round_.town))
    for path in ("", f"{report.pk}/", f"{report.pk}/edit/", f"{report.pk}/figure/cash/"):
        page.goto(desktop.url(f"/reports/{path}"))
        desktop.look(page)


def test_a_figure_is_put_in_where_the_cursor_stands(window, round_):
    report = round_.draft()
    page = window.enter(make.user("clerk", round_.town))
    page.goto(window.url(f"/reports/{report.pk}/edit/"))
    area = page.locator("textarea").nth(1)
    area.fill("一共人。")
    area.evaluate("area => { area.focus(); area.setSelectionRange(2, 2); }")
    page.click('button[data-yu-cite="{{persons}}"]')
    assert area.input_value() == "一共{{persons}}人。"
    window.follow(page, "main .yu-columns button[type=submit]")
    assert "一共2人。" in page.inner_text("article")


def test_the_question_before_redrafting_can_be_declined(desktop, round_):
    report = round_.written("手工写的。")
    page = desktop.enter(make.user("clerk", round_.town))
    page.goto(desktop.url(f"/reports/{report.pk}/"))
    page.click("button:has-text('重新起草')")
    page.click("dialog button:has-text('取消')")
    desktop.agree(page, "main button:has-text('报送')")
    page.wait_for_selector("text=报告已报送")
    assert "手工写的。" in page.inner_text("article")
