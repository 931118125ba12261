"""Fields that more than one subject uses."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from tests import make
from yushui.territory.models import Alias, Unit
from yushui.web.forms import AmountField, DayField, UnitField


@pytest.mark.parametrize(
    "text", ["2026-07-18", "2026/7/18", "2026.07.18", "2026年7月18日", "20260718"]
)
def test_a_day_is_read_in_five_forms(text):
    assert DayField().clean(text) == date(2026, 7, 18)


@pytest.mark.parametrize(
    ("text", "yuan"), [("1,234.50", "1234.50"), ("1.2万", "12000"), ("５００元", "500"), ("", "0")]
)
def test_an_amount_is_read_as_people_type_it(text, yuan):
    assert AmountField(required=False).clean(text) == Decimal(yuan)


@pytest.mark.parametrize("text", ["很多", "1.234", "12元5角"])
def test_an_amount_that_is_none_is_explained(text):
    with pytest.raises(forms.ValidationError, match="金额"):
        AmountField().clean(text)


def unit_field():
    field = UnitField()
    field.units = Unit.objects.all()
    return field


def test_a_unit_is_found_by_name_or_alias():
    unit = make.unit(name="石桥镇人民政府")
    Alias.objects.create(unit=unit, name="石桥镇党委")
    assert unit_field().clean("石桥镇人民政府") == unit
    assert unit_field().clean("石桥镇党委") == unit


def test_units_of_one_name_are_told_apart_by_their_place():
    one, other = (make.unit(make.region(name=name), name="城关镇") for name in ("东县", "西县"))
    with pytest.raises(forms.ValidationError, match="城关镇（东县）、城关镇（西县）"):
        unit_field().clean("城关镇")
    assert unit_field().clean("城关镇（东县）") == one
    assert unit_field().clean("城关镇(西县)") == other


def test_a_unit_nearly_named_is_suggested():
    make.unit(make.region(name="东县"), name="石桥镇人民政府")
    with pytest.raises(forms.ValidationError, match="您要找的是不是：石桥镇人民政府（东县）"):
        unit_field().clean("石桥")


def test_a_unit_out_of_scope_is_not_told_from_one_that_does_not_exist():
    make.unit(name="邻县双拥办")
    field = UnitField()
    with pytest.raises(forms.ValidationError) as hidden:
        field.clean("邻县双拥办")
    with pytest.raises(forms.ValidationError) as missing:
        field.clean("无此单位")
    assert hidden.value.message.replace("邻县双拥办", "") == missing.value.message.replace(
        "无此单位", ""
    )
