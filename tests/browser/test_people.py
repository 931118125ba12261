"""A roster's walk in a real browser: upload, columns, dry run, import, family."""

import pytest

from tests.people import sheets
from tests.people.sheets import id_number, row
from tests.web import world as worlds
from tests.web.access.people import ask, check, double, household, stage
from yushui.jobs import progress
from yushui.people import actions, rules
from yushui.people.jobs import key_of, load_roster
from yushui.people.models import Double, Merge, Person, Question


pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db):
    return worlds.build()


@pytest.fixture
def file(people, tmp_path):
    """Two right rows and, below them, one with an unknown category."""
    village = people.village.name
    rows = [row(1, 村=village), row(2, 村=village), row(3, 村=village, 人员类别="残急军人")]
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(sheets.workbook(rows))
    return path


def test_a_roster_is_walked_in(phone, people, file):
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url("/people/"))
    phone.look(page)
    phone.follow(page, "main >> text=导入花名册")
    phone.look(page)
    page.set_input_files("input[type=file]", str(file))
    phone.follow(page, "main >> button >> text=上传")
    assert page.input_value("[name=id_number]") == "4"
    assert id_number() not in page.content()
    phone.look(page)
    phone.follow(page, "main >> button >> text=核对")
    assert "没有“残急军人”这个人员类别" in page.inner_text("#problems")
    phone.look(page)
    with page.expect_download() as download:
        page.click("main >> text=下载问题行")
    assert download.value.suggested_filename == "花名册（问题行）.xlsx"
    phone.agree(page, "main >> text=只导入没有问题的 2 行")
    page.wait_for_selector("text=去看家庭档案")
    assert Person.objects.count() == 2
    phone.follow(page, "main >> text=去看家庭档案")
    phone.follow(page, "#households a >> nth=0")
    assert "990101********" in page.inner_text("main")
    phone.look(page)


def test_the_rows_of_a_check_are_read_and_the_import_taken_back(phone, people):
    household(people)
    wrong = row(2, 性别="未填")
    roster = check(people, [row(1, 联系电话="13700005678"), row(3, 姓名="李梅"), wrong])
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url(f"/people/rosters/{roster.pk}/"))
    phone.follow(page, "main .yu-figure:has-text('更新') a")
    assert "139****1234 → 137****5678" in page.inner_text("#rows")
    phone.look(page)
    page.click(".yu-tabs >> text=有问题")
    assert "性别“未填”看不懂" in page.inner_text("#rows")
    phone.look(page)
    page.goto(phone.url(f"/people/rosters/{roster.pk}/"))
    phone.agree(page, "main >> text=只导入没有问题的 2 行")
    page.wait_for_selector("text=去看家庭档案")
    phone.look(page)
    phone.agree(page, "main >> text=撤回这次导入")
    page.wait_for_selector("main >> text=恢复到导入以前")
    assert Person.objects.count() == 1
    phone.look(page)


def test_an_answer_is_taken_back(desktop, people):
    person = household(people).persons.get()
    question = ask(people, stage(people, [row(8)]), person)
    actions.settle_as(question, person=person, by=people.users["clerk"].actor)
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url(f"/people/questions/{question.pk}/"))
    desktop.look(page)
    desktop.agree(page, "main >> text=撤回认定")
    page.wait_for_selector("#settle")
    assert Question.objects.get().state == "open"


def test_a_number_is_looked_at_for_a_reason(phone, people):
    person = household(people).persons.get()
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url(f"/people/persons/{person.pk}/reveal/phone/"))
    phone.look(page)
    page.select_option("[name=reason]", "走访慰问联系")
    phone.follow(page, "main >> button >> text=查看")
    page.wait_for_selector("main >> text=13900001234")
    phone.look(page)


def test_a_large_roster_shows_how_far_it_is_and_then_the_difference(phone, people, monkeypatch):
    """The page asks for itself until the job is done; nobody reloads it."""
    monkeypatch.setattr(rules, "ROWS_AT_ONCE", 1)
    roster = check(people, [row(1), row(2), {"姓名": "以下空白"}])
    actions.ask_load(roster, by=people.users["clerk"].actor)
    page = phone.enter(people.users["clerk"])
    page.goto(phone.url(f"/people/rosters/{roster.pk}/"))
    page.wait_for_selector("main >> text=正在排队")
    progress.start(key_of(roster), total=100_000)
    progress.advance(key_of(roster), 52_000, message="正在逐行核对")
    page.wait_for_selector("main >> text=52,000/100,000")
    phone.look(page)
    load_roster.call(roster.pk)
    page.wait_for_selector("main >> text=去看家庭档案")
    assert "第 5 行“以下空白”不是人员" in page.inner_text("main")
    phone.look(page)


def test_doubtful_rows_are_settled_by_one_key_each(desktop, people):
    person = household(people).persons.get()
    roster = stage(people, [row(8)])
    same, unwanted = (ask(people, roster, person, number) for number in (1, 2))
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url("/people/questions/"))
    desktop.follow(page, "main >> text=从第一行开始认定")
    desktop.look(page)
    page.keyboard.press("1")
    page.wait_for_url(f"**/people/questions/{unwanted.pk}/")
    page.keyboard.press("9")
    page.keyboard.press("1")  # while it is asked whether, no other key decides
    desktop.follow(page, "dialog button:has-text('确定')")
    page.wait_for_url("**/people/questions/")
    assert dict(Question.objects.values_list("pk", "state")) == {
        same.pk: "same",
        unwanted.pk: "withdrawn",
    }


def test_doubles_are_settled_from_the_keyboard_and_parted_again(desktop, people):
    pairs = [double(people) for _ in range(2)]
    page = desktop.enter(people.users["clerk"])
    page.goto(desktop.url("/people/doubles/"))
    desktop.look(page)
    desktop.follow(page, "main >> text=从第一对开始核对")
    desktop.look(page)
    with page.expect_navigation():
        page.keyboard.press("0")
    assert Double.objects.get(state="dismissed") == pairs[0]
    with page.expect_navigation():
        page.keyboard.press("1")
    assert Merge.objects.get().person == pairs[1].first
    desktop.follow(page, "main >> text=合并记录")
    desktop.look(page)
    desktop.follow(page, "#merges a:has-text('拆开')")
    page.fill("[name=reason]", "是堂兄弟")
    desktop.look(page)
    desktop.follow(page, "main button >> text=拆开")
    assert Person.objects.filter(pk=pairs[1].second_id).exists()
    desktop.look(page)
