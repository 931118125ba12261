"""Cards and family files: what stands on them, masked; nothing of others; queries in steps."""

from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.people.sheets import id_number
from tests.reports.round import Round
from yushui.audit.models import Event
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people import actions as people
from yushui.people import seals
from yushui.people.actions import ContactFacts
from yushui.people.models import Belonging, Household, Look, SourceRecord
from yushui.reports import chronicle, printing
from yushui.reports.papers import cards, families
from yushui.visits import actions as visits
from yushui.visits.models import Visit


FACTS = ContactFacts("赵敏", "石桥镇人民政府", "13900004321", "民政助理")
MARCH, JULY = date(2026, 3, 1), date(2026, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return Round()


@pytest.fixture
def clerk(round_):
    return make.actor("clerk", round_.town, name="方文静")


@pytest.fixture
def home(round_, clerk):
    """A family that was visited, whose head has numbers and a category with evidence."""
    visit = round_.visit(money="600", goods="120", heard="屋顶漏雨，盼修缮")
    home = visit.household
    person = home.persons.get()
    seals.set_id_card(person, id_number())
    seals.set_phone(person, "13911112222")
    person.save()
    Belonging.objects.filter(person=person).update(since=MARCH, source="县退役军人事务局审批表")
    people.assign_contact(home, facts=FACTS, since=MARCH, by=clerk)
    return home


def text(content):
    with pypdfium2.PdfDocument(content) as document:
        told = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(told.split())


def told_of(home, by):
    (told,) = families._step([families.loaded(Household.objects.all()).get(pk=home.pk)], by)
    return told


def test_the_card_says_whom_to_call(round_, clerk, home):
    people.set_helpline(
        round_.county.region,
        name="退役军人服务中心",
        phone="0990-8220000",
        by=make.actor("clerk", round_.county),
    )
    said = text(printing.card(home, by=clerk))
    for word in (
        "王建国家",
        "石桥镇",
        "赵敏",
        "民政助理",
        "13900004321",
        "0990-8220000",
        home.code,
    ):
        assert word in said
    assert "13911112222" not in said
    assert Event.objects.filter(kind="reports.card_printed").count() == 1


def test_the_nearest_number_is_the_one_on_the_card(round_, clerk, home):
    county = make.actor("clerk", round_.county)
    people.set_helpline(round_.county.region, name="中心", phone="0990-8220000", by=county)
    people.set_helpline(round_.town.region, name="服务站", phone="0990-8221111", by=county)
    said = text(printing.card(home, by=clerk))
    assert "服务站0990-8221111" in said
    assert "8220000" not in said


def test_a_family_without_a_contact_has_no_card(round_, clerk):
    with pytest.raises(RuleViolation, match="还没有联系人"):
        printing.card(make.household(round_.town.region), by=clerk)


def test_the_file_tells_all_and_masks_numbers(clerk, home):
    said = text(printing.family_file(home, by=clerk))
    for word in (
        "家庭档案", home.code, "139****2222", "990101********",
        "依据：县退役军人事务局审批表", "赵敏", "屋顶漏雨，盼修缮", "600.00", "120.00",
        "共720.00元", "王建国认定为退役军人", "赵敏担任联系人", "由方文静打印",
    ):  # fmt: skip
        assert word in said, word
    assert id_number() not in said
    assert "13911112222" not in said
    assert Event.objects.filter(kind="reports.family_file_printed").count() == 1


def test_who_looked_is_not_told_on_paper(clerk, home):
    person = home.persons.get()
    people.reveal(person, field="phone", reason="核对身份信息", by=clerk)
    assert Look.objects.exists()
    assert "核对身份信息" not in text(printing.family_file(home, by=clerk))


def test_a_visit_taken_back_is_in_no_sum(round_, clerk, home):
    visits.cancel(Visit.objects.get(), reason="登记错了", by=round_.by)
    told = told_of(home, clerk)
    assert told["visits"] == []
    assert "走访 0 次" in told["total"]
    assert any("已撤销" in line for _, line in told["events"])


def test_a_file_holds_no_visit_that_its_reader_may_not_see(round_, home):
    department = make.unit(round_.town.region, kind="gov_organ", superior=round_.county)
    assert told_of(home, make.actor("leader", department))["visits"] == []


def test_nobody_prints_what_they_may_not_see(round_, home):
    stranger = make.actor("clerk", make.unit())
    for attempt in (printing.card, printing.family_file):
        with pytest.raises(NotPermitted):
            attempt(home, by=stranger)
    assert not Event.objects.filter(kind__startswith="reports.").exists()


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', "*王*建_国_", "𠮷㐂", "阿不都热合曼·买买提江", "<王>$1$"]
)
def test_hostile_and_rare_names_are_printed_as_they_are(clerk, home, name):
    Household.objects.filter(pk=home.pk).update(
        head_name=name, address="上河湾移民安置第二社区" * 10
    )
    home.refresh_from_db()
    for made in (
        cards.card(home),
        families.file(families.loaded(Household.objects.all()).get(pk=home.pk), clerk),
    ):
        assert "".join(name.split()) in text(made.content)
        assert made.blanks == ()


def test_the_same_family_on_the_same_day_is_the_same_file(clerk, home):
    assert printing.family_file(home, by=clerk) == printing.family_file(home, by=clerk)
    assert printing.card(home, by=clerk) == printing.card(home, by=clerk)


def test_the_timeline_is_one_list_newest_first(clerk, home):
    person = home.persons.get()
    SourceRecord.objects.create(
        person=person, source="office", said={}, at=person.updated_at, by_name="方文静"
    )
    people.mark_dead(person, on=JULY, by=clerk)
    family = families.loaded(Household.objects.all()).get(pk=home.pk)
    paid = families.visits_to([family], clerk)
    found = chronicle.of(family.persons.all(), family.contacts.all(), paid)
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)
    titles = [one.title for one in found]
    for title in ("经办人更正", "登门入户", "王建国去世", "王建国认定为退役军人", "赵敏担任联系人"):
        assert title in titles


def test_who_died_is_not_called_and_has_no_age(round_, clerk, home):
    people.mark_dead(home.persons.get(), on=JULY, by=clerk)
    assert cards.wanted(round_.town.region) == (0, 0)
    (member,) = told_of(home, clerk)["members"]
    assert member["note"].startswith("已故")
    assert "岁" not in str(member["facts"])


def test_papers_of_a_place_cost_no_query_a_family(round_, clerk, home):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            cards.batch(round_.town.region, lambda done: None)
            families.batch(round_.town.region, clerk, lambda done: None)
        return len(captured)

    alone = cost()
    for _ in range(5):
        visited = round_.visit(money="100").household
        people.assign_contact(visited, facts=FACTS, since=MARCH, by=clerk)
    assert cost() == alone


def test_money_is_the_sum_of_what_stands(round_, clerk, home):
    told = told_of(home, clerk)
    assert told["visits"][0][2:4] == [f"{Decimal(600):,.2f}", "120.00"]
    assert told["total"].endswith("共 720.00 元。")


def test_a_family_without_anything_has_a_file_too(round_, clerk):
    bare = make.household(round_.town.region)
    assert "还没有安排联系人" in text(printing.family_file(bare, by=clerk))
