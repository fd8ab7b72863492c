"""What people ask brands of 426 trades: in each 22 questions that are near to each other, each worded in many ways.

The files in `asked/` were written for this by a language model that had seen none of the labelled sets, and are CC0.
Those of 132 trades have wordings as unlike each other as can be; the others look like chats: short, flat, clumsy.
In each a line "= …" names the trade, a line "- …" begins a question, and the lines below it are wordings, the Russian
ones first.
"""

from pathlib import Path
from typing import TypeAlias

from tools.encoder.texts import as_heard

Trade: TypeAlias = tuple[tuple[str, ...], ...]
"""The questions of a trade, each with its wordings as the student gets them."""
_KEPT_BACK = slice(5, None, 12)


def trades() -> tuple[list[Trade], list[Trade]]:
    """The trades to learn from, and every twelfth, kept back to see what was learnt."""
    files = sorted(Path(__file__).with_name("asked").glob("*.txt"))
    kept_back = files[_KEPT_BACK]
    return [_read(file) for file in files if file not in kept_back], [_read(file) for file in kept_back]


def _read(file: Path) -> Trade:
    questions: list[list[str]] = []
    for line in file.read_text().splitlines()[1:]:
        if line.startswith("- "):
            questions.append([])
        elif heard := as_heard(line):
            questions[-1].append(heard)
    return tuple(tuple(dict.fromkeys(question)) for question in questions)
