"""Personal data at rest: sealed by SM4-GCM, found again by HMAC-SM3, masked on the page.

A sealed value is bound to its table, column and row: moved elsewhere it does not open. It names
its suite and its key, so both can change without touching what is already stored:

    suite (1 byte) · length of key id (1) · key id · nonce (12) · ciphertext · tag (16)

Files are sealed whole in the same form, each bound to the digest it is kept under.

A blind index finds equal values only. It is keyed, because the thirty million possible ID
numbers of one county could be tried against a plain hash within a minute.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from yushui.kernel import keys
from yushui.kernel.keys import KeyProvider


SM4_GCM = 1
_NONCE_BYTES = 12
_NONCES_AT_ONCE = 1000
_TAG_BYTES = 16
# Behind a landline: 2345678-801.
_EXTENSION = re.compile(r"(?<=\d{7})-\d{1,5}$")
_KEY_BYTES = 16


class Tampered(Exception):
    """A sealed value was changed, cut, or moved from the row it belongs to."""


def seal(table: str, column: str, uid: UUID, text: str) -> bytes:
    """Encrypt the value of one column of one row."""
    return sealer(table, column)(uid, text)


def sealer(table: str, column: str, *, rows: int = 1) -> Callable[[UUID, str], bytes]:
    """Seals one column of about so many rows with the key in use now."""
    provider = keys.provider()
    sm4 = _sm4(provider, provider.active, table, column)
    head, key_id = _head(provider)
    before, after = _around_uid(table, column, key_id)
    nonces = _nonces(rows)

    def seal_one(uid: UUID, text: str) -> bytes:
        return head + _sealed(sm4, next(nonces), text.encode(), before + uid.bytes + after)

    return seal_one


def seal_file(digest: str, content: bytes) -> bytes:
    """Encrypt the whole content kept under a digest."""
    provider = keys.provider()
    head, key_id = _head(provider)
    sm4 = _sm4_for_files(provider, provider.active)
    return head + _sealed(sm4, os.urandom(_NONCE_BYTES), content, _kept_as(digest, key_id))


def open_file(digest: str, sealed: bytes) -> bytes:
    """Decrypt what `seal_file` made for the same digest, or raise Tampered."""
    key_id, nonce, ciphertext, tag = _parts(sealed)
    sm4 = _sm4_for_files(keys.provider(), key_id.decode("ascii"))
    try:
        return _opened(sm4, nonce, ciphertext, tag, _kept_as(digest, key_id))
    except InvalidTag:
        raise Tampered(f"The file {digest} does not open: changed or moved.") from None


def _head(provider: KeyProvider) -> tuple[bytes, bytes]:
    """How a sealed value begins under the key in use now, and the id of that key."""
    key_id = provider.active.encode("ascii")
    return bytes((SM4_GCM, len(key_id))) + key_id, key_id


def _sealed(sm4: algorithms.SM4, nonce: bytes, content: bytes, bound_to: bytes) -> bytes:
    cipher = Cipher(sm4, modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(bound_to)
    ciphertext = cipher.update(content) + cipher.finalize()
    return nonce + ciphertext + cipher.tag


def _opened(
    sm4: algorithms.SM4, nonce: bytes, ciphertext: bytes, tag: bytes, bound_to: bytes
) -> bytes:
    cipher = Cipher(sm4, modes.GCM(nonce, tag)).decryptor()
    cipher.authenticate_additional_data(bound_to)
    return cipher.update(ciphertext) + cipher.finalize()


def _nonces(rows: int) -> Iterator[bytes]:
    """Fresh nonces without end, asked of the system for so many rows at a time."""
    at_once = _NONCE_BYTES * min(max(rows, 1), _NONCES_AT_ONCE)
    while True:
        drawn = os.urandom(at_once)
        for start in range(0, at_once, _NONCE_BYTES):
            yield drawn[start : start + _NONCE_BYTES]


def open_(table: str, column: str, uid: UUID, sealed: bytes | memoryview) -> str:
    """Decrypt what `seal` made for the same place, or raise Tampered."""
    key_id, nonce, ciphertext, tag = _parts(bytes(sealed))
    sm4 = _sm4(keys.provider(), key_id.decode("ascii"), table, column)
    try:
        return _opened(sm4, nonce, ciphertext, tag, _place(table, column, uid, key_id)).decode()
    except InvalidTag:
        raise Tampered(f"{table}.{column} of {uid} does not open: changed or moved.") from None


def key_id_of(sealed: bytes | memoryview) -> str:
    """Which key sealed a value: what a rotation counts until none is left."""
    return _parts(bytes(sealed))[0].decode("ascii")


def blind_index(table: str, column: str, text: str) -> str:
    """A keyed fingerprint of a value, the same for every way to write it; 64 hex digits."""
    return indexer(table, column)(text)


def indexer(table: str, column: str) -> Callable[[str], str]:
    """Fingerprints many values of one column."""
    digest = _index_mac(keys.provider(), table, column).digest
    return lambda text: digest(normalised(text).encode()).hex()


def normalised(text: str) -> str:
    """A number as it is compared: half width, upper case, no spaces or dashes."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return re.sub(r"[\s\-\u2010-\u2015\u2212]", "", unicodedata.normalize("NFKC", text)).upper()


class Mac:
    """HMAC-SM3 under one key, prepared once: a copy costs a third of starting afresh."""

    def __init__(self, key: bytes) -> None:
        self._prepared = hmac.HMAC(key, hashes.SM3())

    def digest(self, *parts: bytes) -> bytes:
        started = self._prepared.copy()
        for part in parts:
            started.update(part)
        return started.finalize()


@lru_cache(maxsize=256)
def mac(provider: KeyProvider, key_id: str, purpose: str) -> Mac:
    """Authenticates for one purpose."""
    return Mac(keys.derived(provider, key_id, purpose, 32))


def mask_id_card(number: str) -> str:
    """110101********002X."""
    return _masked(number, head=6, tail=4)


def mask_phone(number: str) -> str:
    """138****0000; of a landline only the area code and the last two digits; each of several."""
    if "、" in number:
        return "、".join(map(mask_phone, number.split("、")))
    if len(number) == 11 and number.startswith("1"):
        return _masked(number, head=3, tail=4)
    number = _EXTENSION.sub("", number)
    area, dash, local = number.rpartition("-")
    return f"{area}{dash}{_masked(local, head=0, tail=2)}"


def mask_bank_card(number: str) -> str:
    """**** 0000: the length of the number is nobody's business either."""
    return f"**** {number[-4:]}" if len(number) > 8 else "****"


def mask_certificate(number: str) -> str:
    """*****0031: at most the last four, and never more than half."""
    return _masked(number, head=0, tail=min(4, len(number) // 2))


def mask_name(name: str) -> str:
    """王*, 王*明, 欧**远."""
    return _masked(name, head=1, tail=1 if len(name) > 2 else 0)


def _masked(text: str, *, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return f"{text[:head]}{'*' * hidden}{text[len(text) - tail :]}"


def _place(table: str, column: str, uid: UUID, key_id: bytes) -> bytes:
    before, after = _around_uid(table, column, key_id)
    return before + uid.bytes + after


def _kept_as(digest: str, key_id: bytes) -> bytes:
    return f"file\0{digest}\0".encode() + key_id


def _around_uid(table: str, column: str, key_id: bytes) -> tuple[bytes, bytes]:
    """What a value is bound to beside its row."""
    return f"{table}\0{column}\0".encode(), b"\0" + key_id


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    if len(sealed) < 2 or sealed[0] != SM4_GCM:
        raise Tampered("This is not a sealed value of a known suite.")
    nonce_at = 2 + sealed[1]
    text_at, tag_at = nonce_at + _NONCE_BYTES, len(sealed) - _TAG_BYTES
    if tag_at < text_at or not sealed[2:nonce_at].isascii():
        raise Tampered("A sealed value was cut short.")
    return sealed[2:nonce_at], sealed[nonce_at:text_at], sealed[text_at:tag_at], sealed[tag_at:]


@lru_cache(maxsize=256)
def _sm4(provider: KeyProvider, key_id: str, table: str, column: str) -> algorithms.SM4:
    purpose = f"field\0{table}\0{column}"
    return algorithms.SM4(keys.derived(provider, key_id, purpose, _KEY_BYTES))


def _sm4_for_files(provider: KeyProvider, key_id: str) -> algorithms.SM4:
    return algorithms.SM4(keys.derived(provider, key_id, "file", _KEY_BYTES))


def _index_mac(provider: KeyProvider, table: str, column: str) -> Mac:
    return mac(provider, keys.INDEX, f"index\0{table}\0{column}")
