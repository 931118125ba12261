"""Who is acting, and where they may.

An `Actor` is loaded once per request and handed down as `by=`. A `Scope` states one rule in
two forms: `covers()` for the record in hand and `rows()` for a query. They must agree, and
a test holds them to it.

A post at a territorial unit reaches the places of that unit's region; every post reaches the units
that report to its own. A department or an enterprise reaches no household but its own work.

What is done as a unit (`roles.AS_ONES_OWN_UNIT`) reaches nobody below: it holds at the unit of the
post and at the office that unit is another hat of. Only a township acts for others, its villages
and stations, which have no desk of their own. What a unit left behind when it came to report to
another, or was merged, is its heir's: it sees it, and acts for it where something is still open.

Something may be about a place and yet be done in a
unit's name, a visit for one; `require_as` asks for the second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from yushui.accounts.roles import ACROSS_LANES, AS_ONES_OWN_UNIT, ROLES, Permission
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
WORKED_BY_THEIR_TOWNSHIP = frozenset({Kind.VILLAGE, Kind.STATION})


def subtrees(lookup: str, roots: Iterable[str]) -> Q:
    ranges = (Q((f"{lookup}__gte", root), (f"{lookup}__lt", paths.after(root))) for root in roots)
    return reduce(or_, ranges, Q(pk__in=[]))  # no roots, no rows


def _is_below(path: str, roots: Iterable[str]) -> bool:
    """Whether `path` is one of the roots or lies in its subtree."""
    return any(path.startswith(root) for root in roots)


def _outermost(roots: Iterable[str]) -> tuple[str, ...]:
    """Leave out what another root contains: one range is one index scan."""
    kept: list[str] = []
    for root in sorted(set(roots)):
        if not kept or not root.startswith(kept[-1]):
            kept.append(root)
    return tuple(kept)


@dataclass(frozen=True)
class Scope:
    """Where one permission holds: subtrees of the place tree and of the reporting tree.

    What is done as a unit holds at units by themselves instead, and below townships at those that
    are worked by theirs.
    """

    regions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    themselves: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()

    def covers(self, region: Region) -> bool:
        return _is_below(region.path, self.regions)

    def covers_unit(self, unit: Unit) -> bool:
        is_worked_for = unit.kind in WORKED_BY_THEIR_TOWNSHIP
        return (
            _is_below(unit.path, self.units)
            or unit.path in self.themselves
            or (is_worked_for and _is_below(unit.path, self.townships))
        )

    def rows(self, lookup: str = "region") -> Q:
        """Rows whose `lookup` is a Region in scope."""
        return subtrees(f"{lookup}__path", self.regions)

    def own_regions(self) -> Q:
        """The same for `Region` itself."""
        return subtrees("path", self.regions)

    def rows_by_unit(self, lookup: str = "unit") -> Q:
        """Rows whose `lookup` is a Unit in scope."""
        return self._units(f"{lookup}__")

    def own_units(self) -> Q:
        """The same for `Unit` itself."""
        return self._units("")

    def _units(self, prefix: str) -> Q:
        path, kind = f"{prefix}path", f"{prefix}kind__in"
        is_worked_for = Q((kind, sorted(WORKED_BY_THEIR_TOWNSHIP)))
        return (
            subtrees(path, self.units)
            | Q((f"{path}__in", self.themselves))
            | (is_worked_for & subtrees(path, self.townships))
        )


@dataclass(frozen=True)
class Held:
    """A post as the actor carries it."""

    role: str
    unit_id: int
    unit_name: str
    unit_kind: str
    unit_path: str
    node_path: str  # path of the same-lane unit it answers for, else its own
    shared_path: str  # path of the unit it answers for in either lane, else its own
    region_path: str | None  # None when the unit is not territorial
    past_units: tuple[str, ...] = ()  # paths of the units it carries on (ADR 0014)
    past_regions: tuple[str, ...] = ()

    def allows(self, permission: Permission) -> bool:
        return permission in ROLES[self.role].permissions

    def roots(self, permission: Permission) -> tuple[str, ...]:
        """Paths of the units whose work the permission is about."""
        node = self.shared_path if permission in ACROSS_LANES else self.node_path
        return (self.unit_path, node, *self.past_units)

    def places(self) -> tuple[str, ...]:
        """Paths of the places it answers for, now or as they were."""
        return (self.region_path, *self.past_regions) if self.region_path else ()


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    posts: tuple[Held, ...]
    is_bound: bool = True  # to the units of its posts; a command or a scheduled job is not

    def holds(self, permission: Permission) -> bool:
        """Whether any post allows it anywhere; for menus, never instead of `require`."""
        return any(post.allows(permission) for post in self.posts)

    def scope(self, permission: Permission) -> Scope:
        if permission in AS_ONES_OWN_UNIT and self.is_bound:
            return self.own_scope(permission)
        held = [post for post in self.posts if post.allows(permission)]
        return Scope(
            regions=_outermost(path for post in held for path in post.places()),
            units=_outermost(path for post in held for path in post.roots(permission)),
        )

    def own_scope(self, permission: Permission) -> Scope:
        """The units as which the actor does it: no place, and nobody below but a township's own."""
        held = [post for post in self.posts if post.allows(permission)]
        reached = {path for post in held for path in post.roots(permission)}
        if not self.is_bound:
            return Scope(units=_outermost(reached))
        towns = [post for post in held if post.unit_kind == Kind.TOWNSHIP]
        at_townships = (path for post in towns for path in (post.unit_path, *post.past_units))
        return Scope(themselves=tuple(sorted(reached)), townships=_outermost(at_townships))

    def may(self, permission: Permission, region: Region) -> bool:
        return self.scope(permission).covers(region)

    def may_for_unit(self, permission: Permission, unit: Unit) -> bool:
        return self.scope(permission).covers_unit(unit)

    def may_as(self, permission: Permission, unit: Unit) -> bool:
        """Whether it may be done in the name of `unit`, where others may do it about the place."""
        return self.own_scope(permission).covers_unit(unit)

    def require_as(self, permission: Permission, unit: Unit) -> None:
        if not self.may_as(permission, unit):
            raise NotPermitted(f"您的岗位不能以“{unit.name}”的名义办理这件事。")

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
        Held(role, 0, name, "", "/", "/", "/", "/")
        for role, known in ROLES.items()
        if known.permissions and known.family == "business"
    )
    return Actor(id="system", name=name, posts=everything, is_bound=False)
