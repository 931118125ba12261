"""Initial passwords, and ending whatever sessions a user has."""

import secrets
from dataclasses import dataclass

from django.db.models import F

from yushui.accounts.models import User


# Without the letters and digits that are mistaken for each other when read out.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Issued:
    """An account with the password that is shown to the administrator once."""

    user: User
    password: str


def end_sessions(user: User) -> None:
    """Begin a new round, which every session of the user is too old for."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])


def initial_password() -> str:
    """Sixteen letters and digits in groups of four, to be read out or written down."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
