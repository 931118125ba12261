"""The list of a campaign: who is put on it, who was not met, who is let off."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.visits import listing, rules
from yushui.visits.lifecycle import TARGET, Reach
from yushui.visits.models import Target, Try


@transaction.atomic
def freeze_targets(campaign: Campaign, *, by: Actor) -> int:
    """Put every household that a coverage duty names on the list; answer how many are new.

    May run again after a later roster or notice: households already listed keep their state, and
    are in the tiers that the duties name now.
    """
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, campaign.unit)
    rules.check_open(campaign.name, is_open=campaign.state == CampaignState.OPEN)
    moved = list(listing.changed_tiers(campaign))
    Target.objects.bulk_update(moved, ["is_general", "is_key"], batch_size=500)
    made = Target.objects.bulk_create(listing.missing_targets(campaign), batch_size=2000)
    log("visits.targets_frozen", campaign, by=by, count=len(made), tiers=len(moved))
    return len(made)


@transaction.atomic
def note_try(target: Target, *, tried_on: date, note: str, by: Actor) -> None:
    """Somebody went and met nobody: counted towards the second try, once a day (S0-70)."""
    by.require(Permission.VISIT_RECORD, target.region)
    round_ = target.campaign
    rules.check_open(round_.name, is_open=round_.state == CampaignState.OPEN)
    rules.check_tried_on(
        tried_on, today=clock.today(), starts_on=round_.starts_on, ends_on=round_.ends_on
    )
    _insert_try(
        Try(
            target=target,
            tried_on=tried_on,
            note=note.strip(),
            noted_at=clock.now(),
            noted_by_name=by.name,
        )
    )
    waiting = Target.objects.filter(pk=target.pk, state=Reach.UNVISITED)
    if not waiting.update(tries_count=F("tries_count") + 1):
        raise Conflict("这户已经走访或免访，不用再记未遇；请刷新名单查看。")
    target.refresh_from_db(fields=["tries_count"])
    log("visits.tried", target, by=by, tries=target.tries_count, tried_on=tried_on)


@transaction.atomic
def take_back_try(made: Try, *, reason: str, by: Actor) -> None:
    """Take a try back that was noted by mistake. It no longer counts; the record stays."""
    by.require(Permission.VISIT_RECORD, made.target.region)
    if not reason.strip():
        raise RuleViolation("请写明撤销原因。", field="reason")
    standing = Try.objects.standing().filter(pk=made.pk)
    if not standing.update(taken_back_at=clock.now(), taken_back_reason=reason.strip()):
        raise Conflict("这次未遇已经撤销，请刷新名单查看。")
    counting = Target.objects.filter(pk=made.target_id).exclude(state=Reach.EXCUSED)
    if not counting.update(tries_count=F("tries_count") - 1):
        raise RuleViolation("这户已凭上门记录批准免访，不能再撤销未遇。")
    log("visits.try_taken_back", made.target, by=by, tried_on=made.tried_on)


@transaction.atomic
def excuse(target: Target, *, excuse: str, note: str, by: Actor) -> None:
    """Take a household off the duty with a reason; only a head may (S0-70)."""
    by.require(Permission.VISIT_EXCUSE, target.region)
    rules.check_excuse(excuse, tries=target.tries_count)
    TARGET.advance(target, "excuse", excuse=excuse, note=note.strip(), excused_by_name=by.name)
    log("visits.excused", target, by=by, excuse=excuse)


def _insert_try(made: Try) -> None:
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise rules.day_taken(made.tried_on, today=clock.today()) from clash
