"""Jobs for the tests: a worker finds them by their path."""

from django_tasks import task

from yushui.jobs import progress


@task
def count_to(key: str, total: int) -> int:
    progress.start(key, total=total)
    for number in range(1, total + 1):
        progress.advance(key, number)
    progress.finish(key, f"共 {total} 条")
    return total


@task
def break_down(key: str) -> None:
    raise ValueError(key)
