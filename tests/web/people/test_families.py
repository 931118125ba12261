"""The list of families and the page of one: numbers masked, and shown only for a reason."""

import pytest

from tests import make
from tests.people.sheets import id_number
from tests.web.access.people import household
from yushui.people.models import Look, Person, Status


@pytest.fixture
def home(people):
    return household(people)


@pytest.fixture
def clerk(enter, people):
    return enter(people.users["clerk"])


def text(response):
    return response.content.decode()


def test_numbers_are_masked_on_the_page(clerk, home):
    page = text(clerk.get(f"/people/{home.pk}/"))
    assert "990101********" in page
    assert "139****1234" in page
    assert id_number() not in page
    assert "13900001234" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("address=号", True),
        ("address=赵", False),
        ("category=veteran", True),
        ("category=preferential", True),
        ("category=disabled_soldier", False),
        ("category=nonsense", True),
        ("place=x", True),
    ],
)
def test_one_finds_a_family_by_address_and_by_category(clerk, home, query, found):
    assert (f'href="/people/{home.pk}/"' in text(clerk.get(f"/people/?{query}"))) is found


def test_one_finds_a_family_by_its_place(clerk, people, home):
    elsewhere = make.township(people.here, villages=1, name="白马乡")
    link = f'href="/people/{home.pk}/"'
    assert link in text(clerk.get(f"/people/?place={people.township.region_id}"))
    assert link not in text(clerk.get(f"/people/?place={elsewhere.region_id}"))
    assert clerk.get(f"/people/?place={people.there.region_id}").status_code == 404


def test_a_number_is_shown_for_a_reason_and_who_looked_stays(clerk, home):
    address = f"/people/persons/{home.persons.get().pk}/reveal/id_card/"
    shown = clerk.post(address, {"reason": "核对身份信息"})
    assert id_number() in text(shown)
    assert Look.objects.get().reason == "核对身份信息"
    page = text(clerk.get(f"/people/{home.pk}/"))
    assert "李文 查看王建国的身份证号" in page
    assert id_number() not in page


@pytest.mark.parametrize("given", [{"reason": ""}, {"reason": "other", "other": " "}], ids=str)
def test_without_a_reason_nothing_is_shown(clerk, home, given):
    address = f"/people/persons/{home.persons.get().pk}/reveal/id_card/"
    refused = clerk.post(address, given)
    assert refused.status_code == 422
    assert id_number() not in text(refused)
    assert not Look.objects.exists()


def test_after_sixty_looks_a_day_it_is_enough(clerk, people, home):
    """C-22."""
    person = home.persons.get()
    me = people.users["clerk"].pk
    Look.objects.bulk_create(
        Look(person=person, field="phone", reason="x", at=person.updated_at, by_id=me, by_name="李")
        for _ in range(60)
    )
    refused = clerk.post(f"/people/persons/{person.pk}/reveal/phone/", {"reason": "核对身份信息"})
    assert "达到每日上限" in text(refused)


def test_a_correction_that_contradicts_the_number_comes_back(clerk, home):
    address = f"/people/persons/{home.persons.get().pk}/edit/"
    wrong = {"name": "王建国", "sex": "1", "birth_on": "1980-01-01"}
    refused = clerk.post(address, wrong)
    assert refused.status_code == 422
    assert "出生日期与身份证号不一致" in text(refused)


def test_a_correction_is_kept(clerk, home):
    person = home.persons.get()
    given = {"name": "王建国", "sex": "1", "birth_on": "1956-07-18", "phone": "13700005678"}
    assert clerk.post(f"/people/persons/{person.pk}/edit/", given).status_code == 302
    assert "137****5678" in text(clerk.get(f"/people/{home.pk}/"))


def test_a_household_is_corrected(clerk, home):
    given = {"head_name": "李秀兰", "region": home.region_id, "place_kind": "village"}
    clerk.post(f"/people/{home.pk}/edit/", given | {"address": "和平街2号", "phone": "8223456"})
    page = text(clerk.get(f"/people/{home.pk}/"))
    assert "李秀兰家" in page
    assert "*****56" in page


def test_a_category_is_added_and_ended(clerk, home):
    person = home.persons.get()
    clerk.post(f"/people/persons/{person.pk}/categories/", {"category": "disabled_7"})
    added = person.belongings.get(category="disabled_7")
    assert "同时属于：七至十级残疾军人、残疾军人" in text(clerk.get(f"/people/{home.pk}/"))
    clerk.post(f"/people/categories/{added.pk}/end/", {"on": "2026-07-01"})
    assert person.belongings.get(category="disabled_7").until is not None


def test_a_death_is_recorded(clerk, home):
    person = home.persons.get()
    clerk.post(f"/people/persons/{person.pk}/dead/", {"on": "2026-07-01"})
    assert Person.objects.get().status == Status.DEAD
    assert "已故" in text(clerk.get(f"/people/{home.pk}/"))


def test_nobody_is_asked_to_visit_where_nobody_is_left(clerk, people, home):
    campaign = make.campaign(people.here, state="open")
    duty = make.duty(campaign)
    make.assignment(duty, to=people.here)
    address = f"/people/{home.pk}/"
    assert "登记走访" in text(clerk.get(address)).split("还没有走访过")[0]
    home.persons.update(status=Status.DEAD, status_on="2026-07-01")
    assert f"/record/{home.pk}/" not in text(clerk.get(address))


def test_whoever_was_entered_first_is_said_to_be_new(clerk, people, home):
    entered = clerk.post("/people/add/", {
        "region": people.village.pk, "head_name": "周新", "place_kind": "village",
    })  # fmt: skip
    form = text(clerk.get(entered.url))
    assert 'value="周新"' in form
    assert 'value="户主"' in form
    clerk.post(entered.url, {"name": "周新", "relation": "户主", "sex": "1"})
    new = Person.objects.get(name="周新")
    page = text(clerk.get(f"/people/{new.household_id}/"))
    assert "经办人新增" in page
    assert "经办人更正" not in page
    assert 'value="周新"' not in text(clerk.get(entered.url))
