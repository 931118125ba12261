"""The measuring itself; started by `benchmarks.searching` beside a database of its own."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import django


django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.hardware import hardware
from benchmarks.processor import Processor
from benchmarks.register import Register, build
from yushui.accounts.models import User
from yushui.people.models import NumberSearch, Person


LIMIT, RATIO = 100.0, 1.5  # ms at p95; the village beside the province
ALIKE, ALIKE_LIMIT = "known already", 150.0
SUGGEST, BY_NUMBER = "/people/search/suggest/", "/people/search/number/"
ABSENT = "欧阳无此人"

Typed = Callable[[Person, random.Random], str]

# What is typed, from somebody who is there to be found.
KINDS: dict[str, Typed] = {
    "whole name": lambda one, rng: one.name,
    "two characters": lambda one, rng: one.name[:2],
    "surname": lambda one, rng: one.name[:1],
    "initials": lambda one, rng: one.reading.split()[0],
    "two initials": lambda one, rng: one.reading[:2],
    "one initial": lambda one, rng: one.reading[:1],
    "whole pinyin": lambda one, rng: one.reading.split()[1],
    "half a pinyin": lambda one, rng: one.reading.split()[1][:-2],
    "read alike": lambda one, rng: one.name[:-1] + "鶡",
    "nobody": lambda one, rng: ABSENT,
    "village": lambda one, rng: one.household.region.name,
    "family code": lambda one, rng: one.household.code,
}
NUMBERS: dict[str, Typed] = {
    "telephone": lambda one, rng: f"139{one.pk:08}",
    "last four": lambda one, rng: f"{rng.randrange(10_000):04}",
}


Times = dict[str, dict[str, list["Taken"]]]


def entered(user: User) -> Client:
    client = Client(HTTP_HX_REQUEST="true", headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _entered(one: Person) -> dict[str, str]:
    """Somebody as typed into the form for a new person, by ear."""
    assert one.birth_on is not None, "Everybody of the register has a birth date."
    return {
        "name": one.name[:-1] + "鶡",
        "sex": "1",
        "birth_on": one.birth_on.isoformat(),
        "phone": f"139{one.pk:08}",
    }


class Taken(NamedTuple):
    """Milliseconds by the clock, and of processor time: ours and that of our server."""

    clock: float
    processor: float


def timed(client: Client, path: str, data: dict[str, str], processor: Processor) -> Taken:
    processor.seconds()
    began = time.perf_counter()
    response = client.post(path, data)
    taken = time.perf_counter() - began
    assert response.status_code == 200, response.content[:500]
    return Taken(taken * 1000, processor.seconds() * 1000)


def requests(
    register: Register, role: str, rng: random.Random, rounds: int
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What somebody of a role asks, each kind in turn."""
    chosen = register.sample(role, rng, rounds)
    for kind, typed in KINDS.items():
        yield from ((kind, SUGGEST, {"q": typed(one, rng)}) for one in chosen)
    if register.may_search_numbers(role):
        for kind, typed in NUMBERS.items():
            yield from ((kind, BY_NUMBER, {"number": typed(one, rng)}) for one in chosen)
        yield from (
            (ALIKE, f"/people/{one.household_id}/add/alike/", _entered(one)) for one in chosen
        )


def measured(register: Register, rounds: int) -> Times:
    """What requests took, by role and kind; the roles take turns: a busy minute hits all."""
    rng, processor = random.Random(311), Processor()
    clients = {role: entered(user) for role, user in register.users.items()}
    asked = {role: [*requests(register, role, rng, rounds)] for role in clients}
    taken: Times = {role: {} for role in clients}
    for role, client in clients.items():  # warm: readings, spellings, templates, the session
        for _, path, data in asked[role][:: max(rounds, 1)]:
            timed(client, path, data, processor)
    for place in range(max(map(len, asked.values()))):
        for role, client in clients.items():
            if place < len(asked[role]):
                kind, path, data = asked[role][place]
                taken[role].setdefault(kind, []).append(timed(client, path, data, processor))
    return taken


def told(taken: Times) -> int:
    """Print the figures; answers 1 if a limit is passed by processor time."""
    whole = {
        role: [one for kind, each in by.items() for one in each if kind != ALIKE]
        for role, by in taken.items()
    }
    alike = [one for by in taken.values() for one in by.get(ALIKE, [])]
    worst = {}
    for measure in Taken._fields:
        print(f"  {f'p50 / p95, ms, {measure}':<26}" + "".join(f"{role:>16}" for role in taken))
        for kind in (*KINDS, *NUMBERS, ALIKE):
            cells = (_cell(by.get(kind, []), measure) for by in taken.values())
            print(f"  {kind:<26}" + "".join(f"{one:>16}" for one in cells))
        print(f"  {'all':<26}" + "".join(f"{_cell(o, measure):>16}" for o in whole.values()))
        p95s = {role: p95([getattr(one, measure) for one in whole[role]]) for role in whole}
        worst[measure] = max(p95s.values()), p95s["village"] / p95s["province"]
    is_met = {key: top <= LIMIT and ratio <= RATIO for key, (top, ratio) in worst.items()}
    for key, (top, ratio) in worst.items():
        print(
            f"  by {key}: worst role {top:.0f} ms at p95 of at most {LIMIT:.0f}, village "
            f"{ratio:.2f} of the province of at most {RATIO}: {'met' if is_met[key] else 'MISSED'}"
        )
    for key in Taken._fields:
        top = p95([getattr(one, key) for one in alike])
        is_met[f"alike, {key}"] = top <= ALIKE_LIMIT
        print(
            f"  by {key}: whether somebody is known already {top:.0f} ms at p95 of at most "
            f"{ALIKE_LIMIT:.0f}: {'met' if top <= ALIKE_LIMIT else 'MISSED'}"
        )
    return 0 if is_met["processor"] and is_met["alike, processor"] else 1


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def _cell(taken: list[Taken], measure: str) -> str:
    values = [getattr(one, measure) for one in taken]
    return f"{statistics.median(values):.1f} / {p95(values):.1f}" if values else "–"


def show_plans(register: Register) -> None:
    """How the database goes about it, for the widest and the narrowest."""
    one = register.sample("village", random.Random(1), 1)[0]
    for role in ("province", "county", "village"):
        client = entered(register.users[role])
        for typed in (one.name, one.reading[:2]):
            with CaptureQueriesContext(connection) as captured:
                client.post(SUGGEST, {"q": typed})
            print(f"\n-- {role}: {typed}")
            for sql in (query["sql"] for query in captured if '"people_' in query["sql"]):
                _explain(sql)


def _explain(sql: str) -> None:
    head = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, COSTS off)"
    with connection.cursor() as cursor:
        cursor.execute(f"{head} {sql}")
        rows: list[Any] = cursor.fetchall()
    print(sql.partition(" WHERE ")[2][:300], *(f"    {row[-1]}" for row in rows), sep="\n")


def main(persons: int, rounds: int, with_plans: bool) -> int:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.perf_counter()
    with transaction.atomic():
        register = build(persons)
    print(
        f"{hardware()}, {connection.vendor}; {persons:,} persons in {len(register.villages):,} "
        f"villages, made in {time.perf_counter() - began:.0f} s",
        flush=True,
    )
    if with_plans:
        show_plans(register)
    taken = measured(register, rounds)
    NumberSearch.objects.all().delete()
    return told(taken)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1"))
