"""Makes the plan of a month: matters with all that follows from each, talk around them, the team's own days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.demo import rhythm
from bot.demo.community import Community, Topic
from bot.demo.plan import (
    Answers,
    Asks,
    Commands,
    Edits,
    Happening,
    HourStrikes,
    How,
    LooksThrough,
    Mate,
    Matter,
    Media,
    Notes,
    Plan,
    Publishes,
    Races,
    Restarts,
    Spams,
    Talks,
    Thanks,
    Touches,
    Where,
)
from bot.demo.writing import filled, put, slipped

MEMBERS, SPAMMERS, REGULARS, FOREIGNERS = 220, 4, 40, 12
"""Members are numbered: the foreigners first, then the regulars who talk, then those who ask, spammers last."""
REST = timedelta(days=3)
"""A member who has had an answer has nothing to ask for that long."""
TALK = (36, 50)
TALK_MEDIA: tuple[Media, ...] = ("", "sticker", "photo", "album")
POST_DAYS = (2, 5, 9, 12, 16, 19, 24, 27)
WHERE: tuple[Where, ...] = ("group", "private", "business", "direct")
OFTEN = (50, 26, 15, 9)
HOW: dict[Where, tuple[tuple[How, ...], tuple[int, ...]]] = {
    "group": (("suggestion", "edited", "own", "command", "native", "anonymous"), (58, 10, 8, 4, 14, 6)),
    "comment": (("suggestion", "edited", "own", "native", "channel"), (42, 8, 20, 16, 14)),
    "private": (("suggestion", "edited", "own", "command"), (66, 12, 16, 6)),
    "business": (("suggestion", "edited", "own", "native"), (56, 12, 12, 20)),
    "direct": (("suggestion", "own"), (70, 30)),
}
WITHOUT_LIBRARY: dict[How, How] = {"suggestion": "own", "edited": "own"}


@dataclass
class Planner:
    community: Community
    first: date
    days: int
    zone: ZoneInfo
    luck: Random
    _matters: int = 0
    _busy_until: dict[int, datetime] = field(default_factory=dict)

    def plan(self) -> Plan:
        found = [happening for day in range(self.days) for happening in self._day(self.first + timedelta(days=day))]
        ends_at = self._at(self.first + timedelta(days=self.days), time())
        kept = [happening for happening in found if happening.at < ends_at]
        return Plan(tuple(sorted(kept, key=lambda happening: happening.at)), MEMBERS)

    def _day(self, day: date) -> Iterator[Happening]:
        yield from self._matters_of(day)
        yield from self._talk_of(day)
        yield from self._team_of(day)
        if day.day in POST_DAYS:
            yield from self._post(day, POST_DAYS.index(day.day))
        if day.day % 9 == 4:
            text = self.luck.choice(self.community.words["spam"])
            yield Spams(self._moment(day), MEMBERS - 1 - day.day // 9, text)
        if (day - self.first).days == self.days // 2:
            yield Restarts(self._at(day, time(13, 5)), self._at(day, time(13, 52)))
        for hour in range(0, 24, 2):
            yield HourStrikes(self._at(day, time(hour)))

    # --- matters ------------------------------------------------------------------------------------------------------

    def _matters_of(self, day: date) -> Iterator[Happening]:
        number = self.luck.randint(*rhythm.QUESTIONS)
        for at in rhythm.moments(day, number if day.weekday() < 5 else number * 2 // 3, self.zone, self.luck):
            [where] = self.luck.choices(WHERE, OFTEN)
            yield from self._matter(at, where, self._topic())

    def _topic(self) -> Topic:
        community = self.community
        [topics] = self.luck.choices(
            (community.known, community.unknown, community.complaints, community.foreign), (74, 13, 7, 6)
        )
        return self.luck.choice(topics)

    def _matter(
        self, at: datetime, where: Where, topic: Topic, post: int | None = None, text: str = ""
    ) -> Iterator[Happening]:
        is_foreign = topic in self.community.foreign
        self._matters += 1
        matter = Matter(self._matters, where, self._member(at, foreign=is_foreign), topic, post)
        text = text or filled(self.luck.choice(topic.asks), self.community.slots, self.luck)
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
        elif dice < 0.54:
            yield Touches(later, matter, by, ("rs",))
            yield Touches(later + timedelta(minutes=1), matter, by, ("ro",))

    # --- everything else ----------------------------------------------------------------------------------------------

    def _talk_of(self, day: date) -> Iterator[Happening]:
        words = self.community.words
        for at in rhythm.moments(day, self.luck.randint(*TALK), self.zone, self.luck):
            media: Media = self.luck.choices(TALK_MEDIA, (88, 6, 4, 2))[0]
            is_reply = not media and self.luck.random() < 0.2
            kind = "answers_among" if is_reply else "rhetorical" if self.luck.random() < 0.01 else "chatter"
            text = self.luck.choice(words[kind])
            said = "" if media == "sticker" else filled(text, self.community.slots, self.luck)
            yield Talks(at, self.luck.randrange(FOREIGNERS, REGULARS), said, media, is_reply=is_reply)

    def _post(self, day: date, number: int) -> Iterator[Happening]:
        published_at = self._at(day, time(11))
        yield Publishes(published_at, number)
        post = self.community.posts[number]
        for text in post.asks:
            asked_at = published_at + timedelta(minutes=self.luck.triangular(3, 2000, 60))
            topic = Topic((text,), self.luck.choice(self.community.words["under_posts"]))
            yield from self._matter(asked_at, "comment", topic, number, text)
        for _ in range(self.luck.randint(8, 16)):
            said_at = published_at + timedelta(minutes=self.luck.triangular(1, 1500, 30))
            text = self.luck.choice(self.community.words["comments"])
            yield Talks(said_at, self.luck.randrange(FOREIGNERS, REGULARS), text, post=number)

    def _team_of(self, day: date) -> Iterator[Happening]:
        opens = rhythm.WEEKDAY[0] if day.weekday() < 5 else rhythm.WEEKEND[0]
        yield Commands(self._at(day, time(opens, 1)), 1, "/inbox")
        yield LooksThrough(self._at(day, time(opens + 3, 30)), 1)
        yield LooksThrough(self._at(day, time(opens + 7, 30)), 2)
        for number, text in self.community.items.items():
            if (day - self.first).days == 3 * number % self.days:
                yield Commands(self._at(day, time(18, number)), 0, f"/item {number} {text}")
        if day.weekday() == 4:
            yield Commands(self._at(day, time(19, 55)), 0, "/today")

    def _member(self, at: datetime, *, foreign: bool = False) -> int:
        """Somebody who has nothing else to ask just now."""
        pool = range(FOREIGNERS) if foreign else range(REGULARS, MEMBERS - SPAMMERS)
        free = [member for member in pool if member not in self._busy_until or self._busy_until[member] < at]
        return self.luck.choice(free or list(pool))

    def _moment(self, day: date) -> datetime:
        return rhythm.moments(day, 1, self.zone, self.luck)[0]

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def plan_of(community: Community, first: date, days: int, zone: ZoneInfo, seed: int) -> Plan:
    return Planner(community, first, days, zone, Random(seed)).plan()  # noqa: S311 # a story, no secret
