"""Planning who goes where: a team and a day for households that are still to be visited."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.territory.models import Unit
from yushui.visits import rules
from yushui.visits.lifecycle import OUTING, Reach
from yushui.visits.models import Outing, Stop, Target
from yushui.visits.teams import Team, check


@transaction.atomic
def plan_outing(
    *, campaign: Campaign, unit: Unit, going_on: date, team: Team, targets: Sequence[int], by: Actor
) -> Outing:
    """Give a team its households for a day: all of them, or none if one was taken meanwhile."""
    by.require_as(Permission.VISIT_RECORD, unit)
    rules.check_open(campaign.name, is_open=campaign.state == CampaignState.OPEN)
    rules.check_going_on(going_on, today=clock.today(), ends_on=campaign.ends_on)
    rules.check_outing(len(targets))
    check(team, unit, on=clock.today())
    outing = Outing.objects.create(
        campaign=campaign,
        unit=unit,
        going_on=going_on,
        leader=team.leader,
        others=team.others.strip(),
        planned_at=clock.now(),
        planned_by_name=by.name,
    )
    outing.members.set(one for one in team.members if one != team.leader)
    mine = Target.objects.filter(by.scope(Permission.VISIT_RECORD).rows("region"), pk__in=targets)
    if mine.filter(campaign=campaign).to_plan(clock.today()).update(outing=outing) != len(targets):
        raise Conflict("有的家庭刚刚走访过，或者已排给别的队；请刷新后重新勾选。")
    Stop.objects.bulk_create(Stop(outing=outing, target_id=pk) for pk in targets)
    log("visits.outing_planned", outing, by=by, families=len(targets), due_on=going_on)
    return outing


@transaction.atomic
def call_off_outing(outing: Outing, *, reason: str, by: Actor) -> None:
    """Nobody goes; the households not visited are free to be planned again."""
    by.require_as(Permission.VISIT_RECORD, outing.unit)
    if not reason.strip():
        raise RuleViolation("请写明取消原因。", field="reason")
    OUTING.advance(outing, "call_off", called_off_reason=reason.strip())
    freed = outing.targets.filter(state=Reach.UNVISITED).update(outing=None)
    log("visits.outing_called_off", outing, by=by, families=freed)
