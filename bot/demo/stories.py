"""When the month's stories happen: the content plan is sent and kept, pieces are asked for, games run, posts are filed.

Invariant: in a shorter month the days move together and the hours stay, so that each story keeps its order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.demo.cast import NEWCOMERS, REGULARS
from bot.demo.community import Community
from bot.demo.deeds import (
    AsksAuthor,
    Decides,
    Draws,
    Enters,
    Forwards,
    LeavesGroup,
    LogsUse,
    PostsExtra,
    Recaptions,
    SendsFile,
    Shares,
    StartsGame,
    Tags,
)
from bot.demo.plan import Commands, Happening, HourStrikes, Likes, Talks
from bot.demo.rhythm import POST_AT, POST_DAYS
from bot.demo.script import Game, GuestPiece, PlanLine

MONTH = 30
LEAD, MANAGER = 0, 1
ENTRANTS = (*REGULARS, *NEWCOMERS[:20])
AUTHORS = REGULARS[::5]
STRANGER = REGULARS[1]
BEFORE = timedelta(minutes=29)


@dataclass
class Stories:
    community: Community
    first: date
    days: int
    zone: ZoneInfo
    luck: Random

    def happenings(self) -> Iterator[Happening]:
        yield from self._content_plan()
        yield from self._extras()
        for number, piece in enumerate(self.community.script.pieces):
            yield from self._piece(number, piece)
        for number, game in enumerate(self.community.script.games):
            yield from self._game(number, game)
        for sight in self.community.script.sights:
            yield Forwards(self._at(sight.day, sight.at), MANAGER, sight)
        yield from self._tables()

    # --- content ------------------------------------------------------------------------------------------------------

    def _content_plan(self) -> Iterator[Happening]:
        """Sent on the first morning; time passes half an hour before each line, when the desk is reminded."""
        plan, lines = self.community.script.plan, sorted(self._lines())
        rows = [
            ";".join((f"{at:%d.%m.%Y}", clock, line.title, line.network, line.format, plan.responsible))
            for at, clock, line in lines
        ]
        yield SendsFile(self._at(1, "10:05"), LEAD, plan.file, "\n".join([plan.heading, *rows]), "/plan")
        for number, goal in enumerate(self.community.script.goals):
            yield Commands(self._at(1, f"10:{20 + number}"), LEAD, f"/goal {goal}")
        for at, clock, _ in lines:
            if clock:
                yield HourStrikes(at - BEFORE)

    def _lines(self) -> Iterator[tuple[datetime, str, PlanLine]]:
        script = self.community.script
        posts = zip(POST_DAYS, self.community.posts, strict=True)
        for day, post in posts:
            if day <= self.days:
                line = PlanLine(day, f"{POST_AT:%H:%M}", post.title, script.plan.network, script.plan.format)
                yield datetime.combine(self.first.replace(day=day), POST_AT, self.zone), line.at, line
        for one in script.extras:
            if one.title:
                line = PlanLine(one.day, one.at, one.title, script.plan.network, script.plan.format)
                yield self._at(one.day, one.at), one.at, line
        for line in script.plan.lines:
            yield self._at(line.day, line.at or "00:00"), line.at, line

    def _extras(self) -> Iterator[Happening]:
        """Some days later each has been liked, and a regular or two have had a word."""
        words = self.community.words["comments"]
        for number, extra in enumerate(self.community.script.extras):
            at, post = self._at(extra.day, extra.at), len(self.community.posts) + number
            yield PostsExtra(at, number)
            for _ in range(self.luck.randint(2, 5)):
                said_at = at + timedelta(minutes=self.luck.uniform(3, 200))
                yield Talks(said_at, self.luck.choice(REGULARS), self.luck.choice(words), post=post)
            yield Likes(at + timedelta(days=1), post, self.luck.randint(18, 60))

    # --- guests' pieces -----------------------------------------------------------------------------------------------

    def _piece(self, number: int, piece: GuestPiece) -> Iterator[Happening]:
        author, at = AUTHORS[number], self._at(piece.day, piece.at)
        yield Shares(at, number, author)
        if piece.tagged:
            yield Tags(at + timedelta(minutes=18), MANAGER, number)
        yield AsksAuthor(at + timedelta(minutes=21), MANAGER, number)
        if piece.stranger:
            yield Decides(at + timedelta(minutes=34), number, STRANGER, words=piece.stranger)
        answered_at = at + timedelta(minutes=47)
        if piece.answer in ("yes", "no"):
            yield Decides(answered_at, number, author, {"yes": "ugy", "no": "ugn"}[piece.answer])
        elif piece.answer:
            yield Decides(answered_at, number, author, words=piece.answer)
        yield from self._afterwards(number, author, piece)

    def _afterwards(self, number: int, author: int, piece: GuestPiece) -> Iterator[Happening]:
        if piece.edit:
            yield Recaptions(self._at(piece.day + 1, "16:50"), number)
        if piece.use:
            extra = self.community.script.extras[0]
            at = self._at(extra.day, extra.at) if piece.use == "post" else self._at(piece.day + 3, "16:40")
            yield LogsUse(at + timedelta(minutes=6), MANAGER, number)
        if piece.taken_back:
            yield Decides(self._at(piece.taken_back, "17:20"), number, author, "ugw")

    # --- games --------------------------------------------------------------------------------------------------------

    def _game(self, number: int, game: Game) -> Iterator[Happening]:
        starts_at, ends_at = self._at(game.day, game.at), self._at(*game.until)
        yield StartsGame(starts_at, MANAGER, number, game, f"{ends_at:%d.%m %H:%M}")
        yield HourStrikes(ends_at)
        people = self.luck.sample(ENTRANTS, game.people)
        for member in people:
            at = starts_at + (ends_at - starts_at) * self.luck.uniform(0.01, 0.98)
            yield Enters(at, number, member, self.luck.choice((0, 1, 1, 1, 2)))
            if self.luck.random() < 0.1:  # presses twice; of a poll, takes the vote back
                yield Enters(at + timedelta(minutes=1), number, member, -1)
        if game.rules:
            late = next(member for member in ENTRANTS if member not in people)
            yield LeavesGroup(ends_at - timedelta(minutes=4), people[0])
            yield Enters(ends_at + timedelta(minutes=9), number, late)
            yield Draws(ends_at + timedelta(minutes=25), LEAD, number)

    # --- tables -------------------------------------------------------------------------------------------------------

    def _tables(self) -> Iterator[Happening]:
        """On the last evening."""
        evening = datetime.combine(self.first + timedelta(days=self.days - 1), time(18, 40), self.zone)
        before = (self.first - timedelta(days=1)).replace(day=1)
        for number, table in enumerate(self.community.script.tables):
            caption = f"/{table.command} {(self.first, before)[table.month]:%Y-%m}"
            yield SendsFile(evening + timedelta(minutes=2 * number), LEAD, table.file, table.text, caption)

    def _at(self, day: int, clock: str) -> datetime:
        on = self.first + timedelta(days=(day - 1) * self.days // MONTH)
        return datetime.combine(on, time.fromisoformat(clock), self.zone)
