"""A job that somebody waits for: whatever stops it becomes a sentence on their page."""

import logging
from collections.abc import Callable

from yushui.kernel.errors import RuleViolation


logger = logging.getLogger("yushui.jobs")

UNEXPECTED = "系统出错，没有办完；已记入运行日志。请稍后再试，仍然不行的，请联系系统管理员。"


def told(work: Callable[[], int], fail: Callable[[str], object]) -> int:
    """Run the work; answer how much it did, nothing if a rule forbids it.

    A rule's own sentence is an answer. Anything else is a mistake: it is told, and raised again for
    the queue to record.
    """
    try:
        return work()
    except RuleViolation as refusal:
        fail(refusal.message)
        return 0
    except Exception:
        logger.exception("A job that somebody waits for broke down.")
        fail(UNEXPECTED)
        raise
