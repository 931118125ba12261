"""A cell of a roster becomes a value or a sentence, whatever offices write there."""

from datetime import date, datetime

import pytest

from tests.people.sheets import id_number
from yushui.kernel.errors import RuleViolation
from yushui.people import categories
from yushui.people.importing import parsing
from yushui.people.importing.parsing import Parser


TODAY = date(2026, 7, 25)
KEYS = ("name", "id_number", "sex", "birth_on", "categories", "phone", "note")
MAPPING = {key: place for place, key in enumerate(KEYS)}


def parse(**cells):
    row = [cells.get(key, "王建国" if key == "name" else "") for key in KEYS]
    lines, problems = Parser(MAPPING, TODAY).parse([(3, row)])
    return (lines[0] if lines else None), problems.get(3, {})


def problem(key, value):
    line, problems = parse(**{key: value})
    assert line is None
    return problems[MAPPING[key]]


@pytest.mark.parametrize(
    "written",
    [
        date(1956, 7, 18),
        datetime(1956, 7, 18),  # noqa: DTZ001 -- as the reader of xlsx gives it
        "1956-07-18",
        "1956/7/18",
        "1956.7.18",
        "1956年7月18日",
        "19560718",
        "１９５６年７月１８日",
        20654.0,
    ],
    ids=str,
)
def test_a_birth_date_is_read_in_every_form(written):
    line, _ = parse(birth_on=written)
    assert line.birth_on == date(1956, 7, 18)


@pytest.mark.parametrize("written", ["1956年7月", "56.7.18", "1956-02-30", "七月十八", 1956.0])
def test_a_birth_date_that_names_no_day_is_told(written):
    assert "请写到日" in problem("birth_on", written)


@pytest.mark.parametrize("written", ["2027-01-01", "1799-01-01"])
def test_a_birth_date_must_be_possible(written):
    assert "不合情理" in problem("birth_on", written)


@pytest.mark.parametrize("written", ["王建国", " 王 建国 ", "王　建　国"])
def test_spaces_that_align_names_are_no_part_of_them(written):
    assert parse(name=written)[0].name == "王建国"


@pytest.mark.parametrize("written", ["阿依古丽·买买提", "㐂田", "𠮷野", "Anna Li"])
def test_unusual_names_are_names(written):
    assert parse(name=written)[0].name == written


@pytest.mark.parametrize(
    ("written", "words"),
    [("", "没有填写"), ("王建国1", "数字或符号"), ("=王", "符号"), ("王" * 41, "最多40个")],
)
def test_what_is_no_name_is_told(written, words):
    assert words in problem("name", written)


@pytest.mark.parametrize(
    "written",
    [id_number(), f" {id_number()} ", f"'{id_number()}", "９９０１０１" + id_number()[6:]],
    ids=["plain", "spaces", "apostrophe", "full width"],
)
def test_an_identity_number_is_read_and_gives_birth_and_sex(written):
    line, _ = parse(id_number=written)
    assert (line.id_number, line.birth_on, line.sex) == (id_number(), date(1956, 7, 18), "1")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (990101195607180000.0, "按数字保存"),
        ("9.90101E+17", "按数字保存"),
        (id_number()[:-1], "应为18位"),
        (id_number()[:-1] + ("1" if id_number()[-1] != "1" else "2"), "校验不通过"),
        ("99010119560718****", "星号"),
    ],
)
def test_an_identity_number_that_cannot_be_trusted_is_refused(written, words):
    said = problem("id_number", written)
    assert words in said
    assert "19560718" not in said


def test_a_birth_date_that_contradicts_the_number_is_told():
    line, problems = parse(id_number=id_number(), birth_on="1956-07-19")
    assert line is None
    assert "1956-07-18" in problems[MAPPING["birth_on"]]


def test_a_sex_that_contradicts_the_number_is_told():
    _, problems = parse(id_number=id_number(), sex="女")
    assert "应为“男”" in problems[MAPPING["sex"]]


@pytest.mark.parametrize(
    ("written", "code"), [("男", "1"), ("女", "2"), ("女性", "2"), (1.0, "1"), ("", "0")]
)
def test_a_sex_is_read(written, code):
    assert parse(sex=written)[0].sex == code


@pytest.mark.parametrize("text", [label for _, label in categories.choices()])
def test_every_category_is_known_by_its_label(text):
    (code,) = parse(categories=text)[0].codes
    assert categories.label(code) == text


@pytest.mark.parametrize("mark", ["、", "，", ",", ";", "；", "/", "\n"])
def test_several_categories_stand_in_one_cell(mark):
    line, _ = parse(categories=f"退役军人{mark}生活困难人员")
    assert set(line.codes) == {"veteran", "hardship"}


def test_a_category_that_another_implies_is_not_kept_twice():
    assert parse(categories="退役军人、参战退役军人")[0].codes == ("combat_veteran",)


def test_what_age_makes_is_not_stored():
    """S1-42: computed from the birth date on the day that matters."""
    assert parse(categories="退役军人、80周岁以上")[0].codes == ("veteran",)


def test_an_unknown_category_comes_with_suggestions():
    assert problem("categories", "残急军人").startswith(
        "没有“残急军人”这个人员类别；你是不是想写“残疾军人”"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13900001234", "13900001234"),
        (13900001234.0, "13900001234"),
        ("１３９００００１２３４", "13900001234"),
        ("139 0000 1234", "13900001234"),
        ("0358-8223456", "0358-8223456"),
        ("8223456", "8223456"),
        ("13900001234、0358-8223456", "13900001234、0358-8223456"),
    ],
    ids=str,
)
def test_a_telephone_is_read(written, kept):
    assert parse(phone=written)[0].phone == kept


@pytest.mark.parametrize("written", ["1390000123", "无", "139****1234"])
def test_what_is_no_telephone_is_told(written):
    assert "电话号码" in problem("phone", written)


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_an_error_of_the_sheet_is_no_value(error):
    assert "公式错误" in problem("note", error)


def test_every_problem_of_a_row_is_told_at_once():
    _, problems = parse(name="", id_number="1", sex="？", birth_on="x", categories="y", phone="z")
    assert set(problems) == {MAPPING[key] for key in KEYS[:6]}


def test_too_many_digits_are_several_telephones():
    with pytest.raises(RuleViolation, match="顿号隔开"):
        parsing.parse_phone(1.3900001234139e21)
