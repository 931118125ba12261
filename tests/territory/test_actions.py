"""Places from the division table, and units made for them by template."""

from pathlib import Path

import pytest

from tests import make
from yushui.demonstration import world
from yushui.kernel.errors import RuleViolation
from yushui.territory import divisions, paths, templates
from yushui.territory.actions import create_units, load_divisions
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, RegionName, Unit
from yushui.territory.system import SYSTEM


@pytest.fixture
def made_up():
    load_divisions(world.divisions(), by=SYSTEM)
    province = Region.objects.get(level=Level.PROVINCE)
    create_units(province, by=SYSTEM, with_garrison=True)
    return province


@pytest.fixture
def table(tmp_path):
    """A division table with the oddities of the real one."""
    (tmp_path / "provinces.csv").write_text("code,name\n99,云泽直辖市\n98,云泽省\n")
    (tmp_path / "cities.csv").write_text("code,name\n9901,市辖区\n9801,青川市\n9802,东港市\n")
    (tmp_path / "areas.csv").write_text("code,name\n990101,临溪区\n980101,鹿鸣县\n980200,东港市\n")
    (tmp_path / "streets.csv").write_text("code,name\n980101001,白鹭镇\n980200001,港口镇\n")
    (tmp_path / "villages.csv").write_text("code,name\n980101001200,前进村\n")
    return tmp_path


def test_a_district_of_a_municipality_stands_directly_below_it(table):
    rows = {row.name: row for row in divisions.read(table)}
    assert "市辖区" not in rows
    assert rows["临溪区"].parent == rows["云泽直辖市"].code


def test_a_city_without_counties_has_its_towns_directly(table):
    rows = {row.name: row for row in divisions.read(table)}
    assert rows["港口镇"].parent == rows["东港市"].code
    assert rows["东港市"].level == Level.PREFECTURE


def test_only_what_is_asked_for_is_read(table):
    names = [row.name for row in divisions.read(table, within="980101")]
    assert names == ["云泽省", "青川市", "鹿鸣县", "白鹭镇", "前进村"]


@pytest.mark.parametrize("words", ["鹿鸣县", "青川市鹿鸣县", "云泽省青川市鹿鸣县", "980101"])
def test_a_place_is_found_by_its_name_or_code(table, words):
    assert divisions.find(table, words).name == "鹿鸣县"


def test_a_place_nobody_knows_is_refused_in_words(table):
    with pytest.raises(RuleViolation, match="没有“乌有县”"):
        divisions.find(table, "乌有县")


def test_a_missing_data_package_says_what_to_run():
    with pytest.raises(RuleViolation, match="make install"):
        next(divisions.read(Path("nowhere")))


def test_loading_again_adds_nothing():
    first = load_divisions(world.divisions(), by=SYSTEM)
    assert load_divisions(world.divisions(), by=SYSTEM) == 0
    assert Region.objects.count() == RegionName.objects.count() == first


def test_every_path_is_the_chain_of_ids(made_up):
    for region in Region.objects.select_related("parent"):
        above = region.parent.path if region.parent else None
        assert region.path == paths.extend(above, region.pk)


def test_the_database_numbers_on_after_chosen_ids(made_up):
    assert make.region().pk > Region.objects.order_by("-pk")[1].pk
    assert make.unit(made_up).pk


def test_making_units_again_makes_none(made_up):
    assert create_units(made_up, by=SYSTEM, with_garrison=True) == 0


def test_a_county_city_may_report_straight_to_the_province(made_up):  # S0-05
    office = Unit.objects.get(kind=Kind.OFFICE, region__name="望海市")
    assert office.superior.region == made_up
    assert office.region.parent.name == "青川市"


def test_both_lanes_answer_for_the_office(made_up):  # S0-60
    office = Unit.objects.get(kind=Kind.OFFICE, region__name="鹿鸣县")
    for kind in (Kind.BUREAU, Kind.ARMED_FORCES_DEPARTMENT):
        assert Unit.objects.get(kind=kind, region=office.region).node_id == office.pk


def test_a_township_is_one_node_with_the_names_of_both_its_organs(made_up):  # S2-02
    township = Unit.objects.get(kind=Kind.TOWNSHIP, name="白鹭镇")
    names = set(township.aliases.values_list("name", flat=True))
    assert {"白鹭镇党委", "白鹭镇人民政府"} <= names


def test_the_lanes_are_two_trees(made_up):
    for unit in Unit.objects.exclude(superior=None).select_related("superior"):
        assert unit.lane == unit.superior.lane


@pytest.mark.parametrize(
    ("name", "short"),
    [("吕梁市", "吕梁"), ("兴县", "兴县"), ("内蒙古自治区", "内蒙古"), ("锡林郭勒盟", "锡林郭勒")],
)
def test_short_names(name, short):
    assert templates.short_name(name) == short


@pytest.mark.parametrize("number", [0, 1, 35, 36, 1295, 1296, 10**9])
def test_a_path_tells_its_ids(number):
    path = paths.extend(paths.extend(None, 7), number)
    assert paths.ids(path) == [7, number]
    assert (paths.parent(path), paths.parent(paths.parent(path))) == (paths.extend(None, 7), "/")


def test_after_is_the_end_of_a_subtree():
    path = paths.extend(None, 12)
    inside = paths.extend(path, 99)
    assert path <= inside < paths.after(path)
    assert paths.extend(None, 13) >= paths.after(path)
