"""Two entries that were one: everything moves or nothing, and all of it comes back (issue 3)."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.people.sheets import id_number
from tests.visits.place import Place
from yushui.kernel import merging
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger import folding, interning
from yushui.ledger.models import Posting
from yushui.ledger.verifying import verify
from yushui.people import actions as people
from yushui.people import seals
from yushui.people.matching.ladders import TWO_NUMBERS
from yushui.people.models import Belonging, Double, Household, Merge, Person, SourceRecord
from yushui.territory.models import Region
from yushui.visits import actions
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Target, Try, Visit
from yushui.visits.queries import overall


FRIDAY, SATURDAY, SUNDAY = date(2026, 7, 24), date(2026, 7, 25), date(2026, 7, 26)
# What a merge may not touch for good; the trail and the ledger only ever grow.
KEPT = (
    *(one for one in apps.get_app_config("people").get_models() if one not in (Merge, Double)),
    *apps.get_app_config("visits").get_models(include_auto_created=True),
)


class Twice(Place):
    """The family of two is registered a second time, with one of the two and another."""

    def __init__(self):
        super().__init__()
        self.again = make.household(self.village, head="王建国")
        self.double = make.person(self.again, categories=("old_demobilised", "disabled"), age=91)
        self.son = make.person(self.again, categories=(), name="王小明", age=40)
        self.clerk = make.actor("clerk", self.office)

    def visited_again(self, **changes):
        return actions.record(
            campaign=self.campaign,
            unit=self.township,
            household=self.again,
            persons=[self.double],
            call=self.call(made_on=SATURDAY, **changes),
            by=self.by,
        )

    def merged(self, **options):
        return people.merge_persons(self.veteran, self.double, by=self.clerk, **options)


@pytest.fixture
def place():
    return Twice()


def rows():
    """Every row of the register and of the visits, as it stands."""
    return {
        (model._meta.label, row["id"]): {
            key: bytes(value) if isinstance(value, memoryview) else value
            for key, value in row.items()
        }
        for model in KEPT
        for row in model._base_manager.values()
    }


def amounts():
    """What the ledger says, by unit, place, categories and measure."""
    said = Counter()
    for posting in Posting.objects.all():
        for measure, amount in posting.amounts().items():
            said[posting.unit_id, posting.place_id, posting.categories_id, measure] += amount
    return {key: amount for key, amount in said.items() if amount}


def test_one_person_stays_with_everything_that_was_said_of_both(place):
    seals.set_id_card(place.double, id_number(1))
    place.double.save()
    SourceRecord.objects.create(
        person=place.double, source="troops", said={}, at=place.double.updated_at, by_name="甲"
    )
    merge = place.merged()
    kept = Person.objects.get(pk=place.veteran.pk)
    assert not Person.objects.filter(pk=place.double.pk).exists()
    assert seals.id_card(kept) == id_number(1)
    assert sorted(kept.belongings.values_list("category", flat=True)) == [
        "disabled",
        "old_demobilised",
    ]
    assert kept.records.count() == 1
    assert (merge.person, merge.gone) == (kept, "王建国")


def test_what_the_clerk_prefers_is_taken_from_the_other(place):
    Person.objects.filter(pk=place.double.pk).update(name="王建囯", note="参战")
    place.merged(taking=["name"])
    kept = Person.objects.get(pk=place.veteran.pk)
    assert (kept.name, kept.note) == ("王建囯", "参战")


def test_the_last_person_takes_the_household_along(place):
    place.son.household = place.home
    place.son.save()
    place.merged()
    assert not Household.objects.filter(pk=place.again.pk).exists()


def test_a_household_that_still_has_members_stays_unless_it_is_meant(place):
    place.merged()
    assert Household.objects.filter(pk=place.again.pk).exists()
    place.son.refresh_from_db()
    people.merge_households(place.home, place.again, by=place.clerk)
    place.son.refresh_from_db()
    assert place.son.household == place.home


def test_whoever_was_visited_twice_is_counted_once(place):
    place.record(made_on=FRIDAY)
    second = place.visited_again()
    assert place.figure("persons") == 3
    place.merged(with_households=True)
    assert (place.figure("persons"), place.figure("households")) == (2, 1)
    assert place.figure("cash") == 60_000
    second.refresh_from_db()
    assert (second.household, list(second.persons.all())) == (place.home, [place.veteran])
    folding.fold()
    assert verify() == []


def test_a_closed_campaign_keeps_what_it_reported(place):
    place.record(made_on=FRIDAY)
    place.visited_again()
    place.campaign.state = "closed"
    place.campaign.save()
    place.merged(with_households=True)
    assert place.figure("persons") == 3


def test_a_closed_campaign_keeps_how_many_it_was_to_visit(place):
    """To be visited, visited and left are read from the list: both rows of it stay."""
    place.target(household=place.again)
    place.target()
    place.record(made_on=FRIDAY)
    place.campaign.state = "closed"
    place.campaign.save()
    before, listed = overall(Target.objects.all()), list(Target.objects.order_by("pk").values())
    merge = place.merged(with_households=True)
    assert overall(Target.objects.all()) == before
    assert (before.total, before.visited) == (2, 1)
    assert {one.household for one in Target.objects.all()} == {place.home}
    people.part(merge, reason="弄错了", by=place.clerk)
    assert list(Target.objects.order_by("pk").values()) == listed


def test_three_listed_families_become_one_and_are_counted_as_they_were(place):
    third = make.household(place.village)
    for home in (place.home, place.again, third):
        place.target(household=home)
    place.campaign.state = "closed"
    place.campaign.save()
    before = overall(Target.objects.all())
    people.merge_households(place.again, third, by=place.clerk)
    people.merge_households(place.home, place.again, by=place.clerk)
    assert overall(Target.objects.all()) == before
    assert Target.objects.filter(household=place.home, is_second=False).count() == 1


def test_no_list_names_a_family_twice(place):
    place.target()
    with pytest.raises(IntegrityError), transaction.atomic():
        place.target()


def test_one_target_is_left_and_stands_where_the_family_was_got_to(place):
    kept = place.target()
    other = place.target(household=place.again)
    actions.note_try(kept, tried_on=FRIDAY, note="", by=place.by)
    actions.note_try(other, tried_on=FRIDAY, note="", by=place.by)
    actions.note_try(other, tried_on=SATURDAY, note="", by=place.by)
    visit = place.visited_again()
    place.merged(with_households=True)
    left = Target.objects.get()
    assert (left.pk, left.state, left.visit) == (kept.pk, Reach.VISITED, visit)
    assert (left.tries_count, Try.objects.count()) == (2, 2)


def test_two_records_of_one_day_are_settled_first(place):
    place.record(made_on=SATURDAY)
    place.visited_again()
    before = rows()
    with pytest.raises(RuleViolation, match="先撤销其中一条"):
        place.merged(with_households=True)
    assert rows() == before


def test_a_number_that_contradicts_is_refused_whole(place):
    seals.set_id_card(place.veteran, id_number(1))
    place.veteran.save()
    Person.objects.filter(pk=place.double.pk).update(birth_on=date(1950, 1, 1))
    place.double.refresh_from_db()
    before = rows()
    with pytest.raises(RuleViolation, match="出生日期与身份证号不一致"):
        place.merged(taking=["birth_on"])
    assert rows() == before


def test_the_living_and_the_dead_are_looked_into_first(place):
    people.mark_dead(place.double, on=FRIDAY, by=place.clerk)
    with pytest.raises(RuleViolation, match="状态不同"):
        place.merged()


def test_of_two_clerks_the_second_is_told(place):
    double = Person.objects.get(pk=place.double.pk)
    place.merged()
    with pytest.raises(Conflict, match="已经被合并"):
        people.merge_persons(place.son, double, by=place.clerk)


def test_nobody_merges_what_is_not_theirs(place):
    elsewhere = make.actor("clerk", make.unit(make.region(level=3)))
    with pytest.raises(NotPermitted):
        people.merge_persons(place.veteran, place.double, by=elsewhere)
    with pytest.raises(RuleViolation, match="另一条"):
        people.merge_persons(place.veteran, place.veteran, by=place.clerk)


def test_a_merge_is_undone_once_and_the_latest_first(place):
    first = place.merged()
    second = people.merge_households(place.home, place.again, by=place.clerk)
    with pytest.raises(RuleViolation, match="先拆开那一次"):
        people.part(first, reason="弄错了", by=place.clerk)
    stale = Merge.objects.get(pk=second.pk)
    people.part(second, reason="弄错了", by=place.clerk)
    with pytest.raises(Conflict, match="已经拆开"):
        people.part(stale, reason="弄错了", by=place.clerk)
    people.part(Merge.objects.get(pk=first.pk), reason="弄错了", by=place.clerk)
    assert Person.objects.filter(pk=place.double.pk).exists()


def test_merges_that_share_a_row_are_undone_the_latest_first(place):
    """Into another family meanwhile: parting the first would leave the second no home to go to."""
    first = people.merge_households(place.home, place.again, by=place.clerk)
    stranger = make.person(make.household(place.village), name="王小明", age=40)
    second = people.merge_persons(stranger, place.son, by=place.clerk)
    with pytest.raises(RuleViolation, match="先拆开那一次"):
        people.part(first, reason="弄错了", by=place.clerk)
    people.part(second, reason="弄错了", by=place.clerk)
    people.part(first, reason="弄错了", by=place.clerk)
    assert Person.objects.get(pk=place.son.pk).household_id == place.again.pk


def test_after_parting_a_family_stands_where_its_own_visits_put_it(place):
    place.target()
    place.target(household=place.again)
    visit = place.visited_again()
    merge = place.merged(with_households=True)
    actions.cancel(visit, reason="误登", by=place.by)
    people.part(merge, reason="弄错了", by=place.clerk)
    assert {target.state for target in Target.objects.all()} == {Reach.UNVISITED}


def test_nobody_comes_back_to_a_place_that_is_no_more(place):
    merge = place.merged(with_households=True)
    moved = make.region(place.village.parent, level=5)
    Household.objects.filter(pk=place.home.pk).update(region=moved)
    Region.objects.filter(pk=place.village.pk).update(valid_to=date(2026, 7, 25))
    with pytest.raises(RuleViolation, match="已经撤并或划走"):
        people.part(merge, reason="弄错了", by=place.clerk)
    assert not Household.objects.filter(pk=place.again.pk).exists()


def test_whoever_has_no_right_at_one_of_the_places_does_not_part(place):
    merge = place.merged(with_households=True)
    Merge.objects.filter(pk=merge.pk).update(gone_region=make.region(level=3))
    merge.refresh_from_db()
    assert not Merge.objects.visible_to(place.clerk).exists()
    with pytest.raises(NotPermitted):
        people.part(merge, reason="弄错了", by=place.clerk)


def test_two_with_a_number_each_are_merged_only_by_who_saw_the_papers(place):
    for number, person in enumerate((place.veteran, place.double), start=1):
        seals.set_id_card(person, id_number(number))
        person.birth_on = date(1956, 7, 18)
        person.save()
    with pytest.raises(RuleViolation, match=TWO_NUMBERS):
        place.merged()
    place.merged(despite_numbers=True)
    assert seals.id_card(Person.objects.get(pk=place.veteran.pk)) == id_number(1)


def test_who_was_parted_is_not_brought_together_again(place):
    people.part(place.merged(), reason="是堂兄弟", by=place.clerk)
    assert Double.objects.get().state == "dismissed"


def test_an_undoing_that_later_work_forbids_changes_nothing(place):
    place.record(made_on=FRIDAY)
    place.visited_again()
    merge = place.merged(with_households=True)
    other = make.household(place.village)
    # The code was given away meanwhile, so the household cannot come back.
    Household.objects.filter(pk=other.pk).update(code=place.again.code)
    before, said = rows(), amounts()
    with pytest.raises(RuleViolation, match="冲突"):
        people.part(merge, reason="弄错了", by=place.clerk)
    assert (rows(), amounts()) == (before, said)
    merge.refresh_from_db()
    assert merge.undone_at is None


def test_every_reference_to_what_can_be_merged_has_decided():
    for model in (Person, Household, Belonging, Target):
        assert merging.undecided(model) == []


def test_a_reference_that_has_not_decided_is_found(monkeypatch):
    monkeypatch.delattr(Visit, "on_person_merge")
    assert [error.obj.__name__ for error in merging.undecided(Person)] == ["Visit_persons"]


choices = st.fixed_dictionaries(
    {
        "visits": st.booleans(),
        "again": st.booleans(),
        "targets": st.sampled_from([(), (0,), (1,), (0, 1)]),
        "numbers": st.sampled_from([(False, False), (True, False), (False, True)]),
        "phones": st.tuples(st.booleans(), st.booleans()),
        "taking": st.frozensets(st.sampled_from(["name", "relation", "phone", "note"])),
        "with_households": st.booleans(),
        "turned": st.booleans(),
        "edits": st.frozensets(st.sampled_from(["name", "relation", "note", "phone"]), max_size=3),
        "records": st.integers(0, 2),
    }
)


def _prepared(told):
    place = Twice()
    pair = [place.veteran, place.double]
    for number, person in enumerate(pair):
        Person.objects.filter(pk=person.pk).update(note="甲乙"[number] * number, relation="本人")
        person.refresh_from_db()
        if told["numbers"][number]:
            seals.set_id_card(person, id_number(number))
            person.birth_on = date(int(id_number(number)[6:10]), 7, 18)
        if told["phones"][number]:
            seals.set_phone(person, f"1390000123{number}")
        person.save()
    for number in told["targets"]:
        place.target(household=(place.home, place.again)[number], reasons=[f"理由{number}"])
    if told["visits"]:
        place.record(made_on=FRIDAY)
    if told["again"]:
        place.visited_again()
    for _ in range(told["records"]):
        SourceRecord.objects.create(
            person=place.double, source="troops", said={}, at=place.double.updated_at, by_name="甲"
        )
    return place, pair[::-1] if told["turned"] else pair


def _edited(person, fields, by):
    """Corrections made after the merge; the answer is what they set, by column."""
    facts = {
        "name": person.name,
        "relation": person.relation,
        "sex": person.sex,
        "birth_on": person.birth_on,
        "note": person.note,
    }
    new = {"name": "改过的", "relation": "改过", "note": "改过的备注"}
    facts |= {key: value for key, value in new.items() if key in fields}
    phone = "13911112222" if "phone" in fields else None
    people.edit_person(person, facts=people.PersonFacts(**facts, phone=phone), by=by)
    together = {"name": ("name", "reading"), "phone": seals.PHONE_COLUMNS}
    columns = {column for one in fields for column in together.get(one, (one,))}
    return {one: getattr(person, one) for one in columns | {"updated_at"}} if fields else {}


@pytest.mark.thorough
@given(told=choices)
@settings(
    max_examples=40,
    deadline=None,
    # Every example is rolled back.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_undoing_restores_everything_but_what_was_changed_since(db, told):
    interning.forget()
    with transaction.atomic():
        place, (kept, gone) = _prepared(told)
        before, said = rows(), amounts()
        merge = people.merge_persons(
            kept, gone, taking=told["taking"], with_households=told["with_households"],
            by=place.clerk,
        )  # fmt: skip
        kept = Person.objects.get(pk=kept.pk)
        edited = _edited(kept, told["edits"], place.clerk)
        testimony = {key: row for key, row in rows().items() if key not in before}
        people.part(merge, reason="弄错了", by=place.clerk)
        before[Person._meta.label, kept.pk] |= edited
        after = rows()
        assert after == before | {key: after[key] for key in testimony}
        assert amounts() == said
        folding.fold()
        assert verify() == []
        transaction.set_rollback(True)
