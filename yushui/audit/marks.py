"""What makes an event ours: a mark over its content that nobody can make without the key.

A mark begins with a random salt, so that two events alike in everything still differ, and a
copied row gives itself away by its repeated mark.
"""

import json
import os
from collections.abc import Sequence
from datetime import UTC
from hmac import compare_digest
from typing import Any

from yushui.kernel import keys, secrets
from yushui.kernel.secrets import Mac


CONTENT = (
    "at",
    "kind",
    "actor_id",
    "actor_name",
    "unit_id",
    "unit_name",
    "subject",
    "subject_id",
    "detail",
    "request_id",
)
_SALT_BYTES = 8


def canonical(value: Any) -> bytes:
    """One way to write a value down, whatever the database did to the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def mark(content: Sequence[Any]) -> str:
    """A new mark for the values of `CONTENT`, in that order."""
    salt = os.urandom(_SALT_BYTES)
    return (salt + _mac("event").digest(salt, _written(content))).hex()


def is_genuine(content: Sequence[Any], marked: str) -> bool:
    """Whether exactly this content was marked by whoever holds the key."""
    try:
        claimed = bytes.fromhex(marked)
    except ValueError:
        return False
    salt, tag = claimed[:_SALT_BYTES], claimed[_SALT_BYTES:]
    return compare_digest(tag, _mac("event").digest(salt, _written(content)))


def seal_digest(header: Sequence[Any], events: Sequence[tuple[int, str]]) -> str:
    """Bind a seal's header and the marks of its events, in the order of their ids.

    A mark stands for the content it was made over, so sealing need not read the content again.
    """
    body = "".join(f"{number}:{marked}\n" for number, marked in events).encode("ascii", "replace")
    return _mac("seal").digest(canonical(header), b"\n", body).hex()


def _written(content: Sequence[Any]) -> bytes:
    at, *rest = content
    return canonical([at.astimezone(UTC).isoformat(timespec="microseconds"), *rest])


def _mac(purpose: str) -> Mac:
    return secrets.mac(keys.provider(), keys.AUDIT, f"audit\0{purpose}")
