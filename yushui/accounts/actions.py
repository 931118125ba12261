"""Making accounts and giving posts: two hands, never the same person's."""

from datetime import date, timedelta

from django.db import transaction

from yushui.accounts import rules
from yushui.accounts.actor import Actor
from yushui.accounts.models import Post, User
from yushui.accounts.roles import Permission
from yushui.accounts.sessions import Issued, end_sessions, initial_password
from yushui.audit.log import Who, log
from yushui.kernel import clock
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.territory.models import Unit


@transaction.atomic
def create_user(*, username: str, full_name: str, unit: Unit, by: Actor) -> Issued:
    by.require_for_unit(Permission.ACCOUNT_MANAGE, unit)
    rules.check_username(username)
    if User.objects.filter(username=username).exists():
        raise RuleViolation(f"账号“{username}”已经有了，请换一个。", field="username")
    password = initial_password()
    user = User.objects.create_user(
        username, password=password, full_name=full_name, unit=unit, must_change_password=True
    )
    log("accounts.created", user, by=by, username=username, unit=unit.name)
    return Issued(user, password)


@transaction.atomic
def reset_password(user: User, *, by: Actor) -> Issued:
    """Give a new initial password and end every session of the user."""
    _require_keeping(user, by)
    password = initial_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    log("accounts.password_reset", user, by=by, username=user.username)
    return Issued(user, password)


@transaction.atomic
def disable(user: User, *, by: Actor) -> User:
    _require_keeping(user, by)
    if not user.is_active:
        raise RuleViolation("这个账号已经停用。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    log("accounts.disabled", user, by=by, username=user.username)
    return user


@transaction.atomic
def enable(user: User, *, by: Actor) -> User:
    _require_keeping(user, by)
    if user.is_active:
        raise RuleViolation("这个账号本来就在用。")
    user.is_active = True
    user.save(update_fields=["is_active"])
    log("accounts.enabled", user, by=by, username=user.username)
    return user


@transaction.atomic
def grant_post(user: User, *, role: str, unit: Unit, until: date | None = None, by: Actor) -> Post:
    """Give a post from today on; one that was held before and ended begins again."""
    by.require_for_unit(Permission.POST_GRANT, unit)
    rules.check_family(role, user.family)
    rules.check_is_business(user.family)
    today = clock.today()
    if until is not None and until < today:
        raise RuleViolation("截止日期不能早于今天。", field="until")
    if user.posts.in_force(today).filter(role=role, unit=unit).exists():
        raise RuleViolation("这个人已经在这个单位担任这个岗位。", field="role")
    post, _ = Post.objects.update_or_create(
        user=user, role=role, unit=unit, defaults={"since": today, "until": until}
    )
    end_sessions(user)
    log("accounts.post_granted", post, by=by, username=user.username, role=role, unit=unit.name)
    return post


@transaction.atomic
def end_post(post: Post, *, by: Actor) -> Post:
    by.require_for_unit(Permission.POST_GRANT, post.unit)
    rules.check_is_business(post.user.family)
    yesterday = clock.today() - timedelta(days=1)
    if post.until is not None and post.until <= yesterday:
        raise RuleViolation("这个岗位已经结束。")
    post.until = yesterday
    post.save(update_fields=["until"])
    end_sessions(post.user)
    log("accounts.post_ended", post, by=by, username=post.user.username, role=post.role)
    return post


@transaction.atomic
def change_password(user: User, *, old: str, new: str, by: Actor) -> User:
    _require_own(user, by)
    if not user.check_password(old):
        raise RuleViolation("现在的口令不对。", field="old")
    if old == new:
        raise RuleViolation("新口令不能和现在的口令一样。", field="new")
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    log("accounts.password_changed", user, by=by, username=user.username)
    return user


@transaction.atomic
def set_large_type(user: User, *, is_on: bool, by: Actor) -> User:
    _require_own(user, by)
    user.prefers_large_type = is_on
    user.save(update_fields=["prefers_large_type"])
    log("accounts.large_type_set", user, by=by, is_on=is_on)
    return user


@transaction.atomic
def note_sign_in(user: User, *, by: Actor) -> User:
    """Leave a trace that the person came in; signing in itself is the web's business."""
    _require_own(user, by)
    log("accounts.signed_in", user, by=by)
    return user


@transaction.atomic
def note_refused_sign_in(username: str, *, by: Who) -> None:
    """Leave a trace of a wrong password; a name that does not exist may be a password itself."""
    known = User.objects.filter(username=username).first()
    log("accounts.sign_in_refused", known or "accounts.user", by=by, is_known=known is not None)


def _require_keeping(user: User, by: Actor) -> None:
    """Whoever keeps accounts keeps other people's, of the working family, in their own scope."""
    if user.unit is None:
        by.require_anywhere(Permission.ACCOUNT_MANAGE)
        scope = by.scope(Permission.ACCOUNT_MANAGE)
        if not user.posts.filter(scope.rows_by_unit("unit")).exists():
            raise NotPermitted("您的岗位不能管理这个账号。")
    else:
        by.require_for_unit(Permission.ACCOUNT_MANAGE, user.unit)
    rules.check_is_business(user.family)


def _require_own(user: User, by: Actor) -> None:
    if by.id != str(user.pk):
        raise NotPermitted("只能修改自己的设置。")
