"""From words to units: the recipients of the five source notices, in the places they went to."""

import pytest

from tests import make
from tests.notices import land
from tests.notices.reading.sources import source
from yushui.kernel.errors import RuleViolation
from yushui.notices import actions, resolving
from yushui.notices.models import Addressee
from yushui.territory.models import Unit


def resolved(text, issuer):
    (one,) = resolving.resolve([text], issuer=issuer)
    return {unit.name for unit in one.units}


# Source, issuer's place, province → the names of some recipients and how many units each means.
SOURCES = {
    "S0": (
        "内蒙古自治区",
        "内蒙古自治区",
        {
            "各盟市退役军人事务局": 3,
            "满洲里市退役军人事务局": 1,  # past its prefecture (S0-05)
            "二连浩特市退役军人事务局": 1,
            "各军分区政治工作处": 3,
            "呼和浩特警备区政治工作处": 1,
            "武警内蒙古总队政治工作部": 0,  # one body that the office has to name
        },
    ),
    "S1": (
        "吕梁市",
        "山西省",
        {
            "各县（市、区）双拥工作领导小组": 3,
            "市直各部门": 12,
            "市直各单位": 17,
            "驻吕各部队": 6,
        },
    ),
    "S2": (
        "黔江区",
        "重庆市",
        {
            "各乡镇党委": 2,
            "各乡镇人民政府": 2,  # the same two (S2-02)
            "各街道党工委": 1,
            "各街道办事处": 1,
            "区委各部委": 4,
            "区级国家机关各部门": 12,
            "各人民团体": 3,
            "各区属企事业单位": 2,
            "各驻黔部队": 2,
        },
    ),
    "S3": (
        "江门市",
        "广东省",
        {"各县（市、区）双拥办": 2, "市双拥工作领导小组成员单位": 15, "市有关单位": 0},
    ),
    "S4": (
        "石柱土家族自治县",
        "重庆市",
        {
            "各乡镇（街道）党委（党工委）": 3,
            "各乡镇（街道）人民政府（办事处）": 3,
            "县委各部委": 4,
            "县级各部门": 12,
            "各人民团体": 3,
            "驻石部队": 2,
        },
    ),
}


@pytest.mark.parametrize(("name", "case"), SOURCES.items(), ids=SOURCES)
def test_the_recipients_of_a_source_notice(name, case):
    place, province, expected = case
    land.furnish(province)
    head = source(name).document
    names = [one.text for one in [*head.recipients, *head.copies_to]]
    found = resolving.resolve(names, issuer=land.office(place))
    assert {one.text: len(one.units) for one in found} == expected


def test_a_municipality_s_county_has_no_prefecture_between():
    land.furnish("重庆市")
    assert resolved("各区县双拥办", land.office("重庆市")) == {
        "黔江区双拥工作领导小组办公室",
        "石柱土家族自治县双拥工作领导小组办公室",
    }


# Words in a notice of 呼伦贝尔市, which stands between the region and its banners.
CITY = {
    "the region's own office is not the city's": (
        "自治区双拥办",
        {"内蒙古自治区双拥工作领导小组办公室"},
    ),
    "nor is a county of the city's rank a 县": ("县直各部门", set()),
    "nor are the departments of the province": ("省直各部门", set()),
    "the city's office is": ("市双拥办", {"呼伦贝尔市双拥工作领导小组办公室"}),
    "a class begins with a level too": (
        "旗县（市、区）双拥办",
        {"海拉尔区双拥工作领导小组办公室", "满洲里市双拥工作领导小组办公室"},
    ),
    "leagues are beside it, not below": ("各盟市双拥办", {"呼伦贝尔市双拥工作领导小组办公室"}),
    "an exact name wins": ("满洲里市退役军人事务局", {"满洲里市退役军人事务局"}),
    "so does an alias": (
        "满洲里市拥军优属拥政爱民工作领导小组",
        {"满洲里市双拥工作领导小组办公室"},
    ),
    "a list only the office knows": ("各有关单位", set()),
    "words nobody has a rule for": ("广大人民群众", set()),
}


@pytest.mark.parametrize(("text", "names"), CITY.values(), ids=CITY)
def test_words_in_the_notice_of_a_city(text, names):
    land.furnish("内蒙古自治区")
    assert resolved(text, land.office("呼伦贝尔市")) == names


def test_those_that_report_straight_up_are_not_the_city_s_to_ask():
    land.furnish("内蒙古自治区")
    assert resolved("双拥办", land.office("呼伦贝尔市")) == {"海拉尔区双拥工作领导小组办公室"}


LEVELS = {
    "各县（市、区）双拥办": 3, "盟市人民政府": 2, "各乡镇（街道）": 4, "自治区双拥办": 1,
    "人武部": 3, "军分区（警备区）": 2, "街道人武部": 4, "军区政治工作局": 1, "各单位": None,
}  # fmt: skip


@pytest.mark.parametrize(("words", "level"), LEVELS.items(), ids=LEVELS)
def test_the_level_that_words_name(words, level):
    assert resolving.level_named(words) == level


def test_an_inactive_unit_is_no_longer_meant():
    land.furnish("山西省")
    Unit.objects.filter(pk=land.office("兴县").pk).update(is_active=False)
    assert len(resolved("各县（市、区）双拥办", land.office("吕梁市"))) == 2


def test_a_department_orders_nobody_but_its_own():
    office = make.unit(make.region(level=3))
    make.township(office, name="白鹭镇")
    finance = make.unit(office.region, kind="gov_organ", superior=office)
    [found] = resolving.resolve(["各乡镇（街道）"], issuer=finance)
    assert found.units == ()
    [same] = resolving.resolve(["各乡镇（街道）"], issuer=office)
    assert [unit.kind for unit in same.units] == ["township"]


def test_a_department_cannot_choose_a_township_by_hand_either():
    office = make.unit(make.region(level=3))
    township = make.township(office)
    finance = make.unit(office.region, kind="gov_organ", superior=office)
    notice = make.notice(finance)
    addressee = Addressee.objects.create(notice=notice, text="各乡镇")
    with pytest.raises(RuleViolation, match="下属单位"):
        actions.settle(addressee, units=[township], by=make.actor("clerk", finance))
