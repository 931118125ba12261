"""Many letters that go out together, free of how they look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    title: str
    salutation: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """What goes on top of a bundle: who gets a letter, or why somebody gets none."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Batch:
    """The lists first, then the letters in the same order; all are signed by the same organs."""

    name: str
    organs: tuple[str, ...]
    day: str
    letters: tuple[Letter, ...]
    listings: tuple[Listing, ...] = ()
