"""本人心声: for the unit that heard it and the one above, while it is wanted (S1-40, S3-21)."""

import itertools
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.people.test_at_rest import everything_stored
from tests.successions.country import Country, decree
from yushui.accounts.models import User
from yushui.accounts.roles import ROLES
from yushui.audit.models import Event
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.kernel.secrets import Tampered
from yushui.people import actions, jobs, rules, seals
from yushui.people.actions import Spoken
from yushui.people.models import Erasure, Household, Merge, OwnWords
from yushui.successions import actions as successions
from yushui.successions.shapes import Part
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Unit


TEXT = "想让孙子将来也去当兵，就怕自己等不到那天。"
DAY = date(2026, 7, 20)

pytestmark = pytest.mark.django_db


def said(home, unit, by=None, **told):
    spoken = Spoken(**{"text": TEXT, "said_on": DAY} | told)
    return actions.record_own_words(
        home, unit=unit, spoken=spoken, by=by or make.actor("worker", unit)
    )


@pytest.fixture
def land():
    """A nation, a province, and the prefecture with its two counties and both lanes."""
    return Country()


@pytest.fixture
def home(land):
    return Household.objects.order_by("pk").first()


@pytest.fixture
def town(land, home):
    return land.unit_at(home.region.parent)


@pytest.fixture
def words(home, town):
    return said(home, town)


def sees(actor):
    return OwnWords.objects.visible_to(actor).exists()


class TestWhoSees:
    @pytest.mark.parametrize("kind", [Kind.VILLAGE, Kind.TOWNSHIP, Kind.STATION, Kind.OFFICE])
    def test_of_all_units_the_one_that_heard_it_and_its_direct_superior(self, land, home, kind):
        """Whoever heard it; beside them every unit there is, in every role there is."""
        place = {Kind.VILLAGE: home.region, Kind.OFFICE: land.counties[0]}
        unit = land.unit_at(place.get(kind, home.region.parent), kind)
        make.unit(land.counties[0], kind=Kind.BUREAU, superior=unit.superior)
        Unit.objects.filter(kind=Kind.BUREAU).update(
            answers_for=land.unit_at(land.counties[0], Kind.OFFICE)
        )
        said(home, unit)
        seeing = {
            (one.pk, role)
            for one, role in itertools.product(Unit.objects.all(), ROLES)
            if sees(make.actor(role, one))
        }
        assert seeing == {
            (one, role)
            for one in (unit.pk, unit.superior_id)
            for role in ("worker", "clerk", "head")
        }

    def test_no_job_and_no_command_sees_any(self, words, land):
        assert not sees(land.everybody)

    def test_two_posts_do_not_add_up(self, words, land):
        """To look at the place by one post, and to work elsewhere by another."""
        both = make.user("worker", land.unit_at(land.counties[1], Kind.OFFICE))
        both.posts.create(
            role="leader", unit=land.unit_at(land.counties[0], Kind.OFFICE), since=DAY
        )
        assert not sees(both.actor)

    def test_a_family_that_moves_takes_nobody_along(self, words, land, home, town):
        there = land.towns()[1].children.first()
        Household.objects.update(region=there)
        assert not sees(make.actor("worker", town))
        assert not sees(make.actor("worker", land.unit_at(land.towns()[1])))
        assert sees(make.actor("clerk", land.unit_at(land.counties[0], Kind.OFFICE)))


class TestRecording:
    def test_it_is_kept_as_it_was_said(self, words, home, town):
        assert seals.own_words(words) == TEXT
        assert (words.household, words.unit, words.person) == (home, town, None)
        event = Event.objects.get(kind="people.own_words_recorded")
        assert event.detail == {"household": home.pk, "cleared": False}

    def test_it_lies_sealed_and_opens_in_its_own_row_alone(self, words, home, town):
        assert TEXT.encode() not in everything_stored()
        other = said(home, town, text="想学电脑。")
        other.sealed = words.sealed
        with pytest.raises(Tampered):
            seals.own_words(other)

    def test_the_same_sent_twice_is_kept_once(self, words, home, town):
        assert said(home, town, uid=words.uid) == words
        assert OwnWords.objects.count() == 1

    def test_one_of_the_family_or_all_of_them_said_it(self, home, town, land):
        mine, stranger = home.persons.get(), make.person()
        assert said(home, town, person=mine).person == mine
        with pytest.raises(RuleViolation, match="不在这一户"):
            said(home, town, person=stranger)

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"text": " "}, "text"),
            ({"text": "想" * (rules.LONGEST_OWN_WORDS + 1)}, "text"),
            ({"said_on": date(2027, 1, 1)}, "said_on"),
            ({"said_on": date(2024, 1, 1)}, "said_on"),
            ({"text": "儿子在第5旅，盼他早回。"}, "text"),
        ],
        ids=["nothing", "too long", "to come", "long ago", "like a secret"],
    )
    def test_what_is_refused(self, home, town, told, field):
        with pytest.raises(RuleViolation) as refusal:
            said(home, town, **told)
        assert refusal.value.field == field
        assert not OwnWords.objects.exists()

    def test_what_somebody_looked_at_again_is_kept(self, home, town):
        spoken = Spoken("儿子在第5旅，盼他早回。", DAY)
        actions.record_own_words(
            home, unit=town, spoken=spoken, is_cleared=True, by=make.actor("worker", town)
        )
        assert Event.objects.get(kind="people.own_words_recorded").detail["cleared"]

    def test_nobody_writes_in_the_name_of_another_unit(self, land, home, town):
        office = land.unit_at(land.counties[0], Kind.OFFICE)
        with pytest.raises(NotPermitted):
            said(home, town, by=make.actor("clerk", office))
        with pytest.raises(NotPermitted):
            said(home, town, by=make.actor("leader", town))


class TestReading:
    def test_whoever_reads_leaves_a_trace_without_the_words(self, words, land):
        clerk = make.actor("clerk", land.unit_at(land.counties[0], Kind.OFFICE), name="周敏")
        assert actions.read_own_words(words, by=clerk) == TEXT
        event = Event.objects.get(kind="people.own_words_read")
        assert (event.actor_name, event.subject_id) == ("周敏", str(words.pk))
        assert TEXT not in str(event.detail)

    @pytest.mark.parametrize("act", [actions.read_own_words, actions.erase_own_words])
    def test_whoever_may_not_see_may_neither_read_nor_erase(self, words, land, act):
        for by in (land.by, land.everybody, make.actor("worker", land.unit_at(land.towns()[1]))):
            with pytest.raises(NotPermitted):
                act(words, by=by)
        assert not Event.objects.filter(kind="people.own_words_read").exists()


class TestErasing:
    def test_at_the_persons_wish_the_words_go_and_the_fact_stays(self, words, town):
        by = make.actor("worker", town, name="周敏")
        actions.erase_own_words(words, by=by)
        words.refresh_from_db()
        assert (words.sealed, words.erasure) == (None, Erasure.ASKED)
        assert (words.erased_by_name, words.said_on) == ("周敏", DAY)
        for act in (actions.read_own_words, actions.erase_own_words):
            with pytest.raises(Conflict, match="已经删去"):
                act(words, by=by)

    @pytest.mark.parametrize(
        "changes", [{"sealed": None}, {"erasure": "asked"}, {"erased_at": clock.now()}]
    )
    def test_there_is_nothing_between(self, words, changes):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnWords.objects.update(**changes)

    def test_after_two_years_nobody_keeps_them(self, words, home, town):
        at_the_edge = said(home, town, said_on=clock.today() - rules.OWN_WORDS_KEPT)
        OwnWords.objects.filter(pk=words.pk).update(
            said_on=clock.today() - rules.OWN_WORDS_KEPT - timedelta(days=1)
        )
        assert jobs.forget_own_words.func() == 1
        assert [one.erasure for one in OwnWords.objects.order_by("pk")] == ["expired", ""]
        assert at_the_edge.sealed
        assert jobs.forget_own_words.func() == 0

    def test_nor_of_a_family_that_moved_out_of_reach(self, words, land):
        for place, kept in ((land.towns()[1], True), (land.towns()[2], False)):
            Household.objects.update(region=place.children.first())
            assert jobs.forget_own_words.func() == (0 if kept else 1)
        words.refresh_from_db()
        assert words.erasure == Erasure.LEFT

    def test_nor_of_one_that_left_a_unit_without_superior(self, land, home):
        said(home, land.office)
        Household.objects.update(region=make.region(level=Level.VILLAGE))
        assert jobs.forget_own_words.func() == 1


class TestMerging:
    def test_they_move_with_the_family_and_return(self, words, land, town):
        kept = Household.objects.filter(region=words.household.region).order_by("pk").last()
        gone = words.household
        by = make.actor("clerk", town)
        merge = actions.merge_households(kept, gone, by=by)
        words.refresh_from_db()
        assert (words.household, seals.own_words(words)) == (kept, TEXT)
        actions.part(merge, reason="不是一家", by=by)
        words.refresh_from_db()
        assert (words.household, seals.own_words(words)) == (gone, TEXT)

    def test_they_move_with_the_person_and_return(self, land, home, town):
        gone = home.persons.get()
        kept = make.person(home)
        words = said(home, town, person=gone)
        by = make.actor("clerk", town)
        merge = actions.merge_persons(kept, gone, by=by)
        words.refresh_from_db()
        assert words.person == kept
        actions.part(merge, reason="不是一人", by=by)
        words.refresh_from_db()
        assert words.person == gone

    def test_what_was_erased_meanwhile_does_not_come_back(self, words, town):
        kept = Household.objects.filter(region=words.household.region).order_by("pk").last()
        by = make.actor("clerk", town)
        merge = actions.merge_households(kept, words.household, by=by)
        actions.erase_own_words(words, by=by)
        actions.part(merge, reason="不是一家", by=by)
        assert OwnWords.objects.get().sealed is None
        assert TEXT not in str(Merge.objects.get().journal)


class TestChangeOfRegions:
    def test_the_heir_reads_on_and_its_new_superior_instead_of_the_old(self, words, land, town):
        worker = make.user("worker", town)
        offices = [
            make.user("clerk", land.unit_at(county, Kind.OFFICE)) for county in land.counties
        ]
        successions.move_region(town.region, land.counties[1], decree=decree(), by=land.by)
        now = [User.objects.get(pk=one.pk).actor for one in (worker, *offices)]
        assert [sees(one) for one in now] == [True, False, True]
        assert jobs.forget_own_words.func() == 0

    def test_units_that_become_one_are_one(self, words, land, town):
        other = land.towns()[1]
        worker = make.user("worker", land.unit_at(other))
        successions.merge_regions([town.region], other, decree=decree(), by=land.by)
        assert sees(User.objects.get(pk=worker.pk).actor)

    def test_a_part_reads_what_its_own_families_said(self, land, home):
        village = home.region
        heard = Unit.objects.get(region=village, kind=Kind.VILLAGE)
        Unit.objects.filter(pk=heard.pk).update(name=f"{village.name}村委会")
        homes = list(Household.objects.filter(region=village).order_by("pk"))
        for one in homes:
            said(one, heard)
        names = ("东片村", "西片村")
        parts = [Part(name, households=[one.code]) for name, one in zip(names, homes, strict=True)]
        successions.split_region(village, parts, keeps_rest=False, decree=decree(), by=land.by)
        for name, one in zip(names, homes, strict=True):
            worker = make.actor("worker", Unit.objects.active().get(region__name=name))
            assert [words.household for words in OwnWords.objects.visible_to(worker)] == [one]

    def test_nobody_is_told_how_many_go_along(self, words, land, town):
        other = land.towns()[1]
        change = successions.merge_regions([town.region], other, decree=decree(), by=land.by)
        assert change.moved
        assert "本人心声" not in dict(change.moved)
