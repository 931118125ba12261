"""What was planned before the transaction is held against what stands inside it."""

from datetime import date

import pytest

from tests.people.sheets import row
from yushui.kernel.errors import RuleViolation
from yushui.people import actions, intake, seals
from yushui.people.importing import planning, preparing
from yushui.people.models import Belonging, Household, Person, Status


def prepared(county, rows):
    roster = county.check(rows)
    return roster, preparing.sealed(preparing.of_roster(roster, roster.mapping))


def load(county, roster, made):
    return actions.load_roster(roster, made=made, by=county.clerk).outcome


def test_where_nothing_changed_nothing_is_decided_twice(county, monkeypatch):
    county.take_in([row(1), row(2)])
    roster, made = prepared(county, [row(1), row(2, 联系电话="13700005678"), row(3)])
    monkeypatch.setattr(planning, "decide", None)
    monkeypatch.setattr(preparing.loading.seals, "sealers", None)
    told = load(county, roster, made)
    assert (told["new"], told["changed"], told["same"]) == (1, 1, 1)
    assert {seals.phone(one) for one in Person.objects.all()} == {"13900001234", "13700005678"}


def test_who_came_in_meanwhile_is_not_added_again(county):
    roster, made = prepared(county, [row(1), row(2)])
    county.take_in([row(1, 联系电话="13700005678")])
    told = load(county, roster, made)
    assert (told["new"], told["changed"], Person.objects.count()) == (1, 1, 2)
    assert {seals.phone(one) for one in Person.objects.all()} == {"13900001234"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: Person.objects.update(name="赵德福"), "登记的是另一个姓名"),
        (
            lambda: Person.objects.update(status=Status.DEAD, status_on=date(2026, 7, 1)),
            "已登记为去世",
        ),
        (
            lambda: Household.objects.update(region=Household.objects.get().region.parent.parent),
            "",
        ),
    ],
    ids=["name", "death", "moved"],
)
def test_what_became_of_somebody_meanwhile_counts(county, change, words):
    county.take_in([row()])
    roster, made = prepared(county, [row()])
    change()
    if words:
        with pytest.raises(RuleViolation, match=words):
            load(county, roster, made)
    else:
        assert load(county, roster, made)["changed"] == 1


def test_a_category_given_by_hand_meanwhile_is_not_given_again(county):
    county.take_in([row()])
    roster, made = prepared(county, [row(人员类别="残疾军人")])
    actions.add_category(Person.objects.get(), category="disabled_soldier", by=county.clerk)
    assert load(county, roster, made)["same"] == 1
    assert Belonging.objects.filter(category="disabled_soldier").count() == 1


def test_a_village_renamed_meanwhile_is_looked_for_again(county):
    roster, made = prepared(county, [row()])
    village = county.places["石桥镇柳林村"]
    village.name = "新柳村"
    village.save()
    with pytest.raises(RuleViolation, match="里没有“柳林村”"):
        load(county, roster, made)


def test_the_command_line_prepares_before_it_writes(county):
    upload = county.upload([row(1), row(2)])
    roster = intake.take_in(upload, unit=county.office, by=county.clerk)
    assert (roster.state, roster.row_count, Person.objects.count()) == ("imported", 2, 2)
