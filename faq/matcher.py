"""The matcher: a message in, at most three standard replies out, each with a probability and a reason, or silence.

Invariant: a matcher never changes, so any number of threads may ask it; any text gets an answer, never an exception, in
bounded time. Only approved entries take part. Language variants of one answer compete as one; the one in the asked
language is offered. Making a matcher takes from milliseconds to seconds: do it in a thread, and let the old one serve
until the new one is there.
Deliberately absent: I/O, time, and who is asking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq import embedding
from faq.feedback import Memory, Verdict, remembered
from faq.gate import Measured, learned, measured
from faq.keyboards import Typed
from faq.message import read
from faq.repair import spelling
from faq.ridge import Regression, nearest, solved
from faq.sentences import as_written
from faq.shelf import Heard, Shelf, stocked
from faq.tiers import Tier
from inbox.entries import Entry, Language
from inbox.ids import EntryId

Channel = Literal["letters", "words", "pairs", "senses", "meaning"]
Floats: TypeAlias = NDArray[np.float32]

CHANNELS: tuple[Channel, ...] = ("letters", "words", "pairs", "senses", "meaning")
_UNWANTED = -9.0  # added to a score, lower than any other
_SMALL = 200  # phrasings below which a matcher is made in a blink
WORTH_READING = 0.1  # an entry less probable than this is noise on a card


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is suggested: the nearest phrasing, how the message was read, in what they are most alike.

    `sentence`: the one of the message that asks for it, as typed; empty where that is the message as a whole.
    """

    phrasing: str
    repaired: tuple[tuple[str, str], ...]  # words as typed and as read
    typed: Typed
    channel: Channel
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry offered for a message; `score` is the probability that it is the right one."""

    entry_id: EntryId
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Opinion:
    """The likeliest entries for a message, and whether that is likely enough to speak."""

    speaks: bool
    ranked: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """A library made ready; made by `build`."""

    entries: tuple[Entry, ...]
    _shelf: Shelf
    _regression: Regression
    _gate: Measured
    _memory: Memory

    @property
    def tier(self) -> Tier:
        """The tier that really runs."""
        return self._shelf.tier

    def suggest(self, text: str, limit: int = 3, language: Language | None = None) -> tuple[Suggestion, ...]:
        """What a card offers: the likeliest entries that are worth reading, best first; or silence."""
        heard = self._heard(text)
        chances, speaks = self._chances(heard)
        return self._suggestions(heard, chances, limit, language, WORTH_READING) if heard and speaks else ()

    def rank(self, text: str, limit: int = 10, language: Language | None = None) -> tuple[tuple[EntryId, float], ...]:
        """The likeliest entries with their probabilities, however unlikely; for searching."""
        return tuple((found.entry_id, found.score) for found in self.consider(text, limit, language).ranked)

    def consider(self, text: str, limit: int, language: Language | None = None) -> Opinion:
        """What the matcher thinks of a message, whether it would speak or not."""
        heard = self._heard(text)
        chances, speaks = self._chances(heard)
        return Opinion(speaks, self._suggestions(heard, chances, limit, language) if heard else ())

    def unwanted(self, text: str) -> tuple[EntryId, ...]:
        """The entries that the team's dismissals keep away from messages like this one."""
        votes = self._memory.votes(self._heard(text))
        return tuple(entry for entry, each in votes.items() if each.is_unwanted and entry in self._shelf.numbers)

    def with_phrasing(self, entry_id: EntryId, text: str) -> "Matcher":
        """The matcher after one more phrasing of an entry; in a large library one does not move its own measure."""
        entries = tuple(
            replace(entry, phrasings=(*entry.phrasings, text)) if entry.id == entry_id else entry
            for entry in self.entries
        )
        if len(self._shelf.phrasings) < _SMALL:
            return build(entries, self.tier, self._memory.verdicts)
        shelf = stocked(_approved(entries), self._shelf.embedding)
        return replace(self, entries=entries, _shelf=shelf, _regression=solved(shelf))

    def adapted(self, verdicts: Sequence[Verdict]) -> "Matcher":
        """The matcher that knows these verdicts of the brand's team (oldest first), and no others."""
        return replace(self, _memory=remembered(verdicts, self._shelf))

    def _heard(self, text: str) -> tuple[Heard, ...]:
        return self._shelf.heard(read(text, self._shelf.spelling)) if self._shelf.answers else ()

    def _chances(self, heard: Sequence[Heard]) -> tuple[Floats, bool]:
        """The probability of each answer, and whether to speak: when there likely is one, and it stands out.

        An answer counts by what it scores for the sentence that asks for it the most, and so does the whole message.
        What a sentence surely asks for by itself isn't less likely for what another one asks.
        """
        votes = self._votes(heard)
        readings = [(each, self._regression.scores(each) + votes) for each in heard if each.message.tokens]
        if not readings or votes.max() <= _UNWANTED / 2:
            return np.zeros(self._shelf.answers, np.float32), False
        gate = self._gate.gate
        wanted = votes > _UNWANTED / 2
        logits = np.array([self._gate.logit(self._shelf, each, scores[wanted]) for each, scores in readings])
        sure = 1 / (1 + np.exp(-logits - self._memory.shift))
        scores = np.array([scores for _, scores in readings])
        alone = [gate.chances(*each) for each in zip(scores, sure, strict=True) if each[1] >= gate.silence]
        chances = np.max([gate.chances(scores.max(axis=0), sure.max()), *alone], axis=0)
        return chances, bool(sure.max() >= gate.silence and chances.max() >= WORTH_READING)

    def _votes(self, heard: Sequence[Heard]) -> Floats:
        """What the team said of messages like this one, to be added to each answer's score."""
        said = np.zeros(self._shelf.answers, np.float32)
        for entry_id, votes in self._memory.votes(heard).items():
            answer = self._shelf.numbers.get(entry_id)
            if answer is not None:
                said[answer] += _UNWANTED if votes.is_unwanted else votes.bonus
        return said

    def _suggestions(
        self, heard: Sequence[Heard], chances: Floats, limit: int, language: Language | None, least: float = 0.0
    ) -> tuple[Suggestion, ...]:
        best = [(int(answer), float(chances[answer])) for answer in _best(chances, limit)]
        return tuple(self._suggestion(answer, score, heard, language) for answer, score in best if score >= least)

    def _suggestion(self, answer: int, score: float, heard: Sequence[Heard], language: Language | None) -> Suggestion:
        reading, row = nearest(self._shelf, [each.likeness for each in heard], answer)
        phrasing = self._shelf.phrasings[row]
        variants = self._shelf.phrasings[self._shelf.starts[answer] : self._shelf.starts[answer + 1]]
        entry = next((each.entry for each in variants if each.entry.language == language), phrasing.entry)
        channel = CHANNELS[int((heard[reading].likeness[:, row] * self._shelf.kernel.weights).argmax())]
        message, is_whole = heard[reading].message, reading == 0
        sentence = "" if is_whole else as_written(message.text, message.tokens, dict(message.repaired))
        return Suggestion(entry.id, score, Reason(phrasing.text, message.repaired, message.typed, channel, sentence))


def _best(chances: Floats, limit: int) -> NDArray[np.int64]:
    """The numbers of the highest chances, best first; of equals the first."""
    line = np.partition(chances, -limit)[-limit] if 0 < limit < len(chances) else -1.0
    above = np.flatnonzero(chances >= line)
    return above[np.argsort(-chances[above], kind="stable")][:limit]


def _approved(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.state == "approved"]


def build(entries: Iterable[Entry], tier: Tier = "lexical", verdicts: Sequence[Verdict] = ()) -> Matcher:
    """A matcher for the approved entries among these; lexical when the embedding is not to be had."""
    kept = tuple(entries)
    if kept:
        read("щщцщ", spelling(("да", "yes")))  # what unknown words need is made once, not while a message waits
    meaning = embedding.loaded() if tier == "semantic" and _approved(kept) else None
    shelf = stocked(_approved(kept), meaning)
    regression = solved(shelf)
    gate = measured(shelf, regression, learned()[shelf.tier])
    return Matcher(kept, shelf, regression, gate, remembered(verdicts, shelf))
