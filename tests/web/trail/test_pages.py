"""The audit administrator finds events and sees whether the trail is whole."""

import pytest

from tests import make
from yushui.audit.log import log


@pytest.fixture
def auditor(enter):
    return enter(make.user("audit", make.unit()))


@pytest.fixture
def events():
    place = make.unit()
    log("notices.received", place, by=make.actor(name="赵敏"), count=1)
    log("visits.recorded", place, by=make.actor(name="王芳"), count=2)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"赵敏", "王芳"}),
        ("?who=赵", {"赵敏"}),
        ("?kind=登记走访", {"王芳"}),
        ("?since=2026-07-26", set()),
        ("?until=2026-07-25", {"赵敏", "王芳"}),
        ("?since=昨天", set()),
    ],
)
def test_events_are_found(auditor, events, query, found):
    page = auditor.get(f"/trail/{query}").text
    assert {name for name in ("赵敏", "王芳") if f">{name}" in page} == found


def test_a_whole_trail_is_said_to_be_whole(auditor, events):
    assert "没有发现改动" in auditor.post("/trail/verify/").text


def test_the_catalogue_tells_what_is_kept_of_people_and_why(auditor):
    page = auditor.get("/trail/personal-data/").content.decode()
    assert "身份证号" in page
    assert "只显示头六位和末四位" in page
    assert "每人每天最多60次" in page
    assert "/trail/personal-data/" in auditor.get("/trail/").content.decode()
