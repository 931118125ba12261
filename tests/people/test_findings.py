"""What becomes of every row is kept before anything is written."""

import json

from tests.people.sheets import COLUMNS, id_number, row
from yushui.people import actions, seals
from yushui.people.models import Finding, Person


BIRTH = (*COLUMNS, "出生日期")


def told(finding):
    return json.loads(seals.opened_finding(finding))


def of(roster, **values):
    return Finding.objects.get(roster=roster, **values)


def test_every_row_is_kept_with_what_it_would_change(county):
    county.take_in([row(1), row(2, 姓名="李梅", 家庭住址="光荣路2号")])
    moved = row(2, 姓名="李梅", 家庭住址="光荣路9号", 联系电话="13700005678")
    roster = county.check([row(1), moved, row(3, 姓名="孙大海"), row(4, 性别="？")])
    kinds = Finding.objects.filter(roster=roster).order_by("row").values_list("kind", flat=True)
    assert list(kinds) == ["same", "changed", "new", "wrong"]
    changed = of(roster, kind="changed")
    assert changed.person_key == Person.objects.get(name="李梅").pk
    assert told(changed)["changes"] == [
        ["phone", "13900001234", "13700005678"],
        ["address", "光荣路2号", "光荣路9号"],
    ]
    assert ["id_number", "", id_number(3)] in told(of(roster, kind="new"))["changes"]
    assert told(of(roster, kind="wrong"))["words"] == [
        ["D 列 性别", "性别“?”看不懂；请写“男”或“女”。"]
    ]


def test_a_name_is_kept_as_everybody_sees_it(county):
    roster = county.check([row(1, 姓名="\ufeff王\u202e建国", 性别="？"), row(2, 姓名="李\u202e梅")])
    names = Finding.objects.filter(roster=roster).order_by("row").values_list("name", flat=True)
    assert list(names) == ["王建国", "李梅"]


def test_whom_the_matcher_is_sure_of_is_told_before_the_import(county):
    county.take_in([row(1, 姓名="赵志强")])
    heard = row(1, 姓名="赵智强", 身份证号="", 出生日期="1956-07-18", 联系电话="13700005678")
    roster = county.check([heard], BIRTH)
    found = of(roster, is_alike=True)
    assert (found.name, found.person_key) == ("赵智强", Person.objects.get().pk)
    assert told(found)["changes"] == [["phone", "13900001234", "13700005678"]]


def test_who_is_asked_about_is_kept_with_the_reasons(county):
    county.take_in([row(1, 姓名="赵志强")])
    twin = row(1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18")
    roster = county.check([twin], BIRTH)
    assert "姓名差一个字" in told(of(roster, kind="asked"))["words"]


def test_nothing_personal_is_kept_in_the_clear(county):
    roster = county.check([row()])
    assert id_number().encode() not in bytes(of(roster).sealed)


def test_another_check_replaces_what_the_first_found(county):
    roster = county.check([row(1), row(2)])
    actions.check_roster(roster, mapping=roster.mapping, by=county.clerk)
    assert Finding.objects.filter(roster=roster).count() == 2


def test_after_the_load_stands_what_was_done(county):
    roster = county.check([row(1)])
    county.take_in([row(1)])
    actions.load_roster(roster, by=county.clerk)
    assert of(roster).kind == "same"


def test_an_import_at_one_go_keeps_none(county):
    """Nobody reads them before: the command line is as fast as it was."""
    county.take_in([row()])
    assert not Finding.objects.exists()
