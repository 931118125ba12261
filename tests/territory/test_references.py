"""Every reference to a place or a unit says what a change of regions does to it."""

from unittest import mock

from yushui.people.models import Household
from yushui.territory.checks import check_every_reference_has_decided
from yushui.territory.models import Region, Unit
from yushui.territory.references import references_to


def test_every_reference_has_decided():
    assert check_every_reference_has_decided() == []


def test_one_that_has_not_is_refused():
    with mock.patch.object(Household, "on_change_of_region", None):
        (error,) = check_every_reference_has_decided()
    assert error.id == "territory.E001"
    assert "on_change_of_region" in error.hint


def test_the_table_between_is_a_reference_too():
    named = {one.declared_as for one in references_to(Unit) if one.owner.__name__ == "Addressee"}
    assert named == {"on_change_of_units"}


def test_a_table_with_several_columns_says_which():
    labels = {one.label for one in (*references_to(Region), *references_to(Unit))}
    assert {"家庭", "岗位", "走访（地点）", "走访（部队）", "收文"} <= labels
