"""Pages about money: entering it, seeing where it went, taking back what was entered wrongly."""

import uuid
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests import make
from yushui.audit.models import Event
from yushui.funds.models import Appropriation, Purse, Transfer


@pytest.fixture
def round_(people):
    campaign = make.campaign(people.here)
    make.assignment(make.duty(campaign), to=people.township)
    return campaign


@pytest.fixture
def clerk(people, enter):
    return enter(people.users["clerk"])


def told(**changes):
    given = {"amount": "1000", "document": "临财社〔2026〕3号", "on": "2026-07-20"}
    return given | {"op_id": uuid.uuid4()} | changes


def appropriate(client, round_, **changes):
    url = f"/funds/campaign/{round_.pk}/appropriate/"
    return client.post(url, told(origin="budget", **changes), follow=True)


def pass_on(client, round_, to, **changes):
    url = f"/funds/campaign/{round_.pk}/pass-on/"
    return client.post(url, told(receiver=to.pk, **changes), follow=True)


def test_money_comes_in_and_is_passed_on(people, clerk, round_):
    assert "1,000.00 元" in appropriate(clerk, round_).text
    page = pass_on(clerk, round_, people.township, amount="4百元").text
    assert "石桥镇" in page
    assert "400.00 元" in page
    assert Purse.objects.get(unit=people.township).left == Decimal(400)


def test_pressing_twice_enters_it_once(clerk, round_):
    once = uuid.uuid4()
    for _ in range(2):
        appropriate(clerk, round_, op_id=once)
    assert Appropriation.objects.count() == 1


def test_too_much_comes_back_on_the_form(people, clerk, round_):
    appropriate(clerk, round_)
    answer = pass_on(clerk, round_, people.township, amount="1000.01")
    assert answer.status_code == 422
    assert "超出 0.01 元" in answer.text
    assert not Transfer.objects.exists()


def test_only_those_right_below_in_ones_own_lane_receive(people, clerk, round_):
    page = clerk.get(f"/funds/campaign/{round_.pk}/pass-on/").text
    assert "石桥镇" in page
    assert "人武部" not in page
    assert "青溪县" not in page


def test_a_township_gives_back_and_sees_its_own(people, enter, clerk, round_):
    appropriate(clerk, round_)
    pass_on(clerk, round_, people.township, amount="400")
    town = enter(people.users["town"])
    page = town.post(f"/funds/campaign/{round_.pk}/give-back/", told(amount="150"), follow=True)
    assert "250.00 元" in page.text
    assert "交回结余给临川县双拥办" in town.get(f"/funds/campaign/{round_.pk}/entries/").text
    assert "临财社" not in town.get(f"/funds/campaign/{round_.pk}/entries/?kind=came").text


def test_an_entry_is_cancelled_with_a_reason(people, clerk, round_):
    appropriate(clerk, round_)
    made = Appropriation.objects.get()
    url = f"/funds/appropriation/{made.pk}/cancel/"
    assert "请写明撤销原因" in clerk.post(url, {"reason": " "}, follow=True).text
    clerk.post(url, {"reason": "重复登记"})
    page = clerk.get(f"/funds/campaign/{round_.pk}/entries/?kind=came").text
    assert "重复登记" in page
    assert Purse.objects.get().received == 0


def test_a_figure_leads_to_what_it_rests_on(people, clerk, round_):
    appropriate(clerk, round_)
    pass_on(clerk, round_, people.township, amount="400")
    url = f"/funds/campaign/{round_.pk}/postings/funds/?unit={people.here.pk}"
    page = clerk.get(f"{url}&own=1").text
    assert "到账：临财社〔2026〕3号" in page
    assert "-400.00 元" in page
    assert "合计 600.00 元" in page
    assert "合计 1,000.00 元" in clerk.get(url).text


@pytest.mark.parametrize("unit", ["x", "9" * 13, "0"])
def test_a_unit_that_is_none_is_not_found(clerk, round_, unit):
    assert clerk.get(f"/funds/campaign/{round_.pk}/?unit={unit}").status_code == 404


def test_the_workbook_is_handed_out_and_recorded(clerk, round_):
    appropriate(clerk, round_)
    answer = clerk.get(f"/funds/campaign/{round_.pk}/workbook/")
    rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert any(row[0] == "临川县双拥办（本级）" and row[1] == 1000 for row in rows)
    assert Event.objects.filter(kind="reports.reconciliation_exported").count() == 1
