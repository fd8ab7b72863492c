"""The month's end: the lead asks for report and export on the desk, and what arrives is kept and read."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo.figures import Figures
from bot.demo.hands import Hands
from bot.demo.keeping import keep_documents
from bot.demo.stage import Stage


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


async def close(stage: Stage, folder: Path, month: str, known: Figures) -> Outcome:
    """`month` as 2026-11."""
    hands = Hands(stage)
    await hands.says(stage.team[0], "/ugc export")
    await hands.says(stage.team[0], f"/export {month}")
    await hands.says(stage.team[0], f"/report {month}")
    files = keep_documents(stage, folder)
    [record] = [path for name, path in files.items() if name.endswith("metrics.json")]
    return Outcome(json.loads(record.read_text("utf-8")), known, files)


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)
