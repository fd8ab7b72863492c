"""All that the bot can do, as tables: commands, buttons, dialogues, results of our own calls, and what time brings.

Invariant: whatever is reachable from Telegram stands here, with who may do it and where; `/help` and the README's table
are written from it. Absent: how an update finds its row (see handlers.dispatch).
"""

from collections.abc import Callable, Mapping

from handlers import cards, desk
from handlers.requests import Act, Command, Continue, Press, Settle
from handlers.scene import Scene

COMMANDS: tuple[Command, ...] = ()

PRESSES: tuple[Press, ...] = ()

DIALOGUES: Mapping[str, Continue] = {}

LISTEN: Act = desk.listen
"""What a teammate writes on the desk, or to the bot in private, that is no command."""

RESULTS: Mapping[str, Settle] = {
    "card": cards.confirm,
}

TICKS: tuple[Callable[[Scene], None], ...] = ()
