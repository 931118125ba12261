"""What somebody is found by is never other than what stands in the person's own columns."""

import random
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests import make
from tests.people.sheets import id_number, row
from tests.web.access.people import ask
from yushui.kernel import secrets
from yushui.kernel.errors import RuleViolation
from yushui.people import actions, seals
from yushui.people.actions import HouseholdFacts, PersonFacts
from yushui.people.models import Household, Person
from yushui.people.searching import keys, rebuilding
from yushui.people.searching.keys import Keyer


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("王建国", "wjg wanjianguo"),
        ("單小紅", "sxh sanxiaohong"),  # a surname is read its own way, in old characters too
        ("单小红", "sxh sanxiaohong"),
        ("欧阳修", "oyx ouyanxiu"),
        ("买买提·吐尔逊", "mmttex maimaitituerxun"),
        ("Smith", "s smith"),
        ("？", "？ ？"),
    ],
)
def test_a_name_is_kept_as_it_is_read(name, read):
    assert keys.reading(name) == read


def uid(number):
    return UUID(int=number)


def test_a_fingerprint_of_a_tail_says_nothing_of_another_persons():
    """One known number must not open the last four of everybody who has the same."""
    keyer = Keyer()
    alike = {keyer.tail(uid(n), id_number()) for n in range(keys.GROUPS)}
    assert len(alike) == keys.GROUPS
    assert alike == set(keyer.tails(id_number()[-4:]))
    assert keyer.tail(uid(3), id_number()) == keyer.tail(uid(3 + keys.GROUPS), id_number())


def test_a_fingerprint_is_keyed(settings, tmp_path):
    before = Keyer().phones("13900001234")
    settings.YUSHUI_KEYS = tmp_path / "keys.json"
    secrets.keys.FileKeys.create(settings.YUSHUI_KEYS)
    assert Keyer().phones("13900001234") != before


def test_two_numbers_of_one_person_are_kept_without_area_and_extension():
    keyer = Keyer()
    both = keyer.phones("0559-8223456-801、13900001234")
    assert both == (keyer.phone("8223456"), keyer.phone("13900001234"))
    assert keyer.phones("") == (0, 0)


def test_nobody_is_without_a_reading(db):
    person = make.person()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(reading="")


def stale():
    """Rows whose keys are not what their own columns say."""
    return rebuilding.rebuild(Person, Household, is_rehearsed=True)


NAMES = ("王建国", "李秀兰", "单小红", "买买提·吐尔逊", "欧阳修")
PHONES = ("", "13900001234", "13700005678、0559-8223456", "8223456", None)


def numbers(rng):
    return rng.choice(["", None, *map(id_number, range(20, 60))])


def edit_person(county, rng):
    person = rng.choice(Person.objects.order_by("pk"))
    facts = PersonFacts(
        name=rng.choice(NAMES), sex="1", birth_on=None,
        id_number=numbers(rng), phone=rng.choice(PHONES),
    )  # fmt: skip
    actions.edit_person(person, facts=facts, by=county.clerk)


def edit_household(county, rng):
    home = rng.choice(Household.objects.order_by("pk"))
    village = rng.choice([county.places["石桥镇东村"], county.places["白马乡西沟社区"]])
    facts = HouseholdFacts(rng.choice(NAMES), village, phone=rng.choice(PHONES))
    actions.edit_household(home, facts=facts, by=county.clerk)


def take_in(county, rng):
    rows = [
        row(
            n,
            姓名=rng.choice(NAMES),
            身份证号=numbers(rng) or "",
            联系电话=rng.choice(PHONES) or "",
        )
        for n in range(1, 4)
    ]
    county.take_in(rows, leave_out_wrong=True)


def settle(county, rng):
    person = rng.choice(Person.objects.order_by("pk"))
    world = SimpleNamespace(village=county.places["石桥镇柳林村"])
    question = ask(world, county.stage([row(rng.randrange(99))]), person, rng.randrange(10**6))
    if rng.random() < 0.5:
        actions.settle_as_new(question, by=county.clerk)
    else:
        actions.settle_as(question, person=person, by=county.clerk)


@pytest.mark.slow  # dozens of whole actions
@pytest.mark.parametrize("seed", range(3))
def test_no_writer_leaves_a_stale_key(county, seed):
    rng = random.Random(seed)
    county.take_in([row(n) for n in range(1, 6)])
    done = 0
    for _ in range(25):
        act = rng.choice([edit_person, edit_household, take_in, settle])
        try:
            with transaction.atomic():
                act(county, rng)
            done += 1
        except RuleViolation:
            continue  # by lot, some contradict themselves
        assert stale() == 0, act
    assert done > 8


def test_what_is_stale_is_counted_and_put_right(county, capsys):
    county.take_in([row(n) for n in range(1, 4)])
    Person.objects.update(reading="x", phone_key=0)
    call_command("rebuild_search_keys", "--dry-run")
    assert stale() == 3
    call_command("rebuild_search_keys")
    assert stale() == 0
    assert "3 行" in capsys.readouterr().out
    assert Person.objects.first().phone_key == Keyer().phone("13900001234")


def test_a_number_taken_away_leaves_nothing_to_be_found_by(county):
    county.take_in([row()])
    person = Person.objects.get()
    seals.set_phone(person, "")
    seals.set_id_card(person, "")
    assert (person.phone_key, person.other_phone_key, person.id_tail_key) == (0, 0, 0)
