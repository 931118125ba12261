"""Readings for the pages of citations: what can be done next, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.merits import rules
from yushui.merits.lifecycle import LIFECYCLE, PLAQUE, State
from yushui.merits.models import Citation, Plaque, PlaqueEvent, Step
from yushui.merits.queries import Organs, Rule
from yushui.territory.models import Unit
from yushui.web.http import own_units
from yushui.web.navigation import address
from yushui.web.templatetags.yushui import Moment


_DOORWORK = frozenset({"deliver", "take_back", "move", "damage", "replace", "void"})
_OWN_PAGES = {"register": "register", "assign": "assign", "deliver": "deliver"}
_FORWARD = ("register", "verify", "assign", "deliver", "feed_back", "resume")


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    is_main: bool = False


def permission_for(move: str) -> Permission:
    """What happens at the door is the field worker's, what happens on paper the clerk's."""
    return Permission.MERIT_DELIVER if move in _DOORWORK else Permission.MERIT_MANAGE


def may(citation: Citation, move: str, actor: Actor) -> bool:
    """As the action asks: of the place, and to end a paper as the unit that received it."""
    permission = permission_for(move)
    is_own = move != "withdraw" or actor.may_as(permission, citation.unit)
    return is_own and actor.may(permission, citation.region)


def buttons(citation: Citation, actor: Actor) -> list[Button]:
    """What the person may do next, the way forward first."""
    moves = [move for move in LIFECYCLE.available(citation.state) if may(citation, move, actor)]
    ahead = [move for move in moves if move in _FORWARD]
    main = next(
        (move for move in ahead if LIFECYCLE.target(move, citation.state) != citation.state), ""
    )
    return [
        Button(LIFECYCLE.label(move), _address(citation, move), move == main)
        for move in sorted(moves, key=lambda move: (move != main, move not in _FORWARD))
    ]


def _address(citation: Citation, move: str) -> str:
    if page := _OWN_PAGES.get(move):
        return address(f"merits:{page}", citation.pk)
    return address("merits:step", citation.pk, move)


def plaque_buttons(plaque: Plaque, actor: Actor) -> list[Button]:
    return [
        Button(PLAQUE.label(move), address("merits:plaque_step", plaque.pk, move))
        for move in PLAQUE.available(plaque.state)
        if actor.may(permission_for(move), plaque.household.region)
    ]


_BEFORE = {
    State.RECEIVED: "还没有登记家庭和送达地址",
    State.REGISTERED: "还没有核实",
    State.VERIFIED: "还没有分派送达单位",
}


def missing(citation: Citation, rule: Rule, organs: Organs) -> list[str]:
    """What stands between the citation and the door, in sentences."""
    lacking = []
    if said := _BEFORE.get(State(citation.state)):
        lacking.append(f"{said}。")
    lacking.append(f"要由{rules.in_words(rule.route)}一起送达。")
    if organs.civil is None:
        lacking.append("系统里没有这一级的退役军人事务部门，请先在“单位”里补上。")
    if organs.military is None:
        lacking.append("系统里没有这一级的军队单位，请先在“单位”里补上。")
    return lacking


_RECEIVED = "接收"


def moments(steps: Iterable[Step]) -> list[Moment]:
    return [
        Moment(
            one.made_at,
            f"{LIFECYCLE.label(one.move) if one.move != 'receive' else _RECEIVED}",
            who=one.made_by_name,
            text=_dated(one.on, one.note),
            tone="bad" if one.move in ("send_back", "withdraw", "take_back") else "",
        )
        for one in steps
    ]


def plaque_moments(events: Iterable[PlaqueEvent]) -> list[Moment]:
    return [
        Moment(
            one.noted_at,
            PLAQUE.label(one.move) if one.move != "hang" else "悬挂",
            who=f"{one.noted_by_name}（{one.unit.name}）",
            text=_dated(one.on, one.reason),
            tone="bad" if one.move in ("withdraw", "void") else "",
        )
        for one in events
    ]


def _dated(on: date, text: str) -> str:
    day = f"{on:%Y年%-m月%-d日}"
    return f"{day}：{text}" if text else day


def own_unit(actor: Actor, permission: Permission) -> Unit:
    """The unit in whose name the person acts."""
    return Unit.objects.select_related("region").get(pk=own_units(actor, permission)[0])
