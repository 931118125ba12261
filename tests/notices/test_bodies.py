"""What offices call a body of their place, and which unit that is; never one of two."""

from itertools import combinations

import pytest

from tests import make
from tests.notices import land
from yushui.notices import bodies, resolving
from yushui.territory.models import Alias, Unit


def resolved(text, issuer):
    (one,) = resolving.resolve([text], issuer=issuer)
    return [unit.name for unit in one.units]


def test_no_name_is_that_of_two_bodies():
    shared = [one & other for one, other in combinations(bodies.bodies(), 2) if one & other]
    assert shared == []


@pytest.fixture
def county():
    """鹿鸣县 of 青川市 with some departments under their full names, and the county next to it."""
    city = make.region(level=2, name="青川市")
    places = [make.region(city, name=name) for name in ("鹿鸣县", "云溪县")]
    city_office = make.unit(city, name="青川市双拥工作领导小组办公室")
    make.unit(city, kind="bureau", superior=city_office, name="青川市退役军人事务局")
    make.unit(city, kind="gov_organ", superior=city_office, name="青川市财政局")
    offices = []
    for place in places:
        office = make.unit(place, superior=city_office, name=f"{place.name}双拥工作领导小组办公室")
        for kind, name in BODIES.items():
            for rest in name:
                full = rest.replace("…", place.name)
                make.unit(place, kind=kind, superior=office, name=full)
        offices.append(office)
    return offices[0]


BODIES = {
    "bureau": ["…退役军人事务局"],
    "mil_department": ["…人民武装部"],
    "gov_organ": [
        "…财政局", "…民政局", "…人力资源和社会保障局", "…卫生健康委员会", "…住房和城乡建设局",
        "…教育和体育局", "…文化和旅游局", "…发展和改革局", "…民族宗教事务局", "…市场监督管理局",
        "…公安局", "…交通运输局", "…医疗保障局",
    ],
    "party_organ": ["中共…委宣传部", "…委组织部", "…委办公室"],
    "mass_organ": ["共青团…委", "…妇女联合会", "…总工会", "…残疾人联合会"],
    "enterprise": ["…供电公司"],
}  # fmt: skip

# Words in a notice of 鹿鸣县 → the rest of the unit's name.
COUNTY = {
    "县财政局": "鹿鸣县财政局",
    "县民政局": "鹿鸣县民政局",
    "本县财政局": "鹿鸣县财政局",
    "我县民政局": "鹿鸣县民政局",
    "全县民政部门": "鹿鸣县民政局",
    "县级财政部门": "鹿鸣县财政局",
    "财政局": "鹿鸣县财政局",
    "民政部门": "鹿鸣县民政局",
    "县人社局": "鹿鸣县人力资源和社会保障局",
    "县人力社保局": "鹿鸣县人力资源和社会保障局",
    "县卫健局": "鹿鸣县卫生健康委员会",
    "县卫健委": "鹿鸣县卫生健康委员会",
    "县住建局": "鹿鸣县住房和城乡建设局",
    "县教体局": "鹿鸣县教育和体育局",
    "县教育局": "鹿鸣县教育和体育局",
    "县文旅局": "鹿鸣县文化和旅游局",
    "县发改委": "鹿鸣县发展和改革局",
    "县发改局": "鹿鸣县发展和改革局",
    "县民宗局": "鹿鸣县民族宗教事务局",
    "县市场监管局": "鹿鸣县市场监督管理局",
    "市场监管局": "鹿鸣县市场监督管理局",
    "县交通局": "鹿鸣县交通运输局",
    "县医保局": "鹿鸣县医疗保障局",
    "县委宣传部": "中共鹿鸣县委宣传部",
    "县委组织部": "鹿鸣县委组织部",
    "县委办": "鹿鸣县委办公室",
    "团县委": "共青团鹿鸣县委",
    "县妇联": "鹿鸣县妇女联合会",
    "县总工会": "鹿鸣县总工会",
    "县残联": "鹿鸣县残疾人联合会",
    "县供电公司": "鹿鸣县供电公司",  # no body of the vocabulary, but the place's own name for it
    "县退役军人事务局": "鹿鸣县退役军人事务局",
    "县退役军人局": "鹿鸣县退役军人事务局",
    "各县人武部": "鹿鸣县人民武装部",
    "县人武部": "鹿鸣县人民武装部",
    "县武装部": "鹿鸣县人民武装部",
    "市退役军人事务局": "青川市退役军人事务局",
    "市财政局": "青川市财政局",
    "市双拥办": "青川市双拥工作领导小组办公室",
    "云溪县财政局": "云溪县财政局",
}
NOBODY = [
    "县气象局", "省财政厅", "市民政局", "州财政局", "市直各部门", "财政所", "县审计局", "环保部门",
    "各县（市、区）气象局",
]  # fmt: skip


@pytest.mark.parametrize(("words", "name"), COUNTY.items(), ids=COUNTY)
def test_a_body_of_the_level_is_that_of_the_issuer_s_place(county, words, name):
    assert resolved(words, county) == [name]


@pytest.mark.parametrize("words", NOBODY)
def test_what_is_not_there_is_left_to_be_settled_by_hand(county, words):
    assert resolved(words, county) == []


def test_between_two_nobody_is_chosen(county):
    make.unit(county.region, kind="gov_organ", superior=county, name="鹿鸣县卫生健康局")
    assert resolved("县卫健委", county) == []
    assert resolved("县卫生健康局", county) == ["鹿鸣县卫生健康局"]


def test_an_alias_of_the_place_is_known_too(county):
    mine = Unit.objects.get(name="鹿鸣县供电公司")
    Alias.objects.create(unit=mine, name="鹿鸣县电力局")
    assert resolved("县电力局", county) == ["鹿鸣县供电公司"]


CITY = {
    "各县（市、区）财政局": ["鹿鸣县财政局", "云溪县财政局"],
    "各县区人社局": ["鹿鸣县人力资源和社会保障局", "云溪县人力资源和社会保障局"],
    "各县卫健委": ["鹿鸣县卫生健康委员会", "云溪县卫生健康委员会"],
    "县级民政部门": ["鹿鸣县民政局", "云溪县民政局"],
    "各县（市、区）团委": ["共青团鹿鸣县委", "共青团云溪县委"],
    "市财政局": ["青川市财政局"],
    "财政局": [],  # the city's own, or those of its counties?
    "县财政局": [],  # of which county?
    "各县（市、区）供电公司": [],  # named by hand, and not the offices of the counties
}


@pytest.mark.parametrize(("words", "names"), CITY.items(), ids=CITY)
def test_a_city_names_its_own_body_or_those_of_all_counties(county, words, names):
    assert resolved(words, county.superior) == names


def test_a_county_level_city_is_the_city_of_its_own_notice():
    land.furnish("山西省")
    assert resolved("市财政局", land.office("汾阳市")) == ["汾阳市财政局"]
    assert resolved("市财政局", land.office("兴县")) == ["吕梁市财政局"]
    assert resolved("区财政局", land.office("离石区")) == ["离石区财政局"]


@pytest.mark.parametrize(
    ("place", "words", "name"),
    [
        ("海拉尔区", "区民政局", "海拉尔区民政局"),
        ("苏尼特右旗", "旗民政局", "苏尼特右旗民政局"),
        ("苏尼特右旗", "盟民政局", "锡林郭勒盟民政局"),
        ("苏尼特右旗", "自治区双拥办", "内蒙古自治区双拥工作领导小组办公室"),
    ],
)
def test_a_banner_and_its_league_are_levels_as_well(place, words, name):
    land.furnish("内蒙古自治区")
    assert resolved(words, land.office(place)) == [name]


@pytest.mark.parametrize(
    ("words", "is_body"),
    [
        ("县气象局", True), ("财政部门", True), ("各县（市、区）卫健局", True), ("团县委", True),
        ("各乡镇", False), ("各部门", False), ("县直各部门", False), ("双拥办", False),
    ],
)  # fmt: skip
def test_words_that_mean_a_body_are_known_for_it(words, is_body):
    assert resolving.names_a_body(words) == is_body
