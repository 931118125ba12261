"""Every kind of event has a name on the page."""

import re
from pathlib import Path

from yushui.web.trail import deeds


LOGGED = re.compile(r'\blog(?:_many)?\(\s*"([a-z_]+\.[a-z_]+)"')


def kinds():
    source = (path.read_text(encoding="utf-8") for path in Path("yushui").rglob("*.py"))
    return {kind for text in source for kind in LOGGED.findall(text)}


def test_every_kind_that_is_logged_has_a_name():
    assert kinds() - set(deeds.LABELS) == set()


def test_an_unknown_kind_shows_itself():
    assert deeds.label("later.invented") == "later.invented"


def test_kinds_are_found_by_name_and_by_code():
    assert deeds.matching("签收公文") == ["notices.received"]
    assert "visits.recorded" in deeds.matching("visits.")
