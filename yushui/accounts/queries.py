"""Readings over accounts and posts for those who keep them."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from yushui.accounts.actor import Actor
from yushui.accounts.models import Post, User
from yushui.accounts.roles import Permission


def users_in(actor: Actor, permission: Permission) -> QuerySet[User]:
    """Accounts kept at a unit in scope, or that hold a post at one."""
    scope = actor.scope(permission)
    holding = Post.objects.filter(scope.rows_by_unit("unit"), user=OuterRef("pk"))
    return User.objects.filter(scope.rows_by_unit("unit") | Exists(holding))


def posts_in(actor: Actor, permission: Permission) -> QuerySet[Post]:
    return Post.objects.filter(actor.scope(permission).rows_by_unit("unit"))


def without_post(users: QuerySet[User], on: date) -> QuerySet[User]:
    """Those of `users` who hold no post on that day, and so can do nothing."""
    return users.filter(~Exists(Post.objects.in_force(on).filter(user=OuterRef("pk"))))
