"""The month's end: the lead judges the drafted conclusions on the desk, closes the month and asks for its figures; the
report goes out by itself, and what arrives is kept and read.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from bot.demo.figures import Figures
from bot.demo.hands import Hands, carrying
from bot.demo.keeping import keep_documents
from bot.demo.stage import Stage
from bot.standin import Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """`told` is the month as the program exported it, `known` as the demo itself knows it."""

    told: dict[str, Any]
    known: Figures
    files: dict[str, Path]

    @property
    def agrees(self) -> bool:
        """Whether the program's figures are those of the script."""
        response = self.told["response"]
        within = self.told["answered_within"].values()
        said = (
            response["n"], response["unanswered"], response["p50"], response["p90"],
            [share["share"] for share in within],
        )  # fmt: skip
        known = self.known
        return said == (
            known.waits - known.unanswered,
            known.unanswered,
            _rounded(known.p50, 3),
            _rounded(known.p90, 3),
            [_rounded(share, 6) for share in known.within],
        )


async def close(
    stage: Stage, folder: Path, month: str, known: Figures, deliver: Callable[[], Awaitable[None]]
) -> Outcome:
    """`month` as 2026-11; `deliver` lets the day's hour strike."""
    hands, lead = Hands(stage), stage.team[0]
    await hands.says(lead, "/ugc export")
    board = await _judge(stage, hands, month)
    await hands.press(lead, board, f"cls:{month}")
    await hands.press(lead, board, f"cly:{month}")
    await deliver()
    await hands.says(lead, f"/export {month}")
    files = keep_documents(stage, folder)
    [record] = [path for name, path in files.items() if name.endswith("metrics.json")]
    return Outcome(json.loads(record.read_text("utf-8")), known, files)


async def _judge(stage: Stage, hands: Hands, month: str) -> Message:
    """From the reminder that the month is to be closed: the first draft is accepted, the second dropped, the third
    put in other words, and whatever is left accepted. Returns the month's board.
    """
    lead, desk = stage.team[0], stage.desk.sent
    card = next(message for message in reversed(desk) if f"cls:{month}" in carrying(message, "cls"))
    await hands.press(lead, card, f"brd:{month}")
    if not carrying(card, "cnl"):
        return card
    await hands.press(lead, card, f"cnl:{month}")
    for verdict in chain(("a", "r", "edited"), repeat("a")):
        judging = carrying(card, "cnv")
        if not judging:
            break
        if verdict == "edited":
            text = card.text.split("\n\n")[1]
            await hands.press(lead, card, carrying(card, "cne")[0])
            await hands.says(lead, f"{text} {stage.community.words['conclusion']}", card)
            card = desk[-1]
        else:
            await hands.press(lead, card, next(data for data in judging if data.split(":")[2] == verdict))
    await hands.press(lead, card, f"brd:{month}")
    return card


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)
