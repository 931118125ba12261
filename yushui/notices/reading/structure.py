"""What a notice says, as plain values: the result of reading, before anybody confirmed it.

`docs/notice-schema.json` describes the same shapes for other programs. Spans are half-open
character ranges of the original text. Dates are ISO strings in JSON, `date` here.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from yushui.notices.reading.text import Span


class Basis(StrEnum):
    """How the day of a deadline is known."""

    EXPLICIT = "explicit"
    INFERRED_YEAR = "inferred_year"
    FESTIVAL = "festival"
    RECURRING = "recurring"


class Deliverable(StrEnum):
    REPORT = "report"
    TABLE = "table"
    ROSTER = "roster"
    PHOTOS = "photos"
    PLAN = "plan"
    OTHER = "other"


class DutyKind(StrEnum):
    """The closed list of duties; each has one way of being checked against evidence."""

    PLAN = "plan"
    VISIT_COVERAGE = "visit_coverage"
    LEADER_VISIT = "leader_visit"
    GROUP_VISIT = "group_visit"
    EVENT_VISIT = "event_visit"
    CAMPAIGN_FREQUENCY = "campaign_frequency"
    GIFT = "gift"
    PAYMENT = "payment"
    MERIT_DELIVERY = "merit_delivery"
    HONOUR_PLAQUE = "honour_plaque"
    CONTACT_CARD = "contact_card"
    HOUSEHOLD_FILE = "household_file"
    ROSTER = "roster"
    CASE_LEDGER = "case_ledger"
    NEED_LIST = "need_list"
    PRACTICAL_DEED = "practical_deed"
    ARMY_SUPPORT = "army_support"
    COMMUNITY_SERVICE = "community_service"
    PUBLICITY = "publicity"
    MEETING = "meeting"
    FILING = "filing"
    INSPECTION = "inspection"
    ASSESSMENT = "assessment"
    DISCIPLINE = "discipline"


@dataclass(frozen=True)
class Number:
    """发文字号. `text` is the standard form, `吕拥办发〔2021〕3号`; a masked year is None."""

    text: str
    organ: str
    year: int | None
    serial: int
    span: Span


@dataclass(frozen=True)
class Named:
    """A name found in the text: an organ, an addressee, a cited document."""

    text: str
    span: Span


@dataclass(frozen=True)
class Citation:
    """A document cited as basis: its title without 《》, who issued it and its number if told."""

    text: str
    span: Span
    issuers: list[str] = field(default_factory=list)
    number: str | None = None


@dataclass(frozen=True)
class Head:
    """Everything that says which document this is; what is absent is in `missing` (缺项).

    `spans` holds the places of what is found once and has no place of its own: the dates, the
    printing office, disclosure, urgency. `published_on` is the day a web page shows; it only helps
    to read days without a year and is no element of the document.
    """

    kind: str | None
    title: str | None
    title_span: Span | None
    issuers: list[Named] = field(default_factory=list)
    number: Number | None = None
    recipients: list[Named] = field(default_factory=list)
    signed_on: date | None = None
    printed_on: date | None = None
    printed_by: str | None = None
    copies_to: list[Named] = field(default_factory=list)
    disclosure: str | None = None
    urgency: str | None = None
    missing: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    published_on: date | None = None


@dataclass(frozen=True)
class Section:
    """A node of the outline: `number` as written (`一、`, `一要`), `text` its own only."""

    number: str | None
    heading: str | None
    text: str
    span: Span
    children: list["Section"] = field(default_factory=list)


@dataclass(frozen=True)
class Campaign:
    """The occasion that the notice is about. Its year need not be the document's (S3-38)."""

    occasion: str | None
    festival_on: date | None
    year: int | None
    name: str | None
    span: Span | None = None


@dataclass(frozen=True)
class Deadline:
    """Something owed by a day, and by an hour (`at`, 17:00) where the text names one.

    `recurs` is an RFC 5545 rule such as `FREQ=YEARLY;BYMONTH=3`.
    """

    on: date | None
    basis: Basis
    what: str
    owed_by: list[str]
    owed_to: list[str]
    quote: str
    span: Span
    recurs: str | None = None
    channel: str | None = None
    deliverables: list[Deliverable] = field(default_factory=list)
    at: str | None = None


@dataclass(frozen=True)
class Duty:
    """Who must do what, for whom, to what standard.

    `clause` is the number path of the section (`二/（三）`). `targets` are category codes of the
    vocabulary. `standard` holds the measurable part: `{"at_least": 1, "per": "unit", "mode":
    "home", "rank": "head", "fen_each": 5000, "bound": "at_least"}`, keys only where the text says
    so; without `bound` the amount is exact.
    """

    kind: DutyKind
    clause: str
    actors: list[str]
    targets: list[str]
    standard: dict[str, object]
    due: date | None
    quote: str
    span: Span
    confidence: float
    due_at: str | None = None


@dataclass(frozen=True)
class Contact:
    name: str | None
    phone: str | None
    email: str | None
    span: Span


@dataclass(frozen=True)
class Attachment:
    """A document named as attached. `present` says whether its body is in the text (S2-38)."""

    title: str
    kind: str
    present: bool
    span: Span


@dataclass(frozen=True)
class Column:
    """A column of a table, named by its whole path so that equal labels stay apart (S1-65).

    `type` is int, money, decimal or text. `formula` of a total is `sum(2,5,8)/10000`: numbers of
    columns from 0 in the order of the table, and the factor from their unit to the total's; for
    parts in two units two sums, `sum(1)/10000+sum(2)`.
    """

    path: list[str]
    unit: str | None
    type: str
    formula: str | None = None


@dataclass(frozen=True)
class Table:
    title: str | None
    header_fields: list[str]
    columns: list[Column]
    rows: list[list[str]]
    span: Span


@dataclass(frozen=True)
class Warning:
    """Something a person should look at. Nothing is corrected on its account."""

    code: str
    message: str
    span: Span | None
    suggestion: str | None = None


@dataclass(frozen=True)
class Notice:
    """One document, read."""

    text: str
    document: Head
    sections: list[Section]
    campaign: Campaign
    deadlines: list[Deadline]
    duties: list[Duty]
    contacts: list[Contact]
    attachments: list[Attachment]
    tables: list[Table]
    lineage: list[Citation]
    warnings: list[Warning]
