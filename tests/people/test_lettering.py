"""What may be written into a letter, and what a brace that is no field is answered with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from yushui.kernel.errors import RuleViolation
from yushui.people import lettering


def test_fields_are_filled_in_and_what_is_filled_in_is_never_read_again():
    values = {"姓名": "{户主}", "户主": "王建国"}
    assert lettering.fill("{姓名}家的{户主}：", values) == "{户主}家的王建国："


def test_the_same_field_stands_as_often_as_it_is_written():
    assert lettering.fill("{村}{村}，{村}", {"村": "前进村"}) == "前进村前进村，前进村"


def test_a_letter_as_offices_write_it_passes():
    words = make.words(body="　　值此{年度}年{节日}，向{乡镇}{村}{户主}家问候。\n\n  祝安康！ \n")
    lettering.check(words)
    assert words.paragraphs == ("值此{年度}年{节日}，向{乡镇}{村}{户主}家问候。", "祝安康！")
    assert words.fields == {"姓名", "称谓", "年度", "节日", "乡镇", "村", "户主"}


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"title": ""}, "title", "标题没有填写"),
        ({"title": "慰问信\n致军属"}, "title", "只能写一行"),
        ({"title": "慰" * 61}, "title", "标题有 61 个字，最多 60 个"),
        ({"salutation": "尊敬的{名字}："}, "salutation", "称呼里有不认识的字段“{名字}”.*{姓名}"),
        ({"salutation": "尊敬的{ 姓名 }："}, "salutation", "不认识的字段“{ 姓名 }”"),
        ({"salutation": "尊敬的{}："}, "salutation", "不认识的字段“{}”"),
        ({"salutation": "尊敬的｛姓名｝："}, "salutation", "“尊敬的｛姓名｝：”用了全角的花括号"),
        ({"body": "好。\n您家{姓名"}, "body", "正文第 2 段的“您家{姓名”有不成对的花括号"),
        ({"body": "姓名}好"}, "body", "不成对"),
        ({"body": "{{姓名}}好"}, "body", "不成对"),
        ({"body": " \n "}, "body", "正文没有填写"),
        ({"body": "好\n" * 41}, "body", "正文有 41 段"),
        ({"body": "好" * 1001}, "body", "正文第 1 段有 1001 个字"),
        ({"body": "好\x07好"}, "body", "正文第 1 段.*控制字符"),
        ({"body": "{姓名\n}"}, "body", "第 1 段.*不成对"),
        ({"organs": ""}, "organs", "一行写一个"),
        ({"organs": "县双拥办\n" * 7}, "organs", "最多 6 个"),
        ({"organs": "县双拥办\n{县}人武部"}, "organs", "第 2 个落款单位里不能写字段"),
        ({"festival": ""}, "festival", "用了 {节日}"),
        ({"festival": "{节日}"}, "festival", "不能写字段"),
    ],
    ids=str,
)  # fmt: skip
def test_what_could_not_be_printed_as_it_reads_is_refused_in_words(said, field, told):
    with pytest.raises(RuleViolation, match=told) as refused:
        lettering.check(make.words(**said))
    assert refused.value.field == field


@given(st.text(alphabet="{}｛｝姓名村\n 啊", min_size=1, max_size=30))
def test_whatever_passes_has_no_brace_left_when_it_is_filled(text):
    words = make.words(salutation="您好：", body=text, festival="春节")
    try:
        lettering.check(words)
    except RuleViolation:
        return
    values = {field.name: "某" for field in lettering.FIELDS}
    assert not set("{}｛｝") & set("".join(lettering.fill(one, values) for one in words.texts))


@pytest.mark.parametrize(
    ("sex", "age", "expected"),
    [
        ("1", 70, "先生"),
        ("2", 18, "女士"),
        ("2", None, "女士"),
        ("0", 50, "同志"),
        ("1", 12, "同志"),
    ],
)
def test_how_somebody_is_addressed(sex, age, expected):
    assert lettering.honorific(sex, age) == expected
