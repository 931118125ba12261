"""The trail keeps codes; its page tells them in words."""

import ast

import pytest

from tests import make, source
from yushui.audit.log import log
from yushui.people.importing.planning import Plan
from yushui.web.trail import words


def logged_names():
    """Names of details in calls of `log` and `trace`, and the counts that a roster brings along."""
    for path in source.modules("yushui"):
        for node in ast.walk(source.tree(path)):
            called = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and called in {"log", "trace"}:
                yield from (keyword.arg for keyword in node.keywords if keyword.arg)
    yield from Plan().outcome


def test_every_detail_that_is_logged_has_a_name():
    assert set(logged_names()) - {"by"} - set(words.NAMES) == set()


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"role": "head"}, [("岗位", "负责人")]),
        ({"excuse": "away", "persons": 2}, [("未访原因", "外出"), ("慰问人数", "2")]),
        ({"field": "id_tail", "found": 2}, [("查看内容", "身份证号后四位"), ("找到", "2")]),
        ({"is_new": True, "is_on": False}, [("新文件", "是"), ("大字", "否")]),
        ({"units": ["白鹭镇", "松风镇"]}, [("单位", "白鹭镇、松风镇")]),
        ({"category": "veteran"}, [("人员类别", "退役军人")]),
        ({"role": "invented", "later": 1}, [("岗位", "invented"), ("later", "1")]),
    ],
)
def test_details_are_told_in_words(detail, told):
    event = log("visits.recorded", make.unit(), by=make.actor(), **detail)
    assert list(words.details(event)) == told


def test_columns_are_called_as_in_their_form():
    event = log("people.household_edited", make.household(), by=make.actor(), fields=["address"])
    assert list(words.details(event)) == [("涉及内容", "住址")]


def test_what_it_was_about_is_named():
    place = make.unit()
    event = log("notices.received", place, by=make.actor())
    assert words.subject(event) == f"单位 {place.pk}"
    assert words.subject(log("audit.verify", "audit", by=make.actor())) == "审计记录"
    assert words.subject(log("audit.verify", "later.model", by=make.actor())) == "later.model"
