"""Documents cited as basis, and documents named as attached."""

import pytest

from tests.notices.reading.heads import notice
from yushui.notices.reading import reader


LINEAGE = {
    "S0-09": (
        "按照全国双拥办《关于开展走访活动的通知》，组织走访。",
        [("关于开展走访活动的通知", ["全国双拥办"], None)],
    ),
    "S0-12": (
        "近日，退役军人事务部、中央军委政治工作部联合印发《关于做好春节工作的通知》，提出要求。",
        [("关于做好春节工作的通知", ["退役军人事务部", "中央军委政治工作部"], None)],
    ),
    "two with a number": (
        "根据《云泽省拥军优属规定》和《关于加强双拥工作的意见》（国拥[2018]2号），制定办法。",
        [("云泽省拥军优属规定", [], None), ("关于加强双拥工作的意见", [], "国拥〔2018〕2号")],
    ),
    "forwarded": (
        "现将《关于规范慰问金发放的通知》转发给你们。",
        [("关于规范慰问金发放的通知", [], None)],
    ),
    "answered": ("贵办《关于商请安排走访的函》收悉。", [("关于商请安排走访的函", [], None)]),
    "a number alone": (
        "根据临政发〔2023〕2号文件精神，通知如下。",
        [("临政发〔2023〕2号", [], "临政发〔2023〕2号")],
    ),
    "S1-16 a film": ("宣传播放《百岁老兵致敬建党百年》专题片。", []),
    "the plan issued here": ("现将《走访慰问实施方案》印发给你们。", []),
    "a form to fill": ("请填写《走访慰问情况统计表》。", []),
}


@pytest.mark.parametrize(("body", "expected"), LINEAGE.values(), ids=LINEAGE)
def test_only_what_the_document_rests_on_is_lineage(
    body: str, expected: list[tuple[str, list[str], str | None]]
) -> None:
    found = reader.read(notice(body=body)).lineage

    assert [(one.text, one.issuers, one.number) for one in found] == expected


ATTACHED = {
    "S0-62": ("附：《边海防官兵花名册》", "", [("边海防官兵花名册", "roster", False)]),
    "S2-38": ("附件：双拥活动情况统计表", "", [("双拥活动情况统计表", "table", False)]),
    "numbered": (
        "附件：1.走访方案\n2.走访统计表.xlsx",
        "",
        [("走访方案", "plan", False), ("走访统计表", "table", False)],
    ),
    "in one line": (
        "附件：1、甲情况统计表 2、乙人员名单",
        "",
        [("甲情况统计表", "table", False), ("乙人员名单", "roster", False)],
    ),
    "year after the number": (
        "附件：1.2029年走访统计表",
        "",
        [("2029年走访统计表", "table", False)],
    ),
    "body below": (
        "附件：走访慰问统计表",
        "\n\n附件\n走访慰问统计表\n单位\t人数\t金额\n\t\t",
        [("走访慰问统计表", "table", True)],
    ),
    "unnamed body": (
        "",
        "\n\n附件1\n\n双拥模范名单\n\n临泽市第一医院",
        [("双拥模范名单", "roster", True)],
    ),
}


@pytest.mark.parametrize(("listed", "below", "expected"), ATTACHED.values(), ids=ATTACHED)
def test_attachments_are_listed_with_what_came_along(
    listed: str, below: str, expected: list[tuple[str, str, bool]]
) -> None:
    end = f"{listed}\n\n临泽市退役军人事务局\n2024年1月9日{below}"

    found = reader.read(notice(end=end)).attachments

    assert [(one.title, one.kind, one.present) for one in found] == expected
