"""Who may change regions and units: the office above all that is touched, the county's at lowest.

A decree on a village comes from the county, one on a county from the prefecture. The three
administrators hold no right over the work, and this is work: figures and families move with it.
"""

from yushui.accounts.actor import Actor, Held
from yushui.accounts.roles import Permission
from yushui.kernel.errors import NotPermitted
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


_OFFICES = frozenset({Kind.OFFICE, Kind.BUREAU})
_COMMANDS = frozenset({Kind.MILITARY_COMMAND, Kind.ARMED_FORCES_DEPARTMENT})


def roots(by: Actor) -> tuple[str, ...]:
    """Paths of the places inside which the actor may change regions."""
    return tuple(path for post in _held(by, _OFFICES) for path in post.places())


def may(by: Actor, region: Region) -> bool:
    return any(_authority(region).startswith(root) for root in roots(by))


def require(by: Actor, *regions: Region) -> None:
    """The regions that change, and those that receive them."""
    for region in regions:
        if not may(by, region):
            raise NotPermitted(
                f"“{region.name}”的变更要由它的上级双拥办（县级以上）办理，您的岗位不能办理。"
            )


def may_for_unit(by: Actor, unit: Unit) -> bool:
    """For whoever is above the unit, in its own lane."""
    above = unit.superior.path if unit.superior else "/"
    return any(above.startswith(post.unit_path) for post in _held(by, _OFFICES | _COMMANDS))


def require_for_unit(by: Actor, *units: Unit) -> None:
    for unit in units:
        if not may_for_unit(by, unit):
            raise NotPermitted(f"“{unit.name}”的变更要由它的上级办理，您的岗位不能办理。")


def _held(by: Actor, kinds: frozenset[Kind]) -> list[Held]:
    held = [post for post in by.posts if post.allows(Permission.UNIT_MANAGE)]
    return [post for post in held if post.unit_kind in kinds or not by.is_bound]


def _authority(region: Region) -> str:
    """Path of the place that decides: the one above, and never below a county."""
    above = region.parent
    while above is not None and above.level > Level.COUNTY:
        above = above.parent
    return above.path if above else "/"
