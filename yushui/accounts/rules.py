"""Rules about accounts: who may hold what, and what a user name looks like."""

import re

from yushui.accounts.roles import ROLES, Family
from yushui.kernel.errors import RuleViolation


_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")


def check_username(username: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise RuleViolation(
            "账号用小写字母开头，只含小写字母、数字、点、短横和下划线，3 到 30 个字符。",
            field="username",
        )


def check_family(role: str, family: str) -> None:
    """A post belongs to the family of its holder: the three administrators never do the work."""
    known = ROLES.get(role)
    if known is None:
        raise RuleViolation("没有这个岗位，请从列表中选择。", field="role")
    if known.family != family:
        raise RuleViolation(
            f"“{known.label}”岗位只能授予{known.family.label}；"
            f"这个账号是{Family(family).label}，三员与业务岗位不能兼任。",
            field="role",
        )


def check_is_business(family: str) -> None:
    """The three administrators are appointed on the server, so that none of them makes another."""
    if family != Family.BUSINESS:
        raise RuleViolation(
            f"{Family(family).label}的账号和岗位不能在页面上办理，"
            "请在服务器上运行 yushui appoint_administrator。"
        )
