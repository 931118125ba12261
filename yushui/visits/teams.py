"""Who may be sent on an outing, and in which company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yushui.accounts.models import Post, User
from yushui.accounts.roles import ROLES, Permission
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


ABLE = [key for key, role in ROLES.items() if Permission.VISIT_RECORD in role.permissions]


@dataclass(frozen=True)
class Team:
    """A leader, those who go along, and whoever else has no account."""

    leader: User
    members: Sequence[User] = ()
    others: str = ""


def crew(unit: Unit, on: date) -> QuerySet[User]:
    """Who works at the unit, beside it or directly below, and may record what was met."""
    near = Q(unit__region=unit.region_id) | Q(unit__superior=unit)
    posts = Post.objects.in_force(on).filter(near, user=OuterRef("pk"), role__in=ABLE)
    return User.objects.filter(Exists(posts), is_active=True).order_by("full_name", "pk")


def check(team: Team, unit: Unit, *, on: date) -> None:
    going = {team.leader.pk, *(one.pk for one in team.members)}
    if crew(unit, on).filter(pk__in=going).count() != len(going):
        raise RuleViolation(f"只能安排{unit.name}和它下面单位里能登记走访的人员。", field="leader")
