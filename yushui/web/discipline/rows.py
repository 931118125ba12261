"""Readings for the pages of discipline: what waits, what may be done next, and what happened."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.discipline import figures
from yushui.discipline.figures import Oddity
from yushui.discipline.lifecycle import FINDING, GATHERING, CheckState
from yushui.discipline.models import Check, Finding, Gathering
from yushui.visits.lifecycle import State
from yushui.visits.models import GroupVisit
from yushui.web.merits.rows import Button
from yushui.web.templatetags.yushui import Tab


SHOWN = 6
_DECIDING = frozenset({"approve", "refuse", "merge", "close", "send_back"})
_MAIN = frozenset({"ask", "approve", "answer", "close"})
_FACES = (
    ("index", "检查记录"),
    ("findings", "作风问题"),
    ("gatherings", "聚集活动"),
    ("checklist", "检查表"),
    ("limits", "限额"),
)


def tabs(here: str) -> list[Tab]:
    """The faces of the subject, above each of them."""
    return [
        Tab(label, reverse(f"discipline:{name}"), is_current=name == here) for name, label in _FACES
    ]


def permission_for(move: str) -> Permission:
    """What is said of another's work is the leader's, the rest is whoever does the work."""
    return Permission.DISCIPLINE_DECIDE if move in _DECIDING else Permission.DISCIPLINE_CHECK


def unchecked(actor: Actor) -> Iterable[GroupVisit]:
    """Group visits of running campaigns that nobody has looked at yet, the newest first."""
    looked = Check.objects.filter(group_visit=OuterRef("pk"), state=CheckState.RECORDED)
    waiting = GroupVisit.objects.filter(
        actor.scope(Permission.DISCIPLINE_CHECK).rows_by_unit("unit"),
        ~Exists(looked),
        state=State.RECORDED,
        campaign__state=CampaignState.OPEN,
    )
    return waiting.select_related("unit").order_by("-held_on", "-pk")[:SHOWN]


def oddities(actor: Actor) -> list[Oddity]:
    """What the figures of running campaigns show of the events one answers for."""
    scope = actor.scope(Permission.DISCIPLINE_VIEW)
    mine = GroupVisit.objects.filter(scope.rows_by_unit("unit"), state=State.RECORDED)
    running = Campaign.objects.filter(state=CampaignState.OPEN, pk__in=mine.values("campaign"))
    found = figures.oddities(list(running.values_list("pk", flat=True)))
    return [one for one in found if scope.covers_unit(one.event.unit)]


def finding_buttons(finding: Finding, actor: Actor) -> list[Button]:
    return [
        Button(FINDING.label(move), _to("finding_step", finding.pk, move), move in _MAIN)
        for move in FINDING.available(finding.state)
        if move != "withdraw" and actor.may_for_unit(permission_for(move), finding.unit)
    ]


def gathering_buttons(gathering: Gathering, actor: Actor) -> list[Button]:
    return list(_gathering_buttons(gathering, actor))


def _gathering_buttons(gathering: Gathering, actor: Actor) -> Iterator[Button]:
    """What decides stands first, for whoever decides."""
    moves = GATHERING.available(gathering.state)
    for move in sorted(moves, key=lambda one: one not in _MAIN):
        permission = permission_for(move)
        may = actor.may_for_unit if move in _DECIDING else actor.may_as
        if move == "approve" and actor.id in (gathering.asked_by_id, gathering.drafted_by_id):
            continue
        if may(permission, gathering.unit):
            url = (
                _to("revise", gathering.pk)
                if move == "revise"
                else _to("gathering_step", gathering.pk, move)
            )
            yield Button(GATHERING.label(move), url, move in _MAIN)


def _to(view: str, *args: int | str) -> str:
    return reverse(f"discipline:{view}", args=args)
