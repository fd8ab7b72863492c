"""How people put their words: politely or not, in haste, with slips of the finger, in the wrong keyboard layout."""

from collections.abc import Mapping
from random import Random

from bot.demo.community import Community

LATIN, CYRILLIC = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"
WRONG_LAYOUT = str.maketrans(CYRILLIC, LATIN)


def filled(text: str, slots: Mapping[str, tuple[str, ...]], luck: Random) -> str:
    """A template with its slots filled."""
    return text.format_map({name: luck.choice(choices) for name, choices in slots.items()})


def put(text: str, community: Community, luck: Random) -> str:
    """A question as one of many people would type it."""
    manner = luck.random()
    if manner < 0.25:
        return luck.choice(community.manners["formal"]) + text
    if manner < 0.55:
        return luck.choice(community.manners["easy"]) + text[0].lower() + text[1:]
    if manner < 0.72:
        return text.rstrip("?.").lower() + luck.choice(("?", "??", "?", " ?"))
    if manner < 0.80:
        return slipped(text, luck)
    if manner < 0.83 and community.language == "ru":
        return text.lower().translate(WRONG_LAYOUT)
    return text


def slipped(text: str, luck: Random) -> str:
    """Two neighbouring letters changed places, or one was left out, inside a longer word."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
    if not long:
        return text
    place = luck.choice(long)
    word, at = words[place], luck.randrange(2, len(words[place]) - 2)
    changed = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] if luck.random() < 0.6 else word[:at] + word[at + 1 :]
    )
    return " ".join([*words[:place], changed, *words[place + 1 :]])
