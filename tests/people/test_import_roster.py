"""The command: plain words, an exit code, and nothing stored when it refuses."""

from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.people import sheets
from tests.people.sheets import COLUMNS, row
from yushui.files.models import StoredFile
from yushui.people.models import Person, Roster


@pytest.fixture
def run(county, tmp_path):
    """Run the command on a roster of these rows; answer what it said."""

    def call(rows, *options, columns=COLUMNS, unit=county.office.name):
        path = tmp_path / "花名册.xlsx"
        path.write_bytes(sheets.workbook(rows, columns))
        said = StringIO()
        call_command("import_roster", path, "--unit", unit, *options, stdout=said, stderr=said)
        return said.getvalue()

    return call


def test_it_imports_and_says_what_came_of_it(run):
    assert "已导入“花名册”。共 2 行：新增 2 人，更新 0 人" in run([row(1), row(2)])
    assert Roster.objects.get().created_by_name == "命令行"


def test_a_dry_run_stores_nothing(run):
    said = run([row()], "--dry-run")
    assert "只核对，没有导入。共 1 行：新增 1 人" in said
    assert "E 列“身份证号” → 身份证号" in said
    assert not any(model.objects.exists() for model in (Person, Roster, StoredFile))


def test_one_wrong_row_refuses_the_whole_and_comes_back_in_a_copy(run, tmp_path):
    target = tmp_path / "问题.xlsx"
    with pytest.raises(CommandError, match="全部没有导入"):
        run([row(1), row(2, 性别="未填")], "--rejected", str(target))
    page = openpyxl.load_workbook(BytesIO(target.read_bytes())).active
    assert page.cell(4, len(COLUMNS) + 1).value.startswith("D 列：性别“未填”")
    assert not any(model.objects.exists() for model in (Person, Roster, StoredFile))


def test_a_dry_run_with_a_wrong_row_fails_too(run):
    with pytest.raises(CommandError, match="有 1 行有问题"):
        run([row(性别="未填")], "--dry-run")


def test_wrong_rows_can_be_left_out(run):
    assert "有问题 1 行" in run([row(1), row(2, 性别="未填")], "--skip-wrong")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("choice", ["称谓=姓名", "C=姓名", "c=name"])
def test_a_column_can_be_named_by_hand(run, choice):
    columns = tuple("称谓" if label == "姓名" else label for label in COLUMNS)
    assert "新增 1 人" in run([row(称谓="王建国")], "--map", choice, columns=columns)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--map", "姓名"), "要写成“列=字段”"),
        (("--map", "称谓=姓名"), "文件里没有“称谓”这一列，表头里有：乡镇、村、姓名"),
        (("--map", "姓名=绰号"), "没有“绰号”这个字段，可以用：姓名、身份证号"),
    ],
)
def test_a_choice_that_cannot_be_is_told(run, options, words):
    with pytest.raises(CommandError, match=words):
        run([row()], *options)


def test_an_unknown_unit_is_told_with_names_alike(run):
    with pytest.raises(CommandError, match="名称相近的有：临川县双拥办"):
        run([row()], unit="临川县")


def test_a_file_that_cannot_be_read_has_an_exit_code_of_its_own(county, tmp_path):
    for name, content in [
        ("空.xlsx", b""),
        ("坏.xlsx", sheets.workbook([row()])[:900]),
        ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("文.docx", b"PK\x03\x04"),
        ("没有表头.csv", "甲,乙\r\n1,2\r\n".encode()),
        ("没有行.xlsx", sheets.workbook([])),
        ("找不到.xlsx", None),
    ]:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        for options in ([], ["--dry-run"]):
            with pytest.raises(CommandError) as refusal:
                call_command("import_roster", path, "--unit", county.office.name, *options)
            assert refusal.value.returncode == 2, name


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_wrong_rows_are_told_from_a_file_that_cannot_be_read(run, options):
    with pytest.raises(CommandError) as refusal:
        run([row(性别="未填")], *options)
    assert refusal.value.returncode == 1


def test_a_formula_that_nobody_calculated_is_called_one(run, tmp_path):
    target = tmp_path / "问题.xlsx"
    rows = [row(1), row(2, 姓名="=A1&B1", 性别="", 村="=A2"), row(3, 姓名="")]
    with pytest.raises(CommandError, match="有 2 行有问题"):
        run(rows, "--rejected", str(target))
    page = openpyxl.load_workbook(BytesIO(target.read_bytes())).active
    told = [page.cell(number, len(COLUMNS) + 1).value for number in (4, 5)]
    assert "B 列：这一格是公式，文件里没有存下它的结果" in told[0]
    assert "C 列：这一格是公式" in told[0]
    assert "D 列" not in told[0]
    assert told[1] == "C 列：姓名没有填写"


def test_a_row_that_would_be_right_without_its_formula_comes_back(run, tmp_path):
    """An empty telephone, and a number that another sheet was to look up: somebody else, or new."""
    target = tmp_path / "问题.xlsx"
    rows = [row(1, 联系电话=""), row(2, 身份证号="=VLOOKUP(C4,Sheet2!A:B,2,0)", 联系电话="=A1")]
    with pytest.raises(CommandError, match="有 1 行有问题"):
        run(rows, "--rejected", str(target))
    page = openpyxl.load_workbook(BytesIO(target.read_bytes())).active
    told = page.cell(4, len(COLUMNS) + 1).value
    assert "E 列：这一格是公式" in told
    assert "G 列：这一格是公式" in told
    assert page.cell(3, len(COLUMNS) + 1).value is None


def test_a_huge_file_is_not_even_read(county, tmp_path, settings):
    settings.YUSHUI_UPLOAD_LIMIT = 1024
    path = tmp_path / "大.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(4096))
    with pytest.raises(CommandError, match="请拆成几个文件"):
        call_command("import_roster", path, "--unit", county.office.name)
