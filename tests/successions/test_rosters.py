"""Rosters that still name places as they were called before a change."""

import pytest

from tests.successions.country import Country, decree
from yushui.kernel.errors import RuleViolation
from yushui.people.importing.placing import Gazetteer
from yushui.successions import actions
from yushui.successions.shapes import Part
from yushui.territory.models import Region


pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    return Country()


def place(land, *words, code=""):
    county = Region.objects.get(pk=land.counties[0].pk)
    return Gazetteer.of(county).place(words, code).pk


def test_a_township_is_found_by_the_name_it_had(land):
    town = land.towns()[0]
    village = land.villages()[0]
    before = town.name
    actions.rename_region(town, name="石桥街道", decree=decree(), by=land.by)
    assert place(land, "", before, village.name) == village.pk
    assert place(land, "", "石桥街道", village.name) == village.pk


def test_a_village_that_was_merged_leads_to_the_one_that_carries_it_on(land):
    town = land.towns()[0]
    one, other = town.children.order_by("pk")
    actions.merge_regions([one], other, decree=decree(), by=land.by)
    assert place(land, "", town.name, one.name) == other.pk
    assert place(land, "", "", "", code=one.code) == other.pk


def test_of_one_that_was_divided_the_row_must_say_which_part(land):
    village = land.villages()[0]
    parts = [Part(name) for name in ("东柳村", "西柳村")]
    actions.split_region(village, parts, keeps_rest=False, decree=decree(), by=land.by)
    with pytest.raises(RuleViolation, match=r"已经改为.*东柳村.*西柳村.*请写明现在是哪一处"):
        place(land, "", "", village.name)


def test_a_name_in_force_goes_before_one_of_former_times(land):
    one, other = land.towns()[0].children.order_by("pk")
    before = one.name
    actions.rename_region(one, name="新村", decree=decree(), by=land.by)
    Region.objects.filter(pk=other.pk).update(name=before)
    assert place(land, "", "", before) == other.pk
