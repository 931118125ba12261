"""People who sign in, and the posts they hold."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from yushui.accounts.actor import TERRITORIAL, Actor, Held
from yushui.accounts.roles import ROLES, Family
from yushui.kernel import clock
from yushui.territory.models import Unit
from yushui.territory.references import Answer, follows


class User(AbstractUser):
    """Somebody with an account. The family is given once: 三员 never hold business posts."""

    full_name = models.CharField("姓名", max_length=40, blank=True)
    family = models.CharField("人员类别", max_length=10, choices=Family, default=Family.BUSINESS)
    # Who keeps the account: the administrators in whose scope this unit lies.
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="所属单位",
    )
    on_change_of_unit = follows
    must_change_password = models.BooleanField("首次登录须改口令", default=False)
    session_round = models.PositiveIntegerField("登录轮次", default=0, editable=False)
    prefers_large_type = models.BooleanField("大字模式", default=False)

    class Meta:
        verbose_name = "用户"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=False), name="accounts_nobody_is_superuser"
            ),
        ]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares this on every request: a new round ends every session of the user,
        # without a search through all sessions.
        told = f"{self.password}:{self.session_round}"
        return salted_hmac(
            "yushui.accounts.session", told, secret=secret, algorithm="sha256"
        ).hexdigest()

    @cached_property
    def actor(self) -> Actor:
        posts = self.posts.in_force(clock.today()).select_related(
            "unit__region", "unit__answers_for"
        )
        mine = [post for post in posts.order_by("pk") if ROLES[post.role].family == self.family]
        return Actor(
            id=str(self.pk),
            name=self.full_name or self.username,
            posts=tuple(post.as_held() for post in mine),
        )


class PostQuerySet(models.QuerySet["Post"]):
    def in_force(self, on: date) -> "PostQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


class Post(models.Model):
    """A role held at a unit for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name="用户")
    role = models.CharField(
        "岗位", max_length=20, choices=[(role.key, role.label) for role in ROLES.values()]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    on_change_of_unit = Answer(lambda on: Q(until__isnull=True) | Q(until__gte=on))
    since = models.DateField("起", default=clock.today)
    until = models.DateField("止", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="accounts_post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {ROLES[self.role].label}"

    def as_held(self) -> Held:
        unit, node = self.unit, self.unit.answers_for
        # A command of the other lane shares the facts of the civil node, not what is done there.
        same_lane = node is not None and node.lane == unit.lane
        return Held(
            role=self.role,
            unit_id=unit.pk,
            unit_name=unit.name,
            unit_kind=unit.kind,
            unit_path=unit.path,
            node_path=node.path if node is not None and same_lane else unit.path,
            shared_path=node.path if node is not None else unit.path,
            region_path=unit.region.path if unit.kind in TERRITORIAL else None,
            past_units=(*unit.past, *(node.past if node is not None and same_lane else ())),
            past_regions=tuple(unit.region.past),
        )
