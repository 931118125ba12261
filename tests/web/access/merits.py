"""Addresses of the pages about citations and plaques."""

import itertools
import uuid
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from tests import make
from tests.web.access import Listing, Row
from yushui.merits import actions
from yushui.merits.actions import Brought, Companion, Destination, Received, RuleFacts, printing
from yushui.merits.actions import plaques as plaque_actions
from yushui.merits.actions.plaques import Deed
from yushui.territory.models import Unit


_days = itertools.count()


def _received(world, order="政通〔2026〕1号"):
    told = Received("赵立功", "third", order, date(2026, 6, 20), date(2026, 7, 13))
    return actions.receive(told, unit=world.here, by=make.actor("clerk", world.here))


def _home(world):
    home = make.household(world.village)
    make.person(home, name="赵立功")
    return home


def _assigned(world, order):
    by = make.actor("clerk", world.here)
    home = _home(world)
    citation = _received(world, order)
    to = Destination(home, home.persons.get(), "parents", "一号", "赵母")
    actions.register(citation, to=to, by=by)
    actions.verify(citation, by=by)
    return actions.assign(
        citation, civil_unit=world.here, military_unit=_army(world), by=by
    )  # fmt: skip


def _army(world):
    return Unit.objects.get(region=world.here.region, kind="mil_department")


def _photo():
    buffer = BytesIO()
    Image.new("RGB", (9, 9), "red").save(buffer, "JPEG")
    return "送喜报.jpg", buffer.getvalue()


def _delivered(world):
    citation = _assigned(world, "政通〔2026〕3号")
    bearers = [Companion("钱明", world.here, "leader"), Companion("孙武", _army(world), "staff")]
    told = Brought(date(2026, 7, 20), "赵母", bearers, _photo())
    actions.deliver(citation, told=told, unit=world.here, by=make.actor("clerk", world.here))
    return citation


def _hung(world):
    deed = Deed(date(2026, 7, 20), world.here)
    return plaque_actions.hang(_home(world), deed=deed, by=make.actor("clerk", world.here))


def _rule(world):
    day = date(2026, 1, 1) + timedelta(days=next(_days))
    facts = RuleFacts("third", day, "〔2026〕1号", deliver_days=20)
    by = make.actor("clerk", world.here)
    return actions.add_rule(facts, region=world.here.region, by=by)


def things(world):
    return {
        "citation": _received(world),
        "citation_registered": _registered(world),
        "citation_assigned": _assigned(world, "政通〔2026〕2号"),
        "citation_delivered": _delivered(world),
        "plaque": _hung(world),
        "plaque_home": _home(world),
        "print_asked": _asked(world),
        "print_run": _printed(world),
    }


def _registered(world):
    home = _home(world)
    citation = _received(world, "政通〔2026〕4号")
    to = Destination(home, None, "parents", "一号")
    return actions.register(citation, to=to, by=make.actor("clerk", world.here))


def _asked(world):
    return printing.ask_print(world.here.region, by=make.actor("clerk", world.here))


def _printed(world):
    by = make.actor("clerk", world.here)
    return printing.finish_print(
        _asked(world), content=b"%PDF-1.7 the citations", count=1, blanks="", by=by
    )


PRINTS = {"neighbour": 404, "town": 404, "worker": 403, "leader": 403}
PRESSED = {"clerk": 302, "superior": 302, "command": 302, "method": "post"}
ACCESS = {
    "merits:index": Row("/merits/"),
    "merits:receive": Row("/merits/receive/", worker=403, leader=403),
    "merits:show": Row("/merits/{citation_registered}/", neighbour=404),
    "merits:register": Row(
        "/merits/{citation}/register/", neighbour=404, town=404, worker=403, leader=403
    ),
    "merits:assign": Row(
        "/merits/{citation_registered}/assign/", neighbour=404, worker=403, leader=403
    ),
    "merits:deliver": Row(
        "/merits/{citation_assigned}/deliver/", neighbour=404, leader=403
    ),
    "merits:paper": Row("/merits/{citation_assigned}/paper/", neighbour=404, leader=403),
    "merits:photo": Row("/merits/{citation_delivered}/photo/", neighbour=404),
    "merits:step": Row(
        "/merits/{citation_registered}/step/verify/", neighbour=404, worker=404, leader=403
    ),
    "merits:ask_print": Row(
        "/merits/print/", **PRESSED, neighbour=302, town=302, worker=403, leader=403
    ),
    "merits:print_run": Row("/merits/print/{print_asked}/", **PRINTS),
    "merits:stop_print": Row("/merits/print/{print_asked}/stop/", **PRINTS | PRESSED),
    "merits:fetch_print": Row("/merits/print/{print_run}/file/", **PRINTS),
    "merits:rules": Row("/merits/rules/"),
    "merits:add_rule": Row("/merits/rules/add/", worker=403, leader=403),
    "merits:plaques": Row("/merits/plaques/"),
    "merits:plaques_left": Row("/merits/plaques/left/"),
    "merits:hang": Row("/merits/plaques/hang/{plaque_home}/", neighbour=404, leader=403),
    "merits:plaque": Row("/merits/plaques/{plaque}/", neighbour=404),
    "merits:plaque_step": Row(
        "/merits/plaques/{plaque}/step/damage/", neighbour=404, leader=403
    ),
}  # fmt: skip
LISTS = {
    "merits:index": Listing(
        "/merits/",
        fill=lambda world, n: [_received(world, f"补〔{uuid.uuid4()}〕") for _ in range(n)],
    ),
    "merits:rules": Listing(
        "/merits/rules/",
        fill=lambda world, n: [_rule(world) for _ in range(n)],
    ),
    "merits:plaques": Listing(
        "/merits/plaques/", fill=lambda world, n: [_hung(world) for _ in range(n)]
    ),
    "merits:plaques_left": Listing(
        "/merits/plaques/left/", fill=lambda world, n: [_home(world) for _ in range(n)]
    ),
}
FRAGMENTS = [
    "merits:index",
    "merits:rules",
    "merits:plaques",
    "merits:plaques_left",
    "merits:print_run",
]
