"""Materialised paths: the short ids of a node's ancestors, ending with its own.

A path is made of ids and never of division codes: codes are dated attributes and change. An id is
written in base 36 between slashes, `/1/a/3f/`, so a subtree is a prefix and one range of an index.
"""

import itertools


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short(number: int) -> str:
    """`number` in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text or "0"


def extend(parent: str | None, number: int) -> str:
    return f"{parent or '/'}{short(number)}/"


def ids(path: str) -> list[int]:
    """Ids from the root down to the node itself."""
    return [int(part, 36) for part in path.strip("/").split("/")]


def shared(one: str, other: str) -> list[int]:
    """Ids from the root down to the lowest node above both, or either itself."""
    pairs = itertools.takewhile(
        lambda pair: pair[0] == pair[1], zip(ids(one), ids(other), strict=False)
    )
    return [node for node, _ in pairs]


def parent(path: str) -> str:
    """The path of the node above; `/` above a root."""
    return path[: path.rindex("/", 0, -1) + 1]


def after(path: str) -> str:
    """The smallest string greater than every path in the subtree of `path`."""
    return path[:-1] + "0"  # "0" follows "/" in ASCII
