"""The queue of updates that wait for the bot, with the offsets of getUpdates.

Invariant: an update stays until it is confirmed (by a higher offset, or by the webhook's 200) and is handed out again
until then. What `allowed_updates` leaves out when something happens never enters the queue, as on the real server.
"""

from collections import deque

from bot.standin.bell import Bell
from bot.standin.wire import Json

ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates in order, each with the next number."""

    def __init__(self, bell: Bell, first_id: int) -> None:
        self._bell = bell
        self._next_id = first_id
        self._asked: frozenset[str] = frozenset()
        self.pending: deque[Json] = deque()

    def ask_for(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`; None keeps what was asked before, an empty list asks for the defaults."""
        if kinds is not None:
            self._asked = frozenset(kinds)

    @property
    def asked(self) -> list[str]:
        return sorted(self._asked)

    def wants(self, kind: str) -> bool:
        return kind in self._asked if self._asked else kind not in ONLY_IF_ASKED

    def publish(self, kind: str, payload: Json) -> None:
        if self.wants(kind):
            self.pending.append({"update_id": self._next_id, kind: payload})
            self._next_id += 1
            self._bell.ring()

    def inject(self, update: Json) -> None:
        """Hand out this very update: a captured or poisoned one; it gets the next number unless it brings its own."""
        update = {"update_id": self._next_id} | update
        self._next_id = max(self._next_id, update["update_id"]) + 1
        self.pending.append(update)
        self._bell.ring()

    def take(self, offset: int, limit: int) -> list[Json]:
        """What waits from `offset` on; all before it is forgotten. A negative offset counts from the end."""
        if offset < 0:
            offset = self.pending[max(offset, -len(self.pending))]["update_id"] if self.pending else 0
        before = len(self.pending)
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if len(self.pending) != before:
            self._bell.ring()
        return [self.pending[i] for i in range(min(limit, len(self.pending)))]

    def confirm(self, update: Json) -> None:
        """Forget one update that a webhook took."""
        if update in self.pending:
            self.pending.remove(update)
            self._bell.ring()

    def clear(self) -> None:
        self.pending.clear()
        self._bell.ring()
