"""The whole line in a real browser: a visit at the door, counted in the table, told in the report.

The township's people hold a phone, the county's clerk sits at a desk.
"""

import pytest

from tests import make
from tests.browser.conftest import PHONE
from tests.filings.test_binding import S1
from yushui.filings import actions as filings
from yushui.filings.models import Filing
from yushui.notices.models import Item
from yushui.visits import actions as visits
from yushui.visits.models import Visit


pytestmark = pytest.mark.browser


class County:
    """A county that asks its township to visit, and to hand in a table and a report."""

    def __init__(self):
        self.office = make.unit(make.region(level=3, name="临川县"), name="临川县双拥办")
        self.town = make.township(self.office, villages=2, name="石桥镇")
        for number, village in enumerate(self.town.region.children.order_by("pk")):
            make.person(make.household(village, head=f"王建国{number}"), name=f"王建国{number}")
        notice = make.notice(self.office, state="published", published_at="2026-07-10T00:00Z")
        table = {"title": "走访慰问情况统计表", "header_fields": [], "columns": S1, "rows": []}
        Item.objects.create(notice=notice, kind=Item.Kind.TABLE, content=table)
        self.campaign = make.campaign(self.office, notice=notice)
        self._lay_duties(notice)
        self.clerk = make.user("clerk", self.office, name="方文静")
        self.worker = make.user("worker", self.town, name="孟春燕")
        self.head = make.user("head", self.town, name="田守业")

    def _lay_duties(self, notice):
        visit = make.duty(self.campaign, notice=notice, targets=["veteran"])
        deliver = make.duty(
            self.campaign, kind="filing", notice=notice, deliverables=["table", "report"]
        )
        for duty in (visit, deliver):
            make.assignment(duty, to=self.town)
        by = make.actor("head", self.office)
        visits.freeze_targets(self.campaign, by=by)
        [edition] = filings.design(self.campaign, notice=notice, by=by)
        filings.open_edition(edition, by=by)


@pytest.fixture
def county(transactional_db):
    return County()


def press(window, page, text):
    window.follow(page, f"main button:has-text('{text}')")


def go_to_the_door(window, county):
    """The worker opens the first page, the list, and the form of the first household."""
    page = window.enter(county.worker)
    page.goto(window.url("/"))
    window.follow(page, "main a:has-text('走访慰问')")
    window.look(page)
    window.follow(page, "main a:has-text('登记走访') >> nth=0")
    window.look(page)
    return page


def fill_the_form(window, page):
    page.click("label:has-text('登门入户')")
    page.fill("[name=money]", "300")
    page.fill("[name=gifts-0-name]", "大米")
    page.fill("[name=gifts-0-value]", "68.50")
    page.fill("[name=heard]", "房屋漏雨")
    window.follow(page, "button:has-text('保存走访')")
    page.wait_for_selector("text=已登记对“王建国0”家的走访")


def hand_in_the_table(window, county):
    page = window.enter(county.head)
    page.goto(window.url("/"))
    window.follow(page, "main a:has-text('填报：')")
    press(window, page, "统计并填表")
    page.wait_for_selector("#sheet")
    window.look(page)
    assert "368.50" in page.inner_text("#sheet")
    window.follow(page, "#sheet a >> nth=0")
    window.look(page)
    assert "王建国0家" in page.inner_text("main")
    page.go_back()
    window.agree(page, "main button:has-text('提交')")
    page.wait_for_selector("text=统计表已提交")
    return page


def accept_the_table(desktop, county):
    page = desktop.enter(county.clerk)
    page.goto(desktop.url("/"))
    desktop.follow(page, "main a:has-text('审核：')")
    desktop.look(page)
    desktop.follow(page, f"main table a:has-text('{county.town.name}') >> nth=0")
    press(desktop, page, "审核通过")
    page.wait_for_selector("text=已审核通过")
    assert Filing.objects.get().state == "accepted"


def write_the_report(window, county):
    page = window.enter(county.head)
    page.goto(window.url("/reports/"))
    press(window, page, "起草报告")
    page.wait_for_selector("article")
    assert "走访慰问优抚对象1人、1户" in page.inner_text("article")
    window.follow(page, "main a:has-text('编辑')")
    window.look(page)
    page.locator("textarea").nth(1).fill("召开会议，逐户落实。")
    page.locator("textarea").nth(3).fill("仍有{{left}}户未走访。")
    window.follow(page, "main .yu-columns button[type=submit]")
    window.look(page)
    window.agree(page, "main button:has-text('报送')")
    page.wait_for_selector("text=报告已报送")


def test_from_the_door_to_the_report(phone, desktop, county):
    page = go_to_the_door(phone, county)
    fill_the_form(phone, page)
    phone.look(page)
    assert Visit.objects.get().recorded_by_name == "孟春燕"
    hand_in_the_table(phone, county)
    accept_the_table(desktop, county)
    write_the_report(phone, county)
    page = desktop.enter(county.clerk)
    page.goto(desktop.url("/"))
    desktop.follow(page, "main a:has-text('审阅：')")
    press(desktop, page, "收到")
    page.wait_for_selector("text=已收到报告")


def test_without_script_a_visit_is_recorded(open_window, county):
    window = open_window(PHONE, java_script_enabled=False)
    page = window.enter(county.worker)
    page.goto(window.url(f"/visits/left/{county.campaign.pk}/"))
    window.follow(page, "main a:has-text('登记走访') >> nth=0")
    window.follow(page, "button:has-text('保存走访')")
    assert "已登记对" in page.inner_text("main")


def test_the_keyboard_alone_records_a_visit(desktop, county):
    page = desktop.enter(county.worker)
    target = county.campaign.targets.order_by("region__path").first()
    page.goto(desktop.url(f"/visits/target/{target.pk}/record/"))
    page.focus("[name=money]")
    page.keyboard.type("200")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已登记对")
