"""Events for the tests of the trail."""

from dataclasses import dataclass

from yushui.audit.log import log
from yushui.audit.models import Event


@dataclass(frozen=True)
class Clerk:
    id: str = "7"
    name: str = "李小明"


@dataclass(frozen=True)
class UnitClerk(Clerk):
    unit_id: int = 12
    unit_name: str = "云川县退役军人事务局"


def events(count: int, *, kind: str = "visit.recorded") -> list[Event]:
    return [log(kind, "visit", by=Clerk(), fields=["made_on", "money"]) for _ in range(count)]
