"""What holds for every page: one heading, a title, a language, nothing inline."""

import re
from html.parser import HTMLParser

import pytest

from tests.web import access


# What a page is made of does not depend on the database.
pytestmark = [pytest.mark.once, pytest.mark.thorough]


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


def open_page(world, enter, row, **headers):
    client = enter(world.users.get(row.first_let_in))
    return client.get(world.path(row.path), row.data, headers=headers)


def faults(response):
    """What is wrong with an answer, in words."""
    headers = response.headers
    if headers["Cache-Control"] != "no-store":
        yield "somebody may keep it"
    if "script-src 'self'" not in headers["Content-Security-Policy"]:
        yield "it lets foreign scripts run"
    kind = headers["Content-Type"].partition(";")[0]
    if kind == "text/html":
        yield from faults_of_a_page(response.text)
    elif kind != "application/json":
        if not headers.get("Content-Disposition", "").startswith("attachment"):
            yield f"{kind} opens in the browser"
        response.getvalue()  # to its end, where a file is closed


def faults_of_a_page(text):
    page = Reading(text)
    title = re.search(r"<title>(.*?)</title>", text)[1]
    if page.count("h1") != 1:
        yield f"{page.count('h1')} headings of the first level"
    if not title.removesuffix(" · 鱼水").strip():
        yield "no title"
    if ("html", "zh-CN") not in [(tag, given.get("lang")) for tag, given in page.tags]:
        yield "it does not say its language"
    if page.inline:
        yield f"inline: {page.inline}"
    if len(page.ids) > len(set(page.ids)):
        yield "two elements share an id"


@access.of_each_subject("ACCESS")
def test_a_page_is_well_made_and_kept_by_nobody(full_world, enter, rows):
    pages = {name: row for name, row in rows.items() if row.method == "get" and row.first_let_in}
    found = {name: [*faults(open_page(full_world, enter, row))] for name, row in pages.items()}
    assert found == {name: [] for name in pages}


def plain(text):
    without_tokens = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"\s+", " ", without_tokens).strip()


@access.of_each_subject("FRAGMENTS")
def test_a_fragment_is_part_of_its_page(full_world, enter, rows):
    every = access.gather("ACCESS")
    for name in rows:
        whole = open_page(full_world, enter, every[name]).text
        part = open_page(full_world, enter, every[name], hx_request="true").text
        assert "<html" not in part, name
        assert plain(part) in plain(whole), name
