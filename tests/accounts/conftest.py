"""Accounts are tried through the pages where a session is what counts."""

from tests.web.conftest import enter


__all__ = ["enter"]
