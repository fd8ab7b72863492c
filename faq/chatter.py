"""What people say in any chat without asking a brand for anything: the background against which a question stands out.

Invariant: written for no library in particular; only likeness to it counts, next to likeness to the library.
Deliberately absent: any rule that silences a message for a word in it.
"""

from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq import senses
from faq.letters import plain, tokens
from faq.message import Message

Floats: TypeAlias = NDArray[np.float32]


@cache
def chatter() -> tuple[Message, ...]:
    """Greetings, thanks, moods, news, small advertisements, in Russian and English."""
    lines = files(__package__).joinpath("knowledge", "chatter.txt").read_text("utf-8").splitlines()
    return tuple(Message(tokens(plain(line))) for line in lines)


@cache
def chatter_senses() -> Floats:
    """The sense vectors of all chatter, in the tier that has nothing better."""
    return np.array([senses.vector(message.tokens, "lexical") for message in chatter()])
