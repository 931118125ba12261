"""Which colour a state wears. One table, so that 已退回 looks the same on every page."""

OK, WAIT, BAD, INFO, QUIET = "ok", "wait", "bad", "info", "quiet"

STATES = {
    # something is to be done
    "draft": WAIT, "read": WAIT, "waiting": WAIT, "assigned": WAIT, "open": INFO, "staged": WAIT,
    "taken": WAIT, "drafted": WAIT, "asked": WAIT, "held": WAIT, "approved": WAIT, "damaged": WAIT,
    "checked": INFO, "registered": INFO, "verified": INFO, "unvisited": WAIT,
    # with somebody else
    "submitted": INFO, "reported": INFO, "published": INFO, "planned": INFO, "exported": INFO,
    "sent": INFO,
    # a job is at it
    "checking": INFO, "loading": INFO, "preparing": INFO,
    # done
    "received": OK, "confirmed": OK, "corrected": OK, "added": OK, "done": OK, "accepted": OK,
    "visited": OK, "answered": OK, "recorded": OK, "imported": OK, "printed": OK,
    "signed": OK, "settled": OK, "given": OK, "paid": OK, "delivered": OK, "fed_back": OK,
    "hung": OK,
    # came back
    "returned": BAD, "given_up": BAD, "failed": BAD,
    # over
    "withdrawn": QUIET, "removed": QUIET, "closed": QUIET, "cancelled": QUIET, "refused": QUIET,
    "called_off": QUIET, "excused": QUIET, "undone": QUIET, "void": QUIET, "left_out": QUIET,
    "listed": QUIET,
}  # fmt: skip


def of_state(state: str) -> str:
    return STATES.get(state, QUIET)


def of_days(left: int) -> str:
    """Colour of a due day by the days that remain."""
    if left < 0:
        return BAD
    return WAIT if left <= 3 else QUIET
