"""What an official document says, free of how it looks."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4, numbered by the writer: 一、 / （一） / 1. / （1）.

    `text_after` continues in the same paragraph in the body's font, as offices do for short items.
    """

    level: int
    text: str
    text_after: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class TableBlock:
    """A table; a column is the path of labels above it, cells are printed as given."""

    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    unit_note: str = ""  # above the right edge: 单位：人、万元
    note: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture (JPEG or PNG) and the line below it."""

    content: bytes
    caption: str = ""
    width_mm: int = 120


Block = Heading | Paragraph | TableBlock | Photo


@dataclass(frozen=True)
class Attachment:
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Document:
    """One document; an empty field is an element the document does not have."""

    organs: tuple[str, ...]  # 发文机关, lead first
    title: str
    blocks: tuple[Block, ...]
    number: str = ""  # 青双办〔2025〕8号
    recipients: str = ""
    attachments: tuple[Attachment, ...] = ()
    signers: tuple[str, ...] = ()  # 署名; the organs when empty
    signed_on: date | None = None
    is_sealed: bool = True
    is_upward: bool = False
    approver: str = ""  # 签发人, on upward documents
    remark: str = ""  # 附注: 此件公开发布
    copies: str = ""  # 抄送
    printed_by: str = ""
    printed_on: date | None = None
    copy_number: str = ""  # 份号
    secrecy: str = ""
    urgency: str = ""
    has_red_head: bool = True
    head_suffix: str = "文件"
    standing: str = ""  # 草稿: above the type area of every page, and no part of the document
