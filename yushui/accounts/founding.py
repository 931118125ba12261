"""The first accounts of a new installation: its three administrators (三员), and nobody else.

There is no one yet to make them, so the command line does, once; every later account is made and
given posts from within, by two of the three.
"""

from collections.abc import Sequence

from django.db import transaction

from yushui.accounts.models import Post, User
from yushui.accounts.roles import ROLES, Family
from yushui.audit.log import Who, log
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


ADMINISTRATORS = (Family.SYSTEM, Family.SECURITY, Family.AUDIT)


@transaction.atomic
def found(*, units: Sequence[Unit], password: str, by: Who, must_change: bool = True) -> list[User]:
    """Make the accounts `system`, `security` and `audit`, each with its role at every unit.

    The two lanes are two trees: an installation that serves both names the top of each.
    """
    if User.objects.exclude(family=Family.BUSINESS).exists():
        raise RuleViolation("系统里已经有管理员账号。请由系统管理员在页面上新建其他账号。")
    made = []
    for family in ADMINISTRATORS:
        user = User.objects.create_user(
            family.value,
            password=password,
            full_name=family.label,
            family=family,
            unit=units[0],
            must_change_password=must_change,
        )
        role = next(role for role in ROLES.values() if role.family == family)
        today = clock.today()
        Post.objects.bulk_create(
            Post(user=user, role=role.key, unit=unit, since=today) for unit in units
        )
        log("accounts.founded", user, by=by, family=family.value)
        made.append(user)
    return made
