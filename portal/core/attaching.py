"""A file that somebody sends with a message: known by what is in it, never by its name.

A picture is drawn anew, so that nothing else in it is kept. A PDF and a Word file stay as they are,
if they are that and nothing else: one that is two things at once, is torn, unpacks to far more than
it is, or can run something is refused, in a sentence. Handbook: assurance R18.
"""

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from portal.core.photos import JPEG, PDF, NotAPicture, kept

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ACCEPTED = f"{JPEG},image/png,image/heic,.heic,{PDF},{DOCX},.docx"
ENDINGS = {JPEG: "jpg", PDF: "pdf", DOCX: "docx"}
NAME_LENGTH = 80
END_OF_PDF = b"%%EOF"
END_WITHIN = 1024
CONTENTS = "[Content_Types].xml"
DOCUMENT = b"wordprocessingml.document.main+xml"
MOST_PARTS, MOST_BYTES, MOST_CONTENTS, MOST_TIMES = 2_000, 100_000_000, 1_000_000, 200
QUITE_LARGE = 1_000_000
ENCRYPTED = 0x1


class Wrong(StrEnum):
    """Why a file is not kept."""

    UNKNOWN = "unknown"
    TORN = "torn"
    MIXED = "mixed"
    SWELLS = "swells"
    RUNS = "runs"
    LOCKED = "locked"


class NotKept(ValueError):
    """A file that is not kept; the argument is what is `Wrong` with it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is kept of a file, with a name that can be shown and saved anywhere."""

    name: str
    media: str
    content: bytes


def attachment(name: str, content: bytes) -> Attachment:
    """What to keep of a file. Raises `NotKept`."""
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        media = PDF
    elif content.startswith(b"PK"):
        _check_docx(content)
        media = DOCX
    else:
        try:
            photo = kept(content)
        except NotAPicture:
            raise NotKept(_wrong_with_picture(content)) from None
        media, content = photo.mime, photo.content
    return Attachment(_name(name, media), media, content)


def shown_name(given: str) -> str:
    """A name that somebody gave a file, without what could mislead on a page."""
    plain = given.replace("\\", "/").rpartition("/")[2]
    return "".join(c if c.isalnum() or c in " -_()." else "-" for c in plain)[:NAME_LENGTH]


def _name(given: str, media: str) -> str:
    stem = given.replace("\\", "/").rpartition("/")[2]
    if "." in stem:
        stem = stem.rpartition(".")[0]
    plain = "".join(c if c.isalnum() or c in " -_()" else "-" for c in stem).strip(" -")
    return f"{plain[:NAME_LENGTH] or 'file'}.{ENDINGS[media]}"


def _wrong_with_picture(content: bytes) -> Wrong:
    is_begun = content.startswith((b"\xff\xd8\xff", b"\x89PNG")) or content[4:8] == b"ftyp"
    return Wrong.TORN if is_begun else Wrong.UNKNOWN


def _check_pdf(content: bytes) -> None:
    end = content.rfind(END_OF_PDF)
    if end < 0:
        raise NotKept(Wrong.TORN)
    if content[end + len(END_OF_PDF) :].strip(b"\r\n \t\0") or zipfile.is_zipfile(
        io.BytesIO(content)
    ):
        raise NotKept(Wrong.MIXED)


def _check_docx(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_sizes(parts, content)
            _check_is_whole(packed, parts, content)
            said = packed.read(CONTENTS)
    except NotKept:
        raise
    except KeyError:
        raise NotKept(Wrong.UNKNOWN) from None
    except Exception:  # noqa: BLE001 - what a torn file makes of the reader is not to be foreseen
        raise NotKept(Wrong.TORN) from None
    if DOCUMENT not in said:
        raise NotKept(Wrong.RUNS if b"macroEnabled" in said else Wrong.UNKNOWN)
    if any(each.filename.lower().endswith(("vbaproject.bin", ".exe", ".js")) for each in parts):
        raise NotKept(Wrong.RUNS)


def _check_sizes(parts: list[zipfile.ZipInfo], content: bytes) -> None:
    unpacked = sum(each.file_size for each in parts)
    packed = sum(each.compress_size for each in parts)
    swells = any(
        each.file_size > max(QUITE_LARGE, MOST_TIMES * each.compress_size)
        or (each.filename == CONTENTS and each.file_size > MOST_CONTENTS)
        for each in parts
    )
    # Parts that lie over one another unpack the same bytes again and again.
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or packed > len(content) or swells:
        raise NotKept(Wrong.SWELLS)
    if any(each.flag_bits & ENCRYPTED for each in parts):
        raise NotKept(Wrong.LOCKED)


def _check_is_whole(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], content: bytes) -> None:
    """Refuse what has something before its first part, or after its end: it is two things."""
    first = min((each.header_offset for each in parts), default=0)
    end = content.rfind(b"PK\x05\x06")
    if first != 0 or packed.comment or end != len(content) - 22:
        raise NotKept(Wrong.MIXED)
