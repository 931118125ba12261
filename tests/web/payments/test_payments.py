"""A list on its way through three hands, as their pages do it."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import make
from tests.funds import scene as scenes
from yushui.accounts.models import User
from yushui.funds import payment_rules
from yushui.funds.actions import batches
from yushui.funds.models import Batch, Standard
from yushui.people import seals


pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return scenes.build()


@pytest.fixture
def desk(scene, enter):
    """Clients of the three, by what they are called."""
    return {
        one.name: enter(User.objects.get(full_name=one.name))
        for one in (scene.clerk, scene.head, scene.cashier)
    }


def press(client, name, batch, **data):
    response = client.post(reverse(f"payments:{name}", args=[batch.pk]), data, follow=True)
    batch.refresh_from_db()
    return response


def asked(client, scene):
    page = client.get("/payments/prepare/")
    return {
        "unit": scene.office.pk,
        "campaign": scene.campaign.pk,
        "standard": scene.standard.pk,
        "cut_off_on": "2026-07-20",
        "op_id": str(page.context["form"]["op_id"].value()),
    }


def test_from_the_form_to_the_settled_batch(scene, desk):
    scene.recipient()
    scene.recipient(on_roster=False, name="查无")
    clerk, head, cashier = desk.values()
    form = asked(clerk, scene)
    for _ in range(2):
        page = clerk.post("/payments/prepare/", form, follow=True)
    batch = Batch.objects.get()
    assert "不在花名册：1 人" in page.text
    press(clerk, "submit", batch)
    assert "还有 1 人有疑点" in press(head, "approve", batch).text
    line = batch.payments.held().get()
    head.post(f"/payments/lines/{line.pk}/decide/", {"pays": "no", "reason": "查无此人"})
    assert "已批准" in press(head, "approve", batch).text
    assert "下载银行名单" in press(cashier, "hand_over", batch, layout="csv").text
    number = seals.account_of(scene.people[0])
    assert number in cashier.get(f"/payments/{batch.pk}/list/").content.decode("utf-8-sig")
    file = SimpleUploadedFile("回盘.xlsx", scenes.workbook(scenes.rows_of(batch)))
    assert "到账 1 人" in press(cashier, "answer", batch, file=file, on="2026-07-25").text
    assert batch.state == "settled"


def test_a_file_of_the_bank_with_a_strange_line_is_refused_on_the_form(scene, desk):
    scene.recipient()
    batch = scene.sent()
    file = SimpleUploadedFile("回盘.xlsx", scenes.workbook([(9, "50", "成功", "")]))
    page = press(desk["付款人"], "answer", batch, file=file, on="2026-07-25")
    assert page.status_code == 422
    assert "第2行的序号9不在交银行的名单里" in page.text


def test_no_page_shows_an_account_in_full(scene, desk):
    number = seals.account_of(scene.recipient())
    batch = scene.sent()
    for client in desk.values():
        for name in ("batch", "lines", "criteria"):
            text = client.get(reverse(f"payments:{name}", args=[batch.pk])).text
            assert number not in text
    assert f"**** {number[-4:]}" in desk["编制人"].get(f"/payments/{batch.pk}/lines/").text


def test_what_is_made_public_names_nobody(scene, desk):
    person = scene.recipient(name="区别字")
    batch = scene.approved()
    text = desk["编制人"].get(f"/payments/{batch.pk}/criteria/").text
    assert person.name not in text
    assert "1 人，50.00 元" in text
    assert scene.standard.document in text


def test_what_is_not_approved_is_not_made_public(scene, desk):
    scene.recipient()
    batch = scene.prepare()
    address = f"/payments/{batch.pk}/criteria/"
    text = desk["编制人"].get(address).text
    assert "这一批还没有批准" in text
    assert "50.00 元" not in text
    assert address not in desk["编制人"].get(f"/payments/{batch.pk}/").text
    batches.withdraw_batch(batch, reason="重新编制", by=scene.clerk)
    assert "这一批已经作废" in desk["编制人"].get(address).text


def test_a_button_shows_to_whom_it_is_of_use(scene, desk):
    scene.recipient()
    batch = scene.submit(scene.prepare())
    texts = {name: one.get(f"/payments/{batch.pk}/").text for name, one in desk.items()}
    assert ["batch-approve" in text for text in texts.values()] == [False, True, False]
    scene.approve(batch)
    texts = {name: one.get(f"/payments/{batch.pk}/").text for name, one in desk.items()}
    assert ["batch-hand-over" in text for text in texts.values()] == [False, False, True]


def test_to_pay_anew_is_offered_while_nobody_took_them_up(scene, desk):
    scene.recipient()
    scene.recipient()
    batch = scene.sent()
    scene.answer(batch, n1="账号错误")

    def is_offered(one=batch):
        return desk["编制人"].get(f"/payments/{one.pk}/").context["redo"] is not None

    assert is_offered()
    again = batches.redo_batch(batch, op_id=uuid4(), by=scene.clerk)
    assert not is_offered()
    scene.fill(again)
    assert not is_offered()
    batches.withdraw_batch(again, reason="重新编制", by=scene.clerk)
    assert is_offered()
    again = scene.fill(batches.redo_batch(batch, op_id=uuid4(), by=scene.clerk))
    scene.approve(scene.submit(again))
    scene.answer(scene.hand_over(again), n1="账户冻结")
    assert [is_offered(), is_offered(again)] == [False, True]


def test_a_doubt_is_said_once(scene, desk):
    scene.recipient(with_account=False)
    batch = scene.prepare()
    clerk, line = desk["编制人"], batch.payments.get()
    for address in (f"/payments/{batch.pk}/lines/", f"/payments/lines/{line.pk}/decide/"):
        text = clerk.get(address).text
        assert "没有登记收款账户" in text
        assert "没有账户" not in text


def test_a_long_list_is_made_by_a_job(scene, desk, monkeypatch):
    monkeypatch.setattr(payment_rules, "PERSONS_AT_ONCE", 0)
    scene.recipient()
    clerk = desk["编制人"]
    clerk.post("/payments/prepare/", asked(clerk, scene))
    batch = Batch.objects.get()
    page = clerk.get(f"/payments/{batch.pk}/")
    assert batch.state == "draft" or "正在" in page.text


def test_a_standard_is_proposed_by_the_duty_of_a_notice(scene, desk):
    duty = make.duty(
        scene.campaign, kind="payment", targets=["regular_allowance"],
        standard={"fen_each": 5000, "by": "card"}, quote="发放慰问金，每人50元",
    )  # fmt: skip
    make.assignment(duty, to=scene.office)
    page = desk["编制人"].get(f"/payments/standards/set/?duty={duty.pk}")
    assert page.context["form"].initial["amount"] == 50
    assert page.context["form"].initial["categories"] == ["regular_allowance"]


def test_a_standard_is_entered_and_ended(scene, desk):
    clerk = desk["编制人"]
    told = {
        "unit": scene.office.pk, "name": "春节慰问金", "categories": ["three_survivors"],
        "amount": "1000", "source": "三属每户1000元", "document": "1号", "since": "2026-01-01",
    }  # fmt: skip
    assert clerk.post("/payments/standards/set/", told | {"categories": []}).status_code == 422
    clerk.post("/payments/standards/set/", told)
    made = Standard.objects.get(name="春节慰问金")
    clerk.post(f"/payments/standards/{made.pk}/end/", {"unit": scene.office.pk, "on": "2026-03-01"})
    made.refresh_from_db()
    assert made.until == date(2026, 3, 1)
