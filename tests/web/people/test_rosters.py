"""The walk of a roster through the pages."""

from io import BytesIO

import pytest

from tests import make
from tests.people import sheets
from tests.people.sheets import id_number, row
from tests.web.access.people import check, stage
from yushui.jobs import progress, waiting
from yushui.people import jobs, rules
from yushui.people.models import Person, Roster


@pytest.fixture
def clerk(enter, people):
    return enter(people.users["clerk"])


def text(response):
    return response.content.decode()


def send(clerk, people, name="花名册.xlsx", content=None):
    file = BytesIO(content or sheets.workbook([row(村=people.village.name)]))
    file.name = name
    data = {"unit": people.here.pk, "source": "survey", "file": file}
    return clerk.post("/people/rosters/upload/", data)


def test_a_file_is_uploaded_its_columns_shown_and_numbers_masked(clerk, people):
    answer = send(clerk, people)
    roster = Roster.objects.get()
    assert answer.url == f"/people/rosters/{roster.pk}/columns/"
    page = text(clerk.get(answer.url))
    assert "E 列　身份证号" in page
    assert id_number() not in page
    assert "13900001234" not in page


def test_what_is_no_roster_comes_back_with_a_sentence(clerk, people):
    answer = send(clerk, people, content=b"PK\x03\x04 nothing")
    assert answer.status_code == 422
    assert "花名册.xlsx" in text(answer)
    assert not Roster.objects.exists()


def test_confirmed_columns_are_checked_and_then_loaded(clerk, people):
    send(clerk, people)
    roster = Roster.objects.get()
    chosen = {key: place for key, place in roster.mapping.items() if place is not None}
    clerk.post(f"/people/rosters/{roster.pk}/columns/", chosen)
    assert "核对无误，可以导入" in text(clerk.get(f"/people/rosters/{roster.pk}/"))
    clerk.post(f"/people/rosters/{roster.pk}/load/")
    assert Person.objects.get().household.region == people.village
    assert "新增 1 人" in text(clerk.get(f"/people/rosters/{roster.pk}/"))


def test_columns_that_cannot_be_come_back_on_the_form(clerk, people):
    roster = stage(people, [row()])
    answer = clerk.post(f"/people/rosters/{roster.pk}/columns/", {"name": "0", "village": "0"})
    assert answer.status_code == 422
    assert "A 列不能既是“姓名”又是“村（社区）”" in text(answer)


def test_wrong_rows_are_listed_and_handed_back(clerk, people):
    roster = check(people, [row(1), row(2, 性别="未填")])
    page = text(clerk.get(f"/people/rosters/{roster.pk}/"))
    assert "第 4 行" in page
    assert "性别“未填”看不懂" in page
    copy = clerk.post(f"/people/rosters/{roster.pk}/rejected/")
    assert copy.content.startswith(b"PK")
    assert "attachment" in copy["Content-Disposition"]


def test_wrong_rows_are_handed_back_after_the_import_as_well(clerk, people):
    roster = check(people, [row(1), row(2, 性别="未填")])
    offered = f'action="/people/rosters/{roster.pk}/rejected/"'
    for move in ("check", "load", "undo"):
        if move != "check":
            clerk.post(f"/people/rosters/{roster.pk}/{move}/", {"leave_out_wrong": "1"})
        assert text(clerk.get(f"/people/rosters/{roster.pk}/")).count(offered) == 1
    assert Roster.objects.get().state == "undone"
    assert clerk.post(f"/people/rosters/{roster.pk}/rejected/").content.startswith(b"PK")


def test_with_a_wrong_row_loading_must_be_asked_for(clerk, people):
    roster = check(people, [row(1), row(2, 性别="未填")])
    said = clerk.post(f"/people/rosters/{roster.pk}/load/", follow=True)
    assert "全部没有导入" in text(said)
    assert not Person.objects.exists()
    clerk.post(f"/people/rosters/{roster.pk}/load/", {"leave_out_wrong": "1"})
    assert Person.objects.count() == 1


def test_a_roster_put_away_cannot_be_loaded(clerk, people):
    roster = check(people, [row()])
    clerk.post(f"/people/rosters/{roster.pk}/refuse/")
    said = clerk.post(f"/people/rosters/{roster.pk}/load/", follow=True)
    assert "当前状态不能" in text(said)
    assert not Person.objects.exists()


@pytest.fixture
def under_way(clerk, people, settings, monkeypatch):
    """A large roster, checked, and its load asked for; no job has begun."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    roster = check(people, [row(1), row(2)])
    monkeypatch.setattr(rules, "ROWS_AT_ONCE", 1)
    said = clerk.post(f"/people/rosters/{roster.pk}/load/", follow=True)
    assert "开始导入。" in text(said)
    return roster


def test_a_large_roster_is_checked_by_a_job(clerk, people, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(rules, "ROWS_AT_ONCE", 1)
    roster = stage(people, [row(1), row(2)])
    chosen = {key: place for key, place in roster.mapping.items() if place is not None}
    answer = clerk.post(f"/people/rosters/{roster.pk}/columns/", chosen, follow=True)
    assert "正在排队" in text(answer)
    assert 'hx-trigger="every 2s"' in text(answer)
    assert clerk.get(f"/people/rosters/{roster.pk}/columns/").status_code == 302
    jobs.check_roster.call(roster.pk)
    done = text(clerk.get(f"/people/rosters/{roster.pk}/", headers={"HX-Request": "true"}))
    assert "核对无误，可以导入" in done
    assert "hx-trigger" not in done


def test_a_page_that_waits_says_how_far_the_job_is(clerk, under_way):
    progress.start(jobs.key_of(under_way), total=100_000)
    progress.advance(jobs.key_of(under_way), 52_000, message="正在逐行核对")
    page = text(clerk.get(f"/people/rosters/{under_way.pk}/"))
    assert "正在逐行核对" in page
    assert "52,000/100,000" in page
    assert f'href="/people/rosters/{under_way.pk}/">刷新</a>' in page  # without script
    progress.fail(jobs.key_of(under_way), "")


def test_while_a_job_is_at_a_roster_nothing_else_can_be_asked_for(clerk, under_way):
    for move in ("load", "refuse"):
        said = clerk.post(f"/people/rosters/{under_way.pk}/{move}/", follow=True)
        assert "当前状态不能" in text(said)
    assert Roster.objects.get(pk=under_way.pk).state == "loading"


def test_a_load_can_be_stopped_and_asked_for_again(clerk, under_way):
    said = clerk.post(f"/people/rosters/{under_way.pk}/stop/", follow=True)
    assert "停止了，什么也没有写入" in text(said)
    assert "核对无误，可以导入" in text(said)
    clerk.post(f"/people/rosters/{under_way.pk}/load/")
    assert jobs.load_roster.call(under_way.pk) == 2
    assert "停止了" not in text(clerk.get(f"/people/rosters/{under_way.pk}/"))
    assert Person.objects.count() == 2


def test_why_a_job_gave_a_roster_back_stands_on_its_page(clerk, under_way, monkeypatch):
    monkeypatch.setattr(jobs.preparing, "of_roster", None)
    with pytest.raises(TypeError):
        jobs.load_roster.call(under_way.pk)
    assert waiting.UNEXPECTED in text(clerk.get(f"/people/rosters/{under_way.pk}/"))


def test_a_waiting_page_asks_the_same_few_questions(
    clerk, under_way, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        clerk.get(f"/people/rosters/{under_way.pk}/", headers={"HX-Request": "true"})


def test_rows_that_are_no_persons_are_named_on_the_page(clerk, people):
    roster = check(people, [row(1), {"姓名": "以下空白"}])
    page = text(clerk.get(f"/people/rosters/{roster.pk}/"))
    assert "第 4 行“以下空白”不是人员，未导入。" in page


def test_every_figure_opens_to_its_rows_with_numbers_masked(clerk, people):
    roster = check(people, [row(1), row(2, 性别="未填")])
    page = text(clerk.get(f"/people/rosters/{roster.pk}/"))
    assert f'href="/people/rosters/{roster.pk}/rows/?kind=new"' in page
    new = text(clerk.get(f"/people/rosters/{roster.pk}/rows/?kind=new"))
    assert "第 3 行" in new
    assert "139****1234" in new
    assert id_number(1) not in new
    wrong = text(clerk.get(f"/people/rosters/{roster.pk}/rows/?kind=wrong"))
    assert "性别“未填”看不懂" in wrong
    assert "第 3 行" not in wrong


def test_an_import_is_taken_back_from_its_page(clerk, people):
    roster = check(people, [row(1)])
    clerk.post(f"/people/rosters/{roster.pk}/load/")
    assert "撤回这次导入" in text(clerk.get(f"/people/rosters/{roster.pk}/"))
    clerk.post(f"/people/rosters/{roster.pk}/undo/")
    page = text(clerk.get(f"/people/rosters/{roster.pk}/"))
    assert "家庭档案恢复到导入以前" in page
    assert "撤回这次导入" not in page
    assert not Person.objects.exists()


def test_whoever_prepared_a_long_roster_sees_whom_to_ask(clerk, people, monkeypatch):
    monkeypatch.setattr(rules, "ROWS_ALONE", 1)
    make.user("head", people.here, name="赵敏")
    roster = check(people, [row(1), row(2)])
    page = text(clerk.get(f"/people/rosters/{roster.pk}/"))
    assert "可以导入的有：" in page
    assert "赵敏" in page
    assert f"/people/rosters/{roster.pk}/load/" not in page
    clerk.post(f"/people/rosters/{roster.pk}/load/")
    assert not Person.objects.exists()
