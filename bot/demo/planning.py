"""Makes the plan of a month: every day's matters, talk, posts, comings and goings, and what the team does by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.demo import rhythm
from bot.demo.cast import NEWCOMERS, REGULARS, SPAMMERS
from bot.demo.community import Community
from bot.demo.matters import Matters
from bot.demo.plan import (
    Approves,
    Commands,
    Happening,
    HourStrikes,
    Joins,
    Leaves,
    Likes,
    LooksThrough,
    Media,
    Places,
    Plan,
    Publishes,
    Reacts,
    Restarts,
    SetsHours,
    Spams,
    Talks,
    Where,
)
from bot.demo.rhythm import POST_AT, POST_DAYS
from bot.demo.stories import Stories
from bot.demo.writing import filled

TALK = (30, 42)
TALK_MEDIA: tuple[Media, ...] = ("", "sticker", "photo", "album")
WHERE: tuple[Where, ...] = ("group", "private", "business", "direct")
OFTEN = (50, 26, 15, 9)
LATE = time(14, 20)
TALKATIVE = 0.4
"""How many newcomers say something under the newest post."""


@dataclass
class Planner:
    community: Community
    first: date
    days: int
    zone: ZoneInfo
    luck: Random
    _newcomers: list[int] = field(default_factory=lambda: list(NEWCOMERS))

    def __post_init__(self) -> None:
        self._matters = Matters(self.community, self.zone, self.luck)

    def plan(self) -> Plan:
        found = [happening for day in range(self.days) for happening in self._day(self.first + timedelta(days=day))]
        found += Stories(self.community, self.first, self.days, self.zone, self.luck).happenings()
        ends_at = self._at(self.first + timedelta(days=self.days), time())
        kept = [happening for happening in found if happening.at < ends_at]
        return tuple(sorted(kept, key=lambda happening: happening.at))

    def _day(self, day: date) -> Iterator[Happening]:
        yield from self._matters_of(day)
        yield from self._talk_of(day)
        yield from self._team_of(day)
        yield from self._growth_of(day)
        if day.day in POST_DAYS:
            yield from self._post(day, POST_DAYS.index(day.day))
        if day.day % 9 == 4:
            text = self.luck.choice(self.community.words["spam"])
            yield Spams(self._moment(day), SPAMMERS[day.day // 9], text)
        if (day - self.first).days == self.days // 2:
            yield Restarts(self._at(day, time(13, 5)), self._at(day, time(13, 52)))
        for hour in range(0, 24, 3):
            yield HourStrikes(self._at(day, time(hour)))

    def _matters_of(self, day: date) -> Iterator[Happening]:
        number = self.luck.randint(*rhythm.QUESTIONS)
        for at in rhythm.moments(day, number if day.weekday() < 5 else number * 2 // 3, self.zone, self.luck):
            [where] = self.luck.choices(WHERE, OFTEN)
            yield from self._matters.arises(at, where, self._matters.topic())

    def _talk_of(self, day: date) -> Iterator[Happening]:
        words = self.community.words
        for at in rhythm.moments(day, self.luck.randint(*TALK), self.zone, self.luck):
            media: Media = self.luck.choices(TALK_MEDIA, (88, 6, 4, 2))[0]
            is_reply = not media and self.luck.random() < 0.2
            kind = "answers_among" if is_reply else "rhetorical" if self.luck.random() < 0.01 else "chatter"
            text = self.luck.choice(words[kind])
            said = "" if media == "sticker" else filled(text, self.community.slots, self.luck)
            yield Talks(at, self.luck.choice(REGULARS), said, media, is_reply=is_reply)

    def _post(self, day: date, number: int) -> Iterator[Happening]:
        published_at = self._at(day, LATE if number == self.community.script.plan.late else POST_AT)
        yield Publishes(published_at, number)
        post = self.community.posts[number]
        for topic in post.topics:
            asked_at = published_at + timedelta(minutes=self.luck.triangular(3, 2000, 60))
            yield from self._matters.arises(asked_at, "comment", topic, number)
        for _ in range(self.luck.randint(8, 16)):
            said_at = published_at + timedelta(minutes=self.luck.triangular(1, 1500, 30))
            text = self.luck.choice(self.community.words["comments"])
            yield Talks(said_at, self.luck.choice(REGULARS), text, post=number)

    def _team_of(self, day: date) -> Iterator[Happening]:
        opens = rhythm.WEEKDAY[0] if day.weekday() < 5 else rhythm.WEEKEND[0]
        yield Commands(self._at(day, time(opens, 1)), 1, "/inbox")
        yield LooksThrough(self._at(day, time(opens + 3, 30)), 1)
        yield LooksThrough(self._at(day, time(opens + 7, 30)), 2)
        for number, text in self.community.items.items():
            if (day - self.first).days == 3 * number % self.days:
                yield Commands(self._at(day, time(18, number)), 0, f"/item {number} {text}")
        if (day - self.first).days == self.days // 2:
            yield SetsHours(self._at(day, time(12)), self.community.brand["new_hours"])
        if (day - self.first).days == self.days * 2 // 3:
            yield Approves(self._at(day, time(15)))
        if day.weekday() == 4:
            yield Commands(self._at(day, time(19, 55)), 0, "/today")

    def _growth_of(self, day: date) -> Iterator[Happening]:
        """The channel's own life: who comes and by which link, who goes, what is liked."""
        if day == self.first:
            for number, text in enumerate(self.community.placements):
                yield Places(self._at(day, time(10, 40 + number)), 0, text)
        for at in rhythm.moments(day, self.luck.randint(1, 4), self.zone, self.luck):
            if self._newcomers and at > self._at(self.first, time(11)):
                yield from self._newcomer(at, self._newcomers.pop())
        for at in rhythm.moments(day, 4, self.zone, self.luck):
            yield Reacts(at, self.luck.choice(REGULARS), self.luck.choice("❤👍🔥"))
        for number, published in enumerate(POST_DAYS):
            if published < day.day <= published + 2:
                yield Likes(self._at(day, time(12)), number, 30 + 7 * number + 12 * (day.day - published))

    def _newcomer(self, at: datetime, member: int) -> Iterator[Happening]:
        yield Joins(at, member, self.luck.choice((*self.community.placements, "")))
        posted = [number for number, day in enumerate(POST_DAYS) if day < at.day]
        if posted and self.luck.random() < TALKATIVE:
            said_at = at + timedelta(hours=self.luck.uniform(0.1, 9))
            yield Talks(said_at, member, self.luck.choice(self.community.words["comments"]), post=posted[-1])
        if self.luck.random() < 0.15:
            yield Leaves(at + timedelta(days=self.luck.uniform(1, 12)), member)

    def _moment(self, day: date) -> datetime:
        return rhythm.moments(day, 1, self.zone, self.luck)[0]

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def plan_of(community: Community, first: date, days: int, zone: ZoneInfo, seed: int) -> Plan:
    return Planner(community, first, days, zone, Random(seed)).plan()  # noqa: S311 # a tale, no secret
