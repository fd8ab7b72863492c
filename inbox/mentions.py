"""Whether a text names something: a keyword, a hashtag, a name, as a word of its own."""

import re
from collections.abc import Iterable


def name_in(text: str, names: Iterable[str]) -> str:
    """The first of the names that stands in the text; empty when none does."""
    return next((n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text, re.IGNORECASE)), "")
