"""A brand's logo as people send it, made into one that every form can show: a small PNG.

Invariant: what comes out was decoded and drawn anew, so nothing of the file but its picture goes on. An SVG is refused:
it may carry code.

Errors: `Invalid`, coded by the reason's catalogue key, which names the remedy.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from inbox.errors import Invalid

LARGEST = 2_000_000
MOST_PIXELS = 9_000_000
"""Decoding that many takes about a second."""
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff"
Image = Literal["png", "jpeg"]

DRAW = """
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#context {{
  let size = measure(image("logo.{kind}"))
  image("logo.{kind}", height: calc.min(100pt, 400pt * (size.height / size.width)))
}}
"""
"""At most 200 by 800 pixels at the density below."""
DENSITY = 144.0


def clean_logo(content: bytes) -> bytes:
    kind = _kind(content)
    if kind is None:
        raise Invalid("report-logo-svg" if b"<svg" in content[:4096].lower() else "report-logo-no-image")
    check_size(len(content))
    width, height = size_of(content)
    if width * height > MOST_PIXELS:
        raise Invalid("report-logo-too-many-pixels", width=width, height=height)
    return _drawn(content, kind)


def check_size(size: int) -> None:
    """What Telegram says of a file is judged before the file is fetched."""
    if size > LARGEST:
        raise Invalid("report-logo-too-large", size=-(-size // 1_000_000), most=LARGEST // 1_000_000)


def _kind(content: bytes) -> Image | None:
    return "png" if content.startswith(PNG) else "jpeg" if content.startswith(JPEG) else None


def size_of(image: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the header says them; (0, 0) where it doesn't."""
    if image.startswith(PNG):
        return int.from_bytes(image[16:20], "big"), int.from_bytes(image[20:24], "big")
    frame = re.search(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(..)(..)", image, re.DOTALL)
    return (int.from_bytes(frame[2], "big"), int.from_bytes(frame[1], "big")) if frame else (0, 0)


def _drawn(content: bytes, kind: Image) -> bytes:
    import typst  # noqa: PLC0415 (loaded when it is used: the bot starts without)

    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / f"logo.{kind}").write_bytes(content)
        (place / "main.typ").write_text(DRAW.format(kind=kind), encoding="utf-8")
        try:
            made = typst.compile(place / "main.typ", root=place, format="png", ppi=DENSITY, ignore_system_fonts=True)
        except typst.TypstError as error:
            raise Invalid("report-logo-damaged") from error
    assert isinstance(made, bytes)
    return made
