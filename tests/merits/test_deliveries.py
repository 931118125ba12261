"""Bringing a citation: who has to be there, what it counts for, and taking it back."""

import uuid
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from tests import make
from tests.merits.place import Place
from yushui.campaigns import actions as campaigns
from yushui.campaigns.models import Campaign
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.ledger.measures import Measure
from yushui.ledger.models import Posting
from yushui.merits import actions
from yushui.merits.actions import RuleFacts
from yushui.merits.lifecycle import Rank, State
from yushui.merits.models import Delivery
from yushui.merits.rules import Route
from yushui.territory.kinds import Kind, Level


@pytest.fixture
def place():
    return Place()


def taken():
    """A photograph with a position in it."""
    picture = Image.new("RGB", (60, 40), "red")
    told = picture.getexif()
    told.get_ifd(0x8825)[1] = "N"
    told[0x010F] = "Somebody's phone"
    buffer = BytesIO()
    picture.save(buffer, "JPEG", exif=told)
    return "送喜报.jpg", buffer.getvalue()


def test_who_the_rule_names_brings_it(place):
    """S0-29"""
    citation = place.assigned()
    delivery = place.deliver(citation)
    assert citation.state == State.DELIVERED
    lanes = delivery.bearers.order_by("lane").values_list("lane", "rank")
    assert list(lanes) == [("civil", "head"), ("military", "leader")]


def test_a_deputy_does_not_stand_for_the_head(place):
    """S0-29: 主要负责同志"""
    citation = place.assigned()
    with pytest.raises(RuleViolation, match="缺县级退役军人事务部门主要负责同志（已登记的是"):
        place.deliver(citation, place.civil(Rank.LEADER), place.military())
    citation.refresh_from_db()
    assert citation.state == State.ASSIGNED
    assert not Delivery.objects.exists()


def test_one_lane_alone_does_not_bring_it(place):
    with pytest.raises(RuleViolation, match="缺人武部负责同志"):
        place.deliver(place.assigned(), place.civil())


def test_a_first_class_merit_needs_the_prefecture(place):
    """S0-28"""
    citation = place.assigned(merit="first")
    with pytest.raises(RuleViolation, match="市级退役军人事务部门负责同志"):
        place.deliver(citation, place.civil(), place.military())
    both = (
        place.civil(Rank.LEADER, level=Level.PREFECTURE),
        place.military(level=Level.PREFECTURE),
    )
    assert place.deliver(citation, *both).pk


def test_the_head_of_another_county_is_not_ours(place):
    elsewhere = make.unit(make.region(place.prefecture), kind=Kind.BUREAU, name="邻县局")
    other = actions.Companion("李局长", elsewhere, Rank.HEAD)
    with pytest.raises(RuleViolation, match="不是这户所在地方的单位"):
        place.deliver(place.assigned(), other, place.military())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"delivered_on": date(2026, 7, 26)}, "不能晚于今天"),
        ({"delivered_on": date(2026, 7, 12)}, "不能早于接收日期"),
        ({"received_by": " "}, "接喜报的家属"),
    ],
)
def test_what_a_delivery_must_say(place, changes, said):
    with pytest.raises(RuleViolation, match=said):
        place.deliver(place.assigned(), **changes)


def test_the_same_press_twice_is_one_delivery(place):
    citation, op_id = place.assigned(), uuid.uuid4()
    first = place.deliver(citation, op_id=op_id)
    assert place.deliver(citation, op_id=op_id) == first
    assert Posting.objects.count() == 1


def test_it_counts_in_the_running_campaign_that_the_unit_works_in(place):
    """CITATIONS 1, under what the soldier is."""
    round_ = make.campaign(place.office)
    citation = place.assigned()
    assert place.deliver(citation).campaign == round_
    assert place.figure(round_, Measure.CITATIONS) == 1
    assert place.figure(round_, Measure.PRIZES) == 0


def test_of_two_running_campaigns_it_is_the_one_with_such_a_duty(place):
    asked = make.campaign(place.office)
    make.duty(asked, kind="merit_delivery")
    make.campaign(place.office, name="另一个活动", starts_on=date(2026, 7, 15))
    assert place.deliver(place.assigned()).campaign == asked


def test_outside_campaigns_it_counts_in_the_daily_book(place):
    make.campaign(make.unit())  # others'
    make.campaign(place.office, starts_on=date(2026, 7, 21))  # later
    book = place.deliver(place.assigned()).campaign
    assert book == Campaign.objects.get(is_standing=True)
    assert place.figure(book, Measure.CITATIONS) == 1


def test_a_closed_campaign_takes_nothing_more(place):
    round_ = make.campaign(place.office)
    campaigns.close(round_, by=place.clerk)
    assert place.deliver(place.assigned()).campaign.is_standing


def test_the_money_of_the_place_and_the_day_comes_with_it(place):
    """Local, by class and day: the nearest place's, and what a later rule says changes nothing."""
    for region, prize, since in (
        (place.prefecture, "500", date(2026, 1, 1)),
        (place.county, "2000", date(2026, 1, 1)),
        (place.county, "9000", date(2026, 7, 21)),
    ):
        facts = RuleFacts("second", since, "〔2026〕1号", prize=Decimal(prize))
        actions.add_rule(facts, region=region, by=make.actor("clerk", place.bureau[1]))
    delivery = place.deliver(place.assigned())
    assert delivery.prize == Decimal("2000")
    assert place.figure(delivery.campaign, Measure.PRIZES) == 200_000


def test_taken_back_the_figures_go_back_and_the_record_stays(place):
    facts = RuleFacts("second", date(2026, 1, 1), "〔2026〕1号", prize=Decimal(2000))
    actions.add_rule(facts, region=place.county, by=place.clerk)
    citation = place.assigned()
    delivery = place.deliver(citation)
    actions.take_back(citation, reason="登记错了人", by=place.clerk)
    assert citation.state == State.ASSIGNED
    for measure in (Measure.CITATIONS, Measure.PRIZES):
        assert place.figure(delivery.campaign, measure) == 0
    delivery.refresh_from_db()
    assert delivery.taken_back_reason == "登记错了人"
    again = place.deliver(citation)
    assert place.figure(again.campaign, Measure.CITATIONS) == 1


def test_nothing_is_taken_back_without_a_reason(place):
    with pytest.raises(RuleViolation, match="撤回原因"):
        actions.take_back(place.delivered(), reason="", by=place.clerk)


def test_how_the_family_took_it_goes_back_to_the_senders(place):
    citation = place.delivered()
    actions.feed_back(citation, on=date(2026, 7, 22), text="家属很高兴", by=place.clerk)
    assert citation.state == State.FED_BACK
    assert Delivery.objects.get().feedback == "家属很高兴"


def test_it_is_not_fed_back_before_it_was_brought(place):
    with pytest.raises(RuleViolation, match="不能早于送达日期"):
        actions.feed_back(place.delivered(), on=date(2026, 7, 19), text="好", by=place.clerk)


def test_a_field_worker_records_what_the_leaders_brought(place):
    delivery = place.deliver(place.assigned(), by=place.worker, unit=place.township)
    assert delivery.unit == place.township


def test_the_command_records_it_as_well(place):
    """Both lanes bring it together, either writes it down."""
    army = make.actor("clerk", place.army[3])
    assert place.deliver(place.assigned(), by=army, unit=place.army[3]).unit == place.army[3]


def test_the_neighbour_does_not(place):
    neighbour = make.unit(make.region(place.prefecture))
    with pytest.raises(NotPermitted):
        place.deliver(place.assigned(), by=make.actor("clerk", neighbour), unit=neighbour)


def test_the_photograph_tells_neither_where_nor_by_what_it_was_taken(place):
    """C-44"""
    photo = place.deliver(place.assigned(), photo=taken()).photo
    assert photo is not None
    assert not Image.open(BytesIO(photo.read())).getexif()


def test_a_text_is_no_photograph(place):
    with pytest.raises(RuleViolation):
        place.deliver(place.assigned(), photo=("送喜报.jpg", b"hello"))


def test_where_the_place_asks_for_more_the_national_rule_is_not_enough(place):
    stricter = Route(Level.COUNTY, Rank.LEADERSHIP, Rank.HEAD)
    facts = RuleFacts("second", date(2026, 1, 1), "〔2026〕2号", route=stricter)
    actions.add_rule(facts, region=place.prefecture, by=make.actor("clerk", place.bureau[2]))
    citation = place.assigned()
    with pytest.raises(RuleViolation, match="县级党政领导同志"):
        place.deliver(citation)
    assert place.deliver(citation, place.civil(Rank.LEADERSHIP), place.military(Rank.HEAD)).pk


def test_the_database_keeps_one_standing_delivery_of_a_citation(place):
    """merits_delivered_once"""
    delivery = place.deliver(place.assigned())
    delivery.pk, delivery.op_id = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        delivery.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("merits_prize_not_negative", {"prize": Decimal(-1)}),
        ("merits_taken_back_with_a_reason", {"taken_back_reason": "没有时间"}),
    ],
)
def test_the_database_itself_refuses(place, name, changes):
    delivery = place.deliver(place.assigned())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**changes)
