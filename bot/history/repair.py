r"""Telegram Desktop writes control characters as `\xNN`, which is no JSON: read them as `\u00NN`.

Only where the backslash is not itself escaped: `\\x41` is a backslash and three letters. A stream is repaired as it is
read, in chunks of any size, so that an export of gigabytes needs no memory.
"""

import re
from collections.abc import Callable
from typing import BinaryIO

ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
LONGEST = 4  # of \xNN


def repaired(piece: bytes) -> bytes:
    r"""A piece of JSON with every unescaped `\xNN` written as JSON wants it."""
    return ESCAPE.sub(lambda found: rb"\u00" + found[1] if found[1] else found[0], piece)


class RepairedStream:
    """A file whose reader sees valid JSON. `on_read` is told how many bytes of the file have been read."""

    def __init__(self, file: BinaryIO, on_read: Callable[[int], None] = lambda _: None) -> None:
        self._file = file
        self._held = b""
        self._on_read = on_read

    def read(self, size: int = -1) -> bytes:
        """At least one byte until the end, unless none is asked for; the size is a wish."""
        while size:
            chunk = self._file.read(size if size > 0 else -1)
            self._on_read(len(chunk))
            piece = self._held + chunk
            if not chunk:
                self._held = b""
                return repaired(piece)
            cut = _safe_end(piece)
            self._held = piece[cut:]
            if cut:
                return repaired(piece[:cut])
        return b""


def _safe_end(piece: bytes) -> int:
    """Up to where a piece may be repaired alone: before an escape that its end may have cut in two."""
    for start in range(max(0, len(piece) - LONGEST + 1), len(piece)):
        if piece[start] == 0x5C and _is_unescaped(piece, start):
            return start
    return len(piece)


def _is_unescaped(piece: bytes, backslash: int) -> bool:
    before = len(piece[:backslash]) - len(piece[:backslash].rstrip(b"\\"))
    return before % 2 == 0
