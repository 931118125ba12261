"""A photograph made small for a page; the document takes it in full."""

from io import BytesIO

from PIL import Image


LONGEST_SIDE = 480
QUALITY = 80


def small(content: bytes) -> bytes:
    """A JPEG of at most 480 pixels a side, of a picture that was checked when it was stored."""
    image = Image.open(BytesIO(content), formats=["JPEG", "PNG"])
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
