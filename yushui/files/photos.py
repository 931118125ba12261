"""Photographs, drawn anew so that position, device and hidden data are left behind (C-44).

Pillow is told which formats it may try, and a picture that claims more pixels than a camera has
is refused before any pixel is decoded.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from yushui.kernel.errors import RuleViolation


MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
QUALITY = 85
SMALL_SIDE, SMALL_QUALITY = 480, 80

_FORMATS = {"jpeg": "JPEG", "png": "PNG"}


def clean(name: str, kind: str, content: bytes) -> bytes:
    """Re-encode a JPEG or PNG: upright, at most 2560 pixels a side, without metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=[_FORMATS[kind]])
        _check_pixels(name, opened)
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleViolation(
            f"照片“{name}”已损坏或尺寸异常，请重新拍摄或另存为 jpg 后再上传。", field="file"
        ) from error
    return _encode(upright, _FORMATS[kind])


def small(content: bytes) -> bytes:
    """A JPEG of at most 480 pixels a side for a page, of a picture checked when it was stored."""
    image = Image.open(BytesIO(content), formats=list(_FORMATS.values()))
    image.thumbnail((SMALL_SIDE, SMALL_SIDE))
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=SMALL_QUALITY)
    return buffer.getvalue()


def _check_pixels(name: str, image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise RuleViolation(
            f"照片“{name}”有 {image.width}×{image.height} 像素，超过 4000 万像素，请缩小后再上传。",
            field="file",
        )


def _encode(image: Image.Image, form: str) -> bytes:
    """Copy the pixels into a fresh image, which has no metadata to carry over."""
    mode = "RGB" if form == "JPEG" or image.mode not in ("RGBA", "LA", "L") else image.mode
    pixels = image.convert(mode)
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    buffer = BytesIO()
    fresh.save(buffer, form, quality=QUALITY, optimize=True)
    return buffer.getvalue()
