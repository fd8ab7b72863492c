"""What a sentence means, as a vector: the optional channel in which different words, or languages, can be alike.

Invariant: what the encoder can't read has no direction (zeros). The encoder is loaded once, when it is first needed,
which takes most of a second: never ask for it on an event loop.
Deliberately absent: any network; the weights are ours.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.chatter import chatter
from faq.encoder import encoder
from faq.message import Message

Floats: TypeAlias = NDArray[np.float32]
_KEPT = 20_000  # vectors of library texts, 72 MB at most
_LONGEST = 240  # characters that the encoder reads
_log = logging.getLogger(__name__)


class Encoder(Protocol):
    def encode(self, lines: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Embedding:
    """Unit vectors for messages; `middle`, what all sentences share, is taken off. `chatter` holds those of chatter.

    A library's vectors are kept, so that a rebuilt matcher costs only what is new.
    """

    encoder: Encoder
    middle: Floats
    chatter: Floats
    kept: dict[tuple[str, ...], Floats] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def spoken(self, messages: Sequence[Message]) -> Floats:
        """A row for each of a few messages; not kept."""
        return self._directions([message.tokens for message in messages])

    def vectors(self, messages: Sequence[Message]) -> Floats:
        """A row for each text of a library. Nobody waits while another's library is read."""
        texts = [message.tokens for message in messages]
        with self.lock:
            found = {text: self.kept[text] for text in texts if text in self.kept}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            read = dict(zip(new, self._directions(new), strict=True))
            found |= read
            with self.lock:
                self.kept.update(read)
                for oldest in list(self.kept)[: len(self.kept) - _KEPT]:
                    del self.kept[oldest]
        return np.array([found[text] for text in texts], np.float32)

    def _directions(self, texts: Sequence[tuple[str, ...]]) -> Floats:
        """Of what the encoder makes of each text; none when it fails, which the log says once for each reason."""
        try:
            read = self.encoder.encode([line_of(words) for words in texts])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with an optional channel, the others go on
            _say_broken(f"{type(error).__name__}: {error}")
            read = np.full((len(texts), len(self.middle)), np.nan, np.float32)
        return np.nan_to_num(unit(read - self.middle))


@cache
def _say_broken(reason: str) -> None:
    _log.warning("The sentence embedding could not read a text, suggestions go by wording alone there: %s", reason)


def line_of(words: Sequence[str]) -> str:
    """Words as the encoder gets them, so many that it takes bounded time."""
    return " ".join(words)[:_LONGEST]


def unit(rows: Floats) -> Floats:
    """Each row turned to length one; zero stays zero."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6), np.float32)


@cache
def loaded() -> Embedding | None:
    """The embedding, or None (said once in the log) when the extra `semantic` is not installed or does not work."""
    try:
        reading = encoder()
        read = reading.encode([line_of(message.tokens) for message in chatter()])
        middle = np.asarray(read.mean(axis=0), np.float32)
        return Embedding(reading, middle, unit(read - middle))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an optional channel, the lexical tier goes on
        _log.warning("The sentence embedding is not available, suggestions go by wording alone: %s", error)
        return None
