"""A receipt as it was sent, made into what is kept: a picture that tells nothing but itself.

A photo from a telephone holds the place and the time in which it was taken, and a file may be
something else than its name says. So a picture is read and drawn anew, and only its ink is kept.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

JPEG, PDF = "image/jpeg", "application/pdf"
ACCEPTED = f"{JPEG},image/png,{PDF}"
LONGEST_SIDE, MOST_PIXELS, QUALITY = 1800, 80_000_000, 80


class NotAReceipt(ValueError):
    """What was sent is neither a picture nor a PDF that can be read."""


@dataclass(frozen=True, slots=True)
class Photo:
    """What is kept of a receipt."""

    mime: str
    content: bytes


def kept(content: bytes) -> Photo:
    """What to keep of a file: a smaller JPEG of a picture, a PDF as it is. Raises NotAReceipt."""
    if content.startswith(b"%PDF-"):
        return Photo(PDF, content)
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NotAReceipt("too many pixels")
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = BytesIO()
            upright.convert("RGB").save(drawn, "JPEG", quality=QUALITY)
    except (OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise NotAReceipt("no picture") from fault
    return Photo(JPEG, drawn.getvalue())
