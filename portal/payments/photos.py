"""A receipt as it was sent, made into what is kept: a picture that tells nothing but itself.

A photo from a telephone holds the place and the time in which it was taken, and a file may be
something else than its name says. So a picture is read and drawn anew, and only its ink is kept.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

JPEG, PDF = "image/jpeg", "application/pdf"
ACCEPTED = f"{JPEG},image/png,{PDF}"
LONGEST_SIDE, QUALITY = 1800, 80
# A telephone's JPEG is read at the size that is kept. What has to be read whole to be made smaller
# takes some bytes for each of its pixels, on a server that has no more than 150 MB in all.
MOST_PIXELS, MOST_PIXELS_WHOLE = 80_000_000, 8_000_000
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


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
            whole = found.format != "JPEG" or found.info.get("progressive")
            if found.width * found.height > (MOST_PIXELS_WHOLE if whole else MOST_PIXELS):
                raise NotAReceipt("too many pixels")
            smaller = min(1, LONGEST_SIDE / max(found.size))
            size = (round(found.width * smaller) or 1, round(found.height * smaller) or 1)
            found.draft("RGB", size)
            upright = ImageOps.exif_transpose(found.resize(size))
            drawn = BytesIO()
            upright.convert("RGB").save(drawn, "JPEG", quality=QUALITY)
    except (OSError, SyntaxError, *TOO_LARGE) as fault:
        raise NotAReceipt("no picture") from fault
    return Photo(JPEG, drawn.getvalue())
