"""What happens in the month's stories beside questions and answers: plan, guests' pieces, games, posts of others.

Values like those of `plan`; pieces, games and extra posts go by their number in the script.
"""

from dataclasses import dataclass

from bot.demo.plan import Happening, Mate
from bot.demo.script import Game, Sight


@dataclass(frozen=True, slots=True)
class SendsFile(Happening):
    """A teammate sends a table to the desk."""

    by: Mate
    name: str
    text: str
    caption: str


@dataclass(frozen=True, slots=True)
class PostsExtra(Happening):
    extra: int


@dataclass(frozen=True, slots=True)
class Shares(Happening):
    """A guest shows a photo, or several, in the group."""

    piece: int
    member: int


@dataclass(frozen=True, slots=True)
class Recaptions(Happening):
    """The guest changes the words under it."""

    piece: int


@dataclass(frozen=True, slots=True)
class Tags(Happening):
    """A teammate puts the piece on the list by a reply in the group."""

    by: Mate
    piece: int


@dataclass(frozen=True, slots=True)
class AsksAuthor(Happening):
    by: Mate
    piece: int


@dataclass(frozen=True, slots=True)
class Decides(Happening):
    """Somebody answers the question about a piece, or takes an answer back: by the button of this verb, or in words."""

    piece: int
    member: int
    verb: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LogsUse(Happening):
    by: Mate
    piece: int


@dataclass(frozen=True, slots=True)
class StartsGame(Happening):
    """`until` as it is typed."""

    by: Mate
    number: int
    game: Game
    until: str


@dataclass(frozen=True, slots=True)
class Enters(Happening):
    """By the button, or by a vote for the option of this number; -1 takes the vote back."""

    number: int
    member: int
    option: int = 0


@dataclass(frozen=True, slots=True)
class LeavesGroup(Happening):
    member: int


@dataclass(frozen=True, slots=True)
class Draws(Happening):
    by: Mate
    number: int


@dataclass(frozen=True, slots=True)
class Forwards(Happening):
    """A teammate sends somebody else's post to the desk and files it."""

    by: Mate
    sight: Sight
