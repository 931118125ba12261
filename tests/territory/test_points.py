"""Where villages lie: taken in from a csv whole or not at all, whatever it holds."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from yushui.audit.models import Event
from yushui.kernel.errors import RuleViolation
from yushui.territory import points
from yushui.territory.actions import set_points
from yushui.territory.models import Region
from yushui.territory.system import SYSTEM


HEAD = "区划代码,经度,纬度\n"


def village(**values):
    made = make.region(make.region(level=4), level=5)
    Region.objects.filter(pk=made.pk).update(**values)
    made.refresh_from_db()
    return made


def read(text, name="坐标.csv"):
    return points.read(name, text.encode())


def test_from_the_file_to_the_place(tmp_path, capsys):
    place = village()
    file = tmp_path / "坐标.csv"
    file.write_text(f"{HEAD}{place.code},112.345678,37.5\n", encoding="gb18030")
    call_command("import_points", str(file), "--dry-run")
    place.refresh_from_db()
    assert place.longitude is None
    call_command("import_points", str(file))
    place.refresh_from_db()
    assert (place.longitude, place.latitude) == (Decimal("112.345678"), Decimal("37.500000"))
    assert Event.objects.get(kind="territory.points_set").detail == {"count": 1}
    assert "写入 1 个" in capsys.readouterr().out


HOSTILE = {
    "nothing": ("", "是空的"),
    "a head alone": (HEAD, "只有表头"),
    "other columns": ("名称,x,y\n石桥村,1,2\n", "缺“区划代码、经度、纬度”"),
    "a formula": (f'{HEAD}=cmd|" /C calc"!A0,112,37\n', "不是 12 位数字"),
    "a script": (f"{HEAD}<script>,112,37\n", "不是 12 位数字"),
    "digits of another script": (f"{HEAD}９９００００００００００,112,37\n", "不是 12 位数字"),
    "no number": (f"{HEAD}990000000001,NaN,37\n", "这样的度数"),
    "endless": (f"{HEAD}990000000001,1e999999999,37\n", "这样的度数"),
    "minus": (f"{HEAD}990000000001,-112,37\n", "这样的度数"),
    "finer than a hand": (f"{HEAD}990000000001,112.12345678,37\n", "最多 6 位小数"),
    "two of one column": ("区划代码,经度,经度,纬度\n990000000001,112,113,37\n", "“经度”不止一列"),
    "the wrong way round": (f"{HEAD}990000000001,37.5,112.3\n", "写反了"),
    "a short row": (f"{HEAD}990000000001,112\n", "这样的度数"),
    "one twice": (f"{HEAD}990000000001,112,37\n990000000001,112,38\n", "不止一行"),
    "an open quote": (f'{HEAD}"990000000001,112,37\n' + "x" * 200_000, "引号"),
}


@pytest.mark.parametrize(("text", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_list_of_points_is_refused_in_a_sentence(text, why):
    with pytest.raises(RuleViolation, match=why):
        read(text)


def test_what_is_no_csv_or_too_large_is_refused():
    with pytest.raises(RuleViolation):
        points.read("坐标.csv", b"PK\x03\x04" + b"\0" * 100)
    with pytest.raises(RuleViolation):
        points.read("坐标.xlsx", HEAD.encode())
    with pytest.raises(RuleViolation):
        points.read("坐标.csv", b"0" * (points.LIMIT + 1))


def test_many_faults_are_told_shortly():
    with pytest.raises(RuleViolation) as refused:
        read(HEAD + "坏,1,2\n" * 300)
    assert "等 300 处" in refused.value.message
    assert len(refused.value.message) < 300


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_read_or_refused(content):
    with suppress(RuleViolation):
        assert points.read("坐标.csv", content)


def set_one(place, **changes):
    told = {"code": place.code, "longitude": Decimal(112), "latitude": Decimal(37)} | changes
    return set_points([points.Point(**told)], by=SYSTEM)


def test_only_villages_that_are_there_and_hold_no_troops():
    with pytest.raises(RuleViolation, match="不是村"):
        set_one(make.region(level=3))
    with pytest.raises(RuleViolation, match="没有区划代码"):
        set_one(village(), code="990000000000")
    place = village()
    make.unit(place, kind="garrison")
    with pytest.raises(RuleViolation, match="驻有部队"):
        set_one(place)


def test_one_wrong_place_and_nothing_is_written():
    good = village()
    both = [
        points.Point(good.code, Decimal(112), Decimal(37)),
        points.Point("990000000000", Decimal(112), Decimal(37)),
    ]
    with pytest.raises(RuleViolation):
        set_points(both, by=SYSTEM)
    good.refresh_from_db()
    assert good.longitude is None


@pytest.mark.parametrize(
    "values",
    [
        {"longitude": 112},
        {"longitude": 37, "latitude": 112},
        {"longitude": 112, "latitude": 37, "level": 3},
    ],
)
def test_the_database_itself_refuses(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        village(**values)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("import_points", str(tmp_path / "没有.csv"))
