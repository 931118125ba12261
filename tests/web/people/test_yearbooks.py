"""Pages of the yearly list: frozen, confirmed by the township, signed, looked through."""

from tests import make
from tests.people import sheets
from yushui.kernel import clock
from yushui.people import actions, seals
from yushui.people.models import Yearbook


THIS_YEAR = clock.today().year


def family(people, name="王建国"):
    home = make.household(people.village, head=name)
    person = make.person(home, categories=("serving_family",), name=name)
    seals.set_id_card(person, sheets.id_number(len(name)))
    person.save()
    return person


def take(people, year=THIS_YEAR):
    return actions.take_yearbook(people.here, year=year, by=people.users["clerk"].actor)


def test_a_clerk_freezes_the_list_once(people, enter):
    family(people)
    client = enter(people.users["clerk"])
    asked = {"unit": people.here.pk, "year": THIS_YEAR}
    frozen = client.post("/people/yearbooks/take/", asked)
    assert frozen.url == f"/people/yearbooks/{Yearbook.objects.get().pk}/"
    again = client.post("/people/yearbooks/take/", asked)
    assert again.status_code == 422
    assert "已经生成" in again.content.decode()


def test_the_township_confirms_and_says_why_it_changed(people, enter):
    family(people)
    take(people, THIS_YEAR - 1)
    family(people, "李强")
    headcount = take(people).headcounts.get(village=people.village)
    client = enter(people.users["town"])
    address = f"/people/headcounts/{headcount.pk}/confirm/"
    refused = client.post(address, {"explanation": ""}, follow=True)
    assert "请写明变动原因" in refused.content.decode()
    said = client.post(address, {"explanation": "今年新入伍一人"}, follow=True)
    assert "今年新入伍一人" in said.content.decode()


def test_the_head_signs_and_sees_who_is_still_to_sign(people, enter):
    family(people)
    taken = take(people)
    town = people.users["town"].actor
    for one in taken.headcounts.select_related("unit", "yearbook"):
        actions.confirm_headcount(one, explanation="", by=town)
    client = enter(make.user("head", people.here, name="何建平"))
    shown = client.post(f"/people/yearbooks/{taken.pk}/sign/civil/", follow=True).content.decode()
    assert "何建平已于" in shown
    assert "等临川县人武部负责人签认" in shown


def test_numbers_are_masked_and_what_changed_stands_beside_what_was(people, enter):
    person = family(people)
    take(people, THIS_YEAR - 1)
    person.household.address = "新街9号"
    person.household.save()
    page = f"/people/yearbooks/{take(people).pk}/entries/?fate=changed"
    shown = enter(people.users["clerk"]).get(page).content.decode()
    assert seals.masked_id_card(person) in shown
    assert sheets.id_number(3) not in shown
    assert "→ 新街9号" in shown


def test_who_is_gone_stands_in_a_list_of_their_own(people, enter):
    person = family(people)
    family(people, "李强")
    take(people, THIS_YEAR - 1)
    actions.mark_dead(
        person, on=clock.today().replace(month=1, day=2), by=make.actor("clerk", people.here)
    )
    page = f"/people/yearbooks/{take(people).pk}/entries/"
    client = enter(people.users["clerk"])
    assert "王建国" in client.get(page, {"fate": "died"}).content.decode()
    assert "李强" not in client.get(page, {"fate": "died"}).content.decode()
    assert ">王建国<" not in client.get(page).content.decode()


def test_a_list_is_voided_with_a_reason(people, enter):
    family(people)
    page = f"/people/yearbooks/{take(people).pk}/"
    client = enter(people.users["clerk"])
    assert client.post(f"{page}void/", {"reason": ""}).status_code == 422
    said = client.post(f"{page}void/", {"reason": "漏了一个村"}, follow=True).content.decode()
    assert "作废：漏了一个村" in said
