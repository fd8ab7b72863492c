"""Whether a text names something: a keyword, a hashtag, a name, as a word of its own."""

import re
from collections.abc import Iterable
from functools import lru_cache


def name_in(text: str, names: Iterable[str]) -> str:
    """The first of the names that stands in the text; empty when none does."""
    return next((name for name in names if _as_word(name).search(text)), "")


@lru_cache(maxsize=1000)
def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
