"""Where contents lie on the disc: one file per content, sealed, named by its SM3 digest.

A roster holds as many identity numbers as the table it is loaded into, so a copy of the folder
must tell no more than a copy of the database (C-23). The folder is outside anything a web server
hands out. A content written twice is written once, so a file left behind by a transaction that
was rolled back does no harm.
"""

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from yushui.kernel import secrets


def digest_of(content: bytes) -> str:
    """SM3 of the content, in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def path_of(digest: str) -> Path:
    return Path(settings.YUSHUI_FILES) / digest[:2] / digest


def write(digest: str, content: bytes) -> None:
    """Put the content in place in one step, readable by this installation's account only."""
    target = path_of(digest)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        draft.write(secrets.seal_file(digest, content))
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(target)
    _keep_entry(target.parent)


def _keep_entry(folder: Path) -> None:
    """Have the disc keep the new name too: the row that cites it may be committed right after."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def read(digest: str) -> bytes:
    """Return the content; raises `FileNotFoundError`, or `secrets.Tampered` if it was changed."""
    return secrets.open_file(digest, path_of(digest).read_bytes())
