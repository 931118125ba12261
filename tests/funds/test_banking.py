"""The file for the bank and the bank's file: layouts are data, answers are whole or refused."""

from datetime import date, timedelta

import pytest

from tests.funds import scene as scenes
from yushui.funds import banking
from yushui.funds.actions import answering, banks, payments
from yushui.funds.banking import Line
from yushui.funds.models import Answer, Batch
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import read_sheets
from yushui.people import seals


DAY = date(2026, 7, 24)
LINE = Line(7, "欧阳𠮷", "6222020200112233445", "临川农商行", 5_000, "慰问金")


def written(code, *lines):
    return banking.written(banking.of(code, DAY), lines or [LINE], title="名单")


def test_a_workbook_keeps_every_digit_as_text():
    sheet = read_sheets("名单.xlsx", written("workbook"))[0]
    assert ["序号", "户名", "账号", "开户行", "金额", "附言"] in sheet.rows
    assert sheet.rows[-1] == [7, "欧阳𠮷", "6222020200112233445", "临川农商行", 50, "慰问金"]


def test_a_delimited_file_is_in_the_banks_encoding():
    told = written("delimited").decode("gb18030")
    assert told == "7|6222020200112233445|欧阳𠮷|50.00|慰问金\r\n"


def test_a_fixed_file_counts_bytes():
    row = written("fixed")
    assert len(row) == 8 + 32 + 60 + 14 + 40 + 2
    assert row[:8] == b"00000007"
    assert row[100:114] == b"00000000005000"


def test_a_csv_is_safe_in_a_spreadsheet():
    told = written("csv", LINE._replace(holder='=HYPERLINK("x")', note="a,b")).decode("utf-8-sig")
    assert told.splitlines() == [
        "序号,账号,户名,金额,附言",
        '7,6222020200112233445,"\'=HYPERLINK(""x"")",50.00,"a,b"',
    ]


@pytest.mark.parametrize(
    ("code", "changed", "told"),
    [
        ("delimited", {"holder": "王|建国"}, "第7号的户名里有分隔符"),
        ("delimited", {"note": "a\nb"}, "换行"),
        ("fixed", {"holder": "王" * 31}, "第7号的户名超过60个字节"),
    ],
)
def test_what_the_layout_cannot_hold_is_refused_with_its_place(code, changed, told):
    with pytest.raises(RuleViolation, match=told):
        written(code, LINE._replace(**changed))


def test_an_office_adds_the_layout_of_its_bank(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "bank_layouts.toml").write_text(
        """
        [[layout]]
        code = "own"
        name = "县农商行"
        format = "delimited"
        encoding = "gb18030"
        delimiter = "#"
        since = 2026-07-01
        until = 2026-07-31
        columns = [{ label = "账号", value = "account" }, { label = "金额", value = "fen" }]
        """,
        encoding="utf-8",
    )
    assert written("own") == b"6222020200112233445#5000\r\n"
    with pytest.raises(RuleViolation, match="请选择银行要求的格式"):
        banking.of("own", date(2026, 8, 1))


@pytest.fixture
def scene(db):
    made = scenes.build()
    for _ in range(3):
        made.recipient()
    return made


def test_the_list_holds_the_accounts_in_full_and_nobody_left_out(scene):
    batch = scene.approved()
    left = batch.payments.first()
    batch.payments.filter(pk=left.pk).update(
        state="left_out", decided_by_id="1", decision="不发", decided_at=left.batch.prepared_at
    )
    scene.hand_over(batch)
    content = banks.hand_out_list(batch, by=scene.cashier)
    rows = read_sheets("x.xlsx", content)[0].rows
    numbers = [row[2] for row in rows if isinstance(row[0], (int, float))]
    kept = [one.person for one in batch.payments.filter(state="sent").order_by("serial")]
    assert numbers == [seals.account_of(person) for person in kept]


def own_layout(settings, tmp_path, encoding="gbk", until=""):
    settings.HOME = tmp_path
    (tmp_path / "bank_layouts.toml").write_text(
        f"""
        [[layout]]
        code = "own"
        name = "县农商行"
        format = "delimited"
        encoding = "{encoding}"
        since = 2020-01-01
        {until}
        columns = [{{ label = "户名", value = "holder" }}, {{ label = "金额", value = "fen" }}]
        """,
        encoding="utf-8",
    )


def test_an_encoding_nobody_knows_is_told(settings, tmp_path):
    own_layout(settings, tmp_path, encoding="gb-2312-x")
    with pytest.raises(RuleViolation, match="“县农商行”的编码“gb-2312-x”系统不认识"):
        banking.of("own", DAY)
    assert banking.of("csv", DAY)


def test_what_the_layout_cannot_hold_is_told_before_anything_is_spent(scene, settings, tmp_path):
    own_layout(settings, tmp_path)
    scene.fund(1000)
    batch = scene.approved()
    batch.payments.filter(serial=2).update(holder_name="欧阳𠮷")
    with pytest.raises(RuleViolation, match="第2号“欧阳𠮷”的户名里有“𠮷”字"):
        scene.hand_over(batch, layout="own")
    batch.refresh_from_db()
    assert (batch.state, scene.campaign.purses.get().spent) == ("approved", 0)


def test_a_layout_that_ended_since_still_writes_the_list_it_wrote(scene, settings, tmp_path):
    own_layout(settings, tmp_path)
    batch = scene.hand_over(scene.approved(), layout="own")
    Batch.objects.update(paid_at=batch.paid_at - timedelta(days=9))
    batch.refresh_from_db()
    own_layout(settings, tmp_path, until=f"until = {clock.today() - timedelta(days=5)}")
    assert banks.hand_out_list(batch, by=scene.cashier).count(b"\r\n") == 3


def test_whom_the_bank_answered_for_is_not_sent_again(scene):
    batch = scene.sent()
    rows = scenes.rows_of(batch, {"n2": "户名不符"})
    scene.answer(batch, rows=rows[:2])
    sheet = read_sheets("x.xlsx", banks.hand_out_list(batch, by=scene.cashier))[0]
    assert [row[0] for row in sheet.rows if isinstance(row[0], (int, float))] == [3]
    scene.answer(batch, rows=rows)
    with pytest.raises(RuleViolation, match="银行已经回复了名单上的每一个人"):
        banks.hand_out_list(batch, by=scene.cashier)


def test_the_same_file_twice_changes_nothing(scene):
    batch = scene.sent()
    first = scene.answer(batch, n2="户名不符")
    again = scene.answer(batch, n2="户名不符")
    resaved = scene.answer(batch, rows=scenes.rows_of(batch, {"n2": "户名不符"})[::-1])
    assert (again, resaved, Answer.objects.count()) == (first, first, 1)
    assert (first.paid_count, first.failed_count) == (2, 1)


def test_answers_come_in_parts_and_the_last_settles_the_batch(scene):
    batch = scene.sent()
    rows = scenes.rows_of(batch)
    scene.answer(batch, rows=rows[:2])
    assert batch.state == "exported"
    scene.answer(batch, rows=rows)
    assert (batch.state, batch.payments.filter(state="paid").count()) == ("settled", 3)


WRONG = {
    "unknown": ([(9, "50.00", "成功", "")], "第2行的序号9不在交银行的名单里"),
    "twice": ([(1, "50.00", "成功", ""), (1, "50.00", "失败", "")], "第3行的序号1与第2行重复"),
    "amount": ([(1, "400.00", "成功", "")], "第2行（序号1）的金额与名单不符"),
    "word": ([(1, "50.00", "可能", "")], "第2行的结果“可能”看不懂"),
    "serial": ([("甲", "50.00", "成功", "")], "第2行的序号“甲”不是名单上的序号"),
    "endless": ([("9" * 5_000, "50.00", "成功", "")], r"第2行的序号“999\*{4}99”不是名单上的序号"),
    "account": ([("6299000000000000217", "50.00", "成功", "")], "第2行的序号“629[*]{4}17”不是"),
    "broken": ([(1, "50.00", "失败", "户名\n不符")], "第2行的失败原因里有换行"),
    "ends": ([(1, "五十", "成功", "")], "1.2万。整个文件没有登记"),
    "money": ([(1, "五十", "成功", "")], "第2行看不懂金额"),
    "both": ([(1, "50.00", "成功", "账号不符")], "第2行的结果是成功，又写了失败原因“账号不符”"),
    "total": ([("x2 合", "50.00", "失败", "合计")], "第2行的序号“x2 合”不是名单上的序号"),
    "nought": ([(0, "50.00", "成功", "")], "第2行的序号0不在交银行的名单里"),
    "empty": ([], "没有数据行"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), WRONG.values(), ids=WRONG)
def test_a_line_nobody_understands_refuses_the_whole_file(scene, rows, told):
    batch = scene.sent()
    good = [row for row in scenes.rows_of(batch)[1:2] if rows]
    with pytest.raises(RuleViolation, match=told):
        scene.answer(batch, rows=[*rows, *good]) if rows else answering.enter_answer(
            batch, reading=scenes.reading([]), by=scene.cashier
        )
    assert not Answer.objects.exists()
    assert batch.payments.filter(state="sent").count() == 3


def test_what_a_bank_says_is_kept_without_the_number_in_it(scene):
    batch = scene.sent()
    scene.answer(batch, n1="账号6299000000000000217与户名不符")
    assert batch.payments.get(state="failed").failure == "账号629****17与户名不符"


def test_nothing_in_what_a_bank_says_turns_the_text_beside_it(scene):
    batch = scene.sent()
    scene.answer(batch, n1="户名\u202e不符\u0007")
    assert batch.payments.get(state="failed").failure == "户名不符"


def test_no_number_is_written_into_a_reason(scene):
    batch = scene.sent()
    scene.answer(batch)
    line = batch.payments.first()
    told = {"on": clock.today(), "by": scene.cashier}
    with pytest.raises(RuleViolation, match="退款原因里有很长的号码"):
        payments.take_back_payment(line, reason="账号6299000000000000217已销户", **told)
    payments.take_back_payment(line, reason="尾号0217已于2026-07-24销户", **told)
    assert line.failure == "尾号0217已于2026-07-24销户"


def test_a_file_without_a_column_is_refused_by_name(scene):
    with pytest.raises(RuleViolation, match="没有“结果”列"):
        scenes.reading([(1, "50.00")], head=("序号", "金额"))


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("序号", "金额", "处理结果", "状态"), "“处理结果”“状态”几列都可能是结果"),
        (("序号", "金额", "实发金额", "结果"), "“金额”“实发金额”几列都可能是金额"),
    ],
)
def test_of_two_columns_of_one_meaning_none_wins_unsaid(scene, head, told):
    with pytest.raises(RuleViolation, match=told):
        scenes.reading([(1, "50.00", "成功", "失败")], head=head)


def test_a_serial_may_be_a_whole_number_with_a_point_and_the_total_is_no_line(scene):
    rows = [("1.0", "50.00", "成功", ""), (2.0, "50.00", "成功", ""), ("0003", "50", "成功", "")]
    total = [("合计", "150.00", "", ""), ("", "150.00", "合计", "")]
    assert [one.serial for one in scenes.reading([*rows, *total]).lines] == [1, 2, 3]


def test_an_answer_that_contradicts_an_earlier_one_is_refused(scene):
    batch = scene.sent()
    rows = scenes.rows_of(batch)
    scene.answer(batch, rows=rows[:1])
    with pytest.raises(RuleViolation, match="与已经登记的结果相反"):
        scene.answer(batch, rows=[(rows[0][0], rows[0][1], "失败", "退票"), *rows[1:]])
    assert batch.payments.filter(state="paid").count() == 1


def test_nothing_is_answered_before_it_went_to_the_bank(scene):
    batch = scene.approved()
    with pytest.raises(RuleViolation, match="还没有交银行"):
        scene.answer(batch, [(1, "50", "成功", "")])
    with pytest.raises(RuleViolation, match="还没有交银行"):
        banks.hand_out_list(batch, by=scene.cashier)
