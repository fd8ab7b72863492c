"""The Bot API's methods as one table: name -> what it does to the world and what it answers.

Invariant: a method either answers or raises a Refusal, and a refused method has changed nothing. getUpdates and the
webhook's methods wait and so live in the server. A method that is not in the table does not exist.
"""

from collections.abc import Callable
from typing import Any

from bot.standin.calls import Call
from bot.standin.methods import chats, editing, files, links, polls, sending, topics
from bot.standin.world import World

Method = Callable[[World, Call], Any]

METHODS: dict[str, Method] = {
    name.lower(): method
    for table in (
        chats.METHODS,
        editing.METHODS,
        files.METHODS,
        links.METHODS,
        polls.METHODS,
        sending.METHODS,
        topics.METHODS,
    )
    for name, method in table.items()
}
