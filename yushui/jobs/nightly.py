"""Asking for the night's work: once a day, however many processes tick.

The row of a day is written together with the jobs it asks for, and its day is unique: whoever
comes second finds it taken. An installation that was off at three catches up when it comes back.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from yushui.jobs.models import Night
from yushui.jobs.queue import enqueue
from yushui.kernel import clock


STARTS_AT = time(3)  # in Shanghai: nobody writes then, and the morning finds the answer


def every_night(*tasks: Task[..., Any]) -> Callable[[], bool]:
    """A tick that asks for the tasks once a day, and tells whether it just did."""
    asked_on: date | None = None  # spares the database a question every second of the day

    def tick() -> bool:
        nonlocal asked_on
        today = clock.today()
        if asked_on == today or timezone.localtime(clock.now()).time() < STARTS_AT:
            return False
        is_ours = _ask(today, tasks)
        asked_on = today
        return is_ours

    return tick


@transaction.atomic
def _ask(day: date, tasks: tuple[Task[..., Any], ...]) -> bool:
    _, is_new = Night.objects.get_or_create(on=day, defaults={"asked_at": clock.now()})
    if is_new:
        for task in tasks:
            enqueue(task)
    return is_new
