"""The pictures of the manual: each that is shown can be taken again, and none weighs much."""

import random
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests import source
from tools import screenshots
from yushui.demonstration import cast


PAGES = [*sorted((source.ROOT / "docs" / "manual").glob("*.md")), source.ROOT / "README.md"]


def shown(page: Path) -> list[str]:
    return re.findall(r"!\[[^\]]*\]\((?:docs/manual/)?images/([\w-]+)\.png\)", page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_of_a_page_can_be_taken_again(page):
    assert set(shown(page)) <= {shot.name for shot in screenshots.PICTURES}


def test_a_picture_is_there_for_every_line():
    missing = [
        s.name for s in screenshots.PICTURES if not (screenshots.IMAGES / f"{s.name}.png").exists()
    ]
    assert not missing, f"python -m tools.screenshots {' '.join(missing)}"


def test_no_picture_weighs_more_than_a_manual_can_carry():
    files = screenshots.IMAGES.glob("*.png")
    assert not [file.name for file in files if file.stat().st_size > screenshots.LARGEST]


def test_whoever_looks_is_of_the_cast():
    accounts = {part.username for part in cast.CAST} | {""}
    assert {shot.account for shot in screenshots.PICTURES} <= accounts
    assert screenshots.PASSWORD == cast.PASSWORD


def test_names_are_given_once():
    names = [shot.name for shot in screenshots.PICTURES]
    assert len(names) == len(set(names))


def test_a_picture_full_of_colours_is_made_small():
    noise = random.Random(1).randbytes(500 * 300 * 3)
    buffer = BytesIO()
    Image.frombytes("RGB", (500, 300), noise).save(buffer, "PNG")
    assert len(screenshots.small(buffer.getvalue())) <= screenshots.LARGEST < buffer.tell()
