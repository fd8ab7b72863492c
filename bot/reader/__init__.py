"""From the Bot API's own JSON to one frozen value of `inbox.events`.

Invariant: only the fields we need are declared, so what Telegram adds later never breaks reading; what is declared and
comes in another shape raises `Unreadable` with the place of the fault, and never with people's words.
Deliberately absent: any model of either Telegram library.
"""

from bot.reader.lanes import lane_of
from bot.reader.updates import READERS, read
from bot.reader.wire import Unreadable

KINDS = tuple(READERS)
"""The `allowed_updates` that we ask Telegram for: its default leaves out members and reactions."""

__all__ = ["KINDS", "Unreadable", "lane_of", "read"]
