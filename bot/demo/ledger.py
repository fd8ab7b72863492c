"""What the demo itself knows of the month: who asked when, and when the team answered.

Invariant: nothing here is learnt from the program. Its figures are worked out the slow and plain way, to be held
against the program's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

Spot = tuple[int, int, int]
"""A chat, a thread in it (0 for none), a member."""


@dataclass(frozen=True, slots=True)
class Waited:
    asked_at: datetime
    answered_at: datetime | None

    @property
    def seconds(self) -> float | None:
        return None if self.answered_at is None else (self.answered_at - self.asked_at).total_seconds()


@dataclass
class Ledger:
    """`asked` and `answered` by where and by whom; `messages` counts all that members wrote."""

    asked: dict[Spot, list[datetime]] = field(default_factory=dict)
    answered: dict[Spot, list[datetime]] = field(default_factory=dict)
    messages: int = 0
    suggested: int = 0
    """Standard replies sent by the button of a suggestion, as they are."""
    missed: int = 0
    """Questions taken for talk, and called up by the team."""
    dismissed: int = 0
    """Talk taken for a question, and dismissed by the team."""

    def ask(self, spot: Spot, at: datetime) -> None:
        self.asked.setdefault(spot, []).append(at)

    def answer(self, spot: Spot, at: datetime) -> None:
        self.answered.setdefault(spot, []).append(at)

    def waits(self) -> list[Waited]:
        """From the first question without an answer to the next answer."""
        return sorted((wait for spot in self.asked for wait in self._waits_at(spot)), key=lambda wait: wait.asked_at)

    def _waits_at(self, spot: Spot) -> Iterator[Waited]:
        said = [(at, False) for at in self.asked[spot]] + [(at, True) for at in self.answered.get(spot, [])]
        since: datetime | None = None
        for at, is_answer in sorted(said):
            if is_answer and since is not None:
                yield Waited(since, at)
                since = None
            elif not is_answer and since is None:
                since = at
        if since is not None:
            yield Waited(since, None)
