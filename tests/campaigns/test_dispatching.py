"""Who owes a duty: the recipients it names, whoever answers for those it names, or everybody."""

import pytest

from tests import make
from tests.notices import land
from yushui.campaigns.dispatching import Parties
from yushui.notices.models import Addressee, Receipt, Role
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit


def names(units):
    return {unit.name for unit in units}


def parties(issuer, *received, **more):
    """What a notice of `issuer` to units of these (place, kind) lays open."""
    units = [Unit.objects.get(region__name=place, kind=kind) for place, kind in received]
    return Parties(issuer=land.office(issuer), received=tuple(units), **more)


@pytest.fixture
def region():
    """The province of S0: bureaus of two leagues and of a city that reports past its league."""
    land.furnish("内蒙古自治区")
    return parties(
        "内蒙古自治区",
        ("呼伦贝尔市", Kind.BUREAU),
        ("锡林郭勒盟", Kind.BUREAU),
        ("满洲里市", Kind.BUREAU),
        ("呼伦贝尔市", Kind.MILITARY_COMMAND),
    )


LEAGUES = {"呼伦贝尔市退役军人事务局", "锡林郭勒盟退役军人事务局"}
BUREAUS = LEAGUES | {"满洲里市退役军人事务局"}
ARMY = {"呼伦贝尔军分区政治工作处"}
ACTORS = {
    "nobody in particular: all of the civil lane": ([], BUREAUS),
    "everybody": (["各级各部门"], BUREAUS),
    "leagues, and the city beside them (S0-05)": (["各盟市退役军人事务局"], BUREAUS),
    "the office is the bureau's other hat": (["各盟市双拥办"], BUREAUS),
    "both lanes": (["各盟市退役军人事务局", "军分区（警备区）政治工作处"], BUREAUS | ARMY),
    "those below: the recipient above them": (
        ["各旗县（市、区）双拥办"],
        {"呼伦贝尔市退役军人事务局", "锡林郭勒盟退役军人事务局", "满洲里市退役军人事务局"},
    ),
    "those below in the other lane": (["人武部"], ARMY),
    "the issuer itself": (["自治区双拥办"], {"内蒙古自治区双拥工作领导小组办公室"}),
    "everybody and somebody": (["各级各部门", "军分区（警备区）"], BUREAUS | ARMY),
    "words for nobody one knows": (["广大群众"], BUREAUS),
}


@pytest.mark.parametrize(("actors", "expected"), ACTORS.values(), ids=ACTORS)
def test_who_owes_at_the_province(region, actors, expected):
    assert names(region.owing(actors, kind="plan")) == expected


@pytest.fixture
def league():
    """A league passes on what the region sent it."""
    land.furnish("内蒙古自治区")
    received = (("苏尼特右旗", Kind.OFFICE), ("苏尼特右旗", Kind.ARMED_FORCES_DEPARTMENT))
    return parties("锡林郭勒盟", *received, is_passed_on=True)


PASSED_ON = {
    "the region's own duty": (["自治区双拥办"], set()),
    "the league's own duty": (["各盟市双拥办"], set()),
    "the banners'": (["各旗县（市、区）双拥办"], {"苏尼特右旗双拥工作领导小组办公室"}),
    "the army's": (["各旗县（市、区）人武部"], {"苏尼特右旗人民武装部"}),
    "everybody's": (["各地"], {"苏尼特右旗双拥工作领导小组办公室"}),
}


@pytest.mark.parametrize(("actors", "expected"), PASSED_ON.values(), ids=PASSED_ON)
def test_who_owes_when_it_was_passed_on(league, actors, expected):
    assert names(league.owing(actors, kind="plan")) == expected


OURS = {
    "the league's own duty goes to the banners": (["各盟市双拥办"], "visit_coverage", True),
    "so does what was asked of all leagues": (["各盟市"], "filing", True),
    "a plan is the league's own (S0-13)": (["各盟市双拥办"], "plan", False),
    "so is what it inspects": (["各盟市双拥办"], "inspection", False),
}


@pytest.mark.parametrize(("actors", "kind", "is_asked"), OURS.values(), ids=OURS)
def test_what_was_laid_on_the_office_is_asked_of_those_below(league, actors, kind, is_asked):
    owing = league.owing(actors, kind=kind, is_ours=True)
    assert names(owing) == ({"苏尼特右旗双拥工作领导小组办公室"} if is_asked else set())


@pytest.fixture
def county():
    """The county of S4: townships, departments and the garrison are on its list."""
    land.furnish("重庆市")
    kinds = [Kind.TOWNSHIP, Kind.GOVERNMENT_ORGAN, Kind.GARRISON]
    place = land.office("石柱土家族自治县").region
    units = Unit.objects.within(place).filter(kind__in=kinds).select_related("region")
    return Parties(issuer=land.office("石柱土家族自治县"), received=tuple(units.order_by("path")))


def test_the_garrison_receives_and_owes_no_report(county):
    """S4-42: 各乡镇（街道）、双拥工作领导小组各成员单位 report; 驻石部队 do not."""
    owing = county.owing(["各乡镇（街道）", "双拥工作领导小组各成员单位"], kind="filing")
    assert {"南宾街道", "西沱镇", "中益乡"} < names(owing)
    assert not [unit for unit in owing if unit.kind == Kind.GARRISON]


def test_everybody_leaves_the_garrison_out(county):
    assert not [u for u in county.owing(["各单位"], kind="filing") if u.kind == Kind.GARRISON]


def test_what_troops_do_for_the_people_is_theirs_alone(county):
    owing = county.owing([], kind="practical_deed")  # S2-21
    assert {unit.kind for unit in owing} == {Kind.GARRISON}


def test_troops_that_are_named_owe_what_is_asked(county):
    assert {unit.kind for unit in county.owing(["驻石部队"], kind="need_list")} == {Kind.GARRISON}


def test_the_issuer_s_own_bureau_is_bound_without_being_sent_it(county):
    assert names(county.owing(["县退役军人事务局"], kind="payment")) == {
        "石柱土家族自治县退役军人事务局"
    }


def test_towns_are_not_streets(county):
    assert names(county.owing(["各乡镇"], kind="plan")) == {"西沱镇", "中益乡"}


def test_what_was_settled_by_hand_is_meant_again(county):
    bureau = Unit.objects.get(name="石柱土家族自治县民政局")
    settled = Parties(county.issuer, county.received, _named={"县有关单位": (bureau,)})
    assert names(settled.owing(["县有关单位"], kind="plan")) == {"石柱土家族自治县民政局"}


DEPARTMENTS = {
    "the department that the level means": (["县财政局"], {"石柱土家族自治县财政局"}),
    "in short": (["县人社局"], {"石柱土家族自治县人力资源和社会保障局"}),
    "one that is not registered is not everybody": (["县气象局"], set()),
    "nor is one of the city above": (["市民政局"], set()),
    "one that is there and one that is not": (["县气象局", "县财政局"], {"石柱土家族自治县财政局"}),
}


@pytest.mark.parametrize(("actors", "expected"), DEPARTMENTS.values(), ids=DEPARTMENTS)
def test_a_department_named_by_its_level_owes_alone(actors, expected):
    land.furnish("重庆市")
    sent = parties("石柱土家族自治县", ("西沱镇", Kind.TOWNSHIP), ("南宾街道", Kind.TOWNSHIP))
    assert names(sent.owing(actors, kind="plan")) == expected


def test_a_superior_on_the_list_owes_nothing():
    """市退役军人事务局 among the recipients of a county is told, not ordered."""
    land.furnish("山西省")
    notice = make.notice(land.office("兴县"))
    text = Addressee.objects.create(notice=notice, text="市退役军人事务局，各乡镇")
    for place, kind in (("吕梁市", Kind.BUREAU), ("蔚汾镇", Kind.TOWNSHIP)):
        unit = Unit.objects.get(region__name=place, kind=kind)
        Receipt.objects.create(notice=notice, unit=unit, addressee=text, role=Role.MAIN)
    assert names(Parties.of(notice).owing([], kind="filing")) == {"蔚汾镇"}
