"""What part of a whole is done, as every page, document and chart says it."""


def percent(done: int, total: int) -> int:
    """Whole percent, half rounded up; but 100 only when all is done and 0 only when nothing is.

    A page that says 100 % ends the work, and one that says 0 % denies it: 996 of 1000 are 99 %,
    4 of 1000 are 1 %.
    """
    if done <= 0 or total <= 0:
        return 0
    if done >= total:
        return 100
    return min(99, max(1, (200 * done + total) // (2 * total)))
