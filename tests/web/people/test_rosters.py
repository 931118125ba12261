"""The walk of a roster through the pages."""

from io import BytesIO

import pytest

from tests.people import sheets
from tests.people.sheets import id_number, row
from tests.web.access.people import check, stage
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
