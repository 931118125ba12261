"""Where contents lie on the disc: one file per content, named by its SM3 digest.

The folder is outside anything a web server hands out. A content written twice is written once,
so a file left behind by a transaction that was rolled back does no harm.
"""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from django.conf import settings


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
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(target)


def open_content(digest: str) -> BinaryIO:
    return path_of(digest).open("rb")
