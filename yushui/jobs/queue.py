"""Putting off work until later: thin over django-tasks.

A job is a module-level function under `@task` whose arguments are ids; it loads, calls one action
and is safe to run twice. The row that asks for it is written in the caller's transaction, so a job
exists exactly if the change that asked for it does.
"""

from typing import Any

from django_tasks.base import Task


def enqueue(task: Task[..., Any], *ids: int | str) -> str:
    """Ask for `task` to be run with these ids; return the id of its result."""
    for value in ids:
        if not isinstance(value, (int, str)):
            raise TypeError(f"Job arguments are ids, not {type(value).__name__}.")
    result_id: str = task.enqueue(*ids).id
    return result_id
