"""Words become the one place they mean, or a problem; never a guess."""

import pytest

from tests import make
from yushui.kernel.errors import RuleViolation
from yushui.people.importing.placing import Gazetteer
from yushui.territory.kinds import Level


def place(county, words, **more):
    return Gazetteer.of(county.office.region).place(words, **more).pk


@pytest.mark.parametrize(
    "words",
    [
        ("临川县", "石桥镇", "柳林村"),
        ("", "石桥镇", "柳林村"),
        ("", "石桥", "柳林"),
        ("", "", "柳林村"),
        ("云泽市", "石桥镇", "柳林村委会"),
        ("云泽市临川县", "石桥镇", "柳林村"),
        ("", "临川县石桥镇", "柳林村民委员会"),
        ("", "", "石桥镇柳林村"),
        ("", "", "云泽市临川县石桥镇柳林村"),
        ("", "石桥镇", "石桥镇柳林村"),
        ("", " 石桥镇 ", "柳林　村"),
    ],
    ids="/".join,
)
def test_a_village_is_found_however_it_is_written(county, words):
    assert place(county, words) == county.places["石桥镇柳林村"].pk


def test_a_village_may_be_called_like_its_township(county):
    village = make.region(county.places["石桥镇"], level=Level.VILLAGE, name="石桥村")
    assert place(county, ("", "石桥镇", "石桥")) == village.pk


def test_two_villages_of_one_name_are_told_apart_by_the_township(county):
    assert place(county, ("", "白马乡", "东村")) == county.places["白马乡东村"].pk


def test_without_a_township_they_are_a_problem(county):
    with pytest.raises(RuleViolation, match="“石桥镇东村”、“白马乡东村”2处，请写明上一级"):
        place(county, ("", "", "东村"))


def test_a_place_elsewhere_is_out_of_scope(county):
    with pytest.raises(RuleViolation, match=r"“临川县”里没有“青溪县”.*由上级单位导入"):
        place(county, ("青溪县", "", "柳林村"))


def test_a_name_almost_right_is_suggested_and_not_taken(county):
    with pytest.raises(RuleViolation, match="你是不是想写“柳林村”？"):
        place(county, ("", "石桥镇", "柳木村"))


def test_a_township_alone_is_not_enough_where_it_has_villages(county):
    with pytest.raises(RuleViolation, match="请写明是哪个村（社区）"):
        place(county, ("", "石桥镇", ""))


def test_a_township_without_villages_is_enough(county):
    farm = make.region(county.office.region, level=Level.TOWNSHIP, name="国营农场")
    assert place(county, ("", "国营农场", "")) == farm.pk


@pytest.mark.parametrize("address", ["石桥镇柳林村12号", "云泽市临川县石桥镇柳林村"])
def test_the_address_tells_where_no_column_does(county, address):
    found = place(county, ("", "", ""), address=address)
    assert found == county.places["石桥镇柳林村"].pk


def test_an_address_with_a_village_of_two_townships_is_a_problem(county):
    with pytest.raises(RuleViolation, match="住址里的村名有"):
        place(county, ("", "", ""), address="东村3号")


def test_a_code_goes_before_names(county):
    village = county.places["白马乡西沟社区"]
    assert place(county, ("", "", ""), code=village.code) == village.pk


def test_a_place_no_longer_in_force_is_ignored(county):
    """what-users-ask 27: archived names must not make the next level un-importable."""
    old = make.region(county.places["石桥镇"], level=Level.VILLAGE, name="柳林村")
    old.valid_to = "2020-01-01"
    old.save()
    assert place(county, ("", "", "柳林村")) == county.places["石桥镇柳林村"].pk
