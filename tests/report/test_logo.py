"""A brand's logo: what is taken, what is refused with its remedy, and that every form shows it."""

from io import BytesIO
from struct import pack
from typing import Any
from zipfile import ZipFile
from zlib import compress, crc32

import pytest
from pypdf import PdfReader

from inbox.errors import Invalid
from report.exports import FORMS
from report.figures import figures
from report.logo import clean_logo, size_of
from report.look import Look
from report.model import build
from tests.report.sample import sample
from texts import LANGUAGES, catalogue

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d"
    "1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f000001050101"
    "0101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d010203000411051221314106"
    "13516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455"
    "565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9ba"
    "c2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd2803fffd9"
)


def png(width: int, height: int, *, said: tuple[int, int] | None = None) -> bytes:
    """A plain, half transparent picture; its header may say another size."""
    rows = b"".join(b"\0" + b"\xaa\x33\x66\x80" * width for _ in range(height))
    chunks = ((b"IHDR", pack(">IIBBBBB", *(said or (width, height)), 8, 6, 0, 0, 0)), (b"IDAT", compress(rows)))
    made = [
        pack(">I", len(body)) + name + body + pack(">I", crc32(name + body)) for name, body in (*chunks, (b"IEND", b""))
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    ("sent", "size"),
    [(png(30, 10), (600, 200)), (png(2000, 100), (800, 40)), (png(50, 900), (11, 200)), (JPEG, (200, 200))],
)
def test_a_picture_becomes_a_small_png_of_the_same_shape(sent: bytes, size: tuple[int, int]) -> None:
    assert size_of(clean_logo(sent)) == size


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("report-logo-no-image", b""),
        ("report-logo-no-image", b"MZ not a picture"),
        ("report-logo-no-image", b"GIF89a"),
        ("report-logo-svg", b"<?xml version='1.0'?><SVG><script>alert(1)</script></SVG>"),
        ("report-logo-damaged", png(30, 10)[:60]),
        ("report-logo-damaged", JPEG[:200]),
        ("report-logo-damaged", b"\xff\xd8\xff no frame"),
        ("report-logo-too-large", png(3, 1) + bytes(2_000_000)),
        ("report-logo-too-many-pixels", png(1, 1, said=(60_000, 60_000))),
    ],
)
def test_what_is_no_logo_is_refused_with_the_remedy(code: str, sent: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        clean_logo(sent)
    assert caught.value.code == code
    assert all("PNG" in words or "2" in words or "3000" in words for words in _words(caught.value))


def test_every_form_for_people_shows_the_logo() -> None:
    made = build(figures(sample(5)), Look("#aa3366", clean_logo(png(30, 10))))
    forms = {name: FORMS[name](made) for name in ("report.html", "report.pdf", "report.docx", "report.xlsx")}
    assert forms["report.html"].decode().count('src="data:image/png;base64,iVBOR') == 1
    assert "/Image" in str([one.get_object()["/Subtype"] for one in _drawn(forms["report.pdf"])])
    for name in ("report.docx", "report.xlsx"):
        pictures = [one for one in ZipFile(BytesIO(forms[name])).namelist() if "/media/" in one]
        assert made.look.logo in [ZipFile(BytesIO(forms[name])).read(one) for one in pictures]


def _drawn(pdf: bytes) -> list[Any]:
    return list(PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/XObject"].values())  # type: ignore[index]


def _words(error: Invalid) -> list[str]:
    return [catalogue(language)(error.code, **error.values) for language in LANGUAGES]
