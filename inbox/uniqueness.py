"""Near-duplicates: which new posts say again what earlier ones said.

Texts are compared by their words in alphabetical order, so that paragraphs that changed places are found too.
Invariant: a pair below `DOUBTFUL` is never named, and a text too short to be anybody's own is not judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from inbox.wording import bare_words

SAME = 90.0
"""Of 100: from here on a post repeats an earlier one."""
DOUBTFUL = 75.0
"""From here on a person should look."""
SHORTEST = 40
"""Letters below which a text is not judged: every "Good morning!" is like every other."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`earlier` is the place of the likest of the earlier texts."""

    earlier: int
    alike: float


def comparable(text: str) -> str:
    """What of a text is compared; empty when it is too short to be judged."""
    words = bare_words(text)
    return " ".join(sorted(words.split())) if len(words) >= SHORTEST else ""


def likest(text: str, earlier: Sequence[str]) -> Likeness | None:
    """The likest of the earlier ones (all of them `comparable`), if it is like enough to be named."""
    if not text:
        return None
    found = extractOne(text, earlier, scorer=ratio, score_cutoff=DOUBTFUL)
    return None if found is None else Likeness(found[2], found[1])
