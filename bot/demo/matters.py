"""A matter and all that follows from it: the question, impatience, the team's answer, thanks, a second question."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.demo import rhythm
from bot.demo.cast import ASKERS, FOREIGNERS
from bot.demo.community import Community, Topic
from bot.demo.plan import (
    Answers,
    Asks,
    Edits,
    Happening,
    How,
    Mate,
    Matter,
    Media,
    Notes,
    Races,
    Thanks,
    Touches,
    Where,
)
from bot.demo.writing import filled, put, slipped

REST = timedelta(days=3)
"""A member who has had an answer has nothing to ask for that long."""
HOW: dict[Where, tuple[tuple[How, ...], tuple[int, ...]]] = {
    "group": (("suggestion", "edited", "own", "command", "native", "anonymous"), (58, 10, 8, 4, 14, 6)),
    "comment": (("suggestion", "edited", "own", "native", "channel"), (42, 8, 20, 16, 14)),
    "private": (("suggestion", "edited", "own", "command"), (66, 12, 16, 6)),
    "business": (("suggestion", "edited", "own", "native"), (56, 12, 12, 20)),
    "direct": (("suggestion", "own"), (70, 30)),
}
WITHOUT_LIBRARY: dict[How, How] = {"suggestion": "own", "edited": "own"}


@dataclass
class Matters:
    community: Community
    zone: ZoneInfo
    luck: Random
    _number: int = 0
    _busy_until: dict[int, datetime] = field(default_factory=dict)

    def topic(self) -> Topic:
        community = self.community
        [topics] = self.luck.choices(
            (community.known, community.unknown, community.complaints, community.foreign), (74, 13, 7, 6)
        )
        return self.luck.choice(topics)

    def arises(self, at: datetime, where: Where, topic: Topic, post: int | None = None) -> Iterator[Happening]:
        is_foreign = topic in self.community.foreign
        self._number += 1
        matter = Matter(self._number, where, self._member(at, foreign=is_foreign), topic, post)
        text = filled(self.luck.choice(topic.asks), self.community.slots, self.luck)
        yield Asks(at, matter, text if is_foreign else put(text, self.community, self.luck), self._media(topic, where))
        answered_at = rhythm.answered_at(at, self.luck)
        self._busy_until[matter.member] = datetime.max.replace(tzinfo=self.zone)
        if answered_at is None:
            return
        if where == "business" and answered_at - at > timedelta(hours=22):
            answered_at = at + timedelta(hours=8)
        self._busy_until[matter.member] = answered_at + REST
        yield from self._meanwhile(at, answered_at, matter, text)
        yield from self._answer(answered_at, matter)

    def _media(self, topic: Topic, where: Where) -> Media:
        if topic in self.community.complaints and self.luck.random() < 0.5:
            return self.luck.choice(("photo", "album"))
        return "voice" if where == "private" and self.luck.random() < 0.05 else ""

    def _meanwhile(self, at: datetime, answered_at: datetime, matter: Matter, text: str) -> Iterator[Happening]:
        """What the member does while waiting, none of which starts the clock anew."""
        wait = answered_at - at
        if timedelta(hours=1) < wait and self.luck.random() < 0.2 and rhythm.is_on_duty(answered_at - wait * 0.3):
            yield from self._looked_at(answered_at - wait * 0.3, matter)
        if wait > timedelta(hours=3) and self.luck.random() < 0.3:
            yield Asks(at + wait * 0.7, matter, self.luck.choice(self.community.words["waits_long"]))
        elif wait > timedelta(minutes=5) and self.luck.random() < 0.07:
            yield Edits(at + timedelta(minutes=1), matter, slipped(text, self.luck) + ")")

    def _looked_at(self, at: datetime, matter: Matter) -> Iterator[Happening]:
        """A teammate has seen the card and can do nothing yet."""
        by: Mate = self.luck.choice((1, 2))
        if self.luck.random() < 0.5:
            yield Touches(at, matter, by, ("sn", "sz"))
        else:
            yield Notes(at, matter, by, self.luck.choice(self.community.words["notes"]))
            yield Touches(at + timedelta(seconds=20), matter, by, ("tk",))

    def _answer(self, at: datetime, matter: Matter, *, again: bool = True) -> Iterator[Happening]:
        by: Mate = self.luck.choices((0, 1, 2), (1, 5, 4) if at.weekday() < 5 else (0, 7, 1))[0]
        how = self._how(matter)
        greeting = self.luck.choice(self.community.manners["greetings"]) if matter.topic.entry is None else ""
        if self.luck.random() < 0.06 and matter.topic.entry is not None and how == "suggestion":
            yield Races(at, matter, by, (by + 1) % 3)
        else:
            yield Answers(at, matter, by, how, greeting + matter.topic.reply)
        yield from self._afterwards(at, matter, by, again=again)

    def _how(self, matter: Matter) -> How:
        kinds, often = HOW[matter.where]
        [how] = self.luck.choices(kinds, often)
        return WITHOUT_LIBRARY.get(how, how) if matter.topic.entry is None else how

    def _afterwards(self, at: datetime, matter: Matter, by: Mate, *, again: bool) -> Iterator[Happening]:
        later = at + timedelta(minutes=self.luck.uniform(2, 30))
        dice = self.luck.random()
        if dice < 0.3:
            yield Thanks(later, matter, self.luck.choice(self.community.manners["thanks"]))
        elif dice < 0.4 and again and matter.where != "comment" and rhythm.is_on_duty(later):
            other = self.luck.choice(self.community.known)
            if matter.topic not in self.community.foreign:
                second = Matter(matter.number, matter.where, matter.member, other, matter.post)
                yield Asks(later, second, filled(self.luck.choice(other.asks), self.community.slots, self.luck))
                yield from self._answer(later + timedelta(minutes=self.luck.uniform(2, 25)), second, again=False)
        elif dice < 0.52:
            yield Touches(later, matter, by, ("rs",))
        elif dice < 0.6:
            yield Touches(later, matter, by, (self.luck.choice(("sv", "ph")),))
        elif dice < 0.62:
            yield Touches(later, matter, by, ("rs",))
            yield Touches(later + timedelta(minutes=1), matter, by, ("ro",))

    def _member(self, at: datetime, *, foreign: bool = False) -> int:
        """Somebody who has nothing else to ask just now."""
        pool = FOREIGNERS if foreign else ASKERS
        free = [member for member in pool if member not in self._busy_until or self._busy_until[member] < at]
        return self.luck.choice(free or list(pool))
