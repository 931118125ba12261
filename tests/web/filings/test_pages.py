"""Pages of tables: filled, adjusted, handed in, answered, rolled up."""

import pytest

from tests import make
from tests.filings.test_binding import S1
from tests.filings.test_filling import Collection
from yushui.audit.models import Event
from yushui.filings.lifecycle import State
from yushui.filings.models import Filing


@pytest.fixture
def county():
    return Collection(S1)


@pytest.fixture
def town(county, enter):
    return enter(make.user("clerk", county.towns[0]))


@pytest.fixture
def reviewer(county, enter):
    return enter(make.user("clerk", county.office))


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_table_is_filled_by_one_press(county, town):
    county.visit(county.towns[0], money="200")
    url = f"/filings/{county.filing().pk}/"
    assert "统计并填表" in town.get(url).text
    page = town.post(f"{url}fill/", follow=True).text
    assert "200.00" in page
    assert "统计并填表" not in page


def test_the_heads_have_two_levels(county, town):  # S1-60
    page = town.get(f"/filings/{county.filled().pk}/").text
    assert 'colspan="6">本县(市、区)/单位慰问情况' in page
    assert 'rowspan="2">备注' in page


def test_a_cell_opens_to_the_visits_it_counts(county, town):
    county.visit(county.towns[0], money="200")
    cell = county.filled().cells.get(column__position=2)
    page = town.get(f"/filings/cell/{cell.pk}/").text
    assert "王建国家" in page
    assert "慰问金与慰问品合计：退役军人" in page


def test_an_adjustment_asks_for_its_reason(county, town):
    cell = county.filled().cells.get(column__position=0)
    url = f"/filings/cell/{cell.pk}/"
    assert town.post(url, {"value": "5", "reason": ""}).status_code == 422
    page = town.post(url, {"value": "5", "reason": "另有5人在单位慰问"}, follow=True).text
    assert "已调整" in page


def test_what_is_summed_is_told_by_the_whole_name_of_its_columns(county, town):  # S1-65
    page = town.get(f"/filings/{county.filled().pk}/").text
    assert "各列相加：本县(市、区)/单位慰问情况/慰问折算经费 (元)；" in page


def test_it_goes_in_comes_back_and_is_accepted(county, town, reviewer):
    filing = county.filled()
    url = f"/filings/{filing.pk}/"
    town.post(f"{url}submit/")
    reviewer.post(f"{url}send-back/", {"reason": "请核对部队名称"})
    assert "请核对部队名称" in town.get(url).text
    town.post(f"{url}submit/")
    reviewer.post(f"{url}accept/")
    filing.refresh_from_db()
    assert filing.state == State.ACCEPTED


def test_the_return_is_folded_away_once_the_table_is_accepted(county, town, reviewer):
    filing = county.filled()
    url = f"/filings/{filing.pk}/"
    town.post(f"{url}submit/")
    assert "还要退回" not in reviewer.get(url).text
    reviewer.post(f"{url}accept/")
    page = reviewer.get(url).text
    opened, form = page.index("<summary><h2"), page.index(f'action="{url}send-back/"')
    assert "还要退回" in page[opened:form]
    assert "<details open" not in page
    reviewer.post(f"{url}send-back/", {"reason": "部队名称有误"})
    filing.refresh_from_db()
    assert filing.state == State.RETURNED


def presses(page, filing):
    """Which of the buttons of a table the page offers."""
    moves = ("fill", "submit", "withdraw", "accept", "send-back")
    return {move for move in moves if f'action="/filings/{filing.pk}/{move}/"' in page}


def test_who_asked_for_a_table_does_not_fill_it_in(county, town, reviewer):
    filing = county.filled()
    url = f"/filings/{filing.pk}/"
    assert presses(reviewer.get(url).text, filing) == set()
    assert presses(town.get(url).text, filing) == {"fill", "submit"}
    cell = filing.cells.get(column__position=0)
    for path in (f"{url}fill/", f"{url}submit/", f"/filings/cell/{cell.pk}/"):
        assert reviewer.post(path, {"value": "5", "reason": "代填"}).status_code == 403
    town.post(f"{url}submit/")
    assert presses(reviewer.get(url).text, filing) == {"accept", "send-back"}
    assert reviewer.post(f"{url}withdraw/").status_code == 403


def test_an_issuer_does_not_answer_its_own_table_by_hand(county, reviewer):
    own = Filing.objects.create(edition=county.edition, unit=county.office)
    url = f"/filings/{own.pk}/"
    reviewer.post(f"{url}fill/")
    reviewer.post(f"{url}submit/")
    assert presses(reviewer.get(url).text, own) == {"withdraw"}
    response = reviewer.post(f"{url}accept/", follow=True)
    assert "不能由本单位审核" in said(response)[0]
    own.refresh_from_db()
    assert own.state == State.SUBMITTED


def test_who_is_above_the_issuer_looks_and_does_not_answer(county, town, enter):
    filing = county.filled()
    town.post(f"/filings/{filing.pk}/submit/")
    above = enter(make.user("head", county.city))
    assert presses(above.get(f"/filings/{filing.pk}/").text, filing) == set()
    assert above.post(f"/filings/{filing.pk}/accept/").status_code == 403


def test_a_table_from_beside_the_tree_is_read_and_answered(county, reviewer, enter):  # S0-05
    direct = make.unit(make.region(county.office.region))
    filing = Filing.objects.create(edition=county.edition, unit=direct)
    enter(make.user("clerk", direct)).post(f"/filings/{filing.pk}/fill/")
    enter(make.user("clerk", direct)).post(f"/filings/{filing.pk}/submit/")
    assert presses(reviewer.get(f"/filings/{filing.pk}/").text, filing) == {"accept", "send-back"}
    assert reviewer.get(f"/filings/{filing.pk}/workbook/").status_code == 200
    cell = filing.cells.get(column__position=0)
    assert reviewer.get(f"/filings/cell/{cell.pk}/").status_code == 200
    assert reviewer.post(f"/filings/{filing.pk}/accept/").status_code == 302


def test_a_township_fills_the_table_of_its_village(county, town):
    village = make.unit(county.towns[0].region, kind="village", superior=county.towns[0])
    filing = Filing.objects.create(edition=county.edition, unit=village)
    assert "统计并填表" in town.get(f"/filings/{filing.pk}/").text
    town.post(f"/filings/{filing.pk}/fill/")
    town.post(f"/filings/{filing.pk}/submit/")
    filing.refresh_from_db()
    assert filing.state == State.SUBMITTED


def test_a_return_without_a_reason_is_refused(county, town, reviewer):
    filing = county.filled()
    town.post(f"/filings/{filing.pk}/submit/")
    response = reviewer.post(f"/filings/{filing.pk}/send-back/", {"reason": ""}, follow=True)
    assert "请写明退回原因" in said(response)[0]


def test_the_roll_up_says_who_is_missing(county, town, reviewer):
    town.post(f"/filings/{county.filled().pk}/submit/")
    page = reviewer.get(f"/filings/edition/{county.edition.pk}/rollup/").text
    assert page.count("还没有提交") == 1
    assert "合计" in page


def test_the_roll_up_lets_texts_wrap_and_numbers_stand_at_the_end(county, town, reviewer):
    county.visit(county.towns[0], money="200", goods="68")
    town.post(f"/filings/{county.filled().pk}/submit/")
    page = reviewer.get(f"/filings/edition/{county.edition.pk}/rollup/").text
    assert "<td>登门入户；大米</td>" in page
    assert '<td class="yu-end">268.00</td>' in page


def test_a_definition_is_changed_before_the_table_is_open(county, reviewer):
    county.edition.filings.all().delete()
    county.edition.state = "draft"
    county.edition.save()
    column = county.edition.columns.get(position=0)
    data = {"type_": "count", "binding_": "ledger", "what": "households", "subject": "persons"}
    reviewer.post(f"/filings/column/{column.pk}/", data | {"any_of": ["veteran"]})
    column.refresh_from_db()
    assert (column.rule["what"], column.rule["any_of"]) == ("households", ["veteran"])


def test_a_notice_without_a_table_gets_the_standard_one(county, reviewer):  # S2-38
    notice = make.notice(county.office, state="published", published_at="2026-07-01T00:00:00Z")
    campaign = make.campaign(county.office, notice=notice)
    make.duty(campaign, kind="filing", notice=notice, deliverables=["table"])
    page = reviewer.post(f"/filings/campaign/{campaign.pk}/design/", follow=True).text
    assert "走访慰问优抚对象情况/户数（户）" in page
    assert "口径无误，开始填报" in page
    assert "公文没有附表，已换用通用表" in page
    assert "已按公文附表生成" not in page


def test_who_takes_a_workbook_out_is_recorded(county, reviewer):
    for url in (f"/filings/{county.filled().pk}/", f"/filings/edition/{county.edition.pk}/rollup/"):
        assert reviewer.get(f"{url}workbook/").content[:2] == b"PK"
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"filings.table_exported", "filings.rollup_exported"} <= kinds
