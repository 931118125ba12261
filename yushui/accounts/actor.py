"""Who is acting, and where they may.

An `Actor` is loaded once per request and handed down as `by=`. A `Scope` states one rule in
two forms: `covers()` for the record in hand and `rows()` for a query. They must agree, and
a test holds them to it.

A post at a territorial unit reaches the places of that unit's region; every post reaches the units
that report to its own. A department or an enterprise reaches no household but its own work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from yushui.accounts.roles import ROLES, Permission
from yushui.kernel.errors import NotPermitted
from yushui.territory import paths
from yushui.territory.kinds import Kind
from yushui.territory.models import Region, Unit


TERRITORIAL = frozenset(
    {
        Kind.OFFICE,
        Kind.BUREAU,
        Kind.TOWNSHIP,
        Kind.VILLAGE,
        Kind.STATION,
        Kind.MILITARY_COMMAND,
        Kind.ARMED_FORCES_DEPARTMENT,
        Kind.GRASSROOTS_ARMED_FORCES,
    }
)


def _subtrees(lookup: str, roots: Iterable[str]) -> Q:
    ranges = (Q((f"{lookup}__gte", root), (f"{lookup}__lt", paths.after(root))) for root in roots)
    return reduce(or_, ranges, Q(pk__in=[]))  # no roots, no rows


def _outermost(roots: Iterable[str]) -> tuple[str, ...]:
    """Leave out what another root contains: one range is one index scan."""
    kept: list[str] = []
    for root in sorted(set(roots)):
        if not kept or not root.startswith(kept[-1]):
            kept.append(root)
    return tuple(kept)


@dataclass(frozen=True)
class Scope:
    """Where one permission holds: subtrees of the place tree and of the reporting tree."""

    regions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def covers(self, region: Region) -> bool:
        return any(region.path.startswith(root) for root in self.regions)

    def covers_unit(self, unit: Unit) -> bool:
        return any(unit.path.startswith(root) for root in self.units)

    def rows(self, lookup: str = "region") -> Q:
        """Rows whose `lookup` is a Region in scope."""
        return _subtrees(f"{lookup}__path", self.regions)

    def own_regions(self) -> Q:
        """The same for `Region` itself."""
        return _subtrees("path", self.regions)

    def rows_by_unit(self, lookup: str = "unit") -> Q:
        """Rows whose `lookup` is a Unit in scope."""
        return _subtrees(f"{lookup}__path", self.units)

    def own_units(self) -> Q:
        """The same for `Unit` itself."""
        return _subtrees("path", self.units)


@dataclass(frozen=True)
class Held:
    """A post as the actor carries it."""

    role: str
    unit_id: int
    unit_name: str
    unit_path: str
    node_path: str  # path of the same-lane unit it answers for, else its own
    region_path: str | None  # None when the unit is not territorial

    def allows(self, permission: Permission) -> bool:
        return permission in ROLES[self.role].permissions


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    posts: tuple[Held, ...]

    def holds(self, permission: Permission) -> bool:
        """Whether any post allows it anywhere; for menus, never instead of `require`."""
        return any(post.allows(permission) for post in self.posts)

    def scope(self, permission: Permission) -> Scope:
        held = [post for post in self.posts if post.allows(permission)]
        return Scope(
            regions=_outermost(post.region_path for post in held if post.region_path),
            units=_outermost(path for post in held for path in (post.unit_path, post.node_path)),
        )

    def may(self, permission: Permission, region: Region) -> bool:
        return self.scope(permission).covers(region)

    def may_for_unit(self, permission: Permission, unit: Unit) -> bool:
        return self.scope(permission).covers_unit(unit)

    def require(self, permission: Permission, region: Region) -> None:
        if not self.may(permission, region):
            raise NotPermitted(f"您的岗位不能在“{region.name}”办理这件事。")

    def require_for_unit(self, permission: Permission, unit: Unit) -> None:
        if not self.may_for_unit(permission, unit):
            raise NotPermitted(f"您的岗位不能为“{unit.name}”办理这件事。")

    def require_for_either(self, permission: Permission, unit: Unit, other: Unit) -> None:
        """For a paper that went from one unit to the other and is both's to read."""
        if not self.may_for_unit(permission, other):
            self.require_for_unit(permission, unit)

    def require_anywhere(self, permission: Permission) -> None:
        if not self.holds(permission):
            raise NotPermitted("您的岗位不能办理这件事。")


def system_actor(name: str = "系统") -> Actor:
    """Who a command or a scheduled job acts as: named in the trail, bound to no place."""
    everything = tuple(
        Held(role, 0, name, "/", "/", "/")
        for role, known in ROLES.items()
        if known.permissions and known.family == "business"
    )
    return Actor(id="system", name=name, posts=everything)
