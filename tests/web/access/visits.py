"""Addresses of the pages about visits."""

from datetime import date

from tests import make
from tests.web.access import Listing, Row
from yushui.visits import actions
from yushui.visits.calls import Call, Companion, Event
from yushui.visits.models import Target
from yushui.visits.teams import Team


def _visit(world, home):
    return actions.record(
        campaign=world.things["visits_campaign"], unit=world.township, household=home,
        persons=list(home.persons.all()),
        call=Call(made_on=date(2026, 7, 20), participants=[Companion("田守业")]),
        by=make.actor("worker", world.township),
    )  # fmt: skip


def _home(world):
    home = make.household(world.village)
    make.person(home)
    return home


def _target(world, **values):
    return Target.objects.create(
        campaign=world.things["visits_campaign"], household=_home(world), region=world.village,
        unit=world.township, **values,
    )  # fmt: skip


def _tried(world):
    target = _target(world)
    actions.note_try(
        target, tried_on=date(2026, 7, 20), note="", by=make.actor("worker", world.township)
    )
    return target.tries.get()


def _group(world):
    return actions.record_group(
        campaign=world.things["visits_campaign"], unit=world.township,
        event=Event("家属院集中慰问", world.village), households=[_home(world)],
        call=Call(made_on=date(2026, 7, 20), participants=[Companion("田守业")]),
        by=make.actor("worker", world.township),
    )  # fmt: skip


def _outing(world):
    leader = make.user("worker", world.township)
    return actions.plan_outing(
        campaign=world.things["visits_campaign"], unit=world.township, going_on=date(2026, 7, 26),
        team=Team(leader), targets=[_target(world).pk], by=leader.actor,
    )  # fmt: skip


def _today(world):
    leader = world.users["worker"]
    return actions.plan_outing(
        campaign=world.things["visits_campaign"], unit=world.township, going_on=date(2026, 7, 25),
        team=Team(leader), targets=[_target(world).pk], by=leader.actor,
    )  # fmt: skip


def things(world):
    round_ = make.campaign(world.prefecture)
    for unit in (world.here, world.there, world.township):
        make.assignment(make.duty(round_), to=unit)
    world.things["visits_campaign"] = round_
    make.unit(world.here.region, kind="garrison")
    return {
        "target": _target(world, tries_count=2),
        "try": _tried(world),
        "visits_home": _home(world),
        "visit": _visit(world, _home(world)),
        "visits_group": _group(world),
        "visits_outing": _outing(world),
    }


ACCESS = {
    "visits:index": Row("/visits/"),
    "visits:show": Row("/visits/{visit}/", neighbour=404),
    "visits:cancel": Row(
        "/visits/{visit}/cancel/", method="post", data={"reason": "登错"},
        clerk=302, superior=302, town=302, neighbour=404, worker=302, leader=403, command=404,
    ),
    "visits:left": Row("/visits/left/{visits_campaign}/"),
    "visits:leaders": Row("/visits/leaders/{visits_campaign}/"),
    "visits:record": Row("/visits/target/{target}/record/", neighbour=404, leader=403),
    "visits:tried": Row(
        "/visits/target/{target}/tried/", neighbour=404, leader=403
    ),
    "visits:take_back_try": Row(
        "/visits/try/{try}/take-back/", neighbour=404, leader=403
    ),
    "visits:excuse": Row(
        "/visits/target/{target}/excuse/",
        clerk=403, superior=403, town=403, neighbour=403, worker=403, leader=403, command=403,
    ),
    "visits:record_household": Row(
        "/visits/campaign/{visits_campaign}/household/{visits_home}/", neighbour=404, leader=403
    ),
    "visits:record_troop": Row("/visits/campaign/{visits_campaign}/troop/", leader=403),
    "visits:groups": Row("/visits/groups/"),
    "visits:record_group": Row("/visits/campaign/{visits_campaign}/group/", leader=403),
    "visits:show_group": Row("/visits/groups/{visits_group}/", neighbour=404),
    "visits:cancel_group": Row(
        "/visits/groups/{visits_group}/cancel/", method="post", data={"reason": "登错"},
        clerk=302, superior=302, town=302, neighbour=404, worker=302, leader=403, command=404,
    ),
    "visits:plan": Row("/visits/plan/{visits_campaign}/", leader=403),
    "visits:outing": Row("/visits/outings/{visits_outing}/", neighbour=404),
    "visits:route_sheet": Row("/visits/outings/{visits_outing}/sheet/", neighbour=404),
    "visits:call_off": Row(
        "/visits/outings/{visits_outing}/call-off/", method="post", data={"reason": "下雨"},
        clerk=404, superior=404, town=302, neighbour=404, worker=302, leader=403, command=404,
    ),
}  # fmt: skip
LISTS = {
    "visits:index": Listing(
        "/visits/", fill=lambda world, n: [_visit(world, _home(world)) for _ in range(n)]
    ),
    "visits:groups": Listing(
        "/visits/groups/", fill=lambda world, n: [_group(world) for _ in range(n)]
    ),
    "visits:record_group": Listing(
        "/visits/campaign/{visits_campaign}/group/",
        fill=lambda world, n: [_home(world) for _ in range(n)],
        who="worker",
    ),
    "visits:leaders": Listing(
        "/visits/leaders/{visits_campaign}/",
        fill=lambda world, n: [
            make.assignment(
                make.duty(world.things["visits_campaign"], kind="leader_visit"), to=world.township
            )
            for _ in range(n)
        ],
    ),
    "visits:plan": Listing(
        "/visits/plan/{visits_campaign}/",
        fill=lambda world, n: [(_target(world), _outing(world)) for _ in range(n)],
        who="worker",
    ),
    "visits:left": Listing(
        "/visits/left/{visits_campaign}/", fill=lambda world, n: [_tried(world) for _ in range(n)]
    ),
}
FRAGMENTS = ["visits:index", "visits:left", "visits:groups"]
