"""A payment (发放明细): one person's line of a batch, as things stood; and what is odd about it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.funds.lifecycle import STANDING, PaymentState
from yushui.funds.models.batch import Batch
from yushui.kernel.lifecycle import Living
from yushui.kernel.money import MoneyField
from yushui.people import departures
from yushui.people.models import Person
from yushui.territory.models import Region


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("batch__unit"))

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)

    def held(self) -> Self:
        return self.filter(state=PaymentState.HELD)

    def to_pay_anew(self) -> Self:
        """Those that failed and were not taken up again in the campaign."""
        later = Payment.objects.filter(
            campaign=OuterRef("campaign"), person=OuterRef("person"), pk__gt=OuterRef("pk")
        ).exclude(state=PaymentState.LEFT_OUT)
        failed = self.filter(state=PaymentState.FAILED, is_double=False)
        return failed.exclude(Exists(later))

    def for_listing(self) -> Self:
        return self.select_related("region__parent").order_by("batch", "serial")


class Payment(Living):
    """Name, place, categories and account are those of the day the list was made: the evidence.

    The account number is sealed again, bound to this row.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments")
    # The batch's, repeated so that the database can refuse a second payment in a campaign.
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="+", editable=False, db_index=False
    )
    serial = models.PositiveIntegerField("序号")
    person = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    on_person_merge = "yushui.funds.merging.move_payments"
    on_departure = departures.stay
    name = models.CharField("姓名", max_length=40)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name="村（社区）", db_index=False
    )
    on_change_of_region = while_under_way("campaign__")
    categories = models.JSONField("人员类别", default=list)
    amount = MoneyField("金额")
    holder_name = models.CharField("户名", max_length=60, blank=True)
    bank_name = models.CharField("开户行", max_length=80, blank=True)
    guardian_name = models.CharField("监护人", max_length=40, blank=True)
    account_sealed = models.BinaryField(null=True)
    account_index = models.CharField(max_length=64, blank=True, editable=False)
    # Why somebody is on the list whom the standard did not bring there.
    added_reason = models.CharField("另列原因", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=PaymentState)
    decided_at = models.DateTimeField("认定时间", null=True)
    decided_by_id = models.CharField("认定人编号", max_length=36, blank=True)
    decided_by_name = models.CharField("认定人", max_length=40, blank=True)
    decision = models.CharField("认定理由", max_length=200, blank=True)
    paid_on = models.DateField("到账日期", null=True)
    failure = models.CharField("未到账原因", max_length=200, blank=True)
    # Two persons were paid who turned out to be one: a finding, and no reason to rewrite what was.
    is_double = models.BooleanField("重复发放", default=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "发放明细"
        constraints = [
            # 发放 once, however many categories somebody is in (S4-24).
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=Q(state__in=STANDING, is_double=False),
                name="funds_one_payment_per_person",
            ),
            models.UniqueConstraint(fields=["batch", "serial"], name="funds_serial_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_payment_of_something"),
            models.CheckConstraint(
                condition=~Q(state__in=STANDING)
                | (Q(account_sealed__isnull=False) & ~Q(holder_name="")),
                name="funds_paid_into_an_account",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by_id="", decision="")
                | (Q(decided_at__isnull=False) & ~Q(decided_by_id="") & ~Q(decision="")),
                name="funds_decided_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.LEFT_OUT) | Q(decided_at__isnull=False),
                name="funds_left_out_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.PAID, paid_on__isnull=False)
                | (~Q(state=PaymentState.PAID) & Q(paid_on__isnull=True)),
                name="funds_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.FAILED) & ~Q(failure="")
                | ~Q(state=PaymentState.FAILED) & Q(failure=""),
                name="funds_failed_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="funds_payment_state")]

    def __str__(self) -> str:
        return f"{self.serial} {self.name}"


class Doubt(models.Model):
    """Why a payment is held: what a check found, in a sentence."""

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="doubts")
    code = models.CharField("疑点", max_length=20)
    told = models.CharField("说明", max_length=200)

    class Meta:
        verbose_name = "发放疑点"
        constraints = [
            models.UniqueConstraint(fields=["payment", "code"], name="funds_a_doubt_once"),
        ]

    def __str__(self) -> str:
        return self.told
