"""Who may import a roster: above a village's length not whoever prepared it (ADR 0019)."""

from yushui.accounts.actor import Actor
from yushui.accounts.models import Post
from yushui.accounts.roles import ROLES, Permission
from yushui.kernel import clock
from yushui.people import rules
from yushui.people.models import Roster


_IMPORTERS = [key for key, role in ROLES.items() if Permission.ROSTER_IMPORT in role.permissions]


def seconds(roster: Roster, by: Actor) -> list[str]:
    """Colleagues one of whom has to import it in the actor's stead; nobody if the actor may.

    Where there is no colleague at the unit its one clerk is not held up, and the trail says so.
    """
    prepared_by = {roster.staged_by_id, roster.checked_by_id} - {""}
    if roster.row_count <= rules.ROWS_ALONE or by.id not in prepared_by or not by.is_bound:
        return []
    posts = Post.objects.in_force(clock.today()).filter(
        unit=roster.unit_id, role__in=_IMPORTERS, user__is_active=True
    )
    others = posts.exclude(user__in=[int(one) for one in prepared_by if one.isdecimal()])
    named = others.order_by("user").values_list("user__full_name", "user__username")
    return list(dict.fromkeys(name or login for name, login in named))


def prepared_alone(roster: Roster, by: Actor) -> bool:
    """Whether the same person has prepared the roster and imports it."""
    return by.id in {roster.staged_by_id, roster.checked_by_id}
