"""A picture or PDF as it was sent, made into what is kept: one that tells nothing but itself.

A photo from a telephone holds the place and the time in which it was taken, and a file may be
something else than its name says. So a picture is read and drawn anew, and only its ink is kept.
"""

import threading
from dataclasses import dataclass
from io import BytesIO

JPEG, PDF = "image/jpeg", "application/pdf"
ACCEPTED = f"{JPEG},image/png,image/heic,{PDF}"
LONGEST_SIDE, QUALITY = 1800, 80
# A telephone's JPEG is read at the size that is kept. What has to be read whole to be made smaller
# takes some bytes for each of its pixels, on a server that has no more than 150 MB in all.
MOST_PIXELS, MOST_PIXELS_WHOLE = 80_000_000, 8_000_000
MOST_PIXELS_HEIC = 25_000_000  # what a telephone takes by itself; one at a time in a process
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_ONE_HEIC = threading.Lock()


class NotAPicture(ValueError):
    """What was sent is neither a picture nor a PDF that can be read."""


@dataclass(frozen=True, slots=True)
class Photo:
    """What is kept of it."""

    mime: str
    content: bytes


def kept(content: bytes) -> Photo:
    """What to keep of a file: a smaller JPEG of a picture, a PDF as it is. Raises NotAPicture."""
    if content.startswith(b"%PDF-"):
        return Photo(PDF, content)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        with _ONE_HEIC:
            _know_heic()
            return _drawn_anew(content, "HEIF", MOST_PIXELS_HEIC)
    return _drawn_anew(content, None, MOST_PIXELS_WHOLE)


def _know_heic() -> None:
    # Loaded when the first comes: most processes never read one.
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


def _drawn_anew(content: bytes, form: str | None, most_whole: int) -> Photo:
    # Loaded when the first comes, as pillow-heif is: 4 MB of every process else.
    from PIL import Image, ImageFile, ImageOps

    too_large = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, and half a picture would pass
    try:
        with Image.open(BytesIO(content), formats=(form,) if form else ("JPEG", "PNG")) as found:
            whole = found.format != "JPEG" or found.info.get("progressive")
            if found.width * found.height > (most_whole if whole else MOST_PIXELS):
                raise NotAPicture("too many pixels")
            smaller = min(1, LONGEST_SIDE / max(found.size))
            size = (round(found.width * smaller) or 1, round(found.height * smaller) or 1)
            found.draft("RGB", size)
            upright = ImageOps.exif_transpose(found.resize(size))
            drawn = BytesIO()
            upright.convert("RGB").save(drawn, "JPEG", quality=QUALITY)
    except (OSError, SyntaxError, ValueError, *too_large) as fault:
        raise NotAPicture("no picture") from fault
    return Photo(JPEG, drawn.getvalue())
