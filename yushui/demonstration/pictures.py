"""A made-up photograph: a drawn doorway with a couplet, so that no real person is in it."""

from io import BytesIO

from PIL import Image, ImageDraw


SIZE = (960, 640)


def doorway(shade: int) -> bytes:
    """A picture as a phone would send it (JPEG). `shade` 0–255 makes one differ from another."""
    picture = Image.new("RGB", SIZE, (236, 230, 214))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 470, 960, 640), fill=(150, 148, 140))  # the ground
    draw.rectangle((330, 120, 630, 560), fill=(120 + shade % 60, 60, 40))  # the door
    draw.line((480, 120, 480, 560), fill=(70, 40, 30), width=6)
    for left in (250, 650):
        draw.rectangle((left, 150, left + 60, 520), fill=(190, 30, 35))  # a couplet beside it
    draw.rectangle((380, 60, 580, 105), fill=(190, 30, 35))
    draw.ellipse((435, 330, 465, 360), fill=(220, 180, 60))
    draw.ellipse((495, 330, 525, 360), fill=(220, 180, 60))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=82)
    return buffer.getvalue()
