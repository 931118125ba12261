"""Bodies asked to take a notice as a guide: 参照执行 (S3-35)."""

import pytest

from tests.notices.reading.sources import source
from yushui.notices import references


SENTENCES = {
    "a suggestion": (
        "建议市直单位，民主党派，院校、新闻单位结合本单位实际参照执行。",
        ["市直单位", "民主党派", "院校", "新闻单位"],
    ),
    "a permission": (
        "省属高等院校、中央驻泽单位和社会组织可结合实际参照执行。",
        ["省属高等院校", "中央驻泽单位和社会组织"],
    ),
    "this notice as the guide": ("各开发区参照本通知执行。", ["各开发区"]),
    "a rule applied by reference": ("抚恤标准按照有关规定参照执行。", []),
    "a law applied by reference": ("其他人员参照《优待办法》执行。", []),
    "nobody": ("请结合实际认真执行。", []),
}


@pytest.mark.parametrize(("text", "names"), SENTENCES.values(), ids=SENTENCES)
def test_the_bodies_of_a_sentence(text, names):
    assert [one.text for one in references.read(text)] == names


def test_a_body_points_at_its_own_words():
    text = "特此通知。\n\n建议院校、新闻单位参照执行。\n"
    second = list(references.read(text))[1]
    assert text[second.span.start : second.span.end] == "新闻单位"


def test_those_of_the_city_notice():
    names = [one.text for one in references.read(source("S3").text)]
    assert names[0] == "市直单位"
    assert names[-1] == "江门市拥军优抚战略合作单位"
    assert "省垂直部队" in names  # as written: the misprint is flagged, not put right (S3-35)
