"""Households (家庭) and the persons in them, as the rosters tell it.

Personal numbers are sealed: a column `…_sealed` holds ciphertext bound to its row by `uid`, and
`…_index` a keyed hash for equality. `seals.py` is the only place that opens them.
"""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.people import rules
from yushui.people.lifecycle import UNDER_WAY, QuestionState, RosterState
from yushui.territory import paths
from yushui.territory.models import Region, Unit


class PlaceKind(models.TextChoices):
    VILLAGE = "village", "村（社区）"
    COMPOUND = "compound", "家属院"
    BARRACKS = "barracks", "部队营区"
    ELSEWHERE = "elsewhere", "外出居住"


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"
    UNSTATED = "9", "未说明"


class Status(models.TextChoices):
    ALIVE = "alive", "正常"
    DEAD = "dead", "已故"
    SUSPENDED = "suspended", "中止"
    MOVED = "moved", "迁出"


class HouseholdQuerySet(models.QuerySet["Household"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("region__path", "code", "-pk")


class Household(models.Model):
    """A family at an address. Its key is not a person's key (S0-34)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("家庭编号", max_length=20)
    head_name = models.CharField("户主", max_length=40)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="households",
        verbose_name="所在村（社区）",
        db_index=False,  # people_household_place begins with it
    )
    address = models.CharField("住址", max_length=120, blank=True)
    place_kind = models.CharField(
        "居住类型", max_length=10, choices=PlaceKind, default=PlaceKind.VILLAGE
    )
    phone_sealed = models.BinaryField(null=True)
    updated_at = models.DateTimeField("更新时间")

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = "家庭"
        # Not `unique=True`, which on PostgreSQL brings a second index, for LIKE; nobody asks so.
        constraints = [models.UniqueConstraint(fields=["code"], name="people_one_household_a_code")]
        indexes = [models.Index(fields=["region", "code"], name="people_household_place")]

    def __str__(self) -> str:
        return f"{self.head_name}（{self.code}）"


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("household__region"))

    def within(self, region: Region) -> Self:
        return self.filter(
            household__region__path__gte=region.path,
            household__region__path__lt=paths.after(region.path),
        )

    def alive(self) -> Self:
        return self.filter(status=Status.ALIVE)


class Person(models.Model):
    """Somebody in a household. Age is computed from the birth date, never stored (S1-42)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="persons")
    name = models.CharField("姓名", max_length=40)
    relation = models.CharField("与户主关系", max_length=20, blank=True)
    sex = models.CharField("性别", max_length=1, choices=Sex, default=Sex.UNKNOWN)
    birth_on = models.DateField("出生日期", null=True, blank=True)
    id_sealed = models.BinaryField(null=True)
    id_index = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 -- unique
    phone_sealed = models.BinaryField(null=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.ALIVE)
    status_on = models.DateField("状态日期", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    updated_at = models.DateTimeField("更新时间")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人员"
        constraints = [
            # Null when the number is unknown; soldiers' numbers often are.
            models.UniqueConstraint(fields=["id_index"], name="people_one_person_per_id_card"),
        ]
        indexes = [
            models.Index(fields=["name"], name="people_person_name"),
            # A roster that brings numbers looks at everybody who has none yet.
            models.Index(
                fields=["household"],
                condition=Q(id_index__isnull=True),
                name="people_person_without_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def age(self, on: date) -> int | None:
        if self.birth_on is None:
            return None
        before_birthday = (on.month, on.day) < (self.birth_on.month, self.birth_on.day)
        return on.year - self.birth_on.year - before_birthday


class Belonging(models.Model):
    """A person in a category (群体类别) for a time. Codes are those of `people.categories`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="belongings")
    category = models.CharField("类别", max_length=40)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)

    class Meta:
        verbose_name = "人员类别"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"],
                condition=Q(until__isnull=True),
                name="people_in_a_category_once",
            ),
        ]
        indexes = [models.Index(fields=["category", "person"], name="people_category")]

    def __str__(self) -> str:
        return f"{self.person} {self.category}"


class LookQuerySet(models.QuerySet["Look"]):
    def for_listing(self) -> Self:
        return self.order_by("-at", "-pk")


class Look(models.Model):
    """Somebody had a masked number shown in full, and why (security C-22)."""

    class Field(models.TextChoices):
        ID_CARD = "id_card", "身份证号"
        PHONE = "phone", "联系电话"

    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    field = models.CharField("查看内容", max_length=10, choices=Field)
    reason = models.CharField("事由", max_length=60)
    at = models.DateTimeField("时间")
    by_id = models.CharField("查看人编号", max_length=36)
    by_name = models.CharField("查看人", max_length=80)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = "查看记录"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="people_look_has_a_reason"),
        ]
        indexes = [models.Index(fields=["by_id", "at"], name="people_look_budget")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_field_display()}"


class Source(models.TextChoices):
    """Where a roster comes from (S0-11, S0-17)."""

    SURVEY = "survey", "地方摸底"
    TROOPS = "troops", "部队提报"
    NATIONAL = "national", "全国双拥办下发"
    ENLISTMENT = "enlistment", "兵役登记、征集"
    BENEFITS = "benefits", "优抚资料"
    VISIT = "visit", "走访核实"
    OFFICE = "office", "经办人登记"


# What a file may come from; the last is nobody's file.
ROSTER_SOURCES = [choice for choice in Source.choices if choice[0] != Source.OFFICE]


class RosterQuerySet(models.QuerySet["Roster"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.ROSTER_IMPORT).rows_by_unit("unit"))

    def for_listing(self) -> Self:
        return self.select_related("unit", "file").order_by("-created_at", "-pk")


class Roster(Living):
    """A list of persons that came in as a file: staged, checked, then imported as a whole."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rosters", verbose_name="导入单位")
    name = models.CharField("花名册名称", max_length=120)
    source = models.CharField("来源", max_length=12, choices=Source, default=Source.SURVEY)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    # As sent this time: the stored content may have come under another name before.
    file_name = models.CharField("文件名", max_length=200)
    row_count = models.PositiveIntegerField("行数", default=0)
    mapping = models.JSONField("列对应", default=dict)
    outcome = models.JSONField("核对结果", default=dict)
    # The first of them, as [row, column letters, sentence]; all are in the rejected workbook.
    problems = models.JSONField("问题", default=list)
    # The first rows that are no persons, as [row, word]: 合计, 以下空白, 制表人.
    remarks = models.JSONField("非人员行", default=list)
    rejected = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="问题行"
    )
    state = models.CharField("状态", max_length=20, choices=RosterState, default=RosterState.STAGED)
    created_at = models.DateTimeField("上传时间")
    created_by_name = models.CharField("上传人", max_length=40)
    imported_at = models.DateTimeField("导入时间", null=True)
    imported_by_name = models.CharField("导入人", max_length=40, blank=True)
    # What a job reads when its turn comes: who asked last, and for what.
    asked_by_id = models.CharField("经办人编号", max_length=36, blank=True)
    leaves_out_wrong = models.BooleanField("先导入没有问题的行", default=False)
    setback = models.CharField("未完成的原因", max_length=300, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "花名册"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=UNDER_WAY) | ~Q(asked_by_id=""),
                name="people_under_way_was_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(state=RosterState.IMPORTED, imported_at__isnull=False)
                | (~Q(state=RosterState.IMPORTED) & Q(imported_at__isnull=True)),
                name="people_imported_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_large(self) -> bool:
        """Whether to check or to load it is work for a job."""
        return self.row_count > rules.ROWS_AT_ONCE

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    def for_listing(self) -> Self:
        return self.select_related("roster").order_by("-at", "-pk")


class SourceRecord(models.Model):
    """What one source said of one person. It is never changed: a later one stands beside it.

    `said` holds what may be read by whoever sees the person; the numbers are in `sealed`, bound to
    `uid`. A field that is not in either was not spoken of.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="records")
    source = models.CharField("来源", max_length=12, choices=Source)
    roster = models.ForeignKey(
        Roster,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="花名册",
        db_index=False,  # nobody asks what a roster said of all; it would cost every row
    )
    row = models.PositiveIntegerField("行号", null=True)
    said = models.JSONField("内容", default=dict)
    sealed = models.BinaryField(null=True)
    at = models.DateTimeField("登记时间")
    by_name = models.CharField("登记人", max_length=40)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "来源记录"
        constraints = [
            models.CheckConstraint(
                condition=Q(roster__isnull=True, row__isnull=True)
                | Q(roster__isnull=False, row__isnull=False),
                name="people_record_of_a_roster_has_its_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_source_display()}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.ROSTER_IMPORT).rows_by_unit("roster__unit"))

    def open(self) -> Self:
        return self.filter(state=QuestionState.OPEN)

    def for_listing(self) -> Self:
        return self.select_related("roster__unit__region").order_by("roster", "row", "pk")


class Question(Living):
    """A row of a roster that may be somebody known, or not: a person decides.

    The row itself is in `sealed`, bound to `uid`. `candidates` are `[person, score, reasons]`, the
    likeliest first; they were computed when the roster was loaded, not when the page is opened.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    roster = models.ForeignKey(
        Roster, models.PROTECT, related_name="questions", verbose_name="花名册"
    )
    row = models.PositiveIntegerField("行号")
    name = models.CharField("姓名", max_length=40)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name="所在村（社区）"
    )
    sealed = models.BinaryField()
    # Keyed hash of the row, by which it is known when its list comes again.
    content_index = models.CharField(max_length=64)
    candidates = models.JSONField("可能是", default=list)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="questions", verbose_name="认定为"
    )
    state = models.CharField(
        "状态", max_length=20, choices=QuestionState, default=QuestionState.OPEN
    )
    settled_at = models.DateTimeField("认定时间", null=True)
    settled_by_name = models.CharField("认定人", max_length=40, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "待核对人员"
        constraints = [
            models.UniqueConstraint(fields=["roster", "row"], name="people_a_row_is_asked_once"),
            models.UniqueConstraint(
                fields=["content_index"],
                condition=Q(state=QuestionState.OPEN),
                name="people_a_row_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.OPEN, settled_at__isnull=True)
                | (~Q(state=QuestionState.OPEN) & Q(settled_at__isnull=False)),
                name="people_settled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[QuestionState.SAME, QuestionState.NEW])
                | Q(person__isnull=False),
                name="people_answer_names_a_person",
            ),
        ]
        indexes = [models.Index(fields=["content_index"], name="people_question_content")]

    def __str__(self) -> str:
        return f"{self.name}（{self.roster} 第 {self.row} 行）"
