"""A print run (喜报打印): citations of a place that wait for the door, set by a job in one file."""

from typing import Self

from django.db import models

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.models.print_job import PrintJob, ends_at_a_moment, has_a_file


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.MERIT_MANAGE).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("region", "file").order_by("-asked_at", "-pk")


class PrintRun(PrintJob):
    """Citations that were assigned and not yet brought, as they stood when the job came to them."""

    printed_count = models.PositiveIntegerField("已印份数", default=0)

    objects = PrintRunQuerySet.as_manager()

    class Meta(PrintJob.Meta):
        verbose_name = "喜报打印"
        constraints = [
            has_a_file("merits_printed_has_a_file"),
            ends_at_a_moment("merits_print_run_ends_at_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.region}立功喜报"
