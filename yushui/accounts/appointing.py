"""Appointing one of the three administrators (三员), or giving one a new initial password.

Only on the server: were it a page, the one who makes accounts could make an auditor and be it.
"""

from collections.abc import Sequence

from django.db import transaction

from yushui.accounts import rules
from yushui.accounts.models import Post, User
from yushui.accounts.roles import ROLES, Family
from yushui.accounts.sessions import Issued, end_sessions, initial_password
from yushui.audit.log import Who, log
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


ADMINISTRATORS = (Family.SYSTEM, Family.SECURITY, Family.AUDIT)


@transaction.atomic
def appoint(
    *, username: str, full_name: str, family: Family, units: Sequence[Unit], by: Who
) -> Issued:
    """Make the account if there is none, give it its posts and a new initial password.

    The two lanes are two trees: who serves both is appointed at the top of each.
    """
    if family not in ADMINISTRATORS:
        raise RuleViolation("这里只委任三员；业务账号请由系统管理员在页面上开通。")
    rules.check_username(username)
    user = User.objects.filter(username=username).first() or User(
        username=username, full_name=full_name or family.label, family=family
    )
    if user.family != family:
        raise RuleViolation(
            f"账号“{username}”是{Family(user.family).label}，不能改任{family.label}；请另用一个账号。"
        )
    password = initial_password()
    user.unit, user.is_active, user.must_change_password = units[0], True, True
    user.set_password(password)
    user.save()
    role = next(role for role in ROLES.values() if role.family == family)
    user.posts.all().delete()
    Post.objects.bulk_create(
        Post(user=user, role=role.key, unit=unit, since=clock.today()) for unit in units
    )
    end_sessions(user)
    names = [unit.name for unit in units]
    log("accounts.appointed", user, by=by, username=username, family=family.value, units=names)
    return Issued(user, password)
