"""One judge per field of a reading: what should be there, what is, and what is wrong."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from tests.notices.reading.matching import differences, listed, paired, plain, same
from yushui.notices.reading.structure import Notice, Section, Table
from yushui.notices.reading.text import Span


Expected = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """How many things a field should hold, holds, and holds rightly; and what is wrong."""

    wanted: int
    found: int
    right: int
    faults: tuple[str, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.wanted + other.wanted,
            self.found + other.found,
            self.right + other.right,
            self.faults + other.faults,
        )


NOTHING = Tally(0, 0, 0)
# Warnings that state a fact about the text: wrong unless an expectation says otherwise.
FACTS = frozenset(
    {"weekday_wrong", "anniversary_wrong", "date_impossible", "due_before_issue"}
    | {"number_form", "number_year", "signed_after_printed"}
)
Judge = Callable[[Expected, Notice], Tally | None]


def _scalar(part: str, name: str) -> Judge:
    def judge(expected: Expected, notice: Notice) -> Tally | None:
        wanted = expected.get(part, {})
        if name not in wanted:
            return None
        found = getattr(getattr(notice, part), name)
        right = same(wanted[name], found)
        fault = () if right else (f"应为 {wanted[name]!r}，读成 {found!r}",)
        present = wanted[name] is not None
        return Tally(int(present), int(found is not None), int(right and present), fault)

    return judge


def _names(part: str, name: str, *, ordered: bool = False) -> Judge:
    def judge(expected: Expected, notice: Notice) -> Tally | None:
        wanted = expected.get(part, {})
        if name not in wanted:
            return None
        found = [plain(item.text) for item in getattr(getattr(notice, part), name)]
        return min(
            (_list_tally(choice, found, ordered=ordered) for choice in listed(wanted[name])),
            key=lambda tally: len(tally.faults),
        )

    return judge


def _list_tally(wanted: list[str], found: list[str], *, ordered: bool = False) -> Tally:
    wanted = [plain(item) for item in wanted]
    faults = [f"缺 {item!r}" for item in wanted if item not in found]
    faults += [f"多 {item!r}" for item in found if item not in wanted]
    if not faults and ordered and wanted != found:
        faults = [f"次序应为 {wanted!r}，读成 {found!r}"]
    return Tally(len(wanted), len(found), sum(item in found for item in wanted), tuple(faults))


def _number(expected: Expected, notice: Notice) -> Tally | None:
    if "number" not in expected.get("document", {}):
        return None
    wanted, found = expected["document"]["number"], notice.document.number
    if wanted is None or found is None:
        faults = () if wanted is found else (f"应为 {wanted!r}，读成 {found!r}",)
        return Tally(int(wanted is not None), int(found is not None), 0, faults)
    wrong = tuple(differences(wanted, found))
    return Tally(1, 1, int(not wrong), wrong)


def _missing(expected: Expected, notice: Notice) -> Tally | None:
    """缺项: exactly these, or (`missing_include`) at least these."""
    wanted, found = expected.get("document", {}), notice.document.missing
    if "missing" in wanted:
        return _list_tally(wanted["missing"], found)
    if "missing_include" in wanted:
        part = wanted["missing_include"]
        return _list_tally(part, [item for item in found if item in part])
    return None


def _items(name: str, keys: tuple[str, ...]) -> Judge:
    """Judge a list of things by their identity alone; `_detail` judges the rest."""

    def judge(expected: Expected, notice: Notice) -> Tally | None:
        if name not in expected:
            return None
        pairs, extra = paired(expected[name], getattr(notice, name), keys)
        needed = [(want, got) for want, got in pairs if not want.get("optional")]
        faults = [f"缺 {_brief(want, keys)}" for want, got in needed if got is None]
        faults += [f"多 {_shown(item)}" for item in extra]
        right = sum(got is not None for _, got in needed)
        return Tally(len(needed), right + len(extra), right, tuple(faults))

    return judge


def _detail(name: str, keys: tuple[str, ...], detail: str) -> Judge:
    def judge(expected: Expected, notice: Notice) -> Tally | None:
        pairs, _ = paired(expected.get(name, []), getattr(notice, name), keys)
        asked = [(want, got) for want, got in pairs if detail in want and got is not None]
        if not asked:
            return None
        faults = tuple(
            f"{_brief(want, keys)}：{fault}"
            for want, got in asked
            for fault in differences({detail: want[detail]}, got)
        )
        return Tally(len(asked), len(asked), len(asked) - len(faults), faults)

    return judge


def _duties(expected: Expected, notice: Notice) -> Tally | None:
    """Every duty that must be found; several expectations may be met by one found duty."""
    if not expected.get("duties"):
        return None
    faults = []
    for wanted in expected["duties"]:
        of_kind = [duty for duty in notice.duties if duty.kind == wanted["kind"]]
        tried = [list(differences(wanted, duty)) for duty in of_kind]
        if not tried:
            faults.append(f"缺 {wanted['kind']} {_brief(wanted, tuple(wanted))}")
        elif all(tried):
            faults.append(f"{wanted['kind']}：{min(tried, key=len)}")
    count = len(expected["duties"])
    return Tally(count, count, count - len(faults), tuple(faults))


def _forbidden(expected: Expected, notice: Notice) -> Tally | None:
    if "no_duty_kinds" not in expected:
        return None
    kinds = expected["no_duty_kinds"]
    wrong = [duty for duty in notice.duties if duty.kind in kinds or "*" in kinds]
    faults = tuple(f"不应有 {duty.kind}：{duty.quote[:40]!r}" for duty in wrong)
    return Tally(0, len(notice.duties), len(notice.duties) - len(wrong), faults)


def _only(expected: Expected, notice: Notice) -> Tally | None:
    """Per clause the kinds of duty it may yield; anything else there is invented."""
    allowed = expected.get("duties_only")
    if allowed is None:
        return None
    judged = [(plain(duty.clause), duty) for duty in notice.duties]
    kinds = {plain(clause): kinds for clause, kinds in allowed.items()}
    wrong = [(at, duty) for at, duty in judged if at in kinds and duty.kind not in kinds[at]]
    faults = tuple(f"{at or '段外'} 不应有 {duty.kind}：{duty.quote[:40]!r}" for at, duty in wrong)
    found = sum(at in kinds for at, _ in judged)
    return Tally(0, found, found - len(wrong), faults)


def _contacts_include(expected: Expected, notice: Notice) -> Tally | None:
    wanted = expected.get("contacts_include")
    if wanted is None:
        return None
    missed = [one for one in wanted if not any(not [*differences(one, c)] for c in notice.contacts)]
    faults = tuple(f"缺 {one!r}；读成 {[_shown(c) for c in notice.contacts]}" for one in missed)
    return Tally(len(wanted), len(wanted), len(wanted) - len(missed), faults)


def _columns(expected: Expected, notice: Notice) -> Tally | None:
    """The columns of every table that both sides see, in order, keyed by their whole path."""
    pairs, _ = paired(expected.get("tables", []), notice.tables, ())
    tally = NOTHING
    for wanted, found in pairs:
        if found is not None and not wanted.get("optional"):
            tally += _table_tally(wanted, found)
    return tally if tally.wanted else None


def _table_tally(wanted: Expected, table: Table) -> Tally:
    paths = ["/".join(plain(label) for label in column.path) for column in table.columns]
    tally = _list_tally(
        ["/".join(plain(label) for label in column["path"]) for column in wanted["columns"]],
        paths,
        ordered=True,
    )
    if tally.faults:
        return tally
    faults = [
        f"{path}：{fault}"
        for want, column, path in zip(wanted["columns"], table.columns, paths, strict=True)
        for fault in differences({key: want[key] for key in want if key != "path"}, column)
    ]
    return Tally(tally.wanted, tally.found, max(tally.right - len(faults), 0), tuple(faults))


def _outline(expected: Expected, notice: Notice) -> Tally | None:
    """The numbered sections by their path, each with its heading."""
    if "outline" not in expected:
        return None
    found = list(_headings(notice.sections))
    wanted = []
    for path, head in expected["outline"].items():
        choices = [f"{plain(path)}:{plain(choice or '—')}" for choice in listed(head)]
        wanted.append(next((choice for choice in choices if choice in found), choices[0]))
    return _list_tally(wanted, found, ordered=True)


def _headings(sections: list[Section], above: str = "") -> Iterator[str]:
    for section in sections:
        if section.number is None:
            yield from _headings(section.children, above)
            continue
        path = plain(f"{above}{section.number.rstrip('、.．')}")
        yield f"{path}:{plain(section.heading or '—')}"
        yield from _headings(section.children, f"{path}/")


def _lineage(expected: Expected, notice: Notice) -> Tally | None:
    if "lineage" not in expected:
        return None
    found = [plain(item.text).strip("《》") for item in notice.lineage]
    return _list_tally(expected["lineage"], found)


def _warnings(expected: Expected, notice: Notice) -> Tally | None:
    codes = {warning.code for warning in notice.warnings}
    wanted = set(expected.get("warnings", []))
    allowed = wanted | set(expected.get("may_warn", []))
    wrong = codes & (FACTS | set(expected.get("no_warnings", []))) - allowed
    faults = [f"缺提示 {code}" for code in sorted(wanted - codes)]
    faults += [f"误报 {code}" for code in sorted(wrong)]
    right = len(wanted & codes)
    return Tally(len(wanted), right + len(wrong), right, tuple(faults))


def _spans(_: Expected, notice: Notice) -> Tally | None:
    """Every item points into the original text, and a quote is really there."""
    size = len(notice.text)
    spans = list(_walk(notice))
    wrong = [f"{span} 超出 0–{size}" for span in spans if not 0 <= span.start < span.end <= size]
    quotes = [(item.quote, item.span) for item in notice.deadlines]
    quotes += [(item.quote, item.span) for item in notice.duties]
    quotes += [(item.title, item.span) for item in notice.attachments]
    quotes += [(item.text, item.span) for item in notice.lineage]
    for quote, span in quotes:
        if not _runs_through(plain(quote), plain(notice.text[span.start : span.end])):
            wrong.append(f"引文不在原文该处：{quote[:40]!r}")
    return Tally(len(spans), len(spans), len(spans) - len(wrong), tuple(wrong))


def _runs_through(quote: str, original: str) -> bool:
    """Whether the quote is the original, apart from page numbers that healing took out."""
    left = iter(original)
    return all(character in left for character in quote)


def _walk(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)


def _brief(wanted: Expected, keys: Iterable[str]) -> str:
    return "、".join(f"{key}={wanted[key]}" for key in keys if key in wanted and key != "kind")


def _shown(item: object) -> str:
    shown = {f.name: getattr(item, f.name) for f in fields(item)} if is_dataclass(item) else {}
    named = ("on", "title", "name", "phone", "email", "recurs", "quote")
    return str({key: str(shown[key])[:40] for key in named if shown.get(key) is not None})


DEADLINE = ("on", "recurs_has", "quote_has")
CONTACT = ("name", "phone", "email")
TITLE = ("title", "title_has")

JUDGES: dict[str, Judge] = {
    **{
        f"document.{name}": _scalar("document", name)
        for name in (
            *("kind", "title", "signed_on", "printed_on", "printed_by"),
            *("disclosure", "urgency"),
        )
    },
    "document.issuers": _names("document", "issuers", ordered=True),
    "document.recipients": _names("document", "recipients"),
    "document.copies_to": _names("document", "copies_to"),
    "document.number": _number,
    "document.missing": _missing,
    "campaign.occasion": _scalar("campaign", "occasion"),
    "campaign.festival_on": _scalar("campaign", "festival_on"),
    "campaign.year": _scalar("campaign", "year"),
    "deadlines": _items("deadlines", DEADLINE),
    "deadlines.basis": _detail("deadlines", DEADLINE, "basis"),
    "deadlines.owed_by": _detail("deadlines", DEADLINE, "owed_by"),
    "deadlines.owed_to": _detail("deadlines", DEADLINE, "owed_to"),
    "deadlines.channel": _detail("deadlines", DEADLINE, "channel"),
    "deadlines.deliverables": _detail("deadlines", DEADLINE, "deliverables"),
    "duties": _duties,
    "duties.forbidden": _forbidden,
    "duties.only": _only,
    "contacts": _items("contacts", CONTACT),
    "contacts.included": _contacts_include,
    "attachments": _items("attachments", TITLE),
    "attachments.present": _detail("attachments", TITLE, "present"),
    "attachments.kind": _detail("attachments", TITLE, "kind"),
    "tables": _items("tables", ()),
    "tables.title": _detail("tables", (), "title"),
    "tables.header_fields": _detail("tables", (), "header_fields"),
    "tables.columns": _columns,
    "tables.row_count": _detail("tables", (), "row_count"),
    "tables.first_row": _detail("tables", (), "first_row"),
    "outline": _outline,
    "lineage": _lineage,
    "warnings": _warnings,
    "spans": _spans,
}
