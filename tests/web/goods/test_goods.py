"""The story in the browser's words: in, down, signed for, handed out, found, reconciled."""

import re
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest

from tests import make
from tests.goods.place import DAY, Store
from yushui.accounts.models import User
from yushui.goods.actions import moving
from yushui.goods.lifecycle import Hand
from yushui.goods.models import Handout, Item, Lot, Movement, Ruling
from yushui.kernel import clock
from yushui.visits.models import Target, Visit


pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    made = Store()
    for unit in (made.office, made.township):
        make.assignment(make.duty(made.campaign), to=unit)
    return made


@pytest.fixture
def office(store, enter):
    return enter(_user(store.clerk))


@pytest.fixture
def township(store, enter):
    return enter(_user(store.below))


def _user(actor):
    return User.objects.get(pk=actor.id)


def slip(**told):
    return {
        "quantity": 10, "document": "慰入〔2026〕1号", "on": "2026-07-12", "op_id": uuid4(), **told
    }  # fmt: skip


def test_goods_come_in_by_the_form(store, office):
    told = {"name": "食用油", "sort": "goods", "measure": "桶", "spec": "5升"}
    assert office.post("/goods/items/add/", told).status_code == 302
    item = Item.objects.get(name="食用油")
    told = slip(item=item.pk, origin="donation", price="75.5", source="爱心企业")
    for _ in range(2):
        assert office.post("/goods/receive/", told).status_code == 302
    lot = Lot.objects.get()
    assert (lot.price, store.left(lot, store.office)) == (75.5, 10)
    page = office.get("/goods/").content.decode()
    assert "食用油（5升）" in page
    assert "755.00" in page


def test_a_wrong_form_comes_back_with_what_is_wrong(store, office):
    told = slip(item=store.rice.pk, origin="purchase", price="0", source="县粮油公司")
    answer = office.post("/goods/receive/", told)
    assert answer.status_code == 422
    assert "捐赠的按市场价估价。" in answer.content.decode()


def test_the_township_signs_for_what_came(store, office, township):
    shelf = store.shelf(store.receive(10), store.office)
    told = slip(quantity=6, receiver=store.township.pk)
    assert office.post(f"/goods/shelves/{shelf.pk}/pass-on/", told).status_code == 302
    assert "在途，等本单位签收" in township.get("/goods/").content.decode()
    sent = Movement.objects.get()
    assert township.post(f"/goods/movements/{sent.pk}/accept/").status_code == 302
    assert store.left(shelf.lot) == 6
    assert "不够" not in office.get(f"/goods/items/{store.rice.pk}/").content.decode()


def test_more_than_is_there_is_told_on_the_form(store, office):
    shelf = store.shelf(store.receive(10), store.office)
    told = slip(quantity=11, receiver=store.township.pk)
    answer = office.post(f"/goods/shelves/{shelf.pk}/pass-on/", told)
    assert answer.status_code == 422
    assert "只剩 10，这次要 11，差 1" in answer.content.decode()


def call(store, home, **told):
    """What the page of a visit sends."""
    persons = [one.pk for one in home.persons.all()]
    return {
        "persons": persons, "mode": "home", "made_on": "2026-07-12", "has_talk": "on",
        "op_id": uuid4(),
        "companions-TOTAL_FORMS": 1, "companions-INITIAL_FORMS": 0, "companions-0-name": "张明",
        "companions-0-rank": "staff", "gifts-TOTAL_FORMS": 0, "gifts-INITIAL_FORMS": 0, **told,
    }  # fmt: skip


def test_a_visit_takes_from_the_stock(store, township):
    lot, home = store.stocked(10), store.home()
    Target.objects.create(
        campaign=store.campaign, household=home, region=home.region, unit=store.township
    )
    target = Target.objects.get()
    address = f"/visits/target/{target.pk}/record/"
    page = township.get(address).content.decode()
    assert "大米（10千克） · 45.80 元/袋 · 剩 10袋" in page
    told = {
        "stock-TOTAL_FORMS": 1, "stock-INITIAL_FORMS": 0, "stock-0-shelf": store.shelf(lot).pk,
        "stock-0-quantity": 2, "stock-0-signer": "王小明", "stock-0-relation": "儿子",
    }  # fmt: skip
    assert township.post(address, call(store, home, **told)).status_code == 302
    made = Handout.objects.get()
    assert (made.signed_as, made.relation, store.left(lot)) == ("agent", "儿子", 8)
    shown = township.get(f"/visits/{Visit.objects.get().pk}/").content.decode()
    assert f"/goods/handouts/{made.pk}/" in shown


def test_a_visit_without_anything_from_the_stock(store, township):
    lot, home = store.stocked(10), store.home()
    target = Target.objects.create(
        campaign=store.campaign, household=home, region=home.region, unit=store.township
    )
    told = {
        "stock-TOTAL_FORMS": 2, "stock-INITIAL_FORMS": 0, "stock-0-shelf": "",
        "stock-0-quantity": 1, "stock-1-shelf": "", "stock-1-quantity": 1,
    }  # fmt: skip
    answer = township.post(f"/visits/target/{target.pk}/record/", call(store, home, **told))
    assert answer.status_code == 302
    assert store.left(lot) == 10


def test_a_list_is_made_printed_and_entered(store, township):
    lot = store.stocked(10)
    homes = [store.home(head=f"王{n}") for n in "一二三"]
    for home in homes:
        Target.objects.create(
            campaign=store.campaign, household=home, region=home.region, unit=store.township
        )
    told = {
        "shelf": store.shelf(lot).pk, "campaign": store.campaign.pk, "region": store.village.pk,
        "each": 1, "on": "2026-07-12", "op_id": uuid4(),
    }  # fmt: skip
    address = township.post("/goods/lists/make/", told).headers["Location"]
    first, second, third = Handout.objects.order_by("pk")
    assert first.state == Hand.LISTED
    sheet = township.get(f"{address}sheet/")
    assert sheet.content.startswith(b"%PDF")
    signed = {
        "lines": [first.pk, second.pk], "on": "2026-07-12", f"signer-{first.pk}": "王一",
        f"signer-{second.pk}": "李四", f"relation-{second.pk}": "邻居",
    }  # fmt: skip
    assert township.post(address, signed).status_code == 302
    left = {"lines": [third.pk], "on": "2026-07-12", "left": "1"}
    assert township.post(address, left).status_code == 302
    assert sorted(Handout.objects.values_list("state", "signed_as")) == [
        ("given", "agent"), ("given", "self"), ("left", ""),
    ]  # fmt: skip
    assert store.left(lot) == 8


def test_handing_out_at_the_desk_and_signing_later(store, township):
    lot, home = store.stocked(10), store.home()
    told = {
        "shelf": store.shelf(lot).pk, "quantity": 1, "on": "2026-07-12",
        "campaign": store.campaign.pk, "signed_as": "", "signer": home.head_name, "op_id": uuid4(),
    }  # fmt: skip
    address = f"/goods/households/{home.pk}/"
    for _ in range(2):
        assert township.post(address, told).status_code == 302
    made = Handout.objects.get()
    assert "没有签收" in township.get("/goods/handouts/?show=unsigned").content.decode()
    refused = township.post(f"/goods/handouts/{made.pk}/sign/", {"signed_as": "photo"})
    assert "请上传现场照片。" in refused.content.decode()
    signed = {"signed_as": "self", "signer": "王建国"}
    assert township.post(f"/goods/handouts/{made.pk}/sign/", signed).status_code == 302
    township.post(f"/goods/handouts/{made.pk}/cancel/", {"reason": "登错了户"})
    assert (Handout.objects.get().state, store.left(lot)) == (Hand.CANCELLED, 10)


def test_an_official_decides_on_a_finding(store, enter):
    lot = store.stocked(10)
    moving.take(lot, unit=store.township, taker="周发", slip=store.slip(2), by=store.below)
    head = enter(_user(store.head))
    page = head.get("/goods/findings/").content.decode()
    assert "周发领用 2袋，不在发放名单上。" in page
    address = re.search(r"/goods/findings/nobody/\d+/", page)[0]
    assert head.post(address, {"decision": "已追回"}).status_code == 302
    assert Ruling.objects.get().decided_by_name == "审批人"
    assert "已追回" in head.get("/goods/findings/?code=nobody&show=decided").content.decode()


def test_the_reconciliation_as_page_and_workbook(store, office):
    lot = store.stocked(10)
    store.hand_out(lot, 3)
    page = office.get("/goods/reconciliation/ledger/").content.decode()
    assert "相符" in page
    assert "137.40" in page
    assert "不相符" not in page
    book = openpyxl.load_workbook(BytesIO(office.get("/goods/reconciliation/workbook/").content))
    rows = [[cell.value for cell in row] for row in book["按品种"].iter_rows()]
    assert ["大米（10千克）", "袋", 0, 10, 3, 0, 0, 0, 0, 7, 320.6] in rows
    by_unit = [[cell.value for cell in row] for row in book["按单位"].iter_rows()]
    assert ["合计", 0, 458, 137.4, 0, 0, 0, 0, 320.6] in by_unit


def test_a_period_closes_with_what_the_next_one_opens_with(store, office):
    lot = store.stocked(10)
    store.hand_out(lot, 3)
    today = clock.today()
    asked = f"since={today}&until={today}"
    book = office.get(f"/goods/reconciliation/workbook/?{asked}").content
    sheet = openpyxl.load_workbook(BytesIO(book))["按品种"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert today > DAY
    assert ["大米（10千克）", "袋", 7, 0, 0, 0, 0, 0, 0, 7, 320.6] in rows
