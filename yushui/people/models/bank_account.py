"""An account (收款账户) into which a person is paid: one at a time, its number sealed."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.kernel import clock, merging
from yushui.people.models.person import Person


def end_or_move(
    references: "models.QuerySet[BankAccount]",
    field: str,
    into: models.Model,
    journal: merging.Journal,
) -> None:
    """Of two persons who are one the account of the one that stays goes on, if there is one."""
    has_one = BankAccount.objects.standing().filter(person=into.pk).exists()
    for account in references.order_by("pk"):
        if has_one and account.until is None:
            journal.change(account, until=max(account.since, clock.today()))
        journal.change(account, person_id=into.pk)


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def standing(self) -> Self:
        return self.filter(until=None)


class BankAccount(models.Model):
    """An account of the person's own, or of the guardian of somebody who cannot act.

    The number is bound to `uid`; equal numbers are found by their keyed hash.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="accounts")
    on_person_merge = end_or_move
    holder_name = models.CharField("户名", max_length=60)
    number_sealed = models.BinaryField()
    number_index = models.CharField(max_length=64, editable=False)
    bank_name = models.CharField("开户行", max_length=80)
    guardian_name = models.CharField("监护人", max_length=40, blank=True)
    guardian_relation = models.CharField("监护人与本人关系", max_length=20, blank=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by_name = models.CharField("登记人", max_length=40)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "收款账户"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True),
                name="people_one_standing_account",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_account_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(holder_name="") & ~Q(bank_name=""),
                name="people_account_has_a_holder_and_a_bank",
            ),
            models.CheckConstraint(
                condition=Q(guardian_name="", guardian_relation="")
                | (~Q(guardian_name="") & ~Q(guardian_relation="")),
                name="people_guardian_has_a_relation",
            ),
        ]
        indexes = [models.Index(fields=["number_index"], name="people_account_number")]

    def __str__(self) -> str:
        return f"{self.holder_name}（{self.bank_name}）"
