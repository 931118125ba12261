"""Two clerks at one moment: nothing is lost without a word, whoever comes first (issue 3)."""

from datetime import timedelta
from functools import partial

import pytest

from tests import make
from tests.people.sheets import COLUMNS, row
from tests.races import meet
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.people import actions, seals
from yushui.people.actions import HouseholdFacts, PersonFacts, doubles, merges, questions, registry
from yushui.people.importing import loading, preparing, undoing
from yushui.people.importing.undoing import Undoing
from yushui.people.models import Double, Household, Merge, Person, Question, Roster


pytestmark = pytest.mark.django_db(transaction=True)

BIRTH = (*COLUMNS, "出生日期")


@pytest.fixture
def imported(county, move_clock):
    """王建国 is known; a second roster, some time ago, changed his telephone and added 李梅."""
    county.take_in([row(1)])
    move_clock(clock.now() + timedelta(minutes=1))
    roster = county.take_in(
        [row(1, 联系电话="13700005678"), row(3, 姓名="李梅", 家庭住址="光荣路3号")]
    )
    move_clock(clock.now() + timedelta(minutes=2))
    return roster


def undo(roster, clerk):
    return lambda: actions.undo_roster(Roster.objects.get(pk=roster.pk), by=clerk)


def call(name, clerk, phone="13600009999"):
    """Correct somebody's telephone by hand."""
    person = Person.objects.select_related("household__region").get(name=name)
    facts = PersonFacts(name=name, sex=person.sex, birth_on=person.birth_on, phone=phone)
    return lambda: actions.edit_person(person, facts=facts, by=clerk)


def phone_of(name):
    person = Person.objects.filter(name=name).first()
    return seals.phone(person) if person else None


class TestUndoingBesideAnEdit:
    @pytest.mark.parametrize(("name", "before"), [("王建国", "13900001234"), ("李梅", None)])
    def test_an_edit_that_comes_second_is_told(self, county, imported, monkeypatch, name, before):
        place = (Undoing, "_require_untouched")
        told = meet(monkeypatch, place, undo(imported, county.clerk), call(name, county.clerk))
        assert told[0] == ""
        assert "没有保存" in told[1]
        assert phone_of(name) == before

    @pytest.mark.parametrize("name", ["王建国", "李梅"])
    def test_an_edit_that_comes_first_stays(self, county, imported, monkeypatch, name):
        place = (registry, "_save")
        told = meet(monkeypatch, place, call(name, county.clerk), undo(imported, county.clerk))
        assert told[0] == ""
        assert "又有改动" in told[1]
        assert phone_of(name) == "13600009999"

    @pytest.mark.parametrize(("name", "before"), [("王建国", "13900001234"), ("李梅", None)])
    def test_an_edit_of_what_was_taken_back_meanwhile_is_told(
        self, county, imported, monkeypatch, name, before
    ):
        place = (registry, "_take_over")
        told = meet(monkeypatch, place, call(name, county.clerk), undo(imported, county.clerk))
        assert sorted(map(bool, told)) == [False, True]
        assert phone_of(name) == ("13600009999" if told[1] else before)

    def test_a_category_given_to_somebody_who_goes_is_not_lost_without_a_word(
        self, county, imported, monkeypatch
    ):
        person = Person.objects.select_related("household__region").get(name="李梅")
        told = meet(
            monkeypatch,
            (undoing, "_delete"),
            undo(imported, county.clerk),
            lambda: actions.add_category(person, category="hardship", by=county.clerk),
            before=True,
        )
        assert told[0] == ""
        assert "没有保存" in told[1]


@pytest.fixture
def village(county):
    return county.places["石桥镇柳林村"]


def homes(village, count):
    """Families of two each."""
    made = [make.household(village) for _ in range(count)]
    for home in made:
        for name in ("王建国", "李桂香"):
            make.person(home, name=name)
    return made


def joining(kept, gone, clerk):
    """One family, or one person, into another, as they are read now."""
    if isinstance(kept, Household):
        kept, gone = (Household.objects.select_related("region").get(pk=o.pk) for o in (kept, gone))
        return lambda: actions.merge_households(kept, gone, by=clerk)
    kept, gone = (Person.objects.get(pk=one.pk) for one in (kept, gone))
    return lambda: actions.merge_persons(kept, gone, by=clerk)


class TestMergesThatShareARow:
    PLACE = (merges, "_complete_household")

    def test_one_family_goes_into_one_of_two(self, county, village, monkeypatch):
        first, shared, last = homes(village, 3)
        told = meet(
            monkeypatch,
            self.PLACE,
            joining(first, shared, county.clerk),
            joining(last, shared, county.clerk),
        )
        assert told == ["", merges.TOO_LATE]
        assert [first.persons.count(), last.persons.count()] == [4, 2]

    def test_a_family_that_is_taken_in_takes_nobody_in(self, county, village, monkeypatch):
        first, shared, last = homes(village, 3)
        told = meet(
            monkeypatch,
            self.PLACE,
            joining(first, shared, county.clerk),
            joining(shared, last, county.clerk),
        )
        assert told == ["", merges.TOO_LATE]
        assert [first.persons.count(), last.persons.count()] == [4, 2]

    def test_two_go_into_the_same_one_after_the_other(self, county, village, monkeypatch):
        first, shared, last = homes(village, 3)
        told = meet(
            monkeypatch,
            self.PLACE,
            joining(shared, first, county.clerk),
            joining(shared, last, county.clerk),
        )
        assert told == ["", ""]
        assert shared.persons.count() == 6
        with pytest.raises(RuleViolation, match="先拆开那一次"):
            actions.part(Merge.objects.earliest("pk"), reason="弄错了", by=county.clerk)

    def test_a_person_of_a_family_that_goes_is_merged_with_another(
        self, county, village, monkeypatch
    ):
        """On SQLite the second comes wholly after the first, and reads where the person is."""
        first, shared, last = homes(village, 3)
        told = meet(
            monkeypatch,
            self.PLACE,
            joining(first, shared, county.clerk),
            joining(last.persons.first(), shared.persons.first(), county.clerk),
        )
        assert told in (["", merges.TOO_LATE], ["", ""])
        assert Person.objects.count() == (6 if told[1] else 5)
        assert Household.objects.count() == 2

    def test_a_family_goes_whose_person_is_being_merged(self, county, village, monkeypatch):
        first, shared, last = homes(village, 3)
        told = meet(
            monkeypatch,
            (merges, "_complete_person"),
            joining(last.persons.first(), shared.persons.first(), county.clerk),
            joining(first, shared, county.clerk),
        )
        assert told == ["", ""]
        assert [first.persons.count(), last.persons.count()] == [3, 2]

    def test_one_person_goes_into_one_of_two(self, county, village, monkeypatch):
        first, shared, last = (home.persons.first() for home in homes(village, 3))
        told = meet(
            monkeypatch,
            (merges, "_complete_person"),
            joining(first, shared, county.clerk),
            joining(last, shared, county.clerk),
        )
        assert told == ["", merges.TOO_LATE]
        assert Person.objects.count() == 5

    def test_what_is_parted_is_not_merged_on_unseen(self, county, village, monkeypatch):
        """Whatever comes of it, everybody is there and where the last word put them."""
        first, shared, last = homes(village, 3)
        joining(first, shared, county.clerk)()
        merge = Merge.objects.get()
        told = meet(
            monkeypatch,
            (merges, "_require_places_in_force"),
            lambda: actions.part(merge, reason="弄错了", by=county.clerk),
            joining(last, first, county.clerk),
        )
        assert told == ["", ""]
        assert [shared.persons.count(), last.persons.count()] == [2, 4]


def find_pair(village):
    first, second = (home.persons.first() for home in homes(village, 2))
    return Double.objects.create(
        first=first, second=second, score=0.9, told_index="x", found_at=clock.now()
    )


def saying_two(double, clerk):
    read = Double.objects.for_listing().get(pk=double.pk)
    return lambda: actions.dismiss_double(read, by=clerk)


def saying_one(double, clerk):
    two = [Person.objects.get(pk=pk) for pk in (double.first_id, double.second_id)]
    return lambda: actions.merge_persons(*two, seen="open", by=clerk)


class TestTwoClerks:
    def test_who_merges_a_pair_just_said_to_be_two_is_told(self, county, village, monkeypatch):
        double = find_pair(village)
        place = (doubles, "log")
        clerk = county.clerk
        told = meet(monkeypatch, place, saying_two(double, clerk), saying_one(double, clerk))
        assert told[0] == ""
        assert "认定为两个人" in told[1]
        assert Person.objects.count() == 4

    def test_who_says_two_of_a_pair_just_merged_is_told(self, county, village, monkeypatch):
        double = find_pair(village)
        place = (merges, "_complete_person")
        clerk = county.clerk
        told = meet(monkeypatch, place, saying_one(double, clerk), saying_two(double, clerk))
        assert told[0] == ""
        assert told[1]
        assert (Person.objects.count(), Double.objects.count()) == (3, 0)

    def test_both_merge_a_pair_each_the_other_way_round(self, county, village, monkeypatch):
        double = find_pair(village)
        place = (merges, "_complete_person")
        two = double.first, double.second
        told = meet(
            monkeypatch,
            place,
            joining(*two, county.clerk),
            joining(*reversed(two), county.clerk),
        )
        assert told == ["", merges.TOO_LATE]
        assert Person.objects.count() == 3

    @pytest.fixture
    def question(self, county):
        county.take_in([row(1, 姓名="赵志强")])
        twin = row(1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18")
        county.take_in([twin], BIRTH)
        return Question.objects.get()

    @pytest.mark.parametrize("is_known", [True, False])
    def test_a_doubtful_row_is_settled_by_one(self, county, question, monkeypatch, is_known):
        known, clerk = Person.objects.select_related("household__region").get(), county.clerk

        def settle(asked, is_known):
            if is_known:
                return lambda: actions.settle_as(asked, person=known, by=clerk)
            return lambda: actions.settle_as_new(asked, by=clerk)

        one, other = Question.objects.get(), Question.objects.get()
        place = (questions, "_load")
        told = meet(monkeypatch, place, settle(one, is_known), settle(other, not is_known))
        assert told == ["", questions.TOO_LATE]
        assert Person.objects.count() == (1 if is_known else 2)

    def test_a_row_is_not_settled_beside_its_import_being_taken_back(
        self, county, question, monkeypatch
    ):
        told = meet(
            monkeypatch,
            (questions, "_load"),
            lambda: actions.settle_as_new(question, by=county.clerk),
            undo(question.roster, county.clerk),
        )
        assert told[0] == ""
        assert "先逐行撤回认定" in told[1]
        assert Roster.objects.get(pk=question.roster_id).state == "imported"


def checked(county, **told):
    """A roster about 王建国, prepared as a job does before it loads."""
    roster = county.check([row(1, **told)])
    made = preparing.sealed(preparing.of_roster(roster, roster.mapping))
    return roster, made


def move_house(county, address):
    """Correct the address of 王建国's family by hand."""
    home = Household.objects.select_related("region").get()
    facts = HouseholdFacts(home.head_name, home.region, address=address)
    return lambda: actions.edit_household(home, facts=facts, by=county.clerk)


class TestLoadingBesideAnEdit:
    """What a load would change is held before it is decided on for the last time."""

    @pytest.fixture
    def known(self, county, move_clock):
        county.take_in([row(1)])
        move_clock(clock.now() + timedelta(minutes=1))

    @pytest.mark.parametrize("is_prepared", [True, False])
    def test_an_edit_while_it_is_written_is_told(self, county, known, monkeypatch, is_prepared):
        roster, made = checked(county, 联系电话="13700005678")
        load = partial(
            actions.load_roster, roster, made=made if is_prepared else None, by=county.clerk
        )
        place = (loading, "write")
        told = meet(monkeypatch, place, load, call("王建国", county.clerk), before=True)
        assert told[0] == ""
        assert "没有保存" in told[1]
        assert phone_of("王建国") == "13700005678"

    def test_an_edit_of_the_address_is_told_as_well(self, county, known, monkeypatch):
        roster, made = checked(county, 家庭住址="光荣路2号")
        load = partial(actions.load_roster, roster, made=made, by=county.clerk)
        told = meet(
            monkeypatch, (loading, "write"), load, move_house(county, "和平路9号"), before=True
        )
        assert told[0] == ""
        assert "没有保存" in told[1]

    def test_an_edit_just_before_is_what_the_load_finds_and_gives_back(
        self, county, known, monkeypatch
    ):
        roster, made = checked(county, 联系电话="13700005678")
        load = partial(actions.load_roster, roster, made=made, by=county.clerk)
        told = meet(monkeypatch, (registry, "_save"), call("王建国", county.clerk), load)
        assert told == ["", ""]
        assert phone_of("王建国") == "13700005678"
        undo(roster, county.clerk)()
        assert phone_of("王建国") == "13600009999"

    def test_a_row_settled_as_somebody_does_not_write_over_an_edit(
        self, county, monkeypatch, move_clock
    ):
        county.take_in([row(1, 姓名="赵志强")])
        twin = row(1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18", 联系电话="13700005678")
        county.take_in([twin], BIRTH)
        move_clock(clock.now() + timedelta(minutes=1))
        question = Question.objects.get()
        known = Person.objects.select_related("household__region").get()
        settle = partial(actions.settle_as, question, person=known, by=county.clerk)
        told = meet(
            monkeypatch, (loading, "write"), settle, call("赵志强", county.clerk), before=True
        )
        assert told[0] == ""
        assert "没有保存" in told[1]
        assert phone_of("赵志强") == "13700005678"
