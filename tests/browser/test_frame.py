"""The frame of every page in a real browser: signing in, the menu, large type, the first bytes."""

import pytest

from tests.browser.conftest import PHONE
from tests.web import world as worlds


pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db):
    return worlds.build()


@pytest.fixture(params=["desktop", "phone"])
def window(request):
    return request.getfixturevalue(request.param)


def test_one_signs_in_and_sees_what_is_to_do(window, people):
    clerk = people.users["clerk"]
    page = window.enter()
    page.goto(window.url("/"))
    page.fill("[name=username]", clerk.username)
    page.fill("[name=password]", "x")
    window.follow(page, "main button[type=submit]")
    assert "现在要办的事" in page.inner_text("main")
    assert page.title() == "首页 · 鱼水"


def test_a_page_that_is_not_there_is_well_too(desktop, people):
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url("/nowhere/"))
    desktop.look(page)


def test_large_type_stays_on(window, people):
    page = window.enter(people.users["clerk"])
    page.goto(window.url("/menu/"))
    window.follow(page, "main >> text=大字模式")
    page.goto(window.url("/"))
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    window.fits(page)


def test_the_keyboard_reaches_the_content_first(desktop, people):
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url("/"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_script_one_can_still_sign_in_and_out(open_window, people):
    window = open_window(PHONE, java_script_enabled=False)
    page = window.enter(people.users["clerk"])
    page.goto(window.url("/menu/"))
    window.follow(page, "main >> text=退出登录")
    assert page.title() == "登录 · 鱼水"


def test_a_chart_is_drawn_under_the_policy(window, people, settings):
    settings.ROOT_URLCONF = "tests.web.undeclared"
    page = window.enter(people.users["clerk"])
    page.goto(window.url("/draws/"))
    page.wait_for_selector("#progress canvas")
    page.hover("#progress")
    page.wait_for_timeout(200)  # the tip follows the pointer
    window.axe(page)
    window.fits(page)


def test_what_cannot_be_undone_asks_first(window, people):
    page = window.enter(people.users["system"])
    page.goto(window.url(f"/accounts/{people.users['clerk'].pk}/"))
    page.click("text=停用账号")
    window.axe(page)
    page.click("dialog button:has-text('取消')")
    assert page.is_visible("text=停用账号")
    window.agree(page, "text=停用账号")
    assert "账号已停用" in page.inner_text(".yu-messages")


def test_a_unit_is_suggested_while_one_types(desktop, people):
    page = desktop.enter(people.users["system"])
    page.goto(desktop.url("/accounts/create/"))
    page.type("[name=unit]", "双拥")
    page.wait_for_selector("datalist option", state="attached")
    names = page.eval_on_selector_all("datalist option", "found => found.map(one => one.value)")
    assert "临川县双拥办（临川县）" in names
