"""Setting papers as PDF with typst: a layout and the data it lays out.

What is printed goes in as data and is never part of the source: a name that reads like a command is
printed as it reads. A layout reads nothing but its own folder. The same data on the same fonts
give the same bytes.

Characters come from the fonts of the machine. One that no font has is printed as 〓, as printers
always did, and reported, so that somebody writes it in by hand. So is one of private use: another
machine's own character, which here would be whatever picture a font keeps at that place.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from yushui.kernel.errors import RuleViolation


# Families that hold Chinese, the best first, by the names they go by here and on domestic systems.
SONG = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun",
    "NSimSun", "STSong", "Songti SC", "AR PL UMing CN",
)  # fmt: skip
HEI = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "SimHei",
    "Microsoft YaHei", "STHeiti", "PingFang SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)  # fmt: skip
ARCHIVAL: Final = "a-2b"  # refuses a character without a shape, which is how one is found
BLANK = "〓"
ROUNDS = 8
NO_FONT = (
    "这台服务器没有装中文字体，印不出汉字。请系统管理员装一种再印："
    "Debian、统信、麒麟装软件包 fonts-noto-cjk；没有管理员权限的，把宋体、黑体的字体文件放进"
    "运行本系统的账号的 .local/share/fonts 目录。装好后重新启动本系统。"
)

_SHAPELESS = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


@dataclass(frozen=True)
class Paper:
    """A document ready to be printed, and the characters that stand in it as 〓."""

    content: bytes
    blanks: tuple[str, ...] = ()


def paper(layout: Path, data: Mapping[str, Any]) -> Paper:
    """Set `data` by the layout, which finds it with its fonts in `sys.inputs`."""
    found, song, hei = _fonts()
    compiler = typst.Compiler(
        layout, root=layout.parent, font_paths=found, ignore_system_fonts=True
    )
    blanks = sorted(set(_PRIVATE.findall(json.dumps(data, ensure_ascii=False))))
    for _ in range(ROUNDS):
        told = json.dumps(_without(data, frozenset(blanks)), ensure_ascii=False)
        try:
            content = compiler.compile(
                sys_inputs={"data": told, "song": song, "hei": hei},
                timestamp=0,
                pdf_standards=[ARCHIVAL],
                pdf_tags=False,
            )
        except typst.TypstError as error:
            missing = _shapeless(error.diagnostic)
            if not missing:
                raise
            blanks += missing
        else:
            assert isinstance(content, bytes), "One file is asked for."
            return Paper(content, tuple(blanks))
    raise RuleViolation("要印的内容里有太多字库没有的字，没有印成。请装一种字数更多的中文字体。")


@cache
def _fonts() -> tuple[typst.Fonts, str, str]:
    """The fonts of the machine, looked for once, and the two families to set in."""
    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    song, hei = chosen(found.families())
    return found, song, hei


def chosen(families: list[str]) -> tuple[str, str]:
    """For reading and for headings; one of the two serves for both where it is alone."""
    song = next((name for name in SONG if name in families), "")
    hei = next((name for name in HEI if name in families), "")
    if not (song or hei):
        raise RuleViolation(NO_FONT)
    return song or hei, hei or song


def _shapeless(diagnostic: str) -> list[str]:
    """The characters that no font could show, each once."""
    texts = "".join(_SHAPELESS.findall(diagnostic))
    return sorted(set(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), texts)))


def _without(value: Any, missing: frozenset[str]) -> Any:
    if not missing:
        return value
    if isinstance(value, str):
        return "".join(BLANK if letter in missing else letter for letter in value)
    if isinstance(value, list):
        return [_without(one, missing) for one in value]
    if isinstance(value, dict):
        return {key: _without(one, missing) for key, one in value.items()}
    return value
