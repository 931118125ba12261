"""A PostgreSQL cluster to throw away: for tests, benchmarks and trying things out.

`python -m tools.cluster make-something` runs a command with YUSHUI_DATABASE pointing at it;
without a command it prints the address and waits for Ctrl-C. A guardian process owns the server
and watches a pipe: the pipe closes however the caller ends, kill -9 included, so no server and no
folder is ever left behind.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path


NAME = "yushui"
# A unix socket's whole path may have 107 bytes, so the folder is kept short whatever TMPDIR says.
SHORT = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108
PATIENCE = 60  # seconds until a starting server is given up
# Autovacuum would look while a test's rows are not committed, note that the pages hold no row, and
# the planner would join the next test's ten thousand as if they were one: for an hour, if need be.
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
BOUND = ("statement_timeout=60s",)  # a statement gone astray fails its test, and not the whole run


class NoServer(Exception):
    """PostgreSQL is not on this machine, or would not start."""


def binaries() -> Path | None:
    """The folder of the newest `postgres` here, which Debian keeps off the PATH."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda found: int(found.parts[-3]) if found.parts[-3].isdigit() else 0,
    )
    if debian:
        return debian[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def cluster(*, durable: bool = False, settings: Sequence[str] = ()) -> Iterator[str]:
    """A running cluster with one empty database; gives its address for YUSHUI_DATABASE.

    `durable` keeps fsync on, as benchmarks of writing need it; `settings` are further ones of the
    server, such as "shared_buffers=1GB".
    """
    if (found := binaries()) is None:
        raise NoServer("PostgreSQL is not installed (Debian: apt-get install postgresql).")
    chosen = (*(() if durable else (*SPEED, *BOUND)), *settings)
    command = [sys.executable, __file__, "--guard", str(found), *chosen]
    # A session of its own: Ctrl-C at the terminal reaches the caller alone, which then lets go.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as guardian:
        assert guardian.stdin
        assert guardian.stdout
        address = guardian.stdout.readline().strip()
        try:
            if not address:
                raise NoServer("PostgreSQL did not start; its own words are above.")
            yield address
        finally:
            guardian.stdin.close()
            guardian.wait()


def _guard(folder_of_binaries: Path, settings: Sequence[str]) -> int:
    """Make and start a cluster, print its address, and take it down when stdin closes."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="yushui-pg-", dir=SHORT))
    server = None
    try:
        if owner:
            shutil.chown(folder, owner)
        server = _start(folder_of_binaries, folder, owner, settings)
        user = owner or pwd.getpwuid(os.getuid()).pw_name
        sys.stdout.write(f"postgres://{user}@/{NAME}?host={folder}\n")
        sys.stdout.flush()
        sys.stdin.read()
    except subprocess.CalledProcessError as failed:
        sys.stderr.write(f"{failed}\n{failed.stdout or ''}{failed.stderr or ''}\n")
        return 1
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)  # at once: nothing in it is worth a checkpoint
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _owner() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _start(
    found: Path, folder: Path, owner: str | None, options: Sequence[str]
) -> subprocess.Popen[bytes]:
    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(found / program), *arguments],
            user=owner,
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )

    data = folder / "data"
    run("initdb", "-D", str(data), "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N")
    settings = (f"unix_socket_directories={folder}", "listen_addresses=", "max_connections=120")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [str(found / "postgres"), "-D", str(data)]
            + [word for option in (*settings, *options) for word in ("-c", option)],
            user=owner,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            run("createdb", "-h", str(folder), NAME)
        except subprocess.CalledProcessError:
            if server.poll() is not None or time.monotonic() > deadline:
                sys.stderr.write((folder / "log").read_text(errors="replace"))
                server.kill()
                raise
            time.sleep(0.1)
        else:
            return server


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--guard"]:
        return _guard(Path(arguments[1]), arguments[2:])
    try:
        with cluster() as address:
            if arguments:
                # Ctrl-C is the command's to answer; a handler, unlike "ignore", is not inherited.
                signal.signal(signal.SIGINT, lambda *_: None)
                return subprocess.run(
                    arguments, env=os.environ | {"YUSHUI_DATABASE": address}, check=False
                ).returncode
            sys.stdout.write(f"export YUSHUI_DATABASE='{address}'\n")
            sys.stdout.flush()
            with contextlib.suppress(KeyboardInterrupt):
                signal.pause()
            return 0
    except NoServer as missing:
        sys.stderr.write(f"{missing}\n")
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
