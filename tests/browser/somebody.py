"""A person at a screen: signs in, reads, and presses what is written there, as anybody would.

No address is typed and no field is called by the name that only the code knows.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.conftest import DESKTOP, Window


class Somebody:
    """Signed in with an account and a password, in the one window of the story."""

    def __init__(self, window: Window, user: Any, password: str = "x") -> None:
        self.window = window
        window.context.clear_cookies()
        self.page: Page = window.enter()
        self.page.goto(window.url("/"))
        self.fill(账号=user.username, 口令=password)
        self.press("登录")
        assert self.page.title() == "首页 · 鱼水"

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def text(self) -> str:
        return self.main.inner_text()

    @property
    def is_at_desk(self) -> bool:
        return self.page.viewport_size == DESKTOP

    @contextmanager
    def within(self, heading: str) -> Iterator[None]:
        """What happens here happens in the block with this heading or line."""
        whole = self.main
        found = whole.locator("section, li, tr, fieldset").filter(has_text=heading).last
        try:
            self.__dict__["_part"] = found
            yield
        finally:
            del self.__dict__["_part"]

    @property
    def part(self) -> Locator:
        return self.__dict__.get("_part", self.main)

    def open_menu(self, label: str) -> None:
        """By the menu at the left, or by the bar at the bottom and 更多."""
        if self.is_at_desk:
            self._go(self.page.get_by_label("主菜单").get_by_role("link", name=label, exact=True))
            return
        bar = self.page.get_by_label("常用菜单")
        if not (link := bar.get_by_role("link", name=label, exact=True)).count():
            self._go(bar.get_by_role("link", name="更多"))
            link = self.main.get_by_role("link", name=label, exact=True)
        self._go(link)

    def follow(self, name: str) -> None:
        self._go(self.part.get_by_role("link", name=name).first)

    def press(self, name: str) -> None:
        self._go(self.part.get_by_role("button", name=name, exact=True))

    def agree(self, name: str) -> None:
        """Press what asks first, and say yes."""
        self.part.get_by_role("button", name=name).click()
        self._go(self.page.locator("dialog").get_by_role("button", name="确定"))

    def _go(self, where: Locator) -> None:
        with self.page.expect_navigation():
            where.click()

    def fill(self, **values: str) -> None:
        """Fields by what is written above them."""
        for label, value in values.items():
            field = self.part.get_by_label(re.compile(rf"^\s*{re.escape(label)}(（|\s|$)"))
            self._enter(field.first, value)

    def line(self, legend: str, number: int, **values: str) -> None:
        """Fields of one of several lines below each other."""
        lines = self.page.get_by_role("group", name=legend).locator(".yu-line")
        if not (line := lines.nth(number - 1)).is_visible():
            self.page.get_by_role("group", name=legend).locator("summary").click()
        for label, value in values.items():
            self._enter(line.get_by_label(label), value)

    def _enter(self, field: Locator, value: str) -> None:
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def tick(self, *names: str) -> None:
        for name in names:
            self.part.get_by_label(name).first.check()

    def give(self, label: str, name: str, content: bytes) -> None:
        """Choose a file."""
        kind = "application/octet-stream"
        file = {"name": name, "mimeType": kind, "buffer": content}
        self.main.get_by_label(label).set_input_files(file)

    def fetch(self, name: str) -> tuple[str, bytes]:
        """What is handed over as a file: its name and content."""
        with self.page.expect_download() as download:
            self.part.get_by_role("link", name=name).click()
        return download.value.suggested_filename, download.value.path().read_bytes()

    def sees(self, *texts: str) -> None:
        text = self.text
        for one in texts:
            assert one in text, f"“{one}” is not on the page:\n{text}"

    def looks(self) -> None:
        """Sound at this width, with nothing sticking out."""
        self.window.axe(self.page)
        self.window.fits(self.page)
