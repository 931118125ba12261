"""The measuring itself; started by `benchmarks.unvisited` beside a database of its own."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import random
import statistics
import sys
import time

import django


django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.hardware import hardware
from benchmarks.processor import Processor
from benchmarks.register import PERSONS_A_HOUSEHOLD, Register, build
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.kernel import clock
from yushui.notices.models import Notice
from yushui.people.importing import bulk
from yushui.territory.models import Region
from yushui.visits.models import Target, Visit


LIMIT = 30.0  # ms at p95
ROLES = ("county", "township")
PAGES = {
    "who is left": "",
    "third page": "page=3",
    "visited": "state=visited",
    "one tier": "tier=key",
    "by name": "q=建国",
}
# Pseudo-random by arithmetic, the same on both databases.
_VISITED = "(h.id * 7919) % 100 < 55"
_VISITS = """
    INSERT INTO visits_visit (
        op_id, campaign_id, unit_id, region_id, household_id, mode, made_on, money, has_talk,
        heard, notes, state, recorded_at, recorded_by_id, recorded_by_name, cancelled_reason
    )
    SELECT {uuid}, {campaign}, {unit}, h.region_id, h.id, 'home', '2026-07-20', 30000, {true},
        '', '', 'recorded', '2026-07-20 02:00:00+00:00', '1', '李文', ''
    FROM people_household h WHERE {visited}
"""
_TARGETS = """
    INSERT INTO visits_target (
        campaign_id, household_id, region_id, unit_id, reasons, persons_count, state, tries_count,
        excuse, note, excused_by_name, left_as, visit_id, is_general, is_key, is_second
    )
    SELECT {campaign}, h.id, h.region_id, {unit}, '["veteran"]', 1,
        CASE WHEN v.id IS NULL THEN 'unvisited' ELSE 'visited' END, 0, '', '', '', '', v.id,
        {true}, (h.id % 5 = 0), {false}
    FROM people_household h LEFT JOIN visits_visit v ON v.household_id = h.id
"""
_UUID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def list_them(register: Register, *, visited: str = _VISITED) -> Campaign:
    """A campaign with every household on its list, more than half of them visited, or as said."""
    unit = register.users["province"].actor.posts[0].unit_id
    notice = Notice.objects.create(
        unit_id=unit, title="走访慰问", kind="通知", text="", created_at=clock.now(),
        created_by_name="李文",
    )  # fmt: skip
    campaign = Campaign.objects.create(
        name="走访慰问", occasion="八一", year=2026, unit_id=unit, notice=notice,
        starts_on="2026-07-01", ends_on="2026-12-31",
    )  # fmt: skip
    duty = Duty.objects.create(
        campaign=campaign, notice=notice, unit_id=unit, kind="visit_coverage", summary="走访"
    )
    for user in register.users.values():
        Assignment.objects.create(duty=duty, unit_id=user.actor.posts[0].unit_id)
    told = {
        "campaign": campaign.pk,
        "unit": unit,
        "uuid": _UUID[connection.vendor],
        "true": "true",
        "false": "false",
        "visited": visited,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_VISITS.format(**told))
        cursor.execute(_TARGETS.format(**told))
    bulk.tell_planner(Visit, Target)
    return campaign


def entered(register: Register, role: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(register.users[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def addresses(register: Register, role: str, campaign: Campaign, rng: random.Random) -> list[str]:
    """Every kind of page, of the whole place and of one below it."""
    place = Region.objects.get(path=register.users[role].actor.posts[0].region_path)
    below = rng.choice(list(place.children.order_by("pk")))
    url = f"/visits/left/{campaign.pk}/?"
    return [url + query for query in PAGES.values()] + [f"{url}place={below.pk}"]


def measured(register: Register, campaign: Campaign, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of processor time of each role's requests, the roles taking turns."""
    rng, processor = random.Random(811), Processor()
    clients = {role: entered(register, role) for role in ROLES}
    asked = {role: addresses(register, role, campaign, rng) for role in ROLES}
    taken: dict[str, list[float]] = {
        f"{r}, {by}": [] for r in ROLES for by in ("clock", "processor")
    }
    turns = [(role, path) for role in ROLES for path in asked[role]]
    for role, path in turns:  # warm
        clients[role].get(path)
    for role, path in turns * rounds:
        processor.seconds()
        began = time.perf_counter()
        response = clients[role].get(path)
        passed = time.perf_counter() - began
        assert response.status_code == 200, response.content[:500]
        taken[f"{role}, processor"].append(processor.seconds() * 1000)
        taken[f"{role}, clock"].append(passed * 1000)
    return taken


def queries(register: Register, campaign: Campaign) -> int:
    client = entered(register, "county")
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/visits/left/{campaign.pk}/")
    return len(captured)


def main(households: int, rounds: int) -> int:
    print(hardware())
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    register = build(int(households * PERSONS_A_HOUSEHOLD), is_peopled=False)
    campaign = list_them(register)
    in_county = Target.objects.filter(
        region__path__startswith=register.users["county"].actor.posts[0].region_path
    ).count()
    print(f"{connection.vendor}: {households:,} households listed, {in_county:,} of the county")
    taken = measured(register, campaign, rounds)
    for name, values in taken.items():
        cut = statistics.quantiles(values, n=20)
        print(f"  {name:<22} p50 {statistics.median(values):6.1f} ms, p95 {cut[-1]:6.1f} ms")
    top = statistics.quantiles(taken["county, processor"], n=20)[-1]
    is_met = top <= LIMIT
    print(f"  county {top:.0f} ms at p95 of at most {LIMIT:.0f}: {'met' if is_met else 'MISSED'}")
    print(f"  {queries(register, campaign)} queries a page")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
