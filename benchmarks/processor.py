"""Processor time of this process and of its server, which a busy neighbour hardly sways."""

import time
from pathlib import Path

from django.db import connection


class Processor:
    """A clock that runs only while we, or the server on our behalf, are at work."""

    def __init__(self) -> None:
        self._server: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        self._began = self._now()

    def _now(self) -> float:
        there = self._server and self._server.exists()
        nanoseconds = int(self._server.read_text().split()[0]) if there and self._server else 0
        return time.process_time() + nanoseconds / 1e9

    def seconds(self) -> float:
        """Since the last call, or since the beginning."""
        before, self._began = self._began, self._now()
        return self._began - before
