"""From the household's page to the answer, and a visit of no campaign (S0-43..46, S3-13)."""

from datetime import date

import pytest

from tests import make
from yushui.campaigns.models import Campaign
from yushui.visits.models import Occurrence, Visit


CALL = {
    "mode": "home", "made_on": "2026-07-22", "money": "200", "heard": "",
    "op_id": "6f9f5a54-1d8f-4a8b-9a51-59e0a3a5a001",
    "companions-TOTAL_FORMS": "1", "companions-INITIAL_FORMS": "0",
    "companions-0-name": "田守业", "companions-0-rank": "staff", "companions-0-title": "",
    "gifts-TOTAL_FORMS": "0", "gifts-INITIAL_FORMS": "0",
}  # fmt: skip
FIRE = {
    "kind": "misfortune", "happened_on": "2026-07-20", "learned_on": "2026-07-21",
    "told_by": "村干部", "summary": "房屋失火，暂住亲戚家",
}  # fmt: skip


@pytest.fixture
def home(people):
    return make.household(people.village)


@pytest.fixture
def veteran(home):
    return make.person(home)


def test_what_was_told_is_in_the_to_do_of_both_and_gone_after_the_visit(
    people, enter, home, veteran
):
    worker = enter(people.users["worker"])
    worker.post(f"/visits/household/{home.pk}/occurrence/", FIRE)
    told = Occurrence.objects.get()
    for who in ("worker", "clerk"):
        assert "遇事走访：王建国家重大变故" in enter(people.users[who]).get("/").text
    assert "已过 5 天" in worker.get("/visits/occurrences/").text
    assert f"/visits/occurrences/{told.pk}/" in worker.get(f"/people/{home.pk}/").text
    answered = worker.post(
        f"/visits/occurrences/{told.pk}/record/", CALL | {"persons": [veteran.pk]}, follow=True
    )
    assert "第 2 天走访" in answered.text
    assert Visit.objects.get().campaign == Campaign.objects.get(is_standing=True)
    assert "遇事走访：" not in enter(people.users["clerk"]).get("/").text


def test_a_summary_with_a_telephone_comes_back_onto_the_form(people, enter, home):
    page = enter(people.users["worker"]).post(
        f"/visits/household/{home.pk}/occurrence/", FIRE | {"summary": "打13800001234"}
    )
    assert page.status_code == 422
    assert "请删去" in page.text


def test_a_daily_visit_belongs_to_the_book_of_its_year(people, enter, home, veteran):
    page = enter(people.users["worker"]).post(
        f"/visits/household/{home.pk}/", CALL | {"persons": [veteran.pk]}, follow=True
    )
    assert "2026年日常工作" in page.text
    assert Visit.objects.get().made_on == date(2026, 7, 22)


def test_a_daily_visit_of_long_ago_is_refused(people, enter, home, veteran):
    page = enter(people.users["worker"]).post(
        f"/visits/household/{home.pk}/",
        CALL | {"persons": [veteran.pk], "made_on": "2025-12-30"},
    )
    assert page.status_code == 422
    assert "日常走访只能登记" in page.text
    assert not Campaign.objects.filter(is_standing=True).exists()


def test_a_visit_made_already_is_named_with_one_press(people, enter, home, veteran):
    worker = enter(people.users["worker"])
    worker.post(f"/visits/household/{home.pk}/", CALL | {"persons": [veteran.pk]})
    worker.post(f"/visits/household/{home.pk}/occurrence/", FIRE)
    told, visit = Occurrence.objects.get(), Visit.objects.get()
    assert "就是这次" in worker.get(f"/visits/occurrences/{told.pk}/").text
    worker.post(f"/visits/occurrences/{told.pk}/answer/", {"visit": visit.pk})
    told.refresh_from_db()
    assert told.visit == visit
