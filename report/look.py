"""The brand's look: colour and logo, made safe to show.

Invariant: the accent is readable (WCAG AA, 4.5:1) on the paper it is used on, whatever colour the brand chose.

Errors: `Invalid`, coded by the reason's catalogue key.
"""

import re
from base64 import b64encode
from dataclasses import dataclass

from inbox.errors import Invalid

LIGHT_PAPER = "#ffffff"
DARK_PAPER = "#15181d"
CONTRAST = 4.6
"""A little over AA's 4.5, for rounding."""


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` as #rrggbb; `logo` a PNG made by `report.logo`, or nothing."""

    colour: str = "#0f766e"
    logo: bytes = b""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.colour):
            raise Invalid("report-bad-colour", colour=self.colour)

    @property
    def accent(self) -> str:
        return readable(self.colour, LIGHT_PAPER)

    @property
    def accent_on_dark(self) -> str:
        return readable(self.colour, DARK_PAPER)

    @property
    def logo_uri(self) -> str:
        return f"data:image/png;base64,{b64encode(self.logo).decode()}" if self.logo else ""


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
              for part in (channel / 255 for channel in _channels(colour))]  # fmt: skip
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour moved towards black or white, as little as it takes to be read on the paper."""
    towards = 0 if luminance(paper) > 0.5 else 255
    for step in range(101):
        mixed = [round(channel + (towards - channel) * step / 100) for channel in _channels(colour)]
        found = f"#{mixed[0]:02x}{mixed[1]:02x}{mixed[2]:02x}"
        if contrast(found, paper) >= CONTRAST:
            break
    return found
