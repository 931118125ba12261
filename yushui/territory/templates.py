"""Units by template: which units a region of each level has before anybody typed one."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yushui.territory.kinds import Kind, Level


@dataclass(frozen=True)
class Template:
    """One line of `templates.toml`: `superior` is kinds to look for upwards, or None for beside."""

    levels: frozenset[int]
    kind: Kind
    names: tuple[str, ...]
    short: str = ""
    aliases: tuple[str, ...] = ()
    superior: tuple[str, ...] | None = None
    answers_for_office: bool = False


@dataclass(frozen=True)
class Templates:
    units: tuple[Template, ...]
    garrison: tuple[Template, ...]
    to_province: frozenset[str] = field(default_factory=frozenset)


_ENDINGS = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|省|市|盟|州|县|区|旗)$"
)


def short_name(name: str) -> str:
    """吕梁市 → 吕梁, 兴县 → 兴县: a single character needs its ending."""
    short = _ENDINGS.sub("", name)
    return short if len(short) > 1 else name


def military_name(name: str) -> str:
    """内蒙古自治区 → 内蒙古, 山西省 → 山西省: 内蒙古军区 but 山西省军区."""
    return name if name.endswith("省") else short_name(name)


def load() -> Templates:
    raw = tomllib.loads((Path(__file__).parent / "templates.toml").read_text(encoding="utf-8"))
    return Templates(
        units=_templates(raw["unit"]),
        garrison=_templates(raw["garrison"]),
        to_province=frozenset(raw["reports_to_province"]["names"]),
    )


def _templates(lines: Iterable[dict[str, Any]]) -> tuple[Template, ...]:
    return tuple(
        Template(
            levels=frozenset(Level[name].value for name in line["levels"]),
            kind=Kind(line["kind"]),
            names=tuple(line.get("names") or [line["name"]]),
            short=line.get("short", ""),
            aliases=tuple(line.get("aliases", ())),
            superior=None if line["superior"] == "beside" else tuple(line["superior"]),
            answers_for_office=line.get("answers_for_office", False),
        )
        for line in lines
    )


def spell(pattern: str, region_name: str) -> str:
    return pattern.format(
        name=region_name, short=short_name(region_name), military=military_name(region_name)
    )
