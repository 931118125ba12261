"""What the one box shows, and to whom; without script it is a plain form."""

import pytest

from tests import make
from tests.people.sheets import id_number
from tests.web.access.people import household
from yushui.people.models import NumberSearch


@pytest.fixture
def home(people):
    return household(people)


@pytest.fixture
def clerk(enter, people):
    return enter(people.users["clerk"])


def link(home):
    return f'href="/people/{home.pk}/"'


def test_the_box_is_on_every_page_of_those_who_may_see_people(people, enter):
    for who in ("clerk", "worker", "leader"):
        assert 'action="/people/search/"' in enter(people.users[who]).get("/").text
    for who in ("system", "security", "audit"):
        assert 'action="/people/search/"' not in enter(people.users[who]).get("/").text


@pytest.mark.parametrize("typed", ["王建国", "wjg", "wangjian", "王剑国"])
def test_a_person_is_found_with_numbers_masked(clerk, home, typed):
    for page in (
        clerk.get("/people/search/", {"q": typed}).text,
        clerk.post("/people/search/suggest/", {"q": typed}).text,
    ):
        assert link(home) in page
        assert "990101********" in page
        assert id_number() not in page


def test_what_was_typed_stands_out(clerk, home):
    page = clerk.get("/people/search/", {"q": "王建"}).text
    assert '<mark class="yu-mark">王建</mark>国' in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "可以输入姓名"),
        ("赵", "没有找到“赵”"),
        ("%", "没有找到“%”"),
        ("王" * 10_000, "输入的内容太长"),
        ("<script>alert(1)</script>", "没有找到“&lt;script&gt;"),
        ("\u202eevil\u202c", "没有找到"),
        ("🙂", "没有找到“🙂”"),
        ("a\x00b", "没有找到"),
        ("' OR 1=1 --", "没有找到"),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_what_finds_nobody_says_what_to_do(clerk, home, typed, told):
    answer = clerk.post("/people/search/suggest/", {"q": typed})
    assert answer.status_code == 200
    assert told in answer.text
    assert link(home) not in answer.text


def test_a_number_alone_finds_nobody_and_offers_the_recorded_way(clerk, home):
    page = clerk.get("/people/search/", {"q": "13900001234"}).text
    assert "按电话号码查找" in page
    assert link(home) not in page
    assert not NumberSearch.objects.exists()
    found = clerk.post("/people/search/number/", {"number": "13900001234"})
    assert link(home) in found.text
    assert NumberSearch.objects.count() == 1


def test_a_number_that_is_none_comes_back(clerk):
    refused = clerk.post("/people/search/number/", {"number": "王建国"})
    assert refused.status_code == 422
    assert "请输入完整的电话号码" in refused.text


def test_who_may_not_see_numbers_is_told_so(enter, people, home):
    page = enter(people.users["worker"]).get("/people/search/", {"q": "13900001234"}).text
    assert "您的岗位不能按号码查找" in page
    assert "按电话号码查找</button>" not in page


def test_nobody_elsewhere_is_found(enter, people, home):
    page = enter(people.users["neighbour"]).get("/people/search/", {"q": "王建国"}).text
    assert link(home) not in page


def test_a_village_and_a_family_are_found(clerk, people, home):
    page = clerk.get("/people/search/", {"q": people.village.name}).text
    assert f'href="/people/?place={people.village.pk}"' in page
    assert link(home) in clerk.get("/people/search/", {"q": home.code}).text


def test_who_may_be_known_is_shown_and_has_to_be_denied(clerk, home):
    told = {"name": "王健国", "sex": "1", "birth_on": "1956-07-18"}
    shown = clerk.post(f"/people/{home.pk}/add/alike/", told).text
    assert "可能已登记" in shown
    assert "姓名写法相近" in shown
    refused = clerk.post(f"/people/{home.pk}/add/", told)
    assert refused.status_code == 422
    assert "可能已登记" in refused.text
    assert clerk.post(f"/people/{home.pk}/add/", told | {"is_other": "on"}).status_code == 302
    assert home.persons.count() == 2


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"name": "王", "birth_on": "1956-", "id_number": "99", "phone": "1"},
        {"name": "王" * 10_000},
        {"name": "\u202e%_\x00🙂", "sex": "x"},
    ],
    ids=["nothing", "half", "long", "odd"],
)
def test_what_is_half_typed_is_no_error(clerk, home, told):
    answer = clerk.post(f"/people/{home.pk}/add/alike/", told)
    assert answer.status_code == 200
    assert "可能已登记" not in answer.text


def test_a_family_is_entered_in_a_village_of_the_place(clerk, people):
    make.township(people.there, villages=1)
    page = clerk.get("/people/add/").text
    assert f'value="{people.village.pk}"' in page
    assert page.count("<option") == 1 + 1 + 4  # nothing, the village, kinds of place
    given = {"region": people.village.pk, "head_name": "赵大山", "place_kind": "village"}
    answer = clerk.post("/people/add/", given)
    assert answer.status_code == 302
    assert answer.url.endswith("/add/")
