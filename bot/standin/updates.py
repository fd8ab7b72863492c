"""The queue of updates that wait for the bot, with the offsets of getUpdates.

Invariant: an update stays until it is confirmed (by a higher offset, or by the webhook's 200) and is handed out again
until then. What `allowed_updates` leaves out when something happens never enters the queue, as on the real server.
"""

from collections import OrderedDict
from collections.abc import Callable

from bot.standin.bell import Bell
from bot.standin.wire import Json

FAR_AHEAD = 10
ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates in order, each with the next number; `listener` hears of each new one (the webhook does)."""

    def __init__(self, bell: Bell, first_id: int) -> None:
        self._bell = bell
        self._next_id = first_id
        self._waiting: OrderedDict[int, Json] = OrderedDict()
        self.asked: frozenset[str] = frozenset()
        self.listener: Callable[[Json], None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def pending(self) -> list[Json]:
        return list(self._waiting.values())

    def ask_for(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`; None keeps what was asked before, an empty list asks for the defaults."""
        if kinds is not None:
            self.asked = frozenset(kinds)

    def wants(self, kind: str) -> bool:
        return kind in self.asked if self.asked else kind not in ONLY_IF_ASKED

    def publish(self, kind: str, payload: Json) -> None:
        if self.wants(kind):
            self.inject({kind: payload})

    def inject(self, update: Json) -> None:
        """Hand out this very update, captured or poisoned; it gets the next number unless it brings one."""
        update = {"update_id": self._next_id} | update
        self._next_id = update["update_id"] + 1
        self._waiting[update["update_id"]] = update
        if self.listener is not None:
            self.listener(update)
        self._bell.ring()

    def take(self, offset: int, limit: int) -> list[Json]:
        """What waits from `offset` on; all before it is forgotten.

        A negative offset counts from the end; one that lies far ahead is taken for a mistake and forgets nothing.
        """
        before = len(self._waiting)
        if offset > self._next_id + FAR_AHEAD:
            offset = 0
        if offset < 0:
            self._forget(before + offset)
        while self._waiting and next(iter(self._waiting)) < offset:
            self._forget(1)
        if len(self._waiting) != before:
            self._bell.ring()
        return [update for update, _ in zip(self._waiting.values(), range(limit), strict=False)]

    def _forget(self, number: int) -> None:
        for _ in range(number):
            self._waiting.popitem(last=False)

    def restart(self, first_id: int) -> None:
        """Number anew from here, as Telegram does after a week of silence."""
        self._next_id = first_id

    def confirm(self, update: Json) -> None:
        """Forget one update that a webhook took."""
        self._waiting.pop(update["update_id"], None)
        self._bell.ring()

    def clear(self) -> None:
        self._waiting.clear()
        self._bell.ring()
