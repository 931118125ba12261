"""One form for every way of writing the same name."""

import pytest

from yushui.people.matching import names


pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("王建国", "王建国"),
        ("王 建 国", "王建国"),
        ("王　　琪", "王琪"),
        ("王建国同志", "王建国"),
        ("王建国（已故）", "王建国"),
        ("王建国(烈属", "王建国"),
        ("張偉", "张伟"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("王?国", "王□国"),
        ("王yan军", "王□军"),
        ("女士", "女士"),
        ("  ", ""),
        ("（）", ""),
    ],
)
def test_a_name_has_one_standard_form(written, standard):
    assert names.standard(written) == standard


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("王建国", "王"),
        ("欧阳锋", "欧阳"),
        ("欧阳", "欧"),
        ("司马相如", "司马"),
        ("买买提·艾力", "买买提"),
    ],
)
def test_the_surname_is_told(name, surname):
    assert names.surname_of(name) == surname


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王建国", "王健国"),
        ("单雄", "山雄"),
        ("李志强", "李智强"),
        ("陈胜", "程胜"),
        ("石磊", "史雷"),
    ],
)
def test_names_that_sound_alike_have_one_sound(one, other):
    assert names.read(one).sound == names.read(other).sound


@pytest.mark.parametrize(("one", "other"), [("王末", "王未"), ("侯勇", "候勇"), ("李昇", "李升")])
def test_names_that_look_alike_have_one_shape(one, other):
    assert names.read(one).shape == names.read(other).shape


def test_changed_places_leave_the_letters():
    assert names.read("王国建").letters == names.read("王建国").letters


def test_nothing_of_a_name_is_nothing():
    assert names.read("()") == names.EMPTY
