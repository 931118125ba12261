"""Taking files in."""

from django.conf import settings
from django.db import transaction

from yushui.audit.log import Who, log
from yushui.files import photos, storage
from yushui.files.models import StoredFile
from yushui.files.preflight import EVERY_KIND, PHOTOS, check
from yushui.kernel import clock


@transaction.atomic
def store(
    name: str, content: bytes, *, by: Who, kinds: frozenset[str] = EVERY_KIND, checked: str = ""
) -> StoredFile:
    """Keep a file that passes the pre-flight; the same content is kept once.

    `checked` is the kind that a pre-flight of the caller found; large files are not checked twice.
    A photograph is stored as re-encoded, so its digest is not that of the bytes sent.
    """
    kind = checked or check(name, content, kinds=kinds, max_bytes=settings.YUSHUI_UPLOAD_LIMIT)
    if kind in PHOTOS:
        content = photos.clean(name, kind, content)
    digest = storage.digest_of(content)
    storage.write(digest, content)
    file, is_new = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={
            "name": name.rpartition("/")[2][-200:],
            "kind": kind,
            "size": len(content),
            "uploaded_at": clock.now(),
            "uploaded_by_id": by.id,
            "uploaded_by_name": by.name,
        },
    )
    log("files.store", file, by=by, fields=["name", "kind", "size"], is_new=is_new)
    return file
