"""A notice from the desk to its receivers: read, confirmed, addressed, published, signed for."""

import pytest

from tests import make
from tests.notices import paper
from yushui.audit.models import Event
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.notices import actions, rules
from yushui.notices.lifecycle import Reception
from yushui.notices.lifecycle import State as NoticeState
from yushui.notices.models import Item, Notice, Role, of


def by(notice):
    return make.actor("clerk", notice.unit)


def receivers(notice):
    pairs = notice.receipts.select_related("unit").values_list("unit__name", "role")
    return dict(pairs)


def test_what_is_read_becomes_items_and_columns():
    notice = paper.taken_in()
    assert notice.number == "临双拥办〔2026〕7号"
    assert str(notice.signed_on) == "2026-07-10"
    kinds = set(notice.items.values_list("kind", flat=True))
    assert kinds >= {"document", "campaign", "recipient", "deadline", "duty", "attachment"}
    assert Event.objects.filter(kind="notices.taken_in").count() == 1


def test_recipients_point_at_their_words():
    notice = paper.taken_in()
    for item in notice.items.filter(kind="recipient"):
        assert notice.text[item.start : item.end] == item.content["text"]


def test_copies_and_references_are_recipients_of_their_own_kind():
    roles = {one["text"]: one["role"] for one in of(paper.taken_in(), Item.Kind.RECIPIENT)}
    assert roles["云泽市双拥办"] == Role.COPY
    assert roles["各民主党派"] == Role.REFERENCE  # S3-35
    assert roles["各乡镇（街道）"] == Role.MAIN


def test_what_was_worked_out_and_a_missing_table_must_be_confirmed():
    waiting = paper.taken_in().items.filter(must_confirm=True).values_list("kind", flat=True)
    assert sorted(waiting) == ["attachment", "deadline"]  # S2-38, S0-58


def test_confirming_all_leaves_what_must_be_looked_at():
    notice = paper.taken_in()
    actions.confirm_all(notice, by=by(notice))
    left = notice.items.filter(state=Item.State.READ)
    assert left.count() == 2
    assert all(item.must_confirm for item in left)


def test_a_correction_keeps_what_was_read_beside_it():
    item = paper.item(paper.taken_in(), "deadline")
    actions.correct(item, content={"on": "2026-08-12"}, by=by(item.notice))
    item.refresh_from_db()
    assert (item.as_read["on"], item.content["on"]) == ("2026-08-10", "2026-08-12")


def test_correcting_the_facts_corrects_what_lists_show():
    item = paper.item(paper.taken_in(), "document")
    change = {"title": "关于开展走访慰问的通知", "signed_on": "2026-07-11", "number": None}
    actions.correct(item, content=change, by=by(item.notice))
    notice = Notice.objects.get()
    assert (notice.title, str(notice.signed_on), notice.number) == (
        "关于开展走访慰问的通知", "2026-07-11", "",
    )  # fmt: skip


WRONG = {
    "a day that does not exist": ("deadline", {"on": "2026-02-30"}, "on"),
    "nothing said": ("deadline", {"what": ""}, "what"),
    "an unknown duty": ("duty", {"kind": "dancing"}, "kind"),
    "a nameless recipient": ("recipient", {"text": ""}, "text"),
    "an unknown role": ("recipient", {"role": "boss"}, "role"),
    "an unknown category": ("duty", {"targets": ["dancer"]}, "targets"),
}


@pytest.mark.parametrize(("kind", "content", "field"), WRONG.values(), ids=WRONG)
def test_a_correction_that_says_nothing_is_refused(kind, content, field):
    item = paper.item(paper.taken_in(), kind)
    with pytest.raises(RuleViolation) as refusal:
        actions.correct(item, content=content, by=by(item.notice))
    assert refusal.value.field == field


def test_a_removed_recipient_leaves_the_list_and_comes_back():
    item = paper.item(paper.taken_in(), "recipient", 1)
    notice = item.notice
    actions.remove(item, by=by(notice))
    assert "临川县民政局" not in receivers(notice)
    actions.confirm(item, by=by(notice))
    assert receivers(notice)["临川县民政局"] == Role.MAIN


def test_the_facts_cannot_be_removed():
    item = paper.item(paper.taken_in(), "document")
    with pytest.raises(RuleViolation):
        actions.remove(item, by=by(item.notice))


def test_a_recipient_that_was_overlooked_is_added_and_addressed():
    notice = paper.taken_in()
    actions.add(notice, kind="recipient", content={"text": "石桥镇"}, by=by(notice))
    assert notice.addressees.get(text="石桥镇").units.count() == 1


def test_two_expressions_that_name_one_unit_give_one_receipt():
    """乡镇党委 and 乡镇人民政府 are one node (S2-02)."""
    text = paper.TEXT.replace("各乡镇（街道）、县直", "各乡镇党委、各乡镇人民政府、县直", 1)
    notice = paper.taken_in(text=text)
    assert [name for name in receivers(notice) if "镇" in name] == ["石桥镇"]


def test_resettling_one_expression_keeps_what_another_names():
    notice = paper.taken_in()
    actions.add(notice, kind="recipient", content={"text": "石桥镇"}, by=by(notice))
    actions.settle(notice.addressees.get(text="石桥镇"), units=[], by=by(notice))
    assert receivers(notice)["石桥镇"] == Role.MAIN  # still one of 各乡镇（街道）


def test_being_asked_outweighs_a_copy():
    notice = paper.taken_in()
    actions.add(notice, kind="recipient", content={"text": "石桥镇", "role": "copy"}, by=by(notice))
    assert receivers(notice)["石桥镇"] == Role.MAIN


def test_the_issuer_does_not_send_to_itself():
    notice = paper.taken_in()
    actions.add(notice, kind="recipient", content={"text": "临川县双拥办"}, by=by(notice))
    assert "临川县双拥办" not in receivers(notice)


def test_what_was_settled_by_hand_outlives_another_look():
    notice = paper.taken_in()
    addressee = notice.addressees.get(text="各民主党派")
    department = notice.receipts.get(unit__name="临川县民政局").unit
    actions.settle(addressee, units=[department], by=by(notice))
    actions.address(notice, by=by(notice))
    assert notice.addressees.get(text="各民主党派").units.get() == department


def test_a_unit_elsewhere_cannot_be_chosen():
    notice = paper.taken_in()
    with pytest.raises(RuleViolation, match="不在本地区"):
        actions.settle(notice.addressees.first(), units=[make.unit()], by=by(notice))


def test_a_role_is_changed_on_the_list_and_on_the_item():
    notice = paper.taken_in()
    actions.change_role(notice.addressees.get(text="县直各部门"), role=Role.COPY, by=by(notice))
    assert receivers(notice)["临川县民政局"] == Role.COPY
    actions.address(notice, by=by(notice))
    assert receivers(notice)["临川县民政局"] == Role.COPY


NOT_YET = {
    "a worked-out day": ("confirm", "没有确认"),
    "an expression nobody settled": ("settle", "各民主党派"),
    "nobody to send it to": ("receivers", "名单是空的"),
}


@pytest.mark.parametrize(("missing", "said"), NOT_YET.values(), ids=NOT_YET)
def test_what_stops_a_notice_from_going_out(missing, said):
    notice = paper.taken_in() if missing == "confirm" else paper.settled(paper.taken_in())
    if missing == "settle":
        notice.addressees.filter(text="各民主党派").update(is_settled=False)
    if missing == "receivers":
        for addressee in notice.addressees.all():
            actions.settle(addressee, units=[], by=by(notice))
    with pytest.raises(RuleViolation, match=said):
        actions.publish(notice, by=by(notice))
    assert Notice.objects.get().state == NoticeState.DRAFT


def test_a_draft_is_nobody_s_business_and_a_published_one_is():
    notice = paper.taken_in()
    township = make.actor("worker", notice.receipts.get(unit__name="石桥镇").unit)
    assert not Notice.objects.visible_to(township)
    actions.publish(paper.settled(notice), by=by(notice))
    assert Notice.objects.visible_to(township).get() == notice


CHANGES = {
    "confirm": lambda n, who: actions.confirm(n.items.first(), by=who),
    "correct": lambda n, who: actions.correct(n.items.first(), content={}, by=who),
    "remove": lambda n, who: actions.remove(n.items.last(), by=who),
    "add": lambda n, who: actions.add(n, kind="contact", content={"name": "陈芳"}, by=who),
    "confirm_all": lambda n, who: actions.confirm_all(n, by=who),
    "address": lambda n, who: actions.address(n, by=who),
    "settle": lambda n, who: actions.settle(n.addressees.first(), units=[], by=who),
    "change_role": lambda n, who: actions.change_role(n.addressees.first(), role="copy", by=who),
    "publish": lambda n, who: actions.publish(n, by=who),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_list_is_frozen_when_the_notice_is_out(change):
    stale = paper.taken_in()
    notice = Notice.objects.get()
    actions.publish(paper.settled(notice), by=by(notice))
    with pytest.raises(RuleViolation, match="已经下达"):
        change(stale, by(notice))  # even for who loaded it before


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_only_the_desk_of_the_unit_changes_a_notice(change):
    notice = paper.taken_in()
    for stranger in (make.actor("clerk"), make.actor("worker", notice.unit)):
        with pytest.raises(NotPermitted):
            change(notice, stranger)


def test_signing_says_who_and_when():
    receipt = paper.published().receipts.get(unit__name="石桥镇")
    actions.receive(receipt, by=make.actor("worker", receipt.unit, name="赵敏"))
    receipt.refresh_from_db()
    assert (receipt.state, receipt.received_by_name) == (Reception.RECEIVED, "赵敏")


def test_what_was_withdrawn_is_not_signed_for():
    notice = paper.published()
    actions.withdraw(notice, by=by(notice))
    receipt = notice.receipts.get(unit__name="石桥镇")
    with pytest.raises(RuleViolation, match="撤回"):
        actions.receive(receipt, by=make.actor("worker", receipt.unit))


def test_another_unit_does_not_sign():
    receipt = paper.published().receipts.get(unit__name="石桥镇")
    with pytest.raises(NotPermitted):
        actions.receive(receipt, by=make.actor("worker", make.unit()))


def test_the_rules_know_every_role():
    assert set(rules.ROLES) == set(Role.values)
