"""What a change of regions does, and to whom."""

from datetime import date
from unittest import mock

import pytest

from tests import make
from tests.successions.country import DAY, Country, decree
from yushui.accounts.models import User
from yushui.campaigns import actions as campaigns
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger import folding
from yushui.ledger.models import Posting
from yushui.ledger.verifying import verify
from yushui.people.models import Household
from yushui.successions import actions, carrying, policy, queries, shapes
from yushui.successions.shapes import Part
from yushui.territory.kinds import Kind
from yushui.territory.models import Change, Region, RegionName, Unit
from yushui.visits.models import Target, Visit


pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    return Country()


@pytest.fixture
def town(land):
    """A township of the first county, one family of which was visited in both years."""
    place = land.towns()[0]
    home = Household.objects.filter(region__parent=place).order_by("pk").first()
    for number in (0, 1):
        land.aim(home, number)
        land.visit(home, number)
    folding.fold()
    return place


def move(land, town, to=1, **options):
    return actions.move_region(town, land.counties[to], decree=decree(), by=land.by, **options)


def heir(region):
    (found,) = queries.heirs([Region.objects.get(pk=region.pk)])
    return found


class TestMove:
    def test_last_year_stays_where_it_was_reported(self, land, town):
        before = land.figures(0)
        move(land, town)
        after = land.figures(0)
        assert {key: after[key] for key in before} == before
        assert before["place", land.counties[0].pk, "persons"] == 1

    def test_this_year_lies_under_the_new_tree(self, land, town):
        move(land, town)
        old, new = land.counties
        assert (land.sum_at(old), land.sum_at(new), land.sum_at(land.city)) == (0, 1, 1)
        offices = [land.unit_at(county, Kind.OFFICE) for county in (old, new)]
        assert [land.sum_at(office) for office in offices] == [0, 1]
        folding.fold()
        assert verify() == []

    def test_families_lists_and_visits_under_way_go_along(self, land, town):
        move(land, town)
        now = heir(town)
        assert Household.objects.filter(region__in=Region.objects.within(now)).count() == 4
        ended, running = Target.objects.order_by("campaign")
        assert running.region.path.startswith(now.path)
        assert running.unit == land.unit_at(now)
        assert ended.region.path.startswith(town.path)
        assert [v.region.path.startswith(now.path) for v in Visit.objects.order_by("campaign")] == [
            False,
            True,
        ]

    def test_a_closed_campaign_is_history_even_before_its_last_day(self, land, town):
        campaigns.close(land.campaigns[1], by=land.by)
        move(land, town)
        assert [land.sum_at(county) for county in land.counties] == [1, 0]

    def test_its_units_report_to_the_new_county(self, land, town):
        before = land.unit_at(town)
        move(land, town)
        hall = land.unit_at(heir(town))
        assert hall.superior == land.unit_at(land.counties[1], Kind.OFFICE)
        assert hall.name == before.name
        assert not Unit.objects.get(pk=before.pk).is_active
        villages = Unit.objects.active().filter(superior=hall, kind=Kind.VILLAGE)
        assert {unit.region.parent_id for unit in villages} == {heir(town).pk}

    def test_codes_of_villages_follow_the_new_code(self, land):
        county, other = land.counties
        town = make.region(county, name="石桥镇")
        Region.objects.filter(pk=town.pk).update(code="141123105000")
        village = make.region(town, name="柳林村")
        Region.objects.filter(pk=village.pk).update(code="141123105201")
        town.refresh_from_db()
        actions.move_region(town, other, code="141124108000", decree=decree(), by=land.by)
        assert heir(village).code == "141124108201"
        assert queries.now_at("141123105201") == [heir(village)]
        assert queries.now_at("石桥镇") == [heir(town)]

    def test_its_people_keep_their_posts_and_their_past(self, land, town):
        clerk = make.user("clerk", land.unit_at(town))
        move(land, town)
        actor = User.objects.get(pk=clerk.pk).actor
        assert actor.posts[0].unit_id == land.unit_at(heir(town)).pk
        assert Visit.objects.visible_to(actor).count() == 2
        assert Household.objects.visible_to(actor).count() == 4

    def test_the_new_county_sees_the_families_and_not_the_old_work(self, land, town):
        clerks = [make.actor("clerk", land.unit_at(c, Kind.OFFICE)) for c in land.counties]
        assert [Visit.objects.visible_to(one).count() for one in clerks] == [2, 0]
        move(land, town)
        assert [Visit.objects.visible_to(one).count() for one in clerks] == [1, 1]
        assert [Household.objects.visible_to(one).count() for one in clerks] == [4, 12]

    def test_a_garrison_unit_is_still_visited_once(self, land):
        county = land.counties[0]
        host = land.unit_at(county, Kind.GARRISON)
        land.call_on(host)
        city = make.region(name="东山市", level=2)
        command = make.unit(city, kind=Kind.MILITARY_COMMAND)
        make.unit(city, name="东山市双拥办")
        actions.move_region(county, city, decree=decree(), by=land.everybody)
        now = Unit.objects.active().get(kind=Kind.GARRISON, region=heir(county))
        assert now.path.startswith(command.path)
        land.call_on(now)
        assert land.sum_at(heir(county), "troops") == 1

    def test_who_came_second_still_inherits(self, land, town):
        home = Household.objects.get(targets__campaign=land.campaigns[1])
        first = Visit.objects.get(campaign=land.campaigns[1])
        land.visit(home, unit=land.unit_at(land.counties[0], Kind.OFFICE))
        move(land, town)
        land.cancel(first)
        assert land.sum_at(heir(town)) == 1
        assert land.sum_at(heir(town), "visits") == 1

    def test_a_visit_recorded_before_is_taken_back_after(self, land, town):
        move(land, town)
        land.cancel(Visit.objects.get(campaign=land.campaigns[1]))
        assert not any(land.figures(1).values())

    def test_it_is_refused_without_anybody_to_report_to(self, land, town):
        lonely = make.region(make.region(name="远山市", level=2), name="孤山县", level=3)
        with pytest.raises(RuleViolation, match="不知道该向谁报送"):
            actions.move_region(town, lonely, decree=decree(), by=land.everybody)
        assert not Change.objects.exists()

    @pytest.mark.parametrize("day", [date(2026, 7, 26), date(1900, 1, 1)])
    def test_the_day_is_neither_to_come_nor_before_the_place_was(self, land, town, day):
        with pytest.raises(RuleViolation) as refusal:
            actions.move_region(town, land.counties[1], decree=decree(day), by=land.by)
        assert refusal.value.field == "effective_on"


def test_the_preview_is_what_happens(land, town):
    plan = shapes.move_region(town, land.counties[1], on=DAY)
    told = {line.label: line.number for line in carrying.lines(plan)}
    change = move(land, town)
    assert dict(change.moved) == told
    assert told["家庭"] == 4
    assert told["走访对象（村（社区））"] == 1
    assert not [label for label in told if label.isascii()]


def state():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Region, RegionName, Unit, Household, Target, Visit, Posting, Change)
    ]


@pytest.mark.parametrize("step", ["_pass_on_units", "restate", "_settle_homes"])
def test_one_that_dies_on_the_way_changes_nothing(land, town, step):
    before = state()
    with mock.patch.object(carrying, step, side_effect=SystemExit), pytest.raises(SystemExit):
        move(land, town)
    assert state() == before


def test_of_two_changes_of_one_place_the_second_is_told(land, town):
    stale = shapes.move_region(town, land.counties[1], on=DAY)
    move(land, town)
    before = state()
    with (
        mock.patch.object(shapes, "move_region", return_value=stale),
        pytest.raises(Conflict, match="重新预览"),
    ):
        move(land, town)
    assert state() == before


class TestRename:
    def test_the_old_name_and_code_are_still_found(self, land, town):
        before, code = town.name, town.code
        actions.rename_region(town, name="石桥街道", decree=decree(), by=land.by)
        assert queries.now_at(before) == [town]
        assert queries.now_at(code) == [town]
        assert list(town.names.order_by("valid_from").values_list("name", "valid_to")) == [
            (before, DAY),
            ("石桥街道", None),
        ]

    def test_units_named_after_it_are_renamed_and_keep_an_alias(self, land):
        office = land.unit_at(land.counties[0], Kind.OFFICE)
        actions.rename_region(land.counties[0], name="临川市", decree=decree(), by=land.by)
        office.refresh_from_db()
        assert office.name == "临川市双拥办"
        assert list(office.aliases.values_list("name", flat=True)) == ["临川县双拥办"]

    def test_a_place_that_is_no_more_keeps_its_name(self, land, town):
        move(land, town)
        town.refresh_from_db()
        with pytest.raises(RuleViolation, match="已经停用"):
            actions.rename_region(town, name="石桥街道", decree=decree(), by=land.by)

    def test_no_figure_moves(self, land, town):
        before = land.figures(1)
        actions.rename_region(town, name="石桥街道", decree=decree(), by=land.by)
        assert land.figures(1) == before


class TestMerge:
    def merge(self, land, **options):
        one, other = land.towns()[:2]
        actions.merge_regions([one], other, decree=decree(), by=land.by, **options)
        return one, other

    def test_the_other_carries_it_on(self, land, town):
        halls = [land.unit_at(place) for place in land.towns()[:2]]
        clerk = make.user("clerk", halls[0])
        _, other = self.merge(land, name="新桥镇")
        other.refresh_from_db()
        assert other.name == "新桥镇"
        assert Household.objects.filter(region__parent=other).count() == 8
        assert User.objects.get(pk=clerk.pk).actor.posts[0].unit_id == halls[1].pk
        assert (land.sum_at(town), land.sum_at(other)) == (0, 1)
        assert land.sum_at(town, number=0) == 1

    def test_one_post_of_two_alike_stays_behind(self, land):
        halls = [land.unit_at(place) for place in land.towns()[:2]]
        clerk = make.user("clerk", halls[0])
        clerk.posts.create(role="clerk", unit=halls[1])
        self.merge(land)
        assert {post.unit_id for post in clerk.posts.all()} == {hall.pk for hall in halls}

    def test_old_names_lead_to_it(self, land, town):
        _, other = self.merge(land)
        assert queries.now_at(town.name) == [other]
        assert land.unit_at(other).aliases.count() == 1


class TestSplit:
    def split(self, land, village, codes=(), *, keeps_rest=False):
        return actions.split_region(
            village,
            [Part("东村", households=codes[:1]), Part("西村", households=codes[1:])],
            keeps_rest=keeps_rest,
            decree=decree(),
            by=land.by,
        )

    def test_families_go_by_the_list_with_what_hangs_on_them(self, land, town):
        home = Household.objects.get(targets__campaign=land.campaigns[1])
        village = home.region
        codes = list(village.households.order_by("pk").values_list("code", flat=True))
        self.split(land, village, codes)
        east = Region.objects.get(name="东村")
        assert (land.sum_at(east), land.sum_at(village)) == (1, 0)
        assert land.sum_at(village, number=0) == 1
        assert Target.objects.get(campaign=land.campaigns[1]).region == east
        assert not queries.left_in(Region.objects.all())

    def test_what_no_list_names_waits_in_the_to_do(self, land, town):
        village = land.villages()[0]
        change = self.split(land, village)
        (left,) = queries.left_in(Region.objects.all())
        assert (left.region, left.households) == (village, 2)
        codes = list(village.households.values_list("code", flat=True))
        west = Region.objects.get(name="西村")
        village.refresh_from_db()
        actions.give_left(change, village, west, households=codes, by=land.by)
        assert west.households.count() == 2
        assert not queries.left_in(Region.objects.all())
        folding.fold()
        assert verify() == []

    def test_a_township_gives_its_villages_and_each_part_has_its_own_hall(self, land, town):
        home = Household.objects.get(targets__campaign=land.campaigns[1])
        villages = [home.region, *town.children.exclude(pk=home.region_id)]
        parts = [Part("东桥镇", children=villages[:1]), Part("西桥镇", children=villages[1:])]
        actions.split_region(town, parts, keeps_rest=False, decree=decree(), by=land.by)
        east = Region.objects.get(name="东桥镇")
        assert land.unit_at(east).name == "东桥镇人民政府"
        assert land.unit_at(heir(villages[0]), Kind.VILLAGE).superior == land.unit_at(east)
        assert land.sum_at(land.unit_at(east)) == 1

    def test_what_was_left_follows_a_part_that_has_moved_since(self, land, town):
        home = Household.objects.get(targets__campaign=land.campaigns[1])
        parts = [Part("东桥镇"), Part("西桥镇")]
        change = actions.split_region(town, parts, keeps_rest=False, decree=decree(), by=land.by)
        move(land, Region.objects.get(name="东桥镇"))
        east = queries.now_at("东桥镇")[0]
        town.refresh_from_db()
        actions.give_left(change, town, east, children=[home.region], by=land.by)
        assert land.sum_at(land.unit_at(east)) == 1
        assert land.sum_at(land.counties[1]) == 1
        assert Target.objects.get(campaign=land.campaigns[1]).unit == land.unit_at(east)

    def test_a_place_that_stays_keeps_the_rest(self, land):
        village = land.villages()[0]
        codes = list(village.households.order_by("pk").values_list("code", flat=True))
        self.split(land, village, codes[:1], keeps_rest=True)
        village.refresh_from_db()
        assert village.valid_to is None
        assert village.households.count() == 1

    def test_a_number_that_is_not_there_is_told(self, land):
        with pytest.raises(RuleViolation, match="没有这些家庭编号：H404"):
            self.split(land, land.villages()[0], ["H404"])


class TestUnits:
    def test_a_unit_moves_with_all_that_report_to_it(self, land, town):
        hall, office = land.unit_at(town), land.unit_at(land.counties[1], Kind.OFFICE)
        actions.move_unit(hall, office, decree=decree(), by=land.by)
        now = land.unit_at(town)
        assert now.superior == office
        assert (land.sum_at(office), land.sum_at(land.unit_at(land.counties[0], Kind.OFFICE))) == (
            1,
            0,
        )
        assert (land.sum_at(hall, number=0), land.sum_at(office, number=0)) == (1, 0)

    def test_merged_units_become_one(self, land, town):
        one, other = land.unit_at(town), land.unit_at(land.towns()[1])
        actions.merge_units(one, other, decree=decree(), by=land.by)
        assert land.sum_at(other) == 1
        assert other.aliases.get().name == one.name
        assert Unit.objects.active().filter(superior=other, kind=Kind.VILLAGE).count() == 4

    def test_a_renamed_unit_is_found_by_its_old_name(self, land):
        office = land.unit_at(land.counties[0], Kind.OFFICE)
        actions.rename_unit(office, name="临川县双拥工作中心", decree=decree(), by=land.by)
        assert office.aliases.get().name == "临川县双拥办"


class TestWhoMay:
    def test_the_office_above_all_that_is_touched(self, land, town):
        county = land.unit_at(land.counties[0], Kind.OFFICE)
        with pytest.raises(NotPermitted):
            actions.move_region(
                town, land.counties[1], decree=decree(), by=make.actor("clerk", county)
            )

    @pytest.mark.parametrize(
        ("role", "kind", "at", "allowed"),
        [
            ("clerk", Kind.OFFICE, "county", True),
            ("head", Kind.OFFICE, "city", True),
            ("worker", Kind.OFFICE, "county", False),
            ("leader", Kind.OFFICE, "city", False),
            ("clerk", Kind.TOWNSHIP, "town", False),
            ("clerk", Kind.ARMED_FORCES_DEPARTMENT, "county", False),
            ("system", Kind.OFFICE, "city", False),
        ],
    )
    def test_a_village_is_the_county_s(self, land, town, role, kind, at, allowed):
        places = {"city": land.city, "county": land.counties[0], "town": town}
        by = make.actor(role, land.unit_at(places[at], kind))
        assert policy.may(by, town.children.first()) == allowed
