"""Where keys come from.

A provider hands out thirty-two byte secrets by id and nothing else; every key in use is derived
from one of them for one purpose. The file provider suits the embedded installation. A hardware
module takes its place by keeping the file's contents wrapped and unwrapping them on request.
Keys live outside the database and outside its backups, or a stolen backup would open itself.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


INDEX = "index"  # blind indexes: never rotated, or no stored value would be found again
AUDIT = "audit"  # the trail
_SECRET_BYTES = 32


class KeyProblem(Exception):
    """The keys cannot be used as they are; the message tells the administrator what to do."""


class KeyProvider(Protocol):
    """Hashable, because what is derived from its secrets is kept per provider."""

    def __hash__(self) -> int: ...

    @property
    def active(self) -> str:
        """Id of the key that seals from now on."""

    def secret(self, key_id: str) -> bytes:
        """The secret kept under `key_id`; raises KeyProblem if there is none."""


class FileKeys:
    """Keys in a JSON file that only its owner may read."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._active, self._secrets = _read(self.path)

    @classmethod
    def create(cls, path: Path | str) -> "FileKeys":
        """Make a new file of fresh keys. An existing file is left alone and refused."""
        path = Path(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = {name: secrets.token_bytes(_SECRET_BYTES) for name in ("f1", INDEX, AUDIT)}
        draft = _write_beside(path, "f1", fresh)
        try:
            os.link(draft, path)  # unlike a rename, never replaces keys that are in use
        except FileExistsError:
            raise KeyProblem(f"密钥文件 {path} 已经存在，没有重新生成。") from None
        finally:
            draft.unlink()
        return cls(path)

    @property
    def active(self) -> str:
        return self._active

    def secret(self, key_id: str) -> bytes:
        if key_id not in self._secrets:  # another process may have rotated meanwhile
            self._active, self._secrets = _read(self.path)
        if key_id not in self._secrets:
            raise KeyProblem(
                f"密钥文件 {self.path} 中没有编号为“{key_id}”的密钥；请恢复与数据配套的密钥文件。"
            )
        return self._secrets[key_id]

    def rotate(self) -> str:
        """Seal with a new key from now on; older keys stay, to open what they sealed.

        Processes already running seal with the old key until they restart.
        """
        number = 1 + max(int(name[1:]) for name in self._secrets if name[1:].isdigit())
        self._secrets = {**self._secrets, f"f{number}": secrets.token_bytes(_SECRET_BYTES)}
        self._active = f"f{number}"
        _write_beside(self.path, self._active, self._secrets).replace(self.path)
        return self._active


def provider() -> KeyProvider:
    """The installation's keys, read once per process."""
    return _file_keys(str(settings.YUSHUI_KEYS))


@lru_cache(maxsize=4)
def _file_keys(path: str) -> FileKeys:
    return FileKeys(path)


@lru_cache(maxsize=1024)
def derived(keys: KeyProvider, key_id: str, purpose: str, length: int) -> bytes:
    """A key for one purpose only, so that none can stand in for another."""
    kdf = HKDF(algorithm=hashes.SM3(), length=length, salt=None, info=purpose.encode())
    return kdf.derive(keys.secret(key_id))


def _read(path: Path) -> tuple[str, dict[str, bytes]]:
    try:
        if path.stat().st_mode & 0o077:
            raise KeyProblem(f"密钥文件 {path} 其他用户也能读取；请执行 chmod 600 {path} 后重试。")
        document = json.loads(path.read_text("ascii"))
        kept = {name: b64decode(text, validate=True) for name, text in document["keys"].items()}
        active = document["active"]
    except FileNotFoundError:
        raise KeyProblem(f"找不到密钥文件 {path}；请从密钥备份中恢复，或核对配置的路径。") from None
    except PermissionError:
        raise KeyProblem(f"没有读取密钥文件 {path} 的权限；请核对文件的属主。") from None
    except (ValueError, LookupError, AttributeError, TypeError):
        raise KeyProblem(f"密钥文件 {path} 内容损坏；请从密钥备份中恢复。") from None
    if not {active, INDEX, AUDIT} <= kept.keys() or any(
        len(secret) != _SECRET_BYTES for secret in kept.values()
    ):
        raise KeyProblem(f"密钥文件 {path} 不完整；请从密钥备份中恢复。")
    return active, kept


def _write_beside(path: Path, active: str, kept: Mapping[str, bytes]) -> Path:
    """Write the file whole and safely on disc under another name next to its place."""
    document = {
        "active": active,
        "keys": {name: b64encode(secret).decode() for name, secret in kept.items()},
    }
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(document, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    return draft
