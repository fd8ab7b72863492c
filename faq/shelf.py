"""A library made ready for comparing: its phrasings in every channel.

The channels: letters, words (each taken for the nearest in sense), pairs of words, senses of all words together and, in
the semantic tier, the meaning of the whole sentence. In a large library words are compared only with the phrasings that
are nearest by the other channels.
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

from faq import grams, index
from faq.alignment import Bag, Words, words_of
from faq.embedding import Embedding
from faq.kernel import LEXICAL, SEMANTIC, Kernel
from faq.letters import plain, tokens
from faq.message import Message
from faq.repair import Spelling, spelling
from inbox.entries import Entry
from inbox.ids import EntryId

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
LARGE = 3000  # phrasings beyond which not everything is compared with everything
_WORDS = 1  # the line of likeness that tells of words
_SHORTLIST = 192  # phrasings of a large library whose words are compared


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
    words: Words
    pairs: index.Index
    senses: Floats
    embedding: Embedding | None
    meanings: Floats

    @property
    def is_distinct(self) -> bool:
        """Whether no two phrasings read alike."""
        return len(self.senses) == len(self.places)

    @property
    def is_large(self) -> bool:
        """Whether comparing everything with everything would take too long."""
        return len(self.senses) > LARGE

    @property
    def kernel(self) -> Kernel:
        """The kernel of the shelf's tier."""
        return SEMANTIC if self.embedding else LEXICAL

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return len(self.starts) - 1

    def heard(self, message: Message) -> Heard:
        """How alike a message is to every phrasing."""
        return self.compared(message, self.embedding.vector(message) if self.embedding else None)

    def compared(self, message: Message, meaning: Floats | None) -> Heard:
        """How alike a message whose meaning is known is to every phrasing."""
        letters = self.letters.likeness(grams.letter_sequences(message.tokens))
        pairs = self.pairs.likeness(grams.pairs(message.tokens))
        return self._compared(message, letters, pairs, self.words.bag(message.tokens), meaning)

    def overheard(self, row: int) -> Heard:
        """How alike a phrasing of the shelf is to every phrasing."""
        place = int(self.places[row])
        letters, pairs = self.letters.likeness_of(place), self.pairs.likeness_of(place)
        meaning = self.meanings[place] if self.embedding else None
        return self._compared(self.phrasings[row].message, letters, pairs, self.words.bag_of(place), meaning)

    def _compared(self, message: Message, letters: Floats, pairs: Floats, bag: Bag, meaning: Floats | None) -> Heard:
        sense = bag.sense
        channels = [letters, np.zeros_like(letters), pairs, self.senses @ sense]
        if meaning is not None:
            channels.append(self.meanings @ meaning)
        likeness = np.stack(channels)
        if self.is_large:
            near = np.argpartition(-self.kernel.together(likeness), _SHORTLIST)[:_SHORTLIST]
            likeness[_WORDS, near] = self.words.part(near).likeness(bag)
        else:
            likeness[_WORDS] = self.words.likeness(bag)
        return Heard(message, sense, meaning, likeness if self.is_distinct else likeness[:, self.places])

    def among(self, rows: Ints | None = None) -> Floats:
        """How alike phrasings are to each other, by channel: some of them, or all."""
        own = self.places if rows is None else self.places[rows]
        if rows is None:
            square = np.ix_(own, own)
            worded = [each[square] for each in (self.letters.among_all(), self.words.among(), self.pairs.among_all())]
        else:
            worded = [self.letters.among(own), self.words.part(own).among(), self.pairs.among(own)]
        channels = [*worded, self.senses[own] @ self.senses[own].T]
        if self.embedding:
            channels.append(self.meanings[own] @ self.meanings[own].T)
        return np.stack(channels)


def stocked(entries: Iterable[Entry], embedding: Embedding | None) -> Shelf:
    """A shelf with the wordings of these entries."""
    phrasings = _by_answer(entries)
    places: dict[Message, int] = {}
    places_of_all = [places.setdefault(phrasing.message, len(places)) for answer in phrasings for phrasing in answer]
    words = [message.tokens for message in places]
    aligned = words_of(words)
    sizes = np.array([len(answer) for answer in phrasings], np.int64)
    return Shelf(
        phrasings=tuple(phrasing for answer in phrasings for phrasing in answer),
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        owners=np.repeat(np.arange(len(sizes)), sizes),
        numbers={phrasing.entry.id: number for number, answer in enumerate(phrasings) for phrasing in answer},
        places=np.array(places_of_all, np.int64),
        spelling=spelling(word for line in words for word in line),
        letters=index.built([grams.letter_sequences(line) for line in words]),
        words=aligned,
        pairs=index.built([grams.pairs(line) for line in words], grams.pair_rarity),
        senses=aligned.together(),
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
    return Message(tokens(plain(text)))
