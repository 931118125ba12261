"""Official documents (公文): as they came, as they were read, and to whom they went."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.notices.lifecycle import Reception, State
from yushui.territory.models import Unit
from yushui.territory.references import Answer


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, actor: Actor) -> Self:
        """Notices that a unit in scope keeps, or was sent."""
        scope = actor.scope(Permission.NOTICE_VIEW)
        sent = Receipt.objects.sent().filter(scope.rows_by_unit("unit")).values("notice")
        return self.filter(scope.rows_by_unit("unit") | Q(pk__in=sent))

    def for_listing(self) -> Self:
        return self.select_related("unit").order_by(F("signed_on").desc(nulls_last=True), "-pk")


class Notice(Living):
    """A document. `text` is the original, never changed; `reading` what the reader made of it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices", verbose_name="经办单位")
    on_change_of_unit = Answer(lambda on: Q(state=State.DRAFT))  # one sent out stays whose it was
    title = models.CharField("标题", max_length=200)
    kind = models.CharField("文种", max_length=10, blank=True)
    number = models.CharField("发文字号", max_length=60, blank=True)
    issuers = models.CharField("发文机关", max_length=300, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    text = models.TextField("原文")
    reading = models.JSONField("解析结果", default=dict)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passed_on",
        verbose_name="转发自",
    )
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField("登记时间")
    created_by_name = models.CharField("登记人", max_length=40)
    published_at = models.DateTimeField("下达时间", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公文"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_at__isnull=True)
                | (~Q(state=State.DRAFT) & Q(published_at__isnull=False)),
                name="notices_published_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="notices_of_unit")]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One thing found in a notice, to be confirmed, corrected or removed before it is published."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "公文要素"
        CAMPAIGN = "campaign", "活动"
        RECIPIENT = "recipient", "主送单位"
        DEADLINE = "deadline", "时限"
        DUTY = "duty", "任务"
        TABLE = "table", "统计表"
        CONTACT = "contact", "联系人"
        ATTACHMENT = "attachment", "附件"

    class State(models.TextChoices):
        READ = "read", "待确认"
        CONFIRMED = "confirmed", "已确认"
        CORRECTED = "corrected", "已更正"
        REMOVED = "removed", "已剔除"
        ADDED = "added", "补充"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="items")
    kind = models.CharField("类别", max_length=12, choices=Kind)
    position = models.PositiveIntegerField(default=0)
    as_read = models.JSONField("读出内容", default=dict)
    content = models.JSONField("现内容", default=dict)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.READ)
    must_confirm = models.BooleanField("须人工确认", default=False)

    class Meta:
        verbose_name = "公文条目"
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "kind", "position"], name="notices_item_place"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="notices_item_span_is_a_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"


class Role(models.TextChoices):
    """What being named in a notice asks of a unit: a copy and a reference ask nothing (S3-35)."""

    MAIN = "main", "主送"
    COPY = "copy", "抄送"
    REFERENCE = "reference", "参照执行"


class Addressee(models.Model):
    """An expression that names recipients (各乡镇人民政府), settled to units by rule or by hand.

    Settled without units: nobody here is meant by it. The receipts are made from all expressions
    together, since two of them may name one unit (乡镇党委 and 乡镇人民政府, S2-02).
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="addressees")
    text = models.CharField("主送表述", max_length=200)
    role = models.CharField("方式", max_length=10, choices=Role, default=Role.MAIN)
    position = models.PositiveIntegerField("次序", default=0)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="收文单位")
    on_change_of_units = Answer(lambda on: Q(addressee__notice__state=State.DRAFT))
    is_settled = models.BooleanField("已落实", default=False)
    is_by_hand = models.BooleanField("人工落实", default=False)

    class Meta:
        verbose_name = "主送表述"
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "text", "role"], name="notices_addressee_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.sent().filter(actor.scope(Permission.NOTICE_VIEW).rows_by_unit("unit"))

    def sent(self) -> Self:
        """Of notices that have gone out; a draft's list is nobody's business yet."""
        return self.exclude(notice__state=State.DRAFT)


class Receipt(Living):
    """A unit on the frozen list of those a notice was sent to, and whether it has signed for it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name="收文单位")
    on_change_of_unit = Answer(lambda on: Q(state=Reception.WAITING))
    addressee = models.ForeignKey(Addressee, models.SET_NULL, null=True, related_name="receipts")
    role = models.CharField("方式", max_length=10, choices=Role, default=Role.MAIN)
    state = models.CharField("状态", max_length=20, choices=Reception, default=Reception.WAITING)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by_name = models.CharField("签收人", max_length=40, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "收文"
        constraints = [
            models.UniqueConstraint(fields=["notice", "unit"], name="notices_receipt_once"),
            models.CheckConstraint(
                condition=Q(state=Reception.WAITING, received_at__isnull=True)
                | Q(state=Reception.RECEIVED, received_at__isnull=False),
                name="notices_received_is_signed",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="notices_inbox")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_state_display()}"


def of(notice: Notice, kind: Item.Kind) -> list[dict[str, Any]]:
    """Contents of the items of one kind that stand (not removed), in order."""
    standing = notice.items.filter(kind=kind).exclude(state=Item.State.REMOVED)
    return list(standing.order_by("position").values_list("content", flat=True))
