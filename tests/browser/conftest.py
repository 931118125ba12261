"""A real browser against a server of this process: Debian's Chromium, driven by Playwright.

`desktop` and `phone` are two windows on the same pages. A way through several pages is walked in
one, and what it passes is looked at in the width of both. A console error, a page error or a
request that the page's own policy refuses fails the test.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, sync_playwright


# Playwright's event loop lives in this thread until the last test, and Django would take every
# query meanwhile, those of the database's own clean-up included, for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process for all pages of a context (lend_context).
    "--process-per-site",
    "--renderer-process-limit=1",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Window:
    """One size of screen: opens pages for a user, checks them, takes their picture."""

    context: BrowserContext
    base: str
    pictures: Path
    complaints: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.base + path

    def enter(self, user: Any = None) -> Page:
        """A page of the browser, signed in as `user`."""
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            name = settings.SESSION_COOKIE_NAME
            self.context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": self.base}]
            )
        page = self.context.new_page()
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _heard(self, kind: str, text: str) -> None:
        # The browser itself reports every answer above 399; the tests look at those themselves.
        if kind == "error" and "the server responded with a status of" not in text:
            self.complaints.append(text)

    def follow(self, page: Page, where: str) -> None:
        """Click what leads to another page, and be there.

        A click alone returns while the old page still stands, and it is that one which would be
        looked at, or none. What leads nowhere fails.
        """
        with page.expect_navigation():
            page.click(where)

    def agree(self, page: Page, where: str) -> None:
        """Click what asks first, say yes, and be on the page it leads to."""
        page.click(where)
        self.follow(page, "dialog button:has-text('确定')")

    def axe(self, page: Page) -> None:
        """No violation of WCAG 2.2 AA or of axe's best practice on the page as it stands."""
        if not page.evaluate("'axe' in window"):
            source = Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js"
            page.evaluate(source.read_text())
        found = page.evaluate(
            "rules => axe.run(document, {"
            "runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
            RULES,
        )
        told = [
            f"{violation['id']}: {violation['help']}\n  "
            + "\n  ".join(node["html"][:200] for node in violation["nodes"][:5])
            for violation in found["violations"]
        ]
        assert not told, "\n".join(told)

    def fits(self, page: Page) -> None:
        """Nothing sticks out to the right: no sideways scrolling of the page."""
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"the page is {over}px wider than the screen"

    def look(self, page: Page) -> None:
        """Sound and fitting at either width; at the window's own last, where things go on."""
        own = page.viewport_size
        for size in sorted((DESKTOP, PHONE), key=lambda size: size == own):
            page.set_viewport_size(size)
            self.axe(page)
            self.fits(page)

    def shot(self, page: Page, name: str) -> Path:
        path = self.pictures / f"{name}.png"
        page.screenshot(path=str(path), full_page=True)
        return path


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lend_context(chromium):
    """Contexts go from test to test, without the pages and the cookies of the last.

    One empty page stays open in each, and with it the process that has read the product's styles
    and compiled its scripts: for a test of one page that was more work than the page.
    """
    idle = defaultdict(list)

    @contextmanager
    def lend(**options: Any) -> Iterator[BrowserContext]:
        at_hand = idle[repr(options)]
        context = at_hand.pop() if at_hand else chromium.new_context(locale="zh-CN", **options)
        if not context.pages:
            context.set_default_timeout(10_000)
            context.new_page()
        yield context
        for page in context.pages[1:]:
            page.close()
        context.clear_cookies()
        at_hand.append(context)

    return lend


@pytest.fixture
def open_window(lend_context, live_server, tmp_path):
    """Makes windows, and closes them listening for what the console complained about."""
    with ExitStack() as lent:
        windows = []

        def make_window(size: dict[str, int], **options: Any) -> Window:
            context = lent.enter_context(lend_context(viewport=size, **options))
            windows.append(Window(context, live_server.url, tmp_path))
            return windows[-1]

        yield make_window
    complaints = [complaint for window in windows for complaint in window.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def desktop(open_window):
    return open_window(DESKTOP)


@pytest.fixture
def phone(open_window):
    return open_window(PHONE, has_touch=True, is_mobile=True)
