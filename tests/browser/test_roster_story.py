"""The clerk's whole round with rosters: three bad ones in, doubts settled, a mistake taken back.

Cards are printed, the year's list is frozen, and what was put right goes back to the sender.
"""

from io import BytesIO

import pytest
import xlsxwriter

from tests import make
from tests.people.sheets import id_number
from tests.web import world as worlds
from yushui.kernel import clock
from yushui.people import actions
from yushui.people.actions import ContactFacts
from yushui.people.models import Household, Merge, Person, Printing, Reply, Yearbook
from yushui.reports import jobs


pytestmark = pytest.mark.browser

SOLDIERS = "临川县现役军人家庭名册"


@pytest.fixture
def people(transactional_db):
    return worlds.build()


def workbook(village):
    """A title over all columns, a header of two rows, and a number that the program has cut."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("名单")
    page.merge_range("A1:G1", f"{SOLDIERS}（2026年）")
    page.merge_range("A2:D2", "本人情况")
    page.merge_range("E2:G2", "家庭情况")
    heads = ("姓名", "性别", "身份证号", "人员类别", "村", "家庭住址", "联系电话")
    page.write_row("A3", heads)
    own = ("现役军人家属", village)
    page.write_row("A4", ("王建国", "男", id_number(1), *own, "幸福路1号", "13900001234"))
    page.write_row("A5", ("李志强", "男", id_number(2), *own, "幸福路2号", ""))
    page.write_row("A6", ("孙文远", "男", 990101195607180000, *own, "幸福路3号", ""))
    page.write_row("A7", ("合计", "", "", "3人"))
    book.close()
    return buffer.getvalue()


def table(village):
    """From another office: other columns, other words, the encoding of old programs."""
    rows = [
        "名字,出生年月日,手机号码,村委会,住址,类别",
        f"王健国,1958.3.2,13712345678,{village},幸福路9号,军属",
        f"周玉兰,1960-03-02,13700005678,{village},和平街8号,军属",
    ]
    return "\r\n".join(rows).encode("gb18030")


def pasted(village):
    """What is left of a table of Word: one cell a line, the empty one an empty line."""
    rows = [
        ("序号", "姓名", "身份证号", "村", "联系电话", "人员类别"),
        ("1", "古丽娜尔·买买提", id_number(5), village, "", "现役军人家属"),
        ("2", "李志强", id_number(2), village, "13911112222", "现役军人家属"),
    ]
    return "\n".join(cell for row in rows for cell in row)


class Clerk:
    """At a desk, with one page open."""

    def __init__(self, window, user):
        self.window, self.page = window, window.enter(user)

    def go(self, path):
        self.page.goto(self.window.url(path))

    def press(self, text):
        self.window.follow(self.page, f"main button:has-text('{text}')")

    def follow(self, text):
        self.window.follow(self.page, f"main a:has-text('{text}')")

    def take_in(self, *, file=None, text="", name=""):
        """Upload or paste, take the columns as guessed, and read what the check says."""
        self.go("/people/rosters/upload/")
        if file:
            self.page.set_input_files("input[type=file]", file)
        self.page.fill("[name=pasted]", text)
        self.page.fill("[name=name]", name)
        self.press("上传")
        self.press("核对")
        return self.page.inner_text("main")

    def load(self):
        self.press("导入")
        self.page.wait_for_selector("main >> text=写回提供单位")


def upload(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def take_in_three(clerk, village):
    said = clerk.take_in(file=upload("名册.xlsx", workbook(village)), name=SOLDIERS)
    assert "后几位已经丢失" in said
    clerk.window.agree(clerk.page, "main >> text=只导入没有问题的 2 行")
    clerk.page.wait_for_selector("main >> text=写回提供单位")
    said = clerk.take_in(file=upload("摸底.csv", table(village)))
    assert "待核对" in said
    clerk.load()
    said = clerk.take_in(text=pasted(village), name="Word 名单")
    assert "更新" in said
    clerk.load()


def settle_by_keyboard(clerk):
    clerk.go("/people/questions/")
    clerk.follow("从第一行开始认定")
    assert "改写为 137****5678" in clerk.page.inner_text("#beside")
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("1")
    assert set(Person.objects.values_list("name", flat=True)) == {
        "王建国", "李志强", "周玉兰", "古丽娜尔·买买提",
    }  # fmt: skip


def merge_and_part(clerk):
    """Two who are not one, noticed too late."""
    one, other = Person.objects.filter(name__in=("王建国", "周玉兰")).order_by("pk")
    clerk.go(f"/people/persons/{one.pk}/same/{other.pk}/")
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("1")
    assert Merge.objects.standing().exists()
    clerk.go("/people/merges/")
    clerk.window.follow(clerk.page, "#merges a:has-text('拆开')")
    clerk.page.fill("[name=reason]", "是两个人")
    clerk.press("拆开")
    assert Person.objects.filter(name="周玉兰", pk=other.pk).exists()


def print_cards(clerk, people):
    facts = ContactFacts(name="赵敏", phone="13800001111", unit_name="石桥镇人民政府", title="干事")
    by = people.users["clerk"].actor
    for household in Household.objects.all():
        actions.assign_contact(household, facts=facts, since=clock.today(), by=by)
    clerk.go(f"/people/places/{people.village.pk}/")
    clerk.press("联系卡")
    jobs.print_papers.call(Printing.objects.get().pk)
    clerk.page.wait_for_selector("main >> text=下载 PDF")
    with clerk.page.expect_download() as download:
        clerk.page.click("main >> text=下载 PDF")
    assert download.value.suggested_filename.endswith(".pdf")


def freeze_the_year(clerk):
    clerk.go("/people/yearbooks/take/")
    clerk.press("生成")
    assert Yearbook.objects.get().household_count == 4
    clerk.page.wait_for_selector("main >> text=等临川县人武部负责人签认")


def hand_back(clerk, people):
    """Made by the clerk, signed by two heads of two units, then sent."""
    clerk.go("/people/rosters/")
    clerk.follow(SOLDIERS)
    clerk.follow("生成更正表")
    clerk.press("生成")
    told = clerk.page.inner_text("#entries")
    assert "139****1234 → 137****5678" in told
    assert "李志强" in told
    assert "有补充" in told
    assert "孙文远" in told
    clerk.window.look(clerk.page)
    path = f"/people/replies/{Reply.objects.get().pk}/"
    command = people.users["command"].posts.get().unit
    for unit in (people.here, command):
        head = Clerk(clerk.window, make.user("head", unit, name=f"{unit.name}负责人"))
        head.go(path)
        head.window.agree(head.page, "main button:has-text('签认')")
    with head.page.expect_download() as download:
        head.page.click("main >> text=下载更正表")
    assert download.value.suggested_filename == f"{SOLDIERS}更正表.xlsx"


def test_three_bad_rosters_from_the_first_upload_to_what_goes_back(desktop, people):
    clerk = Clerk(desktop, people.users["clerk"])
    take_in_three(clerk, people.village.name)
    settle_by_keyboard(clerk)
    merge_and_part(clerk)
    print_cards(clerk, people)
    freeze_the_year(clerk)
    hand_back(clerk, people)
