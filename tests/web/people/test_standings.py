"""The page of what a person is and how they stand, and the forms behind its links."""

from datetime import date

import pytest

from tests import make
from tests.web.access.people import household
from yushui.people import actions
from yushui.people.models import Evidence, Person, Status
from yushui.visits.models import Target


@pytest.fixture
def person(people):
    return household(people).persons.get()


@pytest.fixture
def clerk(enter, people):
    return enter(people.users["clerk"])


def page(clerk, person):
    return clerk.get(f"/people/persons/{person.pk}/standing/").content.decode()


def test_the_page_tells_label_law_and_what_follows(clerk, person):
    shown = page(clerk, person)
    assert "退役军人" in shown
    assert "第二条第五项" in shown
    assert "“生活困难人员”不能单独对应法定类别：困难情况和表彰不是法定类别。" in shown


def test_a_grade_is_entered_with_its_cause(clerk, person):
    address = f"/people/persons/{person.pk}/categories/"
    refused = clerk.post(address, {"category": "disabled_8", "cause": "illness"})
    assert refused.status_code == 422
    assert "因病致残只评一至六级" in refused.content.decode()
    assert clerk.post(address, {"category": "disabled_3", "cause": "illness"}).status_code == 302
    shown = page(clerk, person)
    assert "三级残疾军人" in shown
    assert "因病" in shown
    assert "一至六级残疾军人" in shown


def test_evidence_is_shown_masked_and_revealed_for_a_reason(clerk, person):
    belonging = person.belongings.get(category="veteran")
    given = {"paper": "discharge", "number": "退字第2026号", "issued_on": "1980-12-01"}
    clerk.post(f"/people/categories/{belonging.pk}/evidence/", given)
    shown = page(clerk, person)
    assert "退字第2026号" not in shown
    assert "026号" in shown
    told = {"reason": "核对身份信息"}
    revealed = clerk.post(f"/people/persons/{person.pk}/reveal/certificate/", told)
    assert "退字第2026号" in revealed.content.decode()


def test_evidence_and_labels_entered_by_mistake_go(clerk, person):
    belonging = person.belongings.get(category="hardship")
    clerk.post(
        f"/people/categories/{belonging.pk}/evidence/", {"paper": "other", "decision": "1号"}
    )
    clerk.post(f"/people/evidence/{Evidence.objects.get().pk}/take-back/", {"reason": "登错了人"})
    assert "已撤销：登错了人" in page(clerk, person)
    clerk.post(f"/people/categories/{belonging.pk}/remove/", {"reason": "登错了人"})
    assert not person.belongings.filter(category="hardship").exists()


def test_a_suspension_asks_for_its_decision_and_shows_it(clerk, person):
    address = f"/people/persons/{person.pk}/status/suspend/"
    refused = clerk.post(address, {"on": "2026-07-01"})
    assert refused.status_code == 422
    assert "第五十九条" in refused.content.decode()
    clerk.post(address, {"on": "2026-07-01", "decision": "某退役军人函〔2026〕9号"})
    shown = page(clerk, person)
    assert "某退役军人函〔2026〕9号" in shown
    assert "最迟发到 <strong>2026年7月1日</strong>" in shown


@pytest.mark.parametrize("move", ["die", "resurrect"])
def test_only_changes_of_the_table_have_a_form(clerk, person, move):
    assert clerk.get(f"/people/persons/{person.pk}/status/{move}/").status_code == 404


def test_a_death_shows_the_lawful_end_and_can_be_taken_back(clerk, person):
    person.belongings.create(category="combat_veteran")
    given = {"on": "2026-07-01", "death_cause": "illness"}
    clerk.post(f"/people/persons/{person.pk}/dead/", given)
    shown = page(clerk, person)
    assert "最迟发到 <strong>2027年1月31日</strong>" in shown
    change = person.changes.get()
    clerk.post(f"/people/statuses/{change.pk}/take-back/", {"reason": "同名误登"})
    assert Person.objects.get().status == Status.ALIVE
    assert "撤销：同名误登" in page(clerk, person)


def test_the_visit_list_says_that_the_person_died(clerk, people, person):
    campaign = make.campaign(people.here)
    make.duty(campaign, targets=["veteran"])
    Target.objects.create(
        campaign=campaign, household=person.household, region=people.village, unit=people.township
    )
    actions.mark_dead(person, on=date(2026, 7, 1), by=people.users["clerk"].actor)
    shown = clerk.get(f"/visits/left/{campaign.pk}/?state=gone").content.decode()
    assert "对象已故，不再走访。" in shown
    assert "登记走访：" not in shown
