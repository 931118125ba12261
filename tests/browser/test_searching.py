"""The one box in a real browser: as one types, by the keyboard, without script, at both widths."""

import pytest

from tests.web import world as worlds
from tests.web.access.people import household
from yushui.people.models import NumberSearch, Person


pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db):
    return worlds.build()


@pytest.fixture(params=["desktop", "phone"])
def window(request):
    return request.getfixturevalue(request.param)


def looked_at(window, page):
    window.axe(page)
    window.fits(page)


def typed(page, text):
    page.fill("#yu-search", "")
    page.type("#yu-search", text)
    page.wait_for_selector("#yu-suggestions:not([hidden]) [role=status]")


def test_somebody_is_found_as_one_types(window, people):
    home = household(people)
    page = window.enter(people.users["clerk"])
    page.goto(window.url("/campaigns/"))
    typed(page, "wjg")
    page.wait_for_selector("#yu-suggestions >> text=王建国")
    assert "990101********" in page.inner_text("#yu-suggestions")
    looked_at(window, page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/people/{home.pk}/")


def test_the_keyboard_goes_there_and_back(desktop, people):
    household(people)
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url("/people/"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "yu-search"
    typed(page, "王建国")
    page.wait_for_selector("#yu-suggestions mark >> text=王建国")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "yu-search"
    page.keyboard.press("Escape")
    assert page.is_hidden("#yu-suggestions")


def test_a_number_is_searched_by_a_button_that_says_it_is_recorded(window, people):
    household(people)
    page = window.enter(people.users["clerk"])
    page.goto(window.url("/people/"))
    typed(page, "13900001234")
    page.wait_for_selector("#yu-suggestions button >> text=按电话号码查找")
    page.wait_for_selector("#yu-suggestions [value='13900001234']", state="attached")
    looked_at(window, page)
    assert not NumberSearch.objects.exists()
    page.keyboard.press("Enter")  # goes to the button, and not into the address
    page.keyboard.press("Enter")
    page.wait_for_selector("main >> text=王建国")
    assert "13900001234" not in page.url
    assert NumberSearch.objects.get().found_count == 1
    looked_at(window, page)


def test_who_is_known_shows_while_one_types(window, people):
    home = household(people)
    page = window.enter(people.users["clerk"])
    page.goto(window.url(f"/people/{home.pk}/add/"))
    page.type("[name=name]", "王健国")
    page.fill("[name=birth_on]", "1956-07-18")
    page.wait_for_selector("#alike >> text=可能已登记")
    assert "姓名写法相近" in page.inner_text("#alike")
    looked_at(window, page)
    page.click("main >> button >> text=保存")
    page.wait_for_selector("main >> text=可能就是这个人")
    looked_at(window, page)
    page.check("[name=is_other]")
    page.click("main >> button >> text=保存")
    page.wait_for_url(f"**/people/{home.pk}/")
    assert Person.objects.filter(household=home).count() == 2


def test_a_family_is_entered(window, people):
    page = window.enter(people.users["clerk"])
    page.goto(window.url("/people/"))
    page.click("main >> text=新增家庭")
    looked_at(window, page)
    page.select_option("[name=region]", str(people.village.pk))
    page.fill("[name=head_name]", "赵大山")
    page.click("main >> button >> text=保存")
    page.wait_for_selector("main >> text=家庭已登记")
    page.fill("[name=name]", "赵大山")
    page.click("main >> button >> text=保存")
    page.wait_for_selector("main >> text=人员已登记")
