"""A notice sent on by those who received it: a child in the lineage, for their own recipients."""

import pytest

from tests import make
from tests.notices import paper
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.notices import actions
from yushui.notices.lifecycle import State
from yushui.notices.models import Item
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Unit


TEXT = paper.TEXT.replace("各乡镇（街道）、县直各部门、驻临部队", "各县（市、区）双拥办", 1)


@pytest.fixture
def sent():
    """A notice of the city that the county has signed for."""
    office = paper.county()
    notice = paper.published(office.superior, TEXT)
    receipt = notice.receipts.get(unit=office)
    actions.receive(receipt, by=make.actor("clerk", office))
    return notice, office


def test_the_child_remembers_where_it_comes_from(sent):
    notice, office = sent
    child = actions.pass_on(notice, unit=office, by=make.actor("clerk", office))
    assert (child.based_on, child.state, child.unit) == (notice, State.DRAFT, office)
    assert list(notice.passed_on.all()) == [child]


def test_the_child_goes_to_those_below_the_sender(sent):
    notice, office = sent
    child = actions.pass_on(notice, unit=office, by=make.actor("clerk", office))
    names = set(child.receipts.values_list("unit__name", flat=True))
    assert names == {"石桥镇", "柳林街道", "临川县民政局"}


def test_what_the_superior_confirmed_need_not_be_confirmed_again(sent):
    notice, office = sent
    removed = paper.item(notice, "contact")
    Item.objects.filter(pk=removed.pk).update(state=Item.State.REMOVED)
    child = actions.pass_on(notice, unit=office, by=make.actor("clerk", office))
    assert not child.items.filter(state=Item.State.READ).exists()
    assert not child.items.filter(kind="contact").exists()
    assert paper.item(child, "deadline").content == paper.item(notice, "deadline").content


def test_the_bureau_beside_an_office_may_send_on_what_the_office_received(sent):
    notice, office = sent
    bureau = make.unit(office.region, kind=Kind.BUREAU, superior=office)
    Unit.objects.filter(pk=bureau.pk).update(answers_for=office)
    bureau.refresh_from_db()
    assert actions.pass_on(notice, unit=bureau, by=make.actor("clerk", bureau)).unit == bureau


def refuse(notice, unit, words):
    with pytest.raises(RuleViolation, match=words):
        actions.pass_on(notice, unit=unit, by=make.actor("clerk", unit))


def test_it_is_sent_on_once(sent):
    notice, office = sent
    child = actions.pass_on(notice, unit=office, by=make.actor("clerk", office))
    refuse(notice, office, "已经转发过")
    actions.publish(paper.settled(child), by=make.actor("clerk", office))
    actions.withdraw(child, by=make.actor("clerk", office))
    assert actions.pass_on(notice, unit=office, by=make.actor("clerk", office)).pk


def test_who_did_not_receive_it_does_not_send_it_on(sent):
    notice, office = sent
    elsewhere = make.unit(make.region(office.superior.region, level=Level.COUNTY))
    refuse(notice, elsewhere, "不是这份公文的主送单位")


def test_it_is_signed_for_first():
    office = paper.county()
    refuse(paper.published(office.superior, TEXT), office, "还没有签收")


def test_a_draft_is_not_sent_on():
    office = paper.county()
    refuse(paper.taken_in(office.superior, TEXT), office, "没有下达")


def test_a_copy_is_not_sent_on():
    """A copy asks nothing (S3-35), so there is nothing to pass on."""
    notice = paper.published()
    refuse(notice, notice.unit.superior, "不是这份公文的主送单位")


def test_one_does_not_send_on_for_somebody_else(sent):
    notice, office = sent
    with pytest.raises(NotPermitted):
        actions.pass_on(notice, unit=office, by=make.actor("clerk"))


def test_what_was_sent_on_is_not_taken_back_over_their_heads(sent):
    notice, office = sent
    child = actions.pass_on(notice, unit=office, by=make.actor("clerk", office))
    actions.publish(paper.settled(child), by=make.actor("clerk", office))
    with pytest.raises(RuleViolation, match="已经转发"):
        actions.withdraw(notice, by=make.actor("clerk", notice.unit))
