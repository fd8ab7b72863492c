"""A library made ready for comparing: its phrasings in every channel.

The channels: letters, words, pairs of words, senses of words and, in the semantic tier, the meaning of the whole
sentence.
Invariant: phrasings of one answer stand together; language variants of an answer (`Entry.group`) are one answer.
Deliberately absent: which answer is meant (`faq.ridge`), and how sure that is (`faq.gate`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq import grams, index, senses
from faq.embedding import Embedding
from faq.letters import plain, tokens
from faq.message import Message
from faq.repair import Spelling, spelling
from inbox.entries import Entry
from inbox.ids import EntryId

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for an answer, and the entry that it stands in."""

    text: str
    entry: Entry
    message: Message


@dataclass(frozen=True, slots=True)
class Heard:
    """A message compared with a shelf: `likeness` has a line per channel and a column per phrasing."""

    message: Message
    sense: Floats
    meaning: Floats | None
    likeness: Floats


@dataclass(frozen=True, slots=True)
class Shelf:
    """The phrasings; those of answer n are `starts[n]:starts[n + 1]`, and `owners` tells the answer of each.

    `numbers` tells the answer of each entry. Phrasings that read alike are compared once: `places` tells where
    each phrasing stands among the distinct ones, which are what the indices and vectors hold.
    """

    phrasings: tuple[Phrasing, ...]
    starts: Ints
    owners: Ints
    numbers: Mapping[EntryId, int]
    places: Ints
    spelling: Spelling
    letters: index.Index
    stems: index.Index
    pairs: index.Index
    senses: Floats
    embedding: Embedding | None
    meanings: Floats

    @property
    def is_distinct(self) -> bool:
        """Whether no two phrasings read alike."""
        return len(self.senses) == len(self.places)

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return len(self.starts) - 1

    def heard(self, message: Message) -> Heard:
        """How alike a message is to every phrasing."""
        meaning = self.embedding.vector(message) if self.embedding else None
        worded = (
            self.letters.likeness(grams.letter_sequences(message.tokens)),
            self.stems.likeness(grams.stems(message.tokens)),
            self.pairs.likeness(grams.pairs(message.tokens)),
        )
        return self._compared(message, worded, senses.vector(message.tokens), meaning)

    def overheard(self, row: int) -> Heard:
        """How alike a phrasing of the shelf is to every phrasing."""
        place = self.places[row]
        meaning = self.meanings[place] if self.embedding else None
        worded = [each.likeness_of(int(place)) for each in (self.letters, self.stems, self.pairs)]
        return self._compared(self.phrasings[row].message, worded, self.senses[place], meaning)

    def _compared(self, message: Message, worded: Iterable[Floats], sense: Floats, meaning: Floats | None) -> Heard:
        channels = [*worded, self.senses @ sense]
        if meaning is not None:
            channels.append(self.meanings @ meaning)
        likeness = np.stack(channels)
        return Heard(message, sense, meaning, likeness if self.is_distinct else likeness[:, self.places])

    def among(self, rows: Ints | None = None) -> Floats:
        """How alike phrasings are to each other, by channel: some of them, or all."""
        own = self.places if rows is None else self.places[rows]
        indices = (self.letters, self.stems, self.pairs)
        sparse = [each.among_all()[np.ix_(own, own)] if rows is None else each.among(own) for each in indices]
        dense = [self.senses[own] @ self.senses[own].T]
        if self.embedding:
            dense.append(self.meanings[own] @ self.meanings[own].T)
        return np.stack([*sparse, *dense])


def stocked(entries: Iterable[Entry], embedding: Embedding | None) -> Shelf:
    """A shelf with the wordings of these entries."""
    phrasings = _by_answer(entries)
    places: dict[Message, int] = {}
    places_of_all = [places.setdefault(phrasing.message, len(places)) for answer in phrasings for phrasing in answer]
    words = [message.tokens for message in places]
    sizes = np.array([len(answer) for answer in phrasings], np.int64)
    return Shelf(
        phrasings=tuple(phrasing for answer in phrasings for phrasing in answer),
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        owners=np.repeat(np.arange(len(sizes)), sizes),
        numbers={phrasing.entry.id: number for number, answer in enumerate(phrasings) for phrasing in answer},
        places=np.array(places_of_all, np.int64),
        spelling=spelling(word for line in words for word in line),
        letters=index.built([grams.letter_sequences(line) for line in words]),
        stems=index.built([grams.stems(line) for line in words], grams.rarity),
        pairs=index.built([grams.pairs(line) for line in words], grams.pair_rarity),
        senses=np.array([senses.vector(line) for line in words], np.float32).reshape(len(words), senses.SIZE),
        embedding=embedding,
        meanings=embedding.vectors(list(places)) if embedding and places else np.zeros((0, 0), np.float32),
    )


def _by_answer(entries: Iterable[Entry]) -> list[list[Phrasing]]:
    answers: defaultdict[tuple[str, object], list[Phrasing]] = defaultdict(list)
    for entry in entries:
        key = ("group", entry.group) if entry.group else ("entry", entry.id)
        for text in entry.wordings():
            answers[key].append(Phrasing(text, entry, _as_it_stands(text)))
    return list(answers.values())


@lru_cache(1 << 13)
def _as_it_stands(text: str) -> Message:
    """A phrasing read; kept, for libraries are made anew with every change."""
    simple = plain(text)
    return Message(simple, tokens(simple))
