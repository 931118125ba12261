"""A printing (打印任务): papers of all families of a place, set by a job into one file."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.people.models.letter import Wording
from yushui.people.models.print_job import PrintJob, ends_at_a_moment, has_a_file


class PaperKind(models.TextChoices):
    CARD = "card", "联系卡"
    FILE = "file", "家庭档案"
    LETTER = "letter", "慰问信"


# Papers that a place has without anybody having written them.
OF_A_PLACE = (PaperKind.CARD, PaperKind.FILE)


class PaperForm(models.TextChoices):
    PDF = "pdf", "PDF（直接打印）"
    DOCX = "docx", "Word/WPS 文档（可以再改）"


class Addressee(models.TextChoices):
    """Whose name is on a family's letter."""

    HEAD = "head", "户主"
    NAMED = "named", "慰问对象本人"


class PrintingQuerySet(models.QuerySet["Printing"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_EDIT).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("-asked_at", "-pk")


class Printing(PrintJob):
    """Papers of one kind for the families of a place, as they were when the job came to it."""

    paper = models.CharField("种类", max_length=10, choices=PaperKind)
    form = models.CharField("文件", max_length=4, choices=PaperForm, default=PaperForm.PDF)
    # Of letters alone: which, for whom of the place, and in whose name.
    wording = models.ForeignKey(
        Wording, models.PROTECT, null=True, related_name="printings", verbose_name="慰问信文稿"
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="+", verbose_name="活动"
    )
    categories = models.JSONField("人员类别", default=list)
    addressee = models.CharField("收信人", max_length=5, choices=Addressee, blank=True)
    printed_count = models.PositiveIntegerField("已印户数", default=0)
    # Families without a contact have no card.
    left_out_count = models.PositiveIntegerField("未印户数", default=0)

    objects = PrintingQuerySet.as_manager()

    class Meta(PrintJob.Meta):
        verbose_name = "打印任务"
        constraints = [
            has_a_file("people_printed_has_a_file"),
            ends_at_a_moment("people_printing_ends_at_a_moment"),
            models.CheckConstraint(
                condition=Q(paper=PaperKind.LETTER, wording__isnull=False) & ~Q(addressee="")
                | ~Q(paper=PaperKind.LETTER)
                & Q(wording__isnull=True, campaign__isnull=True, addressee="", form=PaperForm.PDF),
                name="people_only_letters_have_words",
            ),
        ]
        indexes = [models.Index(fields=["region", "-asked_at"], name="people_printing_place")]

    def __str__(self) -> str:
        return f"{self.region}{self.get_paper_display()}"

    @property
    def file_name(self) -> str:
        return f"{self.region.name}{self.get_paper_display()}.{self.form}"
