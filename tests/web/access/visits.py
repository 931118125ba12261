"""Addresses of the pages about visits."""

from datetime import date

from tests import make
from tests.files import corpus
from tests.web.access import Listing, Row
from yushui.visits import actions
from yushui.visits.actions import occurrences, pictures
from yushui.visits.calls import Call, Companion, Event, Told
from yushui.visits.models import Happening, Target
from yushui.visits.teams import Team


def _visit(world, home):
    return actions.record(
        campaign=world.things["visits_campaign"], unit=world.township, household=home,
        persons=list(home.persons.all()),
        call=Call(made_on=date(2026, 7, 20), participants=[Companion("田守业")]),
        by=make.actor("worker", world.township),
    )  # fmt: skip


def _home(world):
    home = make.household(world.village, head="秦守田")  # nobody whom other lists look for
    make.person(home, name="秦守田")
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


def occurrence(world):
    home = make.household(world.village, head="周立春")
    return occurrences.tell_of(
        home,
        told=Told(Happening.DISASTER, date(2026, 7, 20), date(2026, 7, 21), "房屋进水"),
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


def _closed(world):
    told = occurrence(world)
    occurrences.close(told, reason="误报", by=make.actor("head", world.township))
    return told


def things(world):
    round_ = make.campaign(world.prefecture)
    for unit in (world.here, world.there, world.township):
        make.assignment(make.duty(round_), to=unit)
    world.things["visits_campaign"] = round_
    make.unit(world.here.region, kind="garrison")
    told = occurrence(world)
    visit = _visit(world, _home(world))
    picture = pictures.add(
        visit, name="门口.png", content=corpus.picture(), caption="送慰问信",
        by=make.actor("worker", world.township),
    )  # fmt: skip
    return {
        "picture": picture,
        "occurrence": told,
        "occurrence_closed": _closed(world),
        "target": _target(world, tries_count=2),
        "try": _tried(world),
        "visits_home": _home(world),
        "visit": visit,
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
    "visits:add_picture": Row(
        "/visits/{visit}/pictures/", method="post",
        clerk=422, superior=422, town=422, neighbour=404, worker=422, leader=403, command=404,
    ),
    "visits:picture": Row("/visits/pictures/{picture}/", neighbour=404),
    "visits:remove_picture": Row(
        "/visits/pictures/{picture}/remove/", method="post",
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
    "visits:record_daily": Row("/visits/household/{visits_home}/", neighbour=404, leader=403),
    "visits:record_troop_daily": Row("/visits/troop/", leader=403),
    "visits:occurrences": Row("/visits/occurrences/"),
    "visits:tell_of_occurrence": Row(
        "/visits/household/{visits_home}/occurrence/", neighbour=404, leader=403
    ),
    "visits:occurrence": Row("/visits/occurrences/{occurrence}/", neighbour=404),
    "visits:record_for_occurrence": Row(
        "/visits/occurrences/{occurrence}/record/", neighbour=404, leader=403
    ),
    "visits:answer_occurrence": Row(
        "/visits/occurrences/{occurrence}/answer/", method="post", data={"visit": "0"},
        clerk=404, superior=404, town=404, neighbour=404, worker=404, leader=403, command=404,
    ),
    "visits:close_occurrence": Row(
        "/visits/occurrences/{occurrence}/close/",
        clerk=403, superior=403, town=403, neighbour=403, worker=403, leader=403, command=403,
    ),
    "visits:reopen_occurrence": Row(
        "/visits/occurrences/{occurrence_closed}/reopen/", method="post",
        clerk=403, superior=403, town=403, neighbour=403, worker=403, leader=403, command=403,
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
    "visits:occurrences": Listing(
        "/visits/occurrences/",
        fill=lambda world, n: [occurrence(world) for _ in range(n)],
    ),
}
FRAGMENTS = ["visits:index", "visits:left", "visits:groups", "visits:occurrences"]
