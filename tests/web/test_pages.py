"""What holds for every page: one heading, a title, a language, nothing inline."""

import re
from html.parser import HTMLParser

import pytest

from tests.web import access


ACCESS = access.gather("ACCESS")
PAGES = [name for name, row in ACCESS.items() if row.method == "get" and row.first_let_in]


class Reading(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.inline, self.texts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        is_code = tag == "script" and "src" not in given
        if tag == "style" or (is_code and given.get("type") != "application/json"):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]

    def count(self, tag):
        return sum(found == tag for found, _ in self.tags)


def open_page(world, enter, name, **headers):
    row = ACCESS[name]
    client = enter(world.users.get(row.first_let_in))
    return client.get(world.path(row.path), row.data, headers=headers)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_made(full_world, enter, name):
    response = open_page(full_world, enter, name)
    kind = response.headers["Content-Type"].partition(";")[0]
    if kind != "text/html":
        disposition = response.headers.get("Content-Disposition", "")
        assert kind == "application/json" or disposition.startswith("attachment")
        return
    page = Reading(response.text)
    title = re.search(r"<title>(.*?)</title>", response.text)[1]
    assert page.count("h1") == 1
    assert title.removesuffix(" · 鱼水").strip()
    assert ("html", "zh-CN") in [(tag, given.get("lang")) for tag, given in page.tags]
    assert page.inline == []
    assert sorted(page.ids) == sorted(set(page.ids)), "two elements share an id"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_kept_by_nobody(full_world, enter, name):
    response = open_page(full_world, enter, name)
    assert response.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    if hasattr(response, "streaming_content"):
        response.close()


def plain(text):
    without_tokens = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"\s+", " ", without_tokens).strip()


@pytest.mark.parametrize("name", access.fragments())
def test_a_fragment_is_part_of_its_page(full_world, enter, name):
    whole = open_page(full_world, enter, name).text
    part = open_page(full_world, enter, name, hx_request="true").text
    assert "<html" not in part
    assert plain(part) in plain(whole)
