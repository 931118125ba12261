"""A batch (发放批次): persons who are paid by one standard, and the three who pay them."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.funds.lifecycle import PAID_FOR, UNDER_WAY, BatchState
from yushui.funds.models.standard import Standard
from yushui.kernel.lifecycle import Living
from yushui.territory.models import Region, Unit


_APPROVED = [BatchState.APPROVED, *PAID_FOR]


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit"))

    def worked_on_by(self, actor: Actor, permission: Permission) -> Self:
        return self.filter(actor.scope(permission).rows_by_unit("unit"))

    def for_listing(self) -> Self:
        return self.select_related("campaign", "unit", "region", "standard").order_by(
            "-prepared_at", "-pk"
        )


class Batch(Living):
    """Money of a campaign to persons of a county, by bank. It has one life, told by its state.

    Who prepared, approved and paid are three people: the database refuses any other (domain rules,
    12: a list that nobody had signed).
    """

    # Made by the form: the same one twice is the same batch.
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="batches", verbose_name="活动"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="batches", verbose_name="发放单位")
    on_change_of_unit = while_under_way("campaign__")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="发放范围")
    on_change_of_region = while_under_way("campaign__")
    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="batches", verbose_name="发放标准"
    )
    redo_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="redone", verbose_name="补发自"
    )
    cut_off_on = models.DateField("截止日期")
    state = models.CharField(
        "状态", max_length=20, choices=BatchState, default=BatchState.PREPARING
    )
    prepared_at = models.DateTimeField("编制时间")
    prepared_by_id = models.CharField("编制人编号", max_length=36)
    prepared_by_name = models.CharField("编制人", max_length=40)
    submitted_at = models.DateTimeField("提交时间", null=True)
    approved_at = models.DateTimeField("审批时间", null=True)
    approved_by_id = models.CharField("审批人编号", max_length=36, blank=True)
    approved_by_name = models.CharField("审批人", max_length=40, blank=True)
    paid_at = models.DateTimeField("交银行时间", null=True)
    paid_by_id = models.CharField("付款人编号", max_length=36, blank=True)
    paid_by_name = models.CharField("付款人", max_length=40, blank=True)
    layout = models.CharField("银行格式", max_length=20, blank=True)
    # Out of a purse, and goes back into it; no, where the unit had none when the list left.
    is_drawn = models.BooleanField("已从资金账户支出", default=False)
    settled_at = models.DateTimeField("办结时间", null=True)
    # Why it was sent back, thrown away, or could not be prepared.
    setback = models.CharField("原因", max_length=300, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "发放批次"
        constraints = [
            models.CheckConstraint(
                condition=~Q(prepared_by_id=""), name="funds_batch_is_prepared_by_somebody"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=_APPROVED, approved_at__isnull=False)
                    & ~Q(approved_by_id="")
                    & ~Q(approved_by_id=F("prepared_by_id"))
                )
                | (~Q(state__in=_APPROVED) & Q(approved_at__isnull=True, approved_by_id="")),
                name="funds_batch_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=PAID_FOR, paid_at__isnull=False)
                    & ~Q(paid_by_id="")
                    & ~Q(layout="")
                    & ~Q(paid_by_id=F("prepared_by_id"))
                    & ~Q(paid_by_id=F("approved_by_id"))
                )
                | (~Q(state__in=PAID_FOR) & Q(paid_at__isnull=True, paid_by_id="")),
                name="funds_batch_is_paid_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BatchState.RETURNED, BatchState.WITHDRAWN])
                | ~Q(setback=""),
                name="funds_batch_goes_back_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-prepared_at"], name="funds_batch_newest"),
            models.Index(fields=["campaign", "state"], name="funds_batch_of_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.standard}（{self.cut_off_on:%Y-%m-%d}）"

    @property
    def is_preparing(self) -> bool:
        return self.state == BatchState.PREPARING

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at it."""
        return self.state in UNDER_WAY


class Answer(models.Model):
    """What a bank said of a batch in one file (银行回盘); the same file again says nothing new."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="answers")
    digest = models.CharField("校验值", max_length=64)
    name = models.CharField("文件名", max_length=200)
    paid_count = models.PositiveIntegerField("到账人数")
    failed_count = models.PositiveIntegerField("未到账人数")
    # What of it has yet to be entered: by day whom it paid, and why not whom it did not.
    outcome = models.JSONField("待登记的结果", default=dict, blank=True)
    at = models.DateTimeField("登记时间")
    by_id = models.CharField("登记人编号", max_length=36)
    by_name = models.CharField("登记人", max_length=40)

    class Meta:
        verbose_name = "银行回盘"
        constraints = [
            models.UniqueConstraint(fields=["batch", "digest"], name="funds_an_answer_once"),
        ]

    def __str__(self) -> str:
        return self.name
