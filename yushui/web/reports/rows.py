"""What the pages about reports show, prepared."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from yushui.filings.models import Report
from yushui.filings.rules import FIGURE
from yushui.office.gongwen.measure import heading_number
from yushui.reports.figures import CITABLE, printed


@dataclass(frozen=True)
class Part:
    """A stretch of text, or a figure with the address of what it rests on."""

    text: str
    url: str = ""
    what: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    paragraphs: list[list[Part]]


def sections(report: Report, numbers: Mapping[str, int]) -> list[Section]:
    """The body as it will be printed, every figure a link."""
    return [
        Section(
            heading_number(1, position) + section["heading"],
            [
                list(_parts(report, line, numbers))
                for line in re.split(r"\n+", section["text"])
                if line.strip()
            ],
        )
        for position, section in enumerate(report.sections, start=1)
    ]


def _parts(report: Report, line: str, numbers: Mapping[str, int]) -> Iterator[Part]:
    end = 0
    for match in FIGURE.finditer(line):
        yield Part(line[end : match.start()])
        key = match["key"]
        if key in numbers:
            url = reverse("reports:figure", args=[report.pk, key])
            yield Part(printed(key, numbers[key]), url, f"{CITABLE[key].label}：看依据")
        else:
            yield Part(match.group())
        end = match.end()
    yield Part(line[end:])


@dataclass(frozen=True)
class Quotable:
    """A figure offered to the writer."""

    key: str
    token: str  # as it stands in the text
    label: str
    value: str


def quotable(numbers: Mapping[str, int]) -> list[Quotable]:
    return [
        Quotable(key, f"{{{{{key}}}}}", one.label, f"{printed(key, numbers[key])} {one.unit}")
        for key, one in CITABLE.items()
    ]
