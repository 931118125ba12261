"""One assignment on its page: done with a word or a document, moved, taken back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from yushui.campaigns.models import Assignment
from yushui.visits.models import Target


@pytest.fixture
def laid(people):
    campaign = make.campaign(people.here)
    duty = make.duty(campaign, kind="plan", due_on=date(2026, 8, 10))
    return make.assignment(duty, to=people.township, due_on=date(2026, 8, 5))


def test_a_plan_without_its_document_comes_back_with_the_reason(people, enter, laid):
    client = enter(people.users["worker"])
    response = client.post(f"/campaigns/assignments/{laid.pk}/finish/", {"note": "已制定"})
    assert response.status_code == 422
    assert "要附上方案文件" in response.text
    assert "已制定" in response.text


def test_with_its_document_it_is_done_and_the_document_can_be_had(people, enter, laid):
    client = enter(people.users["worker"])
    file = SimpleUploadedFile("方案.txt", "实施方案".encode())
    client.post(f"/campaigns/assignments/{laid.pk}/finish/", {"note": "", "evidence": file})
    assert Assignment.objects.get().state == "done"
    page = client.get(f"/campaigns/assignments/{laid.pk}/").text
    assert "方案.txt" in page
    answer = client.get(f"/campaigns/assignments/{laid.pk}/evidence/")
    assert answer.content.decode() == "实施方案"


def test_a_file_that_is_no_document_comes_back_with_a_sentence(people, enter, laid):
    client = enter(people.users["worker"])
    file = SimpleUploadedFile("方案.docx", b"PK not a zip")
    response = client.post(
        f"/campaigns/assignments/{laid.pk}/finish/", {"note": "好", "evidence": file}
    )
    assert response.status_code == 422
    assert Assignment.objects.get().state == "assigned"


def test_the_desk_moves_the_day_within_the_notice_s_own(people, enter, laid):
    client = enter(people.users["clerk"])
    address = f"/campaigns/assignments/{laid.pk}/reschedule/"
    assert client.post(address, {"due_on": "2026-08-11"}).status_code == 422
    assert client.post(address, {"due_on": "2026-08-08"}).status_code == 302
    assert Assignment.objects.get().due_on == date(2026, 8, 8)


def test_who_owes_sees_no_form_for_the_day(people, enter, laid):
    page = enter(people.users["worker"]).get(f"/campaigns/assignments/{laid.pk}/").text
    assert "reschedule" not in page
    assert "办结" in page


@pytest.mark.parametrize(
    ("kind", "deliverables", "offered"),
    [
        ("visit_coverage", [], "应访名单"),
        ("leader_visit", [], "/visits/leaders/"),
        ("group_visit", [], "集中慰问记录"),
        ("payment", [], "发放批次"),
        ("filing", ["report"], "去写报告"),
    ],
)
def test_it_says_where_what_is_counted_gets_recorded(people, enter, kind, deliverables, offered):
    campaign = make.campaign(people.here)
    duty = make.duty(campaign, kind=kind, deliverables=deliverables)
    home = make.household(people.village)
    Target.objects.create(
        campaign=campaign, household=home, region=home.region, unit=people.township
    )
    found = make.assignment(duty, to=people.township)
    page = enter(people.users["worker"]).get(f"/campaigns/assignments/{found.pk}/").text
    assert offered in page
    assert "去填报" not in page  # the township owes no table
