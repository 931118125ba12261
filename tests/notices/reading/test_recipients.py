"""One entry per addressee: shared heads and tails are given back to each."""

import pytest

from yushui.notices.reading.recipients import addressees
from yushui.notices.reading.text import Piece


CASES = {
    "S0-05": (
        "满洲里市、二连浩特市退役军人事务局",
        ["满洲里市退役军人事务局", "二连浩特市退役军人事务局"],
    ),
    "S0-06": (
        "各军分区、呼和浩特警备区政治工作处",
        ["各军分区政治工作处", "呼和浩特警备区政治工作处"],
    ),
    "S1-05": ("市直各部门、各单位，驻吕各部队", ["市直各部门", "市直各单位", "驻吕各部队"]),
    "S2-02": (
        "各乡镇党委和人民政府，各街道党工委和办事处",
        ["各乡镇党委", "各乡镇人民政府", "各街道党工委", "各街道办事处"],
    ),
    "S2-03": (
        "区委各部委，区级国家机关各部门，各人民团体",
        ["区委各部委", "区级国家机关各部门", "各人民团体"],
    ),
    "S3-04": ("各县（市、区）双拥办，市有关单位", ["各县（市、区）双拥办", "市有关单位"]),
    "S4-02": (
        "各乡镇（街道）党委（党工委）和人民政府（办事处）",
        ["各乡镇（街道）党委（党工委）", "各乡镇（街道）人民政府（办事处）"],
    ),
    "every province": (
        "各省、自治区、直辖市退役军人事务厅（局）",
        [
            "各省退役军人事务厅（局）",
            "各自治区退役军人事务厅（局）",
            "各直辖市退役军人事务厅（局）",
        ],
    ),
    "own place": ("市教育局、民政局、财政局", ["市教育局", "市民政局", "市财政局"]),
    "party departments": ("市委宣传部、组织部，团市委", ["市委宣传部", "市委组织部", "团市委"]),
    "party and government": ("各县委、县政府", ["各县委", "各县政府"]),
    "a name with 和": (
        "市人力资源和社会保障局、卫生健康委员会",
        ["市人力资源和社会保障局", "市卫生健康委员会"],
    ),
    "townships and streets": ("各乡镇人民政府、街道办事处", ["各乡镇人民政府", "各街道办事处"]),
    "letters alone": ("区政府有关委、办、局，各镇", ["区政府有关委、办、局", "各镇"]),
    "a call": ("【通知】@各村（居）、镇直部门", ["各村（居）", "镇直部门"]),
    "leaders of both": ("省委、省政府领导同志", ["省委领导同志", "省政府领导同志"]),
    "each kind of place": (
        "各市、州、省直管县双拥办",
        ["各市双拥办", "各州双拥办", "各省直管县双拥办"],
    ),
    "members of one group": (
        "各乡镇（街道）、县双拥工作领导小组各成员单位",
        ["各乡镇（街道）", "县双拥工作领导小组各成员单位"],
    ),
    "garrisons and counties": (
        "各军分区（警备区）、县（市、区）人武部",
        ["各军分区（警备区）", "各县（市、区）人武部"],
    ),
    "of one government": (
        "市政府各部门、各直属机构",
        ["市政府各部门", "市政府各直属机构"],
    ),
    "offices of the party": (
        "各县（区）委退役军人事务工作领导小组办公室、双拥工作领导小组办公室",
        [
            "各县（区）委退役军人事务工作领导小组办公室",
            "各县（区）双拥工作领导小组办公室",
        ],
    ),
    "levels": (
        "各市、县（市、区）退役军人事务局",
        ["各市退役军人事务局", "各县（市、区）退役军人事务局"],
    ),
}


@pytest.mark.parametrize(("line", "names"), CASES.values(), ids=CASES)
def test_shared_words_are_given_back(line: str, names: list[str]) -> None:
    assert [one.text for one in addressees(Piece.of(line + "："))] == names


def test_an_addressee_points_at_its_own_words() -> None:
    line = "各军分区、呼和浩特警备区政治工作处："

    second = addressees(Piece.of(line))[1]

    assert line[second.span.start : second.span.end] == "呼和浩特警备区政治工作处"
