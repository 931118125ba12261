"""Citations of a whole place for print: asked for, kept when the job has set them, handed out."""

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.merits import papers
from yushui.merits.models import PrintRun
from yushui.people import printed
from yushui.territory.models import Region


@transaction.atomic
def ask_print(region: Region, *, by: Actor) -> PrintRun:
    """Ask for the citations of a place that wait for the door; none and too many are refused."""
    by.require(Permission.MERIT_MANAGE, region)
    count = papers.waiting_in(region).count()
    if not count:
        raise RuleViolation(f"{region.name}没有待送达的喜报；先核实、分派，再成批打印。")
    if count > papers.LARGEST_BATCH:
        raise RuleViolation(
            f"{region.name}有 {count} 份待送达的喜报，一次最多印 {papers.LARGEST_BATCH} 份；"
            "请由下一级分别打印。"
        )
    made = PrintRun.objects.create(
        region=region, asked_at=clock.now(), asked_by_id=by.id, asked_by_name=by.name
    )
    log("merits.print_asked", made, by=by, region=region.pk)
    return made


@transaction.atomic
def finish_print(run: PrintRun, *, content: bytes, count: int, blanks: str, by: Actor) -> PrintRun:
    """Keep what was set; whoever stopped it meanwhile has the last word."""
    by.require(Permission.MERIT_MANAGE, run.region)
    printed.keep(
        run, name=f"{run}.pdf", kind="pdf", content=content, count=count, blanks=blanks, by=by
    )
    log("merits.print_finished", run, by=by, count=count)
    return run


@transaction.atomic
def give_up_print(run: PrintRun, *, reason: str, by: Actor) -> PrintRun:
    """Take back what was asked for, or say why it came to nothing."""
    by.require(Permission.MERIT_MANAGE, run.region)
    printed.give_up(run, reason)
    log("merits.print_given_up", run, by=by)
    return run


@transaction.atomic
def hand_out_print(run: PrintRun, *, by: Actor) -> bytes:
    """The finished file; who took it is recorded (security C-50)."""
    by.require(Permission.MERIT_MANAGE, run.region)
    content = printed.content_of(run)
    log("merits.print_handed_out", run, by=by, count=run.printed_count)
    return content
