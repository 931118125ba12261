"""From the desk to the receivers by the pages: settled, sent out, signed for, passed on."""

import pytest

from tests import make
from tests.notices import paper
from yushui.kernel import clock
from yushui.notices import actions
from yushui.notices.models import Notice, Receipt
from yushui.territory.models import Unit


@pytest.fixture
def clerk(people, enter):
    return enter(people.users["clerk"])


@pytest.fixture
def ready(people):
    """A notice of the county with one expression left to settle."""
    notice = paper.settled(paper.taken_in(people.here))
    notice.addressees.filter(text="各民主党派").update(is_settled=False, is_by_hand=False)
    return notice


def test_what_is_not_settled_stands_first(clerk, ready):
    page = clerk.get(f"/notices/{ready.pk}/recipients/").text
    assert page.index("各民主党派") < page.index("各乡镇（街道）")
    assert "还有 1 种写法没有落实" in page


def test_a_unit_is_named_by_hand(people, clerk, ready):
    addressee = ready.addressees.get(text="各民主党派")
    data = {"unit": people.township.name}
    assert clerk.post(f"/notices/addressees/{addressee.pk}/", data).status_code == 302
    assert addressee.units.get() == people.township
    clerk.post(f"/notices/addressees/{addressee.pk}/drop/{people.township.pk}/")
    assert not addressee.units.exists()


def test_a_unit_of_another_county_is_not_found(people, clerk, ready):
    addressee = ready.addressees.get(text="各民主党派")
    response = clerk.post(f"/notices/addressees/{addressee.pk}/", {"unit": people.there.name})
    assert response.status_code == 422
    assert "没有" in response.text


def test_publishing_says_what_is_missing(clerk, ready):
    page = clerk.post(f"/notices/{ready.pk}/publish/", follow=True).text
    assert "还没有落实到单位" in page
    assert Notice.objects.get().state == "draft"


@pytest.fixture
def half_read(people):
    """Confirmed as far as it must be, everybody settled, and nothing else looked at."""
    notice = paper.taken_in(people.here)
    by = make.actor("clerk", people.here)
    for item in notice.items.filter(must_confirm=True):
        actions.confirm(item, by=by)
    for addressee in notice.addressees.filter(is_settled=False):
        actions.settle(addressee, units=[], by=by)
    return notice


def test_publishing_says_how_much_nobody_checked_and_where_it_begins(clerk, half_read):
    page = clerk.get(f"/notices/{half_read.pk}/recipients/").text
    left = half_read.items.filter(state="read").count()
    assert (
        page.count(f"还有 {left} 处没有人核对过") == 2
    )  # beside the button, and when it is pressed
    assert "没有人核对过：公文要素 1 处、" in page
    assert f'href="/notices/{half_read.pk}/#item-{paper.item(half_read, "document").pk}"' in page


def test_what_nobody_checked_stops_nothing(clerk, half_read):
    assert "已下达" in clerk.post(f"/notices/{half_read.pk}/publish/", follow=True).text


def test_once_everything_is_checked_nothing_is_said_of_it(clerk, half_read):
    clerk.post(f"/notices/{half_read.pk}/confirm/")
    assert "没有人核对过" not in clerk.get(f"/notices/{half_read.pk}/recipients/").text


def test_nobody_here_then_out_then_laid_out(people, clerk, ready):
    addressee = ready.addressees.get(text="各民主党派")
    clerk.post(f"/notices/addressees/{addressee.pk}/nobody/")
    page = clerk.post(f"/notices/{ready.pk}/publish/", follow=True).text
    assert "已下达" in page
    assert "布置任务" in page
    plan = clerk.get(f"/campaigns/plan/{ready.pk}/")
    assert "石桥镇" in plan.text
    days = {name: field.initial or "" for name, field in plan.context["form"].fields.items()}
    opened = clerk.post(f"/campaigns/plan/{ready.pk}/", days, follow=True).text
    assert "任务已布置" in opened
    assert "进度表" in opened


def test_a_plan_with_a_day_too_late_comes_back(clerk, people):
    notice = paper.published(people.here)
    plan = clerk.get(f"/campaigns/plan/{notice.pk}/")
    days = {name: field.initial or "" for name, field in plan.context["form"].fields.items()}
    response = clerk.post(f"/campaigns/plan/{notice.pk}/", days | {"day_0": "2026-09-01"})
    assert response.status_code == 422
    assert "不能晚于上级要求" in response.text


def test_the_township_signs(people, enter):
    notice = paper.published(people.here)
    client = enter(people.users["worker"])
    receipt = notice.receipts.get(unit=people.township)
    assert "签收" in client.get(f"/notices/{notice.pk}/").text
    page = client.post(f"/notices/receipts/{receipt.pk}/receive/", follow=True).text
    assert "已签收" in page


def sent_to_the_village(people):
    village = Unit.objects.get(superior=people.township)
    notice = make.notice(people.here, state="published", published_at=clock.now())
    return Receipt.objects.create(notice=notice, unit=village)


def test_the_township_signs_for_its_village(people, enter):
    receipt = sent_to_the_village(people)
    client = enter(people.users["worker"])
    assert "代为签收" in client.get(f"/notices/{receipt.notice_id}/").text
    client.post(f"/notices/receipts/{receipt.pk}/receive/")
    page = client.get(f"/notices/{receipt.notice_id}/").text
    assert "代为签收" not in page
    receipt.refresh_from_db()
    assert receipt.state == "received"


@pytest.mark.parametrize("who", ["clerk", "superior"])
def test_who_sent_it_does_not_sign_for_those_below(people, enter, who):
    receipt = sent_to_the_village(people)
    page = enter(people.users[who]).get(f"/notices/{receipt.notice_id}/").text
    assert f"/notices/receipts/{receipt.pk}/receive/" not in page


def test_the_county_passes_on_what_it_signed_for(people, clerk):
    text = paper.TEXT.replace("各乡镇（街道）、县直各部门、驻临部队", "各县（市、区）双拥办", 1)
    notice = paper.published(people.prefecture, text)
    receipt = notice.receipts.get(unit=people.here)
    clerk.post(f"/notices/receipts/{receipt.pk}/receive/")
    assert "转发" in clerk.get(f"/notices/{notice.pk}/").text
    response = clerk.post(f"/notices/{notice.pk}/pass-on/", {"unit": people.here.pk})
    child = Notice.objects.get(based_on=notice)
    assert response.url == f"/notices/{child.pk}/recipients/"


@pytest.mark.parametrize("unit", ["", "x", "999999"])
def test_one_passes_on_for_one_s_own_unit_only(people, clerk, unit):
    notice = paper.published(people.here)
    assert clerk.post(f"/notices/{notice.pk}/pass-on/", {"unit": unit}).status_code == 404


def test_others_see_their_own_signature_and_the_issuer_sees_all(people, clerk, enter):
    notice = paper.published(people.here)
    other = make.township(people.here)
    notice.receipts.create(unit=other)
    assert other.name in clerk.get(f"/notices/{notice.pk}/").text
    assert other.name not in enter(people.users["worker"]).get(f"/notices/{notice.pk}/").text


def test_a_notice_without_work_on_it_is_withdrawn(people, clerk):
    notice = paper.published(people.here)
    assert "已撤回" in clerk.post(f"/notices/{notice.pk}/withdraw/", follow=True).text


LISTS = {
    "inbox": ("?view=inbox", "签收"),
    "drafts": ("?view=drafts", "登记"),
    "sent": ("?view=sent", "发文字号"),
    "a view there is not": ("?view=dance", "公文"),
    "nothing found": ("?q=没有的", "没有找到"),
}


@pytest.mark.parametrize(("query", "said"), LISTS.values(), ids=LISTS)
def test_every_list_opens(people, clerk, query, said):
    paper.taken_in(people.here)
    paper.published(people.here)
    assert said in clerk.get(f"/notices/{query}").text
