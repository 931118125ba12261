"""Who a command acts as in the trail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    id: str = "system"
    name: str = "系统"


SYSTEM = System()
