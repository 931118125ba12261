"""What a township worker does in the last hour, for locust: opens a family, saves the visit.

One save in twenty is sent twice, as by an impatient thumb. Started by `benchmarks.last_hour`.
"""

import itertools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from locust import FastHttpUser, constant_pacing, constant_throughput, events, task


TOLD = json.loads(os.environ["LAST_HOUR"])
HOME = Path(TOLD["home"])
IS_PLAIN = TOLD["module"] == "benchmarks.plain"
OPEN, SAVE = "open", "save"
# Locust would send the list of persons as one word.
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TWICE = 20  # every so many saves one is sent twice
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|op_id|[a-z]+-[A-Z_]+_FORMS)" value="([^"]*)"')
PERSON = re.compile(r'name="persons" value="(\d+)"')
REFUSED = re.compile(r'class="[^"]*error[^"]*"[^>]*>([^<]+)<')
TODAY = (HOME / "today").read_text()
# As a browser sends it: the lines nobody filled are there as well.
SAID = {"mode": "home", "made_on": TODAY, "has_talk": "on", "money": "300", "heard": ""}
for line in range(4):
    SAID |= {f"companions-{line}-name": "" if line else "测速", f"companions-{line}-rank": "staff"}
    SAID |= {f"gifts-{line}-kind": "goods", f"gifts-{line}-quantity": "1"}
_workers: Iterator[dict[str, Any]] = iter(
    json.loads((HOME / "workers.json").read_text())[: TOLD["users"]]
)
_saves = itertools.count(1)
_acknowledged: list[str] = []


class Worker(FastHttpUser):
    """One worker with a session of their own and the list of families of their township."""

    wait_time = constant_pacing(TOLD["pace"]) if TOLD["pace"] else constant_throughput(10_000)

    def on_start(self) -> None:
        mine = next(_workers)
        self.cookies = mine["cookies"]
        # Each run takes up where the one before left off.
        begun = HOME / "done" / f"{mine['number']}"
        self.begun, self.done = begun, int(begun.read_text()) if begun.exists() else 0
        self.targets = mine["targets"]

    def on_stop(self) -> None:
        self.begun.parent.mkdir(exist_ok=True)
        self.begun.write_text(str(self.done))

    @task
    def visit(self) -> None:
        target = self.targets[self.done]
        self.done += 1
        path = f"/visits/target/{target}/record/"
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if IS_PLAIN:
            self._save(f"/plain/{target}/", {}, headers)
            return
        with self.client.get(path, name=OPEN, headers=headers, catch_response=True) as page:
            told = dict(HIDDEN.findall(page.text))
            people = PERSON.findall(page.text)
            if page.status_code != 200 or not people:
                page.failure(f"{page.status_code}: no form")
                return
        sent = told | SAID | {"persons": people}
        self._save(path, sent, headers)
        if next(_saves) % TWICE == 0:
            self._save(path, sent, headers)
        _acknowledged.append(told["op_id"])

    def _save(self, path: str, sent: dict[str, Any], headers: dict[str, str]) -> None:
        with self.client.post(
            path,
            data=urlencode(sent, doseq=True),
            name=SAVE,
            headers=headers | FORM,
            allow_redirects=False,
            catch_response=True,
        ) as saved:
            if saved.status_code not in {204, 302}:
                why = REFUSED.search(saved.text or "")
                saved.failure(f"{saved.status_code}: {why[1].strip() if why else ''}")


@events.quitting.add_listener
def leave_word(environment: Any, **_: Any) -> None:
    """What was measured, and every visit that the server said it has."""
    figures = {}
    for name in (OPEN, SAVE):
        entry = environment.stats.get(name, "GET" if name == OPEN else "POST")
        figures[name] = {
            "requests": entry.num_requests,
            "failed": entry.num_failures,
            "p50": entry.get_response_time_percentile(0.5),
            "p95": entry.get_response_time_percentile(0.95),
            "a_second": entry.total_rps,
        }
    errors = [
        f"{one.name}: {one.error} (×{one.occurrences})" for one in environment.stats.errors.values()
    ]
    said = TOLD | {"figures": figures, "errors": errors, "acknowledged": _acknowledged}
    with (HOME / "rushes.jsonl").open("a") as out:
        out.write(json.dumps(said) + "\n")
