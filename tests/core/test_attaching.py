"""What is kept of a file: known by what is in it, whole, one thing only, without where it was."""

import io
import zipfile

import pillow_heif
import pytest
from PIL import Image, ImageFile

from portal.core.attaching import DOCX, NotKept, Wrong, attachment
from portal.core.photos import JPEG, PDF

A_PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
WHERE = b"52.6309N 1.2974E"


def picture(form="JPEG", size=(60, 40), **more):
    made = io.BytesIO()
    if form == "HEIF":
        pillow_heif.from_pillow(Image.new("RGB", size, "teal")).save(made, **more)
    else:
        Image.new("RGB", size, "teal").save(made, form, **more)
    return made.getvalue()


def docx(*parts, types=TYPES, squeeze=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", squeeze) as packed:
        packed.writestr("[Content_Types].xml", types)
        for name, words in parts or (("word/document.xml", "<w/>"),):
            packed.writestr(name, words)
    return made.getvalue()


def exif():
    told = Image.Exif()
    told[0x010E] = WHERE.decode()
    return told


@pytest.mark.parametrize(
    ("name", "content", "media", "kept_as"),
    [
        ("letter.pdf", A_PDF, PDF, "letter.pdf"),
        ("photo.jpeg", picture(), JPEG, "photo.jpg"),
        ("screen.PNG", picture("PNG"), JPEG, "screen.jpg"),
        ("IMG_0001.HEIC", picture("HEIF"), JPEG, "IMG_0001.jpg"),
        ("form.docx", docx(), DOCX, "form.docx"),
        ("really a picture.pdf", picture(), JPEG, "really a picture.jpg"),
        ("../../etc/passwd", A_PDF, PDF, "passwd.pdf"),
        ("C:\\x\\<b>\u202egnp.exe", A_PDF, PDF, "b--gnp.pdf"),
        ("", A_PDF, PDF, "file.pdf"),
    ],
)
def test_it_is_known_by_what_is_in_it(name, content, media, kept_as):
    found = attachment(name, content)
    assert (found.media, found.name) == (media, kept_as)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "HEIF"])
def test_a_picture_says_nothing_of_where_and_when_it_was_taken(form):
    sent = picture(form, exif=exif().tobytes())
    assert WHERE in sent
    kept = attachment("x", sent).content
    assert WHERE not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert drawn.size == (60, 40)
        assert not drawn.getexif()


def test_what_hides_behind_a_picture_is_not_kept():
    hidden = docx(("evil.js", "run()"))
    kept = attachment("x.jpg", picture() + hidden).content
    assert b"PK\x03\x04" not in kept
    assert not zipfile.is_zipfile(io.BytesIO(kept))


def bomb():
    return docx(("word/document.xml", b"0" * 20_000_000))


def overlapping():
    """Two parts over the same bytes."""
    made = docx(("word/document.xml", "a" * 5000), ("word/two.xml", "a" * 5000), squeeze=0)
    end = made.rfind(b"PK\x05\x06")
    at = int.from_bytes(made[end + 16 : end + 20], "little")
    entry = made[at:end]
    return (
        made[:at]
        + entry.replace(b"\x88\x13\0\0\x88\x13\0\0", b"\xff\xff\0\0\x88\x13\0\0")
        + (made[end:])
    )


def locked():
    made = bytearray(docx(("word/document.xml", "x")))
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= 1
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


MACROS = TYPES.replace("wordprocessingml.document", "ms-word.document.macroEnabled")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", Wrong.UNKNOWN),
        (b"MZ\x90\0 a program", Wrong.UNKNOWN),
        (b"<html><script>run()</script>", Wrong.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='run()'/>", Wrong.UNKNOWN),
        (docx(types="<Types/>"), Wrong.UNKNOWN),
        (A_PDF[:-8], Wrong.TORN),
        (picture(size=(900, 900))[:400], Wrong.TORN),
        (picture("PNG")[:60], Wrong.TORN),
        (picture("HEIF")[:200], Wrong.TORN),
        (docx()[:-30], Wrong.TORN),
        (docx()[:40], Wrong.TORN),
        (A_PDF + docx(), Wrong.MIXED),
        (A_PDF + b"<script>run()</script>", Wrong.MIXED),
        (docx() + b"after the end", Wrong.MIXED),
        (docx() + A_PDF, Wrong.MIXED),
        (bomb(), Wrong.SWELLS),
        (overlapping(), Wrong.SWELLS),
        (docx(*((f"word/{n}.xml", "") for n in range(2100))), Wrong.SWELLS),
        (docx(types=MACROS), Wrong.RUNS),
        (docx(("word/document.xml", ""), ("word/vbaProject.bin", "x")), Wrong.RUNS),
        (locked(), Wrong.LOCKED),
    ],
)
def test_what_is_no_such_file_torn_two_things_a_bomb_or_a_program_is_not_kept(content, wrong):
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint leaves it
    with pytest.raises(NotKept) as refused:
        attachment("anything.pdf", content)
    assert refused.value.args[0] is wrong


@pytest.mark.parametrize("form", ["PNG", "HEIF"])
def test_a_picture_of_too_many_pixels_is_not_drawn(form, monkeypatch):
    monkeypatch.setattr("portal.core.photos.MOST_PIXELS_WHOLE", 1000)
    monkeypatch.setattr("portal.core.photos.MOST_PIXELS_HEIC", 1000)
    with pytest.raises(NotKept):
        attachment("x", picture(form))
