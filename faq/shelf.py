"""A library made ready for comparing: its phrasings in every channel.

The channels: letters, words (each taken for the nearest in sense), pairs of words, senses of all words together and, in
the semantic tier, the meaning of the whole sentence. In a large library only a shortlist is compared in all channels:
the nearest by letters, pairs, and a coarse look at the others.
Invariant: phrasings of one answer stand together; language variants of an answer (`Entry.group`) are one answer.
Deliberately absent: which answer is meant (`faq.ridge`), and how sure that is (`faq.gate`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq import grams, index
from faq.alignment import Bag, Words, words_of
from faq.coarse import Coarse, coarse
from faq.embedding import Embedding
from faq.kernel import LEXICAL, SEMANTIC, Kernel
from faq.letters import plain, tokens
from faq.message import Message
from faq.repair import Spelling, mended, spelling, spoken
from faq.sentences import to_the_point
from faq.tiers import Tier
from faq.words import alphabets, is_cyrillic
from inbox.entries import Entry
from inbox.ids import EntryId

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
LARGE = 3000  # phrasings beyond which not everything is compared with everything
_WORDS = 1  # the line of likeness that tells of words
_SHORTLIST = 192  # phrasings of a large library that are compared in all channels
_WRITTEN = 0.1  # the share of phrasings from which on a library is written in an alphabet
_DIRECTIONS = {"senses": 32, "meaning": 96}  # of the coarse look


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for an answer, and the entry that it stands in."""

    text: str
    entry: Entry
    message: Message


@dataclass(frozen=True, slots=True)
class Heard:
    """A message compared with a shelf: `likeness` has a line per channel and a column per phrasing.

    In a large library only the phrasings `near` were compared; the likeness of others is zero.
    """

    message: Message
    sense: Floats
    meaning: Floats | None
    likeness: Floats
    near: Ints | None = None


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
    coarse: tuple[Coarse, ...]  # of senses and meanings, in a large library
    written_in: Collection[bool]  # alphabets of the phrasings: Cyrillic, yes or no, or both

    @property
    def is_distinct(self) -> bool:
        """Whether no two phrasings read alike."""
        return len(self.senses) == len(self.places)

    @property
    def is_large(self) -> bool:
        """Whether comparing everything with everything would take too long."""
        return len(self.places) > LARGE

    @property
    def tier(self) -> Tier:
        return _tier(self.embedding)

    @property
    def kernel(self) -> Kernel:
        """The kernel of the shelf's tier."""
        return SEMANTIC if self.tier == "semantic" else LEXICAL

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return len(self.starts) - 1

    def is_foreign(self, message: Message) -> bool:
        """Whether no word of a message is in an alphabet that the library is written in."""
        own = alphabets(message.tokens)
        return bool(own) and own.isdisjoint(self.written_in)

    def heard(self, message: Message) -> tuple[Heard, ...]:
        """How alike a message as a whole, then each of its sentences, is to every phrasing."""
        readings = message.readings()
        meanings = self.embedding.spoken(readings) if self.embedding else (None,) * len(readings)
        return tuple(self.compared(reading, meaning) for reading, meaning in zip(readings, meanings, strict=True))

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
        worded = (letters, pairs)
        if self.is_large:
            return self._shortlisted(message, worded, bag, meaning)
        sense = bag.sense
        channels = [letters, self.words.likeness(bag), pairs, self.senses @ sense]
        if meaning is not None:
            channels.append(self.meanings @ meaning)
        likeness = np.stack(channels)
        return Heard(message, sense, meaning, likeness if self.is_distinct else likeness[:, self.places])

    def _shortlisted(self, message: Message, worded: tuple[Floats, Floats], bag: Bag, meaning: Floats | None) -> Heard:
        """As compared with the phrasings of a large library that are nearest at a coarse look."""
        sense = bag.sense
        vectors = (sense,) if meaning is None else (sense, meaning)
        rough = [rows.likeness(vector) for rows, vector in zip(self.coarse, vectors, strict=True)]
        weights = np.delete(self.kernel.weights, _WORDS)
        total = sum(weight * channel for weight, channel in zip(weights, (*worded, *rough), strict=True))
        some = _greatest(np.asarray(total), _SHORTLIST)
        exact = [worded[0][some], self.words.part(some).likeness(bag), worded[1][some], self.senses[some] @ sense]
        if meaning is not None:
            exact.append(self.meanings[some] @ meaning)
        likeness = np.zeros((len(exact), len(self.places)), np.float32)
        if self.is_distinct:
            likeness[:, some] = exact
            return Heard(message, sense, meaning, likeness, some)
        found = np.full(len(self.senses), -1)
        found[some] = np.arange(len(some))
        near = np.flatnonzero(found[self.places] >= 0)
        likeness[:, near] = np.array(exact)[:, found[self.places[near]]]
        return Heard(message, sense, meaning, likeness, near)

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


def _greatest(values: Floats, count: int) -> Ints:
    """Where the greatest values are, in no order."""
    return np.argpartition(-values, count)[:count] if count < len(values) else np.arange(len(values))


def stocked(entries: Iterable[Entry], embedding: Embedding | None) -> Shelf:
    """A shelf with the wordings of these entries."""
    phrasings = _by_answer(entries)
    places: dict[Message, int] = {}
    places_of_all = [places.setdefault(phrasing.message, len(places)) for answer in phrasings for phrasing in answer]
    words = [message.tokens for message in places]
    aligned = words_of(words, _tier(embedding))
    senses = aligned.together()
    meanings = embedding.vectors(list(places)) if embedding and places else np.zeros((0, 0), np.float32)
    sizes = np.array([len(answer) for answer in phrasings], np.int64)
    return Shelf(
        phrasings=tuple(phrasing for answer in phrasings for phrasing in answer),
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        owners=np.repeat(np.arange(len(sizes)), sizes),
        numbers={phrasing.entry.id: number for number, answer in enumerate(phrasings) for phrasing in answer},
        places=np.array(places_of_all, np.int64),
        spelling=spelling(word for line in words for word in line),
        letters=index.built(grams.letter_sequences(line) for line in words),
        words=aligned,
        pairs=index.built((grams.pairs(line) for line in words), grams.pair_rarity),
        senses=senses,
        embedding=embedding,
        meanings=meanings,
        coarse=_coarse(senses, meanings) if len(places_of_all) > LARGE else (),
        written_in=_alphabets([is_cyrillic(" ".join(line)) for line in words]),
    )


def _tier(embedding: Embedding | None) -> Tier:
    return "semantic" if embedding else "lexical"


def _alphabets(are_cyrillic: Sequence[bool]) -> Collection[bool]:
    """The alphabets that at least a tenth of the texts are in; a brand's name alone makes no alphabet a library's."""
    return {each for each in (True, False) if are_cyrillic.count(each) >= _WRITTEN * len(are_cyrillic)}


def _coarse(senses: Floats, meanings: Floats) -> tuple[Coarse, ...]:
    rows = coarse(senses, _DIRECTIONS["senses"])
    return (rows, coarse(meanings, _DIRECTIONS["meaning"])) if meanings.size else (rows,)


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
    words = tokens(plain(text))
    return Message(to_the_point(mended(words, spoken(words))))
