"""Papers of families for print: asked for, kept when the job has set them, handed out."""

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.people import printed
from yushui.people.models import OF_A_PLACE, Printing
from yushui.territory.models import Region


@transaction.atomic
def ask_printing(region: Region, *, paper: str, by: Actor) -> Printing:
    """Ask for the papers of all families of a place."""
    by.require(Permission.PEOPLE_EDIT, region)
    if paper not in OF_A_PLACE:
        raise RuleViolation("请选择印哪一种。", field="paper")
    made = Printing.objects.create(
        region=region,
        paper=paper,
        asked_at=clock.now(),
        asked_by_id=by.id,
        asked_by_name=by.name,
    )
    log("people.printing_asked", made, by=by, paper=paper, region=region.pk)
    return made


@transaction.atomic
def finish_printing(
    printing: Printing, *, content: bytes, count: int, left_out: int, blanks: str, by: Actor
) -> Printing:
    """Keep what was set; whoever stopped the printing meanwhile has the last word."""
    by.require(Permission.PEOPLE_EDIT, printing.region)
    printed.keep(
        printing,
        name=printing.file_name,
        kind=printing.form,
        content=content,
        count=count,
        blanks=blanks,
        by=by,
        left_out_count=left_out,
    )
    log("people.printing_finished", printing, by=by, count=count)
    return printing


@transaction.atomic
def give_up_printing(printing: Printing, *, reason: str, by: Actor) -> Printing:
    """Take back what was asked for, or say why it came to nothing."""
    by.require(Permission.PEOPLE_EDIT, printing.region)
    printed.give_up(printing, reason)
    log("people.printing_given_up", printing, by=by)
    return printing


@transaction.atomic
def hand_out_printing(printing: Printing, *, by: Actor) -> bytes:
    """The finished file; who took it is recorded (security C-50)."""
    by.require(Permission.PEOPLE_EDIT, printing.region)
    content = printed.content_of(printing)
    log("people.printing_handed_out", printing, by=by, count=printing.printed_count)
    return content
