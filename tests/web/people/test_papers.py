"""Contacts and papers on the pages: named, handed over, printed, fetched, and who lacks them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.web.access.papers import GIVEN, named
from yushui.audit.models import Event
from yushui.jobs import worker
from yushui.people import actions
from yushui.people.models import Contact, Look, Printing, SourceRecord


@pytest.fixture
def contact(people):
    return named(people)


@pytest.fixture
def home(contact):
    return contact.household


@pytest.fixture
def clerk(enter, people):
    return enter(people.users["clerk"])


def names(home):
    return [one.name for one in home.contacts.order_by("pk")]


def test_a_family_is_given_its_contact_and_the_page_shows_it(clerk, people):
    home = make.household(people.village)
    assert "还没有联系人" in clerk.get(f"/people/{home.pk}/").text
    assert clerk.post(f"/people/{home.pk}/contact/", GIVEN).status_code == 302
    page = clerk.get(f"/people/{home.pk}/").text
    for word in ("钱立", "13900005678", "柳林村", "钱立担任联系人", f"/people/{home.pk}/card/"):
        assert word in page


def test_a_contact_that_cannot_be_called_comes_back(clerk, people):
    home = make.household(people.village)
    refused = clerk.post(f"/people/{home.pk}/contact/", GIVEN | {"phone": "打不通"})
    assert (refused.status_code, "看不懂" in refused.text) == (422, True)
    assert names(home) == []


def test_a_contact_is_handed_over(clerk, contact, home):
    address = f"/people/contacts/{contact.pk}/hand-over/"
    assert clerk.post(address, GIVEN).status_code == 422
    clerk.post(address, GIVEN | {"reason": "transferred"})
    assert names(home) == ["赵敏", "钱立"]
    page = clerk.get(f"/people/{home.pk}/").text
    assert "2026年3月1日至2026年7月1日，工作调动" in page
    assert clerk.get(address).status_code == 404


def test_a_contact_is_ended(clerk, contact, home):
    address = f"/people/contacts/{contact.pk}/end/"
    clerk.post(address, {"on": "2026-07-01", "reason": "retired"})
    page = clerk.get(f"/people/{home.pk}/").text
    assert "还没有联系人" in page
    assert f"/people/{home.pk}/card/" not in page


def test_a_village_is_given_a_contact_and_the_list_shows_who_has_none(clerk, people, home):
    other = make.household(people.village, head="李秀兰")
    place = f"/people/places/{people.village.pk}/"
    lacking = f"/people/?place={people.village.pk}&contact=none"
    assert "李秀兰" in clerk.get(lacking).text
    assert "王建国" not in clerk.get(lacking).text
    assert "contact=none" in clerk.get(place).text
    said = clerk.post(f"{place}contacts/", GIVEN, follow=True).text
    assert f"已给{people.village.name}的 1 户安排联系人" in said
    assert names(other) == ["钱立"]
    assert "没有找到这样的家庭" in clerk.get(lacking).text
    clerk.post(f"{place}contacts/", GIVEN | {"replacing": "duties"})
    assert names(home) == ["赵敏", "钱立"]


def test_a_place_sums_those_below_it(clerk, people, home):
    make.household(people.village)
    page = clerk.get(f"/people/places/{people.township.region_id}/").text
    total = page.partition("合计")[2].split("</td>")[:2]
    assert total[0][-1] == "2"
    assert "contact=none" in total[1]
    assert f"/people/places/{people.village.pk}/" in page


def test_the_number_of_the_station_is_kept(clerk, people):
    place = f"/people/places/{people.village.pk}/"
    clerk.post(
        f"/people/places/{people.township.region_id}/helpline/",
        {
            "name": "石桥镇退役军人服务站",
            "phone": "0990-8221111",
        },
    )
    page = clerk.get(place).text
    assert "0990-8221111" in page
    assert "沿用石桥镇的" in page


@pytest.mark.parametrize("paper", ["card", "file"])
def test_a_paper_of_a_family_is_a_file_and_recorded(clerk, home, paper):
    response = clerk.get(f"/people/{home.pk}/{paper}/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.startswith(b"%PDF-")
    kind = {"card": "reports.card_printed", "file": "reports.family_file_printed"}[paper]
    assert Event.objects.get(kind=kind).subject_id == str(home.pk)


def test_without_a_contact_one_is_told_on_the_family_page(clerk, people):
    home = make.household(people.village)
    said = clerk.get(f"/people/{home.pk}/card/", follow=True).text
    assert "先安排联系人再印联系卡" in said


def test_who_only_looks_cannot_name_and_is_not_asked_to(enter, people, home):
    leader = enter(people.users["leader"])
    page = leader.get(f"/people/{home.pk}/").text
    assert "移交" not in page
    assert f"/people/{home.pk}/file/" in page
    assert "联系人和打印" not in leader.get("/people/").text


@pytest.mark.django_db(transaction=True)
def test_the_papers_of_a_place_are_asked_for_waited_for_and_fetched(clerk, people, home, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    asked = clerk.post(f"/people/places/{people.village.pk}/print/", {"paper": "card"})
    waiting = clerk.get(asked.url).text
    assert "正在排队" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    worker.run_pending()
    done = clerk.get(asked.url).text
    assert "共 1 户" in done
    assert "every 2s" not in done
    file = clerk.get(f"{asked.url}file/")
    assert file.content.startswith(b"%PDF-")
    assert Event.objects.filter(kind="people.printing_handed_out").count() == 1


def test_what_cannot_be_printed_is_told_on_the_page_of_the_place(clerk, people):
    place = f"/people/places/{people.village.pk}/print/"
    assert "没有可以印联系卡的家庭" in clerk.post(place, {"paper": "card"}, follow=True).text
    assert "选择一个有效的选项" in clerk.post(place, {"paper": "book"}, follow=True).text
    assert not Printing.objects.exists()


def test_a_printing_is_stopped(clerk, people):
    one = actions.ask_printing(people.village, paper="file", by=people.users["clerk"].actor)
    assert clerk.get(f"/people/printings/{one.pk}/file/").status_code == 302
    clerk.post(f"/people/printings/{one.pk}/stop/")
    assert "李文停止了。" in clerk.get(f"/people/printings/{one.pk}/").text


def test_the_page_of_a_family_costs_fifteen_queries_however_much_happened(clerk, people, home):
    address = f"/people/{home.pk}/"
    clerk.get(address)
    for number in range(4):
        person = make.person(home, name=f"王{number}", categories=("veteran", "hardship"))
        SourceRecord.objects.create(
            person=person, source="office", said={}, at=person.updated_at, by_name="李文"
        )
        Look.objects.create(
            person=person, field="phone", reason="核对", at=person.updated_at, by_id="1",
            by_name="李文",
        )  # fmt: skip
    Contact.objects.filter(household=home).update(
        until="2026-07-01", end_reason="retired", ended_by_name="李文"
    )
    with CaptureQueriesContext(connection) as captured:
        assert "经办人更正" in clerk.get(address).text
    assert len(captured) <= 15, [query["sql"][:150] for query in captured]
