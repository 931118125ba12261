"""The zip container of an office file, checked by unpacking it, not by believing its directory.

Sizes and checksums in a zip's directory are written by whoever made the file. Each entry is
therefore inflated here, in chunks and under a limit, and must turn out as long as it claims;
Python's own `ZipFile.read` would stop at the claimed length and miss what follows.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from yushui.files import parts
from yushui.files.unfit import Unfit


MAX_ENTRIES = 2_000
MAX_DIRECTORY = MAX_ENTRIES * 400
MAX_TOTAL = 120 * 1024 * 1024
MAX_RATIO = 120
RATIO_COUNTS_FROM = 1024 * 1024
CHUNK = 1024 * 1024

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_BROKEN = "已损坏或没有传完整，请重新保存后再上传。"
_BOMB = "解开后过大，可能是恶意文件，不能上传。"
_UNPACKING_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, OverflowError, NotImplementedError,
    IndexError,
)  # fmt: skip

_FORBIDDEN_NAMES = {
    "vbaproject": "带有宏",
    "/embeddings/": "嵌有其他文件",
    "/externallinks/": "链接着别的表格",
    "/activex/": "带有控件",
    "/ctrlprops/": "带有控件",
    "basic/": "带有宏",
    "scripts/": "带有宏",
    "object 1": "嵌有其他文件",
}


def inspect(content: bytes) -> frozenset[str]:
    """Unpack every entry under limits and return the names, or raise `Unfit`."""
    try:
        _check_directory_size(content)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
        _check_entries(entries)
        total = 0
        for entry in entries:
            total += _unpack(content, entry, allowance=MAX_TOTAL - total)
    except _UNPACKING_ERRORS as error:
        raise Unfit(_BROKEN) from error
    return frozenset(entry.filename for entry in entries)


def _check_directory_size(content: bytes) -> None:
    """Look at the directory's own length first: 50 000 entries are not worth listing."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0:
        raise Unfit(_BROKEN)
    disk, directory_disk, _, count, size = struct.unpack_from("<HHHHI", content, end + 4)
    if disk or directory_disk:
        raise Unfit("是分卷压缩的，请合成一个文件后再上传。")
    if count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise Unfit(f"内部的部件超过 {MAX_ENTRIES} 个，不像普通的办公文件，不能上传。")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_ENTRIES:
        raise Unfit(f"内部的部件超过 {MAX_ENTRIES} 个，不像普通的办公文件，不能上传。")
    if len({name.casefold() for name in names}) != len(names):
        raise Unfit("内部有重名的部件，可能是恶意文件，不能上传。")
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise Unfit("内部结构异常，可能夹带了别的内容，请重新保存后再上传。")
    for entry in entries:
        _check_name(entry.orig_filename)
        if entry.flag_bits & 0x1:
            raise Unfit("加了密码，请取消密码后再上传。")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unfit("内部含有链接，可能是恶意文件，不能上传。")


def _check_name(name: str) -> None:
    steps = name.split("/")
    if "\\" in name or ":" in name or "\0" in name or not steps[0] or ".." in steps:
        raise Unfit("内部有指向别处的路径，可能是恶意文件，不能上传。")
    lowered = name.lower()
    for mark, what in _FORBIDDEN_NAMES.items():
        found = mark in f"/{lowered}" if mark.startswith("/") else lowered.startswith(mark)
        if found or (mark == "vbaproject" and mark in lowered):
            raise Unfit(f"{what}，为安全起见不能上传，请另存为不含这些内容的普通文件。")


def _unpack(content: bytes, entry: zipfile.ZipInfo, *, allowance: int) -> int:
    """Stream one entry past its judges; return its true size."""
    packed = _packed(content, entry)
    limit = max(RATIO_COUNTS_FROM, MAX_RATIO * len(packed))
    judge, head, tail, size, check = parts.judge_for(entry.filename), b"", b"", 0, 0
    for chunk in _inflate(packed, entry.compress_type):
        size, check = size + len(chunk), zlib.crc32(chunk, check)
        if size > allowance or size > limit:
            raise Unfit(_BOMB)
        head = head or chunk[:256]
        parts.declarations(head, tail + chunk)
        tail = chunk[-16:]
        judge(chunk, False)
    judge(b"", True)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unfit("嵌有其他文件，为安全起见不能上传，请删去后另存。")
    if size != entry.file_size or check != entry.CRC:
        raise Unfit(_BROKEN)
    return size


def _packed(content: bytes, entry: zipfile.ZipInfo) -> memoryview:
    """Find the entry's bytes and hold its two headers against each other."""
    start = entry.header_offset
    header = _LOCAL.unpack_from(content, start)
    name_at = start + _LOCAL.size
    raw_name = content[name_at : name_at + header[9]]
    name = raw_name.decode("utf-8" if header[2] & 0x800 else "cp437")
    data = name_at + header[9] + header[10]
    end = data + entry.compress_size
    if header[0] != b"PK\x03\x04" or name != entry.orig_filename or end > len(content):
        raise Unfit(_BROKEN)
    return memoryview(content)[data:end]


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for at in range(0, len(packed), CHUNK):
            yield bytes(packed[at : at + CHUNK])
        return
    if method != zipfile.ZIP_DEFLATED:
        raise Unfit("用了少见的压缩方式，请用 WPS 或 Excel 另存后再上传。")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not stream.eof:
        chunk = stream.decompress(rest, CHUNK)
        rest = stream.unconsumed_tail
        if not chunk and not rest:
            break
        yield chunk
    if not stream.eof or stream.unused_data:
        raise Unfit(_BROKEN)
