"""Places, units and accounts that are not in order yet."""

from collections.abc import Iterable

from yushui.accounts.actor import Actor
from yushui.accounts.queries import users_in, without_post
from yushui.accounts.roles import Family, Permission
from yushui.kernel import clock
from yushui.successions import policy
from yushui.successions.queries import left_in
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.navigation import address
from yushui.web.units.rows import changeable


def places_to_give(actor: Actor) -> Iterable[Todo]:
    """What a division of a place left without one."""
    for left in left_in(changeable(actor))[:SHOWN] if policy.roots(actor) else []:
        told = [f"{left.households:,} 户"] * bool(left.households)
        told += [f"{left.places} 个下级区划"] * bool(left.places)
        yield Todo(
            "pin-map",
            f"划分：{left.region.name}",
            f"拆分后还有 {'、'.join(told)}没有划分",
            address("units:left", left.region.pk),
        )


def accounts_without_post(actor: Actor) -> Iterable[Todo]:
    working = users_in(actor, Permission.POST_GRANT).filter(family=Family.BUSINESS, is_active=True)
    if number := without_post(working, clock.today()).count():
        yield Todo(
            "person-badge",
            f"授予岗位：{number} 个账号",
            "系统管理员已建好账号，还没有岗位，登录后什么也看不到",
            address("posts:index"),
        )
