"""One contact a family at a time: assigned, handed over, ended, and for a whole village at once."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction

from tests import make
from yushui.audit.models import Event
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import actions
from yushui.people.actions import ContactFacts
from yushui.people.models import Contact, Helpline, Household, without_contact
from yushui.territory.models import Region


FACTS = ContactFacts("赵敏", "白鹭镇人民政府", "13900001234", "民政助理")
OTHER = ContactFacts("钱立", "前进村民委员会", "0990-8223456")
SINCE, LATER = date(2026, 3, 1), date(2026, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(county):
    return county.places["石桥镇柳林村"]


@pytest.fixture
def home(village):
    return make.household(village)


@pytest.fixture
def contact(home, county):
    return actions.assign_contact(home, facts=FACTS, since=SINCE, by=county.clerk)


def hand_over(contact, county, *, on=LATER, reason="transferred", facts=OTHER):
    return actions.hand_over_contact(contact, facts=facts, on=on, reason=reason, by=county.clerk)


def names(home):
    return [one.name for one in home.contacts.order_by("since", "pk")]


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_family_gets_its_contact(contact, home):
    assert (home.contacts.active().get().phone, contact.assigned_by_name) == ("13900001234", "李文")
    assert kinds() == ["people.contact_assigned"]
    assert "13900001234" not in str(Event.objects.get().detail)


def test_a_second_contact_is_refused_in_words(contact, home, county):
    with pytest.raises(RuleViolation, match="已有联系人“赵敏”，要换人请用“移交”"):
        actions.assign_contact(home, facts=OTHER, since=LATER, by=county.clerk)
    assert names(home) == ["赵敏"]


def test_handing_over_ends_one_and_begins_the_other_on_the_same_day(contact, home, county):
    made = hand_over(contact, county)
    before = Contact.objects.get(pk=contact.pk)
    assert (before.until, before.end_reason, before.ended_by_name) == (LATER, "transferred", "李文")
    assert (made.since, home.contacts.active().get()) == (LATER, made)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "请选择终止的原因"),
        ({"on": date(2026, 2, 1)}, "不能早于开始日期"),
        ({"on": date(2099, 1, 1)}, "不能晚于今天"),
        ({"facts": ContactFacts("钱立", "村委会", "")}, "电话没有填写"),
        ({"facts": ContactFacts("钱立", "村委会", "1390000")}, "看不懂|位"),
        ({"facts": ContactFacts(" ", "村委会", "13900001234")}, "姓名没有填写"),
        ({"facts": ContactFacts("钱立", "", "13900001234")}, "单位没有填写"),
    ],
    ids=str,
)
def test_a_hand_over_that_is_wrong_changes_nothing(contact, home, county, change, said):
    if said == "看不懂|位":
        change = {"facts": ContactFacts("钱立", "村委会", "一三九")}
    with pytest.raises(RuleViolation, match=said):
        hand_over(contact, county, **change)
    assert names(home) == ["赵敏"]
    assert home.contacts.active().exists()


def test_of_two_who_hand_over_the_same_contact_one_is_told(contact, home, county):
    late = Contact.objects.select_related("household__region").get(pk=contact.pk)
    hand_over(contact, county)
    with pytest.raises(Conflict, match="已经终止"):
        hand_over(late, county, facts=ContactFacts("孙强", "村委会", "13900005678"))
    assert names(home) == ["赵敏", "钱立"]


def test_ended_is_ended_and_the_family_can_have_another(contact, home, county):
    actions.end_contact(contact, on=LATER, reason="retired", by=county.clerk)
    assert without_contact(Household.objects.all()).get() == home
    actions.assign_contact(home, facts=OTHER, since=LATER, by=county.clerk)
    assert not without_contact(Household.objects.all()).exists()


def test_a_village_gets_its_contact_at_once(contact, home, village, county):
    others = [make.household(village) for _ in range(3)]
    made = actions.assign_contacts(village, facts=OTHER, since=LATER, by=county.clerk)
    assert made == 3
    assert {names(one)[0] for one in others} == {"钱立"}
    assert names(home) == ["赵敏"]
    assert kinds().count("people.contact_assigned") == 4
    assert actions.assign_contacts(village, facts=OTHER, since=LATER, by=county.clerk) == 0


def test_a_village_is_handed_over_at_once(contact, home, village, county):
    make.household(village)
    make.household(county.places["石桥镇东村"])
    told = {"facts": OTHER, "since": LATER, "replacing": "duties", "by": county.clerk}
    assert actions.assign_contacts(village, **told) == 2
    assert Contact.objects.get(pk=contact.pk).until == LATER
    assert names(home) == ["赵敏", "钱立"]
    assert actions.assign_contacts(village, **told) == 0


def test_a_village_is_not_handed_over_before_its_contacts_began(contact, home, village, county):
    with pytest.raises(RuleViolation, match="移交不能早于这一天"):
        actions.assign_contacts(
            village, facts=OTHER, since=date(2026, 1, 1), replacing="duties", by=county.clerk
        )
    assert names(home) == ["赵敏"]


def test_a_whole_county_has_no_one_contact(county):
    with pytest.raises(RuleViolation, match="请选到村"):
        actions.assign_contacts(county.places["石桥镇"], facts=FACTS, since=SINCE, by=county.clerk)


def test_a_village_costs_no_query_a_family(village, county, django_assert_max_num_queries):
    for _ in range(30):
        make.household(village)
    with django_assert_max_num_queries(12):
        actions.assign_contacts(village, facts=FACTS, since=SINCE, by=county.clerk)


def test_a_place_has_one_number_to_call(county):
    town = county.places["石桥镇"]
    for phone in ("8223456", "0990-8223457"):
        actions.set_helpline(town, name="石桥镇退役军人服务站", phone=phone, by=county.clerk)
    assert Helpline.objects.get().phone == "0990-8223457"


def test_nobody_names_contacts_elsewhere(home, contact, county, other_county):
    stranger = other_county.clerk
    place = Region.objects.get(pk=home.region_id)
    for attempt in (
        lambda: actions.assign_contact(home, facts=FACTS, since=SINCE, by=stranger),
        lambda: actions.hand_over_contact(
            contact, facts=OTHER, on=LATER, reason="duties", by=stranger
        ),
        lambda: actions.end_contact(contact, on=LATER, reason="duties", by=stranger),
        lambda: actions.assign_contacts(place, facts=FACTS, since=SINCE, by=stranger),
        lambda: actions.set_helpline(place, name="站", phone="8223456", by=stranger),
    ):
        with pytest.raises(NotPermitted):
            attempt()


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": None},
        {"until": date(2026, 1, 1), "end_reason": "retired", "ended_by_name": "李文"},
        {"until": LATER},
        {"until": LATER, "end_reason": "retired"},
        {"end_reason": "retired"},
        {"name": ""},
        {"phone": ""},
    ],
    ids=str,
)
def test_the_database_refuses(contact, home, county, wrong):
    if wrong == {"until": None}:
        hand_over(contact, county)
        wrong = {"until": None, "end_reason": "", "ended_by_name": ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_assign_at_one_moment_one_is_told(home, county, monkeypatch):
    """Both have seen that the family has nobody before either writes."""
    seen = threading.Barrier(2, timeout=5)
    begin = actions.contacts._begin

    def both_have_looked(*args, **kwargs):
        if connection.vendor == "postgresql":  # SQLite lets the second look when the first is done
            seen.wait()
        return begin(*args, **kwargs)

    monkeypatch.setattr(actions.contacts, "_begin", both_have_looked)
    told = []

    def assign(facts):
        try:
            actions.assign_contact(home, facts=facts, since=SINCE, by=county.clerk)
        except RuleViolation as refusal:
            told.append(refusal.message)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=assign, args=(facts,)) for facts in (FACTS, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert home.contacts.active().count() == 1
    assert len(told) == 1
