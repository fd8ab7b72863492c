"""All that the bot can do, as tables: commands, buttons, dialogues, results of our own calls, and what time brings.

Invariant: whatever is reachable from Telegram stands here, with who may do it and where; `/help` and the README's table
are written from it. Absent: how an update finds its row (see handlers.dispatch).
"""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import (
    binding,
    brand_choice,
    business,
    cards,
    chat_check,
    desk,
    hours,
    setting_dialogue,
    start,
    teammates,
)
from handlers.requests import ANYWHERE, EVERYBODY, LEADS, TEAM, Act, Command, Continue, Press, Settle
from handlers.scene import Scene
from storage.team import Role

ANYBODY: frozenset[Role] = frozenset()

COMMANDS: tuple[Command, ...] = (
    Command("start", start.start, ANYBODY, frozenset({"private", "desk"}), needs_brand=False),
    Command("brand", brand_choice.choose, EVERYBODY, needs_brand=False),
    Command("desk", binding.desk, LEADS, ANYWHERE, needs_brand=False),
    Command("unbind", binding.unbind, LEADS, ANYWHERE),
    Command("team", teammates.command, TEAM),
    Command("settings", setting_dialogue.show, LEADS),
    Command("hours", hours.show, LEADS),
)

PRESSES: tuple[Press, ...] = (
    Press("brand", brand_choice.pick, EVERYBODY, needs_brand=False),
    Press("brandnew", brand_choice.press_new, LEADS, needs_brand=False),
    Press("bind", binding.bind, LEADS, needs_brand=False),
    Press("leave", binding.leave, LEADS, needs_brand=False),
    Press("biz", business.bind, LEADS, needs_brand=False),
    Press("tm", teammates.press_list, TEAM),
    Press("tmi", teammates.press_invite, LEADS),
    Press("tms", teammates.show, LEADS),
    Press("tmr", teammates.give_role, LEADS),
    Press("tmx", teammates.remove, LEADS),
    Press("tmb", teammates.bring_back, LEADS),
    Press("tmv", teammates.silence_voice, LEADS),
    Press("set", setting_dialogue.open_setting, LEADS, needs_brand=False),
    Press("sets", setting_dialogue.show, LEADS, needs_brand=False),
    Press("put", setting_dialogue.choose, LEADS, needs_brand=False),
    Press("skip", setting_dialogue.skip, LEADS, needs_brand=False),
    Press("unset", setting_dialogue.take_back, LEADS, needs_brand=False),
    Press("hw", hours.propose, LEADS, needs_brand=False),
    Press("hh", hours.propose_holidays, LEADS, needs_brand=False),
    Press("hk", hours.keep_from, LEADS, needs_brand=False),
)

DIALOGUES: Mapping[str, Continue] = {
    "brand": brand_choice.hear_name,
    "setting": setting_dialogue.hear,
    "hours": hours.hear,
}

LISTEN: Act = desk.listen
"""What a teammate writes on the desk, or to the bot in private, that is no command."""

RESULTS: Mapping[str, Settle] = {
    "card": cards.confirm,
    "chat-check": chat_check.go_on,
}

TICKS: tuple[Callable[[Scene], None], ...] = ()

JOBS: Mapping[str, Callable[[Scene, Mapping[str, Any]], None]] = {}
"""Long work by kind; what it writes is undone, what it calls for is sent."""
