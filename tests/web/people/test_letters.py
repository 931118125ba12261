"""Letters on the pages: written, revised, looked at as one family gets it, printed, fetched."""

import pytest

from tests import make
from tests.web.access.letters import WRITTEN
from yushui.jobs import worker
from yushui.people.models import Letter, Printing
from yushui.visits.models import Target


@pytest.fixture
def clerk(enter, people):
    return enter(people.users["clerk"])


@pytest.fixture
def home(people):
    home = make.household(people.village)
    make.person(home)
    return home


@pytest.fixture
def letter(clerk, people):
    given = WRITTEN | {"region": people.here.region.pk}
    assert clerk.post("/people/letters/write/", given).status_code == 302
    return Letter.objects.get()


def chosen(people, **more):
    return {"place": people.village.pk, "addressee": "head", "form": "pdf"} | more


def test_a_letter_is_written_and_stands_on_the_list(clerk, letter, people):
    assert letter.region == people.here.region
    assert letter.name in clerk.get("/people/letters/").text
    page = clerk.get(f"/people/letters/{letter.pk}/").text
    for word in ("尊敬的{姓名}{称谓}：", "临川县人民武装部", "2026年7月24日", "先看一户的"):
        assert word in page
    assert "/people/letters/" in clerk.get("/people/").text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"salutation": "尊敬的{名字}："}, "不认识的字段“{名字}”"),
        ({"festival": ""}, "“节日”一栏是空的"),
        ({"body": ""}, "这个字段是必填项"),
        ({"dated_on": "下周"}, "日期请写成"),
    ],
    ids=str,
)
def test_a_letter_with_a_mistake_comes_back_as_it_was_written(clerk, people, given, told):
    refused = clerk.post(
        "/people/letters/write/", WRITTEN | {"region": people.here.region.pk} | given
    )
    assert (refused.status_code, told in refused.text) == (422, True)
    assert "临川县人民武装部" in refused.text
    assert not Letter.objects.exists()


def test_a_letter_for_a_place_of_others_is_not_written(clerk, people):
    given = WRITTEN | {"region": people.there.region.pk}
    assert clerk.post("/people/letters/write/", given).status_code == 422


def test_a_letter_is_revised_and_its_first_edition_can_be_read(clerk, letter):
    address = f"/people/letters/{letter.pk}/revise/"
    assert "值此{节日}来临之际" in clerk.get(address).text
    changed = WRITTEN | {"body": "改过的正文。", "edition": 1}
    assert clerk.post(address, changed).status_code == 302
    assert "改过的正文。" in clerk.get(f"/people/letters/{letter.pk}/").text
    assert "这是以前的一版" in clerk.get(f"/people/letters/{letter.pk}/?edition=1").text
    assert clerk.get(f"/people/letters/{letter.pk}/?edition=7").status_code == 404
    late = clerk.post(address, changed)
    assert (late.status_code, "刚刚被别人改过" in late.text) == (422, True)


def test_one_looks_at_the_letter_of_a_real_family_before_it_is_printed(clerk, letter, people, home):
    address = f"/people/letters/{letter.pk}/print/"
    page = clerk.get(address, chosen(people)).text
    for word in ("尊敬的王建国先生：", "值此八一建军节来临之际", home.code, "有 1 户", "开始印"):
        assert word in page
    assert not Printing.objects.exists()


def test_what_cannot_be_printed_is_told_and_cannot_be_started(clerk, letter, people):
    address = f"/people/letters/{letter.pk}/print/"
    nobody = clerk.get(address, chosen(people))
    assert (nobody.status_code, "没有可以印慰问信的家庭" in nobody.text) == (422, True)
    gone = make.household(people.village, head="周国富")
    make.person(gone, name="周国富", status="dead", status_on="2026-03-01")
    page = clerk.get(address, chosen(people)).text
    assert "家里没有在册的人" in page
    assert "开始印" not in page
    assert clerk.get(address, chosen(people, place=people.there.region.pk)).status_code == 422
    assert clerk.get(address, chosen(people, categories="x")).status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_letters_are_asked_for_waited_for_and_fetched(
    clerk, letter, people, home, settings, form, begins
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    asked = clerk.post(f"/people/letters/{letter.pk}/print/", chosen(people, form=form))
    assert asked.status_code == 302
    assert "正在排队" in clerk.get(asked.url).text
    worker.run_pending()
    done = clerk.get(asked.url).text
    assert "共 1 户" in done
    assert letter.name in done
    file = clerk.get(f"{asked.url}file/")
    assert file.content.startswith(begins)
    assert f".{form}" in file["Content-Disposition"]
    assert ("wordprocessingml" in file["Content-Type"]) == (form == "docx")
    assert "1 封" in clerk.get(f"/people/letters/{letter.pk}/").text


@pytest.mark.django_db(transaction=True)
def test_of_a_campaign_the_page_leads_on_to_recording_visits(clerk, letter, people, home, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    campaign = make.campaign(people.prefecture)
    Target.objects.create(
        campaign=campaign, household=home, region=home.region, unit=people.township
    )
    asked = clerk.post(f"/people/letters/{letter.pk}/print/", chosen(people, campaign=campaign.pk))
    worker.run_pending()
    assert f"/visits/left/{campaign.pk}/" in clerk.get(asked.url).text


def test_a_township_prints_the_letter_of_its_county_and_cannot_revise_it(
    enter, letter, people, home
):
    town = enter(people.users["town"])
    page = town.get(f"/people/letters/{letter.pk}/").text
    assert f"/people/letters/{letter.pk}/revise/" not in page
    assert (
        "尊敬的王建国先生" in town.get(f"/people/letters/{letter.pk}/print/", chosen(people)).text
    )
    assert (
        people.here.region.name not in page.partition("地方</label>")[2].partition("</select>")[0]
    )
