"""Pictures for the manual, taken from the running demonstration with Chromium.

    make run                                  # in another window
    python -m tools.screenshots [name …]      # writes docs/manual/images/NAME.png

A picture is one line of `PICTURES`: what it is called, who looks, at which address, how wide.
Colours are reduced to a palette, so that a page is some tens of kilobytes. Buttons are pressed in
earnest: later pictures see what earlier ones did, so take them from a demonstration made for it.
"""

import argparse
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright


PASSWORD = "yushui-demo-2026"  # noqa: S105 -- of every account, as README.md says
IMAGES = Path(__file__).resolve().parent.parent / "docs" / "manual" / "images"
DESKTOP, PHONE = (1280, 800), (390, 844)
TABLE = "#filings tr:has-text('鹿鸣县双拥') a"  # what the county owes, not what it asked for
ISSUED = "tr:has-text('青川市双拥') a"
REPORT = "#reports tbody a"
ONE = "/people/?q=99010100502"  # a family that was visited and had two contacts
CARD = "a:has-text('联系卡')"
PAPER = "a:has-text('印喜报')"
DELIVER = "a:has-text('送达')"
LARGEST = 150 * 1024
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """One picture; `press` are links and buttons on the way, `scroll` pixels to scroll down."""

    name: str
    account: str
    path: str
    size: tuple[int, int] = DESKTOP
    press: tuple[str, ...] = ()  # selectors; the first that fits is pressed
    scroll: int = 0
    paper: str = ""  # a link to a PDF, whose first page is the picture


PICTURES = (
    Picture("login", "", "/login/"),
    Picture("home", "luming-jingban", "/"),
    Picture("notices", "luming-jingban", "/notices/"),
    Picture("notice", "shi-jingban", "/notices/1/"),
    Picture("campaign", "luming-jingban", "/campaigns/1/"),
    Picture("charts", "luming-jingban", "/campaigns/1/", scroll=1500),
    Picture("list", "luming-jingban", "/visits/left/1/"),
    Picture("left", "bailu-zoufang", "/visits/left/1/", PHONE),
    Picture("record", "bailu-zoufang", "/visits/left/1/", PHONE, ("a:has-text('登记走访')",)),
    Picture("plan", "bailu-zoufang", "/visits/plan/1/", PHONE),
    Picture("outing", "bailu-zoufang", "/visits/", PHONE, ("a:has-text('今天')",)),
    Picture("group", "luming-jingban", "/visits/campaign/1/group/", (1280, 1100)),
    Picture("occurrences", "luming-jingban", "/visits/occurrences/"),
    Picture("table", "luming-jingban", "/filings/", press=(TABLE, "button:has-text('统计')")),
    Picture("cell", "luming-jingban", "/filings/", press=(TABLE, "#sheet a")),
    Picture("sheet", "shi-jingban", "/filings/", press=(ISSUED,)),
    Picture("pair", "luming-jingban", "/people/doubles/", press=("a:has-text('从第一对')",)),
    Picture("report", "luming-jingban", "/reports/", press=("button:has-text('起草报告')",)),
    Picture("edit", "luming-jingban", "/reports/", press=(REPORT, "a:has-text('编辑')")),
    Picture("figure", "luming-jingban", "/reports/", press=(REPORT, "article a")),
    Picture("people", "luming-jingban", "/people/"),
    Picture("family", "luming-jingban", ONE, (1280, 1500), ("#households a",)),
    Picture("card", "luming-jingban", ONE, press=("#households a",), paper=CARD),
    Picture("place", "luming-jingban", "/people/", press=("a:has-text('联系人和打印')",)),
    Picture("letter", "luming-jingban", "/people/letters/write/", (1280, 1100)),
    Picture(
        "letter-family",
        "luming-jingban",
        "/people/letters/",
        press=("#letters a", "button:has-text('先看一户的')"),
    ),
    Picture("reconcile", "luming-jingban", "/funds/campaign/1/", (1280, 1000)),
    Picture("pass-on", "luming-jingban", "/funds/campaign/1/pass-on/"),
    Picture("batch", "luming-zhuren", "/payments/", (1280, 1100), ("#batches a",)),
    Picture("doubt", "luming-zhuren", "/payments/", press=("#batches a", "a:has-text('户名不符')")),
    Picture("citations", "luming-renwubu", "/merits/"),
    Picture("deliver", "luming-renwubu", "/merits/?state=late", PHONE, ("#citations a", DELIVER)),
    Picture(
        "delivered", "luming-jingban", "/merits/?state=reached", (1280, 1100), ("#citations a",)
    ),
    Picture("xibao", "luming-renwubu", "/merits/", press=("tr:has-text('待送达') a",), paper=PAPER),
    Picture("plaques", "luming-jingban", "/merits/plaques/left/"),
    Picture("question", "luming-jingban", "/people/questions/", press=("a:has-text('从第一行')",)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    options = parser.parse_args()
    wanted = [one for one in PICTURES if not options.names or one.name in options.names]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for picture in wanted:
            content = _taken(browser, picture, options.address)
            (IMAGES / f"{picture.name}.png").write_bytes(small(content))
            print(picture.name, flush=True)
        browser.close()


def _taken(browser: Browser, picture: Picture, address: str) -> bytes:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        reduced_motion="reduce",  # a chart caught half drawn would tell wrong figures
        device_scale_factor=2 if picture.size == PHONE else 1,
    )
    page = context.new_page()
    if picture.account:
        _sign_in(page, picture.account, address)
    page.goto(address + picture.path)
    for selector in picture.press:
        page.locator("main").locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    if picture.paper:
        return _first_page(page, picture.paper)
    page.mouse.wheel(0, picture.scroll)
    page.wait_for_timeout(2500 if picture.scroll else 400)  # charts draw when they come into view
    content = page.screenshot()
    context.close()
    return content


def _first_page(page: Page, link: str) -> bytes:
    with page.expect_download() as fetched:
        page.locator("main").locator(link).first.click()
    with pypdfium2.PdfDocument(fetched.value.path()) as document:
        image = document[0].render(scale=1.2).to_pil()
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _sign_in(page: Page, account: str, address: str) -> None:
    page.goto(f"{address}/login/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main button[type=submit]")


def small(content: bytes) -> bytes:
    """The same picture with as many colours as fit what a manual can carry."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    for colours in (128, 64, 32, 16):
        buffer = io.BytesIO()
        image.quantize(colours).save(buffer, "PNG", optimize=True)
        if buffer.tell() <= LARGEST:
            break
    return buffer.getvalue()


if __name__ == "__main__":
    main()
