"""What stands before and after the rush; started by `benchmarks.last_hour` beside a database."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django


django.setup()

from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Sum

from benchmarks.hardware import hardware
from benchmarks.measure_unvisited import entered, list_them
from benchmarks.register import PERSONS_A_HOUSEHOLD, Register, build
from yushui.accounts.models import Post, User
from yushui.accounts.roles import ROLES
from yushui.jobs.models import Night
from yushui.kernel import clock
from yushui.ledger import folding
from yushui.ledger.models import Posting
from yushui.ledger.verifying import verify
from yushui.people.importing import bulk
from yushui.people.models import Belonging
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit
from yushui.visits.models import Target, Visit


HOME = Path(os.environ["YUSHUI_HOME"])
# Every person belongs to something, and some to two things: a visit counts in each.
_BELONGINGS = """
    INSERT INTO people_belonging (person_id, category, cause, since, until, source)
    SELECT id, {category}, '', NULL, NULL, '' FROM people_person WHERE {which}
"""


def prepare(households: int, workers: int) -> int:
    """A province with its list, and workers of as many townships who are logged in."""
    print(hardware(), flush=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    register = build(int(households * PERSONS_A_HOUSEHOLD))
    with connection.cursor() as cursor:
        cursor.execute(_BELONGINGS.format(category="'veteran'", which="id % 3 <> 0"))
        cursor.execute(_BELONGINGS.format(category="'military_family'", which="id % 3 < 2"))
    bulk.tell_planner(Belonging)
    campaign = list_them(register, visited="FALSE")
    sent = list(_workers(register, campaign.pk, workers))
    (HOME / "workers.json").write_text(json.dumps(sent))
    Night.objects.create(on=clock.today(), asked_at=clock.now())  # the night's work is done
    (HOME / "today").write_text(clock.today().isoformat())
    listed = Target.objects.count()
    print(f"{connection.vendor}: {listed:,} households to visit, {len(sent)} workers", flush=True)
    return 0


def _workers(register: Register, campaign: int, count: int) -> Iterator[dict[str, Any]]:
    """Each with a session and the families of their township, in the order of the list."""
    townships = Region.objects.filter(level=Level.TOWNSHIP).order_by("pk")[:count]
    for number, place in enumerate(townships):
        unit, _ = Unit.objects.get_or_create(
            region=place, kind=Kind.TOWNSHIP, defaults={"name": f"{place.name}人民政府"}
        )
        user = User.objects.create_user(
            username=f"worker-{number}", password=None, full_name="测速",
            family=ROLES["worker"].family,
        )  # fmt: skip
        Post.objects.create(user=user, role="worker", unit=unit, since=clock.today())
        register.users["last"] = user
        client = entered(register, "last")
        client.get("/")
        mine = Target.objects.filter(campaign=campaign, region__path__startswith=place.path)
        yield {
            "number": number,
            "cookies": {name: morsel.value for name, morsel in client.cookies.items()},
            "targets": list(mine.order_by("pk").values_list("pk", flat=True)),
        }


def prove(limit: int) -> int:
    """What the workers saw, and whether every visit they were promised is there once."""
    rushes = [json.loads(line) for line in (HOME / "rushes.jsonl").read_text().splitlines()]
    for rush in rushes:
        _tell(rush)
    ours = [rush for rush in rushes if rush["module"] == "yushui.wsgi"]
    promised = {one for rush in ours for one in rush["acknowledged"]}
    found = {str(one) for one in Visit.objects.values_list("op_id", flat=True)}
    calls = Visit.objects.standing().values("unit", "household", "made_on")
    doubled = calls.annotate(times=Count("pk")).filter(times__gt=1).count()
    folding.fold()
    differences = sum(1 for _ in verify())
    failed = sum(rush["figures"][name]["failed"] for rush in ours for name in rush["figures"])
    counted = Posting.objects.aggregate(all=Sum("visits"))["all"]
    lost = len(promised - found)
    print(
        f"{len(promised):,} promised, {lost} lost, {doubled} doubled, {failed} errors; "
        f"{counted:,} in the ledger, {differences} differences on verification"
    )
    slowest = ours[0]["figures"]["save"]["p95"]
    is_met = slowest <= limit and not (lost or doubled or failed or differences)
    print(f"save {slowest:.0f} ms at p95 of at most {limit}: {'met' if is_met else 'MISSED'}")
    fast, plain = (rush["figures"]["save"]["a_second"] for rush in rushes[-2:])
    print(f"as fast as answered: {fast / plain:.2f} of the plain view's two rows")
    return 0 if is_met else 1


def _tell(rush: dict[str, Any]) -> None:
    print(f"{rush['rush']}, {rush['users']} at once")
    for name, seen in rush["figures"].items():
        if seen["requests"]:
            print(
                f"  {name:<5} {seen['requests']:>7,} requests, {seen['a_second']:6.1f} a second, "
                f"p50 {seen['p50']:.0f} ms, p95 {seen['p95']:.0f} ms, {seen['failed']} failed"
            )
    for error in rush["errors"]:
        print(f"  {error}")


if __name__ == "__main__":
    sys.exit({"prepare": prepare, "prove": prove}[sys.argv[1]](*map(int, sys.argv[2:])))
