"""Stylesheets run on old browsers and their colours can be read (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest


pytestmark = pytest.mark.once

CSS = sorted(Path("yushui/web/static/css").glob("*.css"))
SCRIPTS = sorted(Path("yushui/web/static/js").glob("*.js"))

# What Chromium 80 does not know.
TOO_NEW_FOR_CSS = (
    r":has\(", r":is\(", r":where\(", r"\boklch\(", r"\bcolor-mix\(", r"@container", r"@layer",
    r"\binset\s*:", r"aspect-ratio", r"margin-inline\s*:", r"padding-inline\s*:", r"\bdvh\b",
    r"(?<!grid-)(?<!column-)(?<!row-)\bgap\s*:", r"&\s*[.:>]", r":not\([^)]*,",
)  # fmt: skip
TOO_NEW_FOR_SCRIPT = (
    r"\.replaceAll\(", r"\.at\(", r"structuredClone", r"Object\.hasOwn", r"\?\?=", r"\|\|=",
    r"^await ", r"#\w+\s*[=(;]", r"\beval\(", r"\.innerHTML", r"\.style\b",
)  # fmt: skip
TOKEN = re.compile(r"--yu-([\w-]+):\s*(#[0-9a-f]{6});")
TOKENS = dict(TOKEN.findall(Path("yushui/web/static/css/tokens.css").read_text()))

READ_ON = [
    *((ink, on, 4.5) for ink in ("ink", "ink-soft", "ink-faint", "link", "red", "bad", "wait", "ok")
      for on in ("paper", "surface")),
    *((ink, "sunken", 4.5) for ink in ("ink", "ink-soft", "ink-faint")),
    *((tone, f"{tone}-tint", 4.5) for tone in ("ok", "wait", "bad", "info", "quiet", "red")),
    ("surface", "red", 4.5), ("surface", "red-deep", 4.5),
    ("control", "surface", 3), ("focus", "surface", 3), ("focus", "paper", 3),
]  # fmt: skip


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def without_comments(text):
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("ink", "on", "least"), READ_ON)
def test_a_colour_can_be_read(ink, on, least):
    assert contrast(TOKENS[ink], TOKENS[on]) >= least


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_a_stylesheet_runs_on_chromium_80(path):
    text = without_comments(path.read_text())
    assert [rule for rule in TOO_NEW_FOR_CSS if re.search(rule, text)] == []
    assert len(path.read_text().splitlines()) <= 320


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_runs_on_chromium_80_and_under_the_policy(path):
    text = without_comments(path.read_text())
    assert [rule for rule in TOO_NEW_FOR_SCRIPT if re.search(rule, text, re.MULTILINE)] == []
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_only_known_tokens_are_used(path):
    defined = set(re.findall(r"--[\w-]+(?=\s*:)", Path(CSS[0].parent / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--[\w-]+)", path.read_text()))
    own = set(re.findall(r"(--[\w-]+)\s*:", path.read_text()))
    assert used <= defined | own
