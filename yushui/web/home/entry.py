"""One thing to do, as the first page lists it."""

from dataclasses import dataclass
from datetime import date

from yushui.kernel import clock


SHOWN = 6  # of one kind; the list page behind the menu has them all


@dataclass(frozen=True)
class Todo:
    """One thing to do, and the page where it is done."""

    icon: str
    title: str
    detail: str
    url: str
    due_on: date | None = None
    came_back: bool = False
    is_urgent: bool = False  # it has no day, and cannot wait

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def tone(self) -> str:
        return "bad" if self.is_late or self.came_back or self.is_urgent else "wait"
