"""Of which network a table speaks, as people write its name: Telegram as a whole, or one of the brand's channels.

Invariant: a name that may mean several channels, or something else in Telegram (its ads, say), means none of them.
"""

from collections.abc import Collection, Mapping

from inbox.ids import ChatId
from inbox.wording import bare_words

TELEGRAM = frozenset({"telegram", "tg", "тг", "телеграм", "телеграмм", "телега"})
CHANNEL = frozenset({"channel", "канал"})
ADDRESS = "t.me/"


def is_elsewhere(network: str, channels: Collection[str]) -> bool:
    """Whether a line of the plan is for a network that is not Telegram, nor one of the brand's channels by name."""
    named = _named(network)
    return bool(named) and named not in channels and TELEGRAM.isdisjoint(bare_words(named).split())


def channel_meant(network: str, channels: Mapping[ChatId, Collection[str]]) -> ChatId | None:
    """By its title or address (in small letters); Telegram as a whole is the brand's only channel, if it has one."""
    named = _named(network)
    found = [channel for channel, names in channels.items() if named in names]
    if not found and TELEGRAM & (words := set(bare_words(named).split())) and words <= TELEGRAM | CHANNEL:
        found = list(channels)
    return found[0] if len(found) == 1 else None


def _named(network: str) -> str:
    return network.casefold().strip().removeprefix("https://").removeprefix(ADDRESS).lstrip("@")
