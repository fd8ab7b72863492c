"""What every chat stands on: the clock, the numbering, the bot itself, its queue, the files, the bell.

Invariant: numbers come from counters only, so a repeated run gives the same ids; time comes from `now` only.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.standin.bell import Bell
from bot.standin.media import Files
from bot.standin.people import Person
from bot.standin.updates import UpdateQueue
from bot.standin.wire import Json


@dataclass(slots=True, eq=False)
class Ground:
    """Shared by all chats of one world."""

    now: Callable[[], datetime]
    bot: Person
    reads_all: bool  # privacy mode is off
    bell: Bell
    updates: UpdateQueue
    files: Files = field(default_factory=Files)
    counters: Counter[str] = field(default_factory=Counter)

    @property
    def moment(self) -> int:
        """Now, as the Bot API writes it."""
        return int(self.now().timestamp())

    def number(self, of: str) -> int:
        """The next number of its kind, from 1."""
        self.counters[of] += 1
        return self.counters[of]

    def publish(self, kind: str, payload: Json) -> None:
        self.updates.publish(kind, payload)
        self.bell.ring()
