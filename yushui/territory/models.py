"""Administrative divisions (行政区划) and the units (单位) that work in them."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from yushui.territory import paths
from yushui.territory.fields import PathField
from yushui.territory.kinds import (
    EAST,
    NORTH,
    SOUTH,
    WEST,
    ChangeKind,
    Kind,
    Lane,
    Level,
    lane_of,
)
from yushui.territory.references import follows, stays


class RegionQuerySet(models.QuerySet["Region"]):
    def within(self, region: "Region") -> Self:
        """The region itself and everything below it."""
        return self.filter(path__gte=region.path, path__lt=paths.after(region.path))

    def current(self) -> Self:
        return self.filter(valid_to__isnull=True)


class Region(models.Model):
    """A place. Its name and code are those in force now; `RegionName` keeps the earlier ones."""

    name = models.CharField("名称", max_length=60)
    code = models.CharField("区划代码", max_length=12, blank=True)
    level = models.PositiveSmallIntegerField("层级", choices=Level)
    # Neither ever changes: a place that comes to lie elsewhere is a new node (ADR 0014).
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    on_change_of_parent = stays
    path = PathField(unique=True)
    valid_from = models.DateField("启用日期", default=date(1949, 10, 1))
    valid_to = models.DateField("停用日期", null=True, blank=True)
    # Paths of the places it carries on, itself earlier included: whoever works here sees theirs.
    past = models.JSONField("承接", default=list, editable=False)
    # A public point of a village, as its office: to draw where there is still somebody to visit.
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区划"
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code="") & Q(valid_to__isnull=True),
                name="territory_code_once_in_force",
            ),
            models.CheckConstraint(
                # On one day two decrees may follow each other.
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="territory_region_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(
                    level=Level.VILLAGE,
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(WEST, EAST),
                    latitude__range=(SOUTH, NORTH),
                ),
                name="territory_point_of_a_village",
            ),
        ]
        indexes = [models.Index(fields=["parent", "code"], name="territory_region_children")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The path is a stored column derived from the id, which the first save brings.
        if self.pk is None:
            self.path = f"new/{id(self)}/"
            super().save(*args, **kwargs)
            kwargs = {"update_fields": ["path"]}
            args = ()
        self.path = paths.extend(self.parent.path if self.parent else None, self.pk)
        super().save(*args, **kwargs)


class RegionName(models.Model):
    """What a region was called, and its code, during a stretch of time."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="names")
    on_change_of_region = stays
    name = models.CharField("名称", max_length=60)
    code = models.CharField("区划代码", max_length=12, blank=True)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "区划沿革"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "valid_from"], name="territory_one_name_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, region: Region) -> Self:
        """Units whose place is the region or lies below it."""
        return self.filter(region__path__gte=region.path, region__path__lt=paths.after(region.path))

    def below(self, unit: "Unit") -> Self:
        """The unit itself and everything that reports to it, directly or not."""
        return self.filter(path__gte=unit.path, path__lt=paths.after(unit.path))

    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("path", "-pk")


class Unit(models.Model):
    """A body that receives notices, works and reports.

    `superior` is whom it reports to, which may differ from the region's parent (S0-05). A bureau
    and a military command report the facts of the office beside them: `answers_for` names that
    node, so the two lanes give the same figures (S0-60).
    """

    name = models.CharField("单位名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("单位类别", max_length=20, choices=Kind)
    lane = models.CharField("军地", max_length=10, choices=Lane, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="units", verbose_name="所在区划"
    )
    on_change_of_region = stays  # as with places: a unit that moves is a new node
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="上级单位",
    )
    on_change_of_superior = stays
    answers_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代报单位"
    )
    on_change_of_answers_for = stays
    path = PathField(unique=True)
    is_active = models.BooleanField("在用", default=True)
    past = models.JSONField("承接", default=list, editable=False)  # as of a region

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "name"],
                condition=Q(is_active=True),
                name="territory_unit_once_in_a_place",
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("pk")),
                name="territory_unit_is_not_its_own_superior",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "kind"], name="territory_unit_place"),
            models.Index(fields=["superior"], name="territory_unit_superior"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.lane = lane_of(self.kind)
        if self.pk is None:
            self.path = f"new/{id(self)}/"
            super().save(*args, **kwargs)
            kwargs = {"update_fields": ["path"]}
            args = ()
        self.path = paths.extend(self.superior.path if self.superior else None, self.pk)
        super().save(*args, **kwargs)

    @property
    def node_id(self) -> int:
        """Id of the unit whose subtree of the reporting tree this unit's figures are read from."""
        return self.answers_for_id or self.pk


class Alias(models.Model):
    """Another name of a unit: its party organ and its government organ are one node (S2-02)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name="单位")
    on_change_of_unit = follows
    name = models.CharField("别名", max_length=80)

    class Meta:
        verbose_name = "单位别名"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="territory_alias_once")
        ]
        indexes = [models.Index(fields=["name"], name="territory_alias_name")]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """A decree that renamed, moved, merged or split a place or a unit, as it was carried out."""

    kind = models.CharField("种类", max_length=10, choices=ChangeKind)
    effective_on = models.DateField("生效日期")
    document = models.CharField("依据文号", max_length=80, blank=True)
    summary = models.CharField("事项", max_length=300)
    # What it was about, as it was before.
    region = models.ForeignKey(Region, models.PROTECT, related_name="changes")
    on_change_of_region = stays
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="changes")
    on_change_of_unit = stays
    moved = models.JSONField("随动记录", default=list)  # [label, how many]
    made_at = models.DateTimeField("办理时间")
    made_by_name = models.CharField("办理人", max_length=40)

    class Meta:
        verbose_name = "区划变更"
        indexes = [models.Index(fields=["-effective_on", "-id"], name="territory_change_newest")]

    def __str__(self) -> str:
        return self.summary


class Succession(models.Model):
    """`old` passed on to `new`, as a whole or as one of several parts."""

    is_whole = models.BooleanField("全部承接", default=True)

    class Meta:
        abstract = True


class RegionSuccession(Succession):
    change = models.ForeignKey(Change, models.PROTECT, related_name="regions")
    old = models.ForeignKey(Region, models.PROTECT, related_name="successions")
    on_change_of_old = stays
    new = models.ForeignKey(Region, models.PROTECT, related_name="origins")
    on_change_of_new = stays

    class Meta:
        verbose_name = "区划承接"
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="territory_region_passes_on_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(is_whole=True), name="territory_region_has_one_heir"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class UnitSuccession(Succession):
    change = models.ForeignKey(Change, models.PROTECT, related_name="units")
    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    on_change_of_old = stays
    new = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on_change_of_new = stays

    class Meta:
        verbose_name = "单位承接"
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="territory_unit_passes_on_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(is_whole=True), name="territory_unit_has_one_heir"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
