"""A yearbook (年度名册): the families of serving soldiers in a county as they stood on 31 March.

Nothing in it points at persons or households: they are merged, moved and taken back, and the list
that two offices signed stays what it was.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.lifecycle import YearbookState
from yushui.people.models.person import Sex
from yushui.people.models.signed import Signed
from yushui.territory.models import Region, Unit
from yushui.territory.references import stays


CLOSES = (3, 31)  # month and day


class Fate(models.TextChoices):
    """What became of somebody since the list of the year before; nothing where there was none."""

    SAME = "same", "未变"
    CAME = "came", "新增"
    CHANGED = "changed", "变更"
    MOVED = "moved", "县内迁移"
    MOVED_OUT = "moved_out", "迁出"
    DIED = "died", "去世"
    LEFT = "left", "离册"


GONE = (Fate.MOVED_OUT, Fate.DIED, Fate.LEFT)


class YearbookQuerySet(models.QuerySet["Yearbook"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own places, and those in which one's villages are counted."""
        counted = Headcount.objects.visible_to(actor).filter(yearbook=OuterRef("pk"))
        reach = actor.scope(Permission.PEOPLE_VIEW).rows("unit__region")
        return self.filter(reach | Q(Exists(counted)))

    def standing(self) -> Self:
        return self.exclude(state=YearbookState.VOID)

    def for_listing(self) -> Self:
        return self.select_related("unit").order_by("-year", "unit__path", "-pk")


class Yearbook(Signed):
    """Who was on the list of a county in a year, and who signed for it in each lane (S0-56)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="yearbooks", verbose_name="单位")
    on_change_of_unit = stays
    year = models.PositiveSmallIntegerField("年度")
    before = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="later", verbose_name="上年名册"
    )
    state = models.CharField(
        "状态", max_length=20, choices=YearbookState, default=YearbookState.TAKEN
    )
    household_count = models.PositiveIntegerField("户数")
    person_count = models.PositiveIntegerField("人数")
    digest = models.CharField("校验码", max_length=64)
    taken_at = models.DateTimeField("生成时间")
    taken_by_name = models.CharField("生成人", max_length=40)
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by_name = models.CharField("作废人", max_length=40, blank=True)
    voided_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = YearbookQuerySet.as_manager()

    class Meta:
        verbose_name = "年度名册"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=~Q(state=YearbookState.VOID),
                name="people_one_yearbook_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(state=YearbookState.SIGNED)
                | Q(civil_signed_at__isnull=False, military_signed_at__isnull=False),
                name="people_signed_yearbook_has_both",
            ),
            models.CheckConstraint(
                condition=Q(state=YearbookState.VOID, voided_at__isnull=False)
                & ~Q(voided_reason="")
                | ~Q(state=YearbookState.VOID) & Q(voided_at__isnull=True),
                name="people_yearbook_is_voided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度名册"

    @property
    def as_of(self) -> date:
        return date(self.year, *CLOSES)


class YearbookEntryQuerySet(models.QuerySet["YearbookEntry"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("village"))

    def listed(self) -> Self:
        """Those who are on the list, without those who left it."""
        return self.exclude(fate__in=GONE)

    def for_listing(self) -> Self:
        return self.order_by("yearbook", "position")


class YearbookEntry(models.Model):
    """Somebody on the list, or gone from it, as they were entered then.

    The sealed numbers are the ciphertext of the person's own row, bound to `person_uid`.
    """

    yearbook = models.ForeignKey(Yearbook, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField("序号")
    person_uid = models.UUIDField("人员标识", editable=False)
    person_key = models.BigIntegerField("人员编号")
    name = models.CharField("姓名", max_length=40)
    sex = models.CharField("性别", max_length=1, choices=Sex, default=Sex.UNKNOWN)
    birth_on = models.DateField("出生日期", null=True)
    relation = models.CharField("与户主关系", max_length=20, blank=True)
    categories = models.JSONField("人员类别", default=list)
    household_code = models.CharField("家庭编号", max_length=20)
    head_name = models.CharField("户主", max_length=40)
    village = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name="所在村（社区）"
    )
    on_change_of_village = stays
    place_name = models.CharField("当时地名", max_length=200)
    address = models.CharField("住址", max_length=120, blank=True)
    id_sealed = models.BinaryField(null=True)
    id_index = models.CharField(max_length=64, blank=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=64, blank=True)
    fate = models.CharField("与上年比较", max_length=10, choices=Fate, blank=True)
    changed = models.JSONField("变更内容", default=list)  # codes of `yearly.comparing.COMPARED`
    digest = models.CharField("校验码", max_length=64)

    objects = YearbookEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "名册条目"
        constraints = [
            models.UniqueConstraint(
                fields=["yearbook", "position"], name="people_one_entry_a_position"
            ),
            models.UniqueConstraint(
                fields=["yearbook", "person_uid"], name="people_in_a_yearbook_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.household_code}）"


class HeadcountQuerySet(models.QuerySet["Headcount"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("village"))

    def for_listing(self) -> Self:
        return self.select_related("unit").order_by("yearbook", "village__path")


class Headcount(models.Model):
    """How many a village has on the list, confirmed by its township (S0-22)."""

    yearbook = models.ForeignKey(Yearbook, models.PROTECT, related_name="headcounts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="确认单位")
    on_change_of_unit = stays
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="村（社区）")
    on_change_of_village = stays
    place_name = models.CharField("当时地名", max_length=200)
    household_count = models.PositiveIntegerField("户数")
    person_count = models.PositiveIntegerField("人数")
    # Null in the first year, when there is nothing to compare with.
    households_before = models.PositiveIntegerField("上年户数", null=True)
    persons_before = models.PositiveIntegerField("上年人数", null=True)
    explanation = models.CharField("变动说明", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirmed_by_name = models.CharField("确认人", max_length=40, blank=True)

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = "底数"
        constraints = [
            models.UniqueConstraint(
                fields=["yearbook", "village"], name="people_one_headcount_a_village"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | ~Q(explanation="")
                | Q(households_before__isnull=True)
                | Q(households_before=F("household_count"), persons_before=F("person_count")),
                name="people_headcount_difference_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yearbook} {self.place_name}"

    @property
    def is_different(self) -> bool:
        if self.households_before is None:
            return False
        before = (self.households_before, self.persons_before)
        return before != (self.household_count, self.person_count)
