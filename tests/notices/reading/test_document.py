"""The head of a document: kind, title, issuers, number, days, and what is missing."""

from datetime import date

import pytest

from tests.notices.reading.heads import head
from yushui.notices.reading import reader


NUMBERS = {
    "临退役军人发〔2024〕7号": "临退役军人发〔2024〕7号",
    "临退役军人发[2024]07号": "临退役军人发〔2024〕7号",
    "临退役军人发（2024）第7号": "临退役军人发〔2024〕7号",
    "临退役军人发﹝2024﹞7号": "临退役军人发〔2024〕7号",
    "临退役军人发【2024】7 号": "临退役军人发〔2024〕7号",
    "川民发201188号": "川民发〔2011〕88号",
    "临双拥办函〔２０２４〕１１号　　　特急": "临双拥办函〔2024〕11号",
    "临双拥办〔二〇二四〕5号": "临双拥办〔2024〕5号",
    "文    号：临双拥办〔2024〕5号": "临双拥办〔2024〕5号",
    "鹿 双 拥 〔 2 0 2 1 〕 4 号": "鹿双拥〔2021〕4号",
    "临政规〔2024〕3号    签发人：童以宁": "临政规〔2024〕3号",
    "（闵府办发[2010]44号）": "闵府办发〔2010〕44号",
    "等级：特急·明电    川双拥办明电〔2020〕5号    川机发 1203号": "川双拥办明电〔2020〕5号",
    "政〔2021〕15号": "政〔2021〕15号",
}


@pytest.mark.parametrize(("written", "standard"), NUMBERS.items())
def test_every_way_of_numbering_comes_out_standard(written: str, standard: str) -> None:
    number = head(front=f"临泽市退役军人事务局文件\n\n{written}").number

    assert number is not None
    assert number.text == standard


def test_a_masked_year_stays_unknown() -> None:
    number = head(front="临泽市退役军人事务局文件\n\n临退役军人发[201*]1号").number

    assert number is not None
    assert (number.year, number.text) == (None, "临退役军人发〔201*〕1号")


def test_a_cited_number_is_not_the_documents_own() -> None:
    body = "根据市政府文件（临政发〔2023〕2号）要求，现通知如下：\n一、开展走访。\n二、抓好落实。"

    assert head(front="临泽市退役军人事务局", body=body).number is None


KINDS = {
    "关于做好走访慰问工作的通知": "通知",
    "关于开展走访慰问工作的紧急通知": "通知",
    "关于商请提供名册的函": "函",
    "关于走访安排的复函": "函",
    "关于双拥工作情况的报告": "报告",
    "关于解决经费的请示": "请示",
    "关于同意设立双拥公园的批复": "批复",
    "关于表彰双拥模范的决定": "决定",
    "关于走访慰问情况的通报": "通报",
    "关于加强双拥工作的实施意见": "意见",
    "临泽市双拥活动实施方案（试行）": "方案",
    "双拥工作领导小组会议纪要": "纪要",
    "致全市优抚对象的慰问信": "慰问信",
    "关于换发优待证的公告": "公告",
    "关于拟推荐对象的公示": "公示",
    "拥军倡议书": "倡议书",
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_the_kind_stands_at_the_end_of_the_title(title: str, kind: str) -> None:
    found = head(title=title)

    assert (found.kind, found.title) == (kind, title)


def test_news_is_no_document() -> None:
    found = head(
        front="",
        title="临泽：春节慰问暖兵心",
        to="",
        body="本报讯 昨日，市领导走访了驻军。",
        end="",
    )

    assert (found.kind, found.missing) == (None, [])


ISSUERS = {
    "S3-01 文件 on the middle line": (
        {
            "front": "临泽市双拥办公室\n\n临泽市退役军人事务局文件\n\n"
            "临泽军分区政治工作处\n\n临双拥办〔2024〕1号"
        },
        ["临泽市双拥办公室", "临泽市退役军人事务局", "临泽军分区政治工作处"],
    ),
    "S1-01 the office signs": (
        {
            "front": "临泽市拥军优属拥政爱民工作领导小组文件",
            "end": "临泽市双拥工作领导小组办公室\n2024年1月9日",
        },
        ["临泽市拥军优属拥政爱民工作领导小组"],
    ),
    "from the title": (
        {"front": "", "title": "临泽市民政局、临泽军分区关于开展走访的通知", "end": ""},
        ["临泽市民政局", "临泽军分区"],
    ),
    "from the signature": (
        {"front": "", "end": "临泽市民政局  临泽军分区\n二〇二四年一月九日"},
        ["临泽市民政局", "临泽军分区"],
    ),
    "the signature has the full names": (
        {"front": "", "title": "市民政局关于开展走访的通知", "end": "临泽市民政局\n2024年1月9日"},
        ["临泽市民政局"],
    ),
    "the head shows only the lead": (
        {"end": "临泽市退役军人事务局 临泽市财政局\n2024年1月9日"},
        ["临泽市退役军人事务局", "临泽市财政局"],
    ),
}


@pytest.mark.parametrize(("parts", "names"), ISSUERS.values(), ids=ISSUERS)
def test_issuers_are_named_in_full_and_lead_first(parts: dict[str, str], names: list[str]) -> None:
    assert [one.text for one in head(**parts).issuers] == names


@pytest.mark.parametrize(
    "written",
    ["2024年1月9日", "二〇二四年一月九日", "二○二四年元月九日", "2024 年 1 月 9 日", "2024.1.9"],
)
def test_the_day_below_the_text_is_the_day_of_signing(written: str) -> None:
    assert head(end=f"临泽市退役军人事务局\n{written}").signed_on == date(2024, 1, 9)


@pytest.mark.parametrize(
    ("end", "organ"),
    [
        ("临泽市局办公室\n\n2024年1月10日印发", "临泽市局办公室"),
        ("临泽市退役军人事务局办公室　　2024年1月10日印发", "临泽市退役军人事务局办公室"),
        ("2024年1月10日印发", None),
    ],
    ids=["S0-65", "one line", "no office"],
)
def test_printing_has_its_own_day_and_office(end: str, organ: str | None) -> None:
    found = head(end=f"抄送：市委办公室。\n\n{end}")

    assert (found.printed_on, found.printed_by) == (date(2024, 1, 10), organ)
    assert (found.signed_on, [one.text for one in found.copies_to]) == (None, ["市委办公室"])


@pytest.mark.parametrize(
    ("end", "disclosure"),
    [
        ("公开方式：主动公开", "主动公开"),
        ("信息公开选项：依申请公开", "依申请公开"),
        ("（此件公开发布）", "公开发布"),
        ("（不予公开）", "不予公开"),
        ("临泽市退役军人事务局", None),
    ],
)
def test_disclosure_is_told_as_written(end: str, disclosure: str | None) -> None:
    assert head(end=end).disclosure == disclosure


def test_what_is_absent_is_listed_not_refused() -> None:
    found = head(front="", end="")

    assert found.missing == ["发文机关", "发文字号", "署名", "成文日期", "联系人"]


def test_nothing_is_missing_from_a_whole_notice() -> None:
    assert head(body="现通知如下：请各县落实。\n联系人：向晚，电话：2650007。").missing == []


def test_a_page_that_shows_its_particulars_only_is_read_from_them() -> None:
    found = reader.read(
        "首页 > 政务公开 > 通知公告\n"
        "索引号 | LZ/2024-414 | 文号 | 临退役军人局发〔2024〕27号 |\n"
        "成文日期 | 2024-07-03 | 公开方式 | 主动公开 |\n"
        "发布机构：临泽市退役军人事务局\n名　　称：关于走访慰问的通知\n\n"
        "各县（区）退役军人事务局，市直单位：\n现将有关事项通知如下：\n一、走访。"
    ).document

    assert (found.title, found.number and found.number.serial, str(found.signed_on)) == (
        "关于走访慰问的通知",
        27,
        "2024-07-03",
    )
    assert [one.text for one in found.issuers] == ["临泽市退役军人事务局"]


def test_a_message_in_a_chat_has_addressees_and_no_title() -> None:
    found = reader.read(
        "【紧急通知】@各村（社区）退役军人服务站：\n安排如下👇\n1️⃣7月25日前核对名册。\n2️⃣8月2日前报照片。"
    )

    assert found.document.title is None
    assert [one.text for one in found.document.recipients] == ["各村（社区）退役军人服务站"]
    assert len(found.sections) == 3
