"""A notice in a real browser: read, confirmed, addressed, sent out, laid out, signed, passed on."""

import pytest

from tests.browser.conftest import PHONE
from tests.notices import paper
from tests.web import world as worlds
from yushui.notices.models import Notice


pytestmark = pytest.mark.browser

CITY = paper.TEXT.replace("各乡镇（街道）、县直各部门、驻临部队", "各县（市、区）双拥办", 1)


@pytest.fixture
def people(transactional_db):
    return worlds.build()


def press(window, page, words):
    window.follow(page, f"main button:has-text('{words}')")


def upload(window, page, tmp_path, text=paper.TEXT):
    path = tmp_path / "通知.txt"
    path.write_text(text, "utf-8")
    page.goto(window.url("/notices/upload/"))
    window.look(page)
    page.set_input_files("[name=file]", str(path))
    press(window, page, "读这份公文")


def confirm_everything(page):
    while page.locator(".yu-points-urgent .yu-point-read").count():
        one = page.locator(".yu-points-urgent .yu-point-read").first
        key = one.get_attribute("id")
        one.locator("button", has_text="确认").click()
        page.wait_for_selector(f"#{key}.yu-point-confirmed")
    page.wait_for_selector("#reader-bar >> text=该确认的都确认了")


def test_from_a_file_to_work_on_the_board(phone, people, tmp_path):
    page = phone.enter(people.users["clerk"])
    upload(phone, page, tmp_path)
    phone.look(page)
    confirm_everything(page)
    phone.agree(page, "main button:has-text('确认其余')")
    phone.follow(page, "#reader-bar >> text=下一步")
    phone.look(page)
    while page.locator(".yu-expression-open").count():
        press(phone, page, "本地没有")
    phone.agree(page, "main button:has-text('下达')")
    page.wait_for_selector("main >> text=已下达，各单位可以签收了")
    phone.look(page)
    phone.follow(page, "main >> text=布置任务")
    phone.look(page)
    press(phone, page, "布置给")
    page.wait_for_selector("h2 >> text=进度表")
    phone.look(page)


def test_the_two_sides_light_each_other(desktop, people):
    draft = paper.taken_in(people.here)
    item = paper.item(draft, "deadline")
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url(f"/notices/{draft.pk}/"))
    page.hover(f"#item-{item.pk} h3")
    lit = page.locator(".yu-span.yu-lit").all_inner_texts()
    assert "".join(lit).replace("\n", "") in item.content["quote"]
    assert lit
    page.focus(f"#at-{item.start}")
    assert "yu-lit" in page.get_attribute(f"#item-{item.pk}", "class")


def test_a_finding_is_corrected_where_it_stands(phone, people):
    draft = paper.taken_in(people.here)
    item = paper.item(draft, "deadline")
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url(f"/notices/{draft.pk}/"))
    page.click(f"#item-{item.pk} >> text=更正")
    page.wait_for_selector(f"#item-{item.pk} form [name=what]")
    phone.look(page)
    page.fill("[name=what]", "走访总结")
    page.click(f"#item-{item.pk} >> text=保存")
    page.wait_for_selector(f"#item-{item.pk} h3 >> text=走访总结")
    assert page.url.endswith(f"/notices/{draft.pk}/")


def test_on_a_phone_the_sides_take_turns(phone, people):
    draft = paper.taken_in(people.here)
    item = paper.item(draft, "deadline")
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url(f"/notices/{draft.pk}/"))
    assert not page.is_visible("#original")
    page.click(f"#item-{item.pk} >> text=看原文")
    assert page.is_visible("#original")
    assert not page.is_visible(f"#item-{item.pk}")
    phone.axe(page)


def test_without_script_both_sides_stand_there_and_buttons_work(open_window, people):
    draft = paper.taken_in(people.here)
    item = paper.item(draft, "deadline")
    window = open_window(PHONE, java_script_enabled=False)
    page = window.enter(people.users["clerk"])
    page.goto(window.url(f"/notices/{draft.pk}/"))
    assert page.is_visible("#original")
    assert page.is_visible(f"#item-{item.pk}")
    window.follow(page, f"#item-{item.pk} button >> text=确认")
    assert Notice.objects.get().items.get(pk=item.pk).state == "confirmed"


def test_signed_for_and_passed_on(phone, people, tmp_path):
    notice = paper.published(people.prefecture, CITY)
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url("/notices/"))
    phone.look(page)
    phone.follow(page, f"main >> text={notice.title}")
    press(phone, page, "签收")
    page.wait_for_selector("main >> text=已签收。")
    press(phone, page, "转发")
    page.wait_for_selector("h1 >> text=核定收文单位")
    assert Notice.objects.get(based_on=notice).unit == people.here


def test_the_township_sees_what_it_owes(phone, people, tmp_path):
    notice = paper.published(people.here)
    page = phone.enter(people.users["worker"])
    page.goto(phone.url(f"/notices/{notice.pk}/"))
    phone.look(page)
    press(phone, page, "签收")
    page.wait_for_selector("main >> text=已签收。")
