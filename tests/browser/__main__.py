"""`make browser`: the report opened in a real browser, wide and narrow, light and dark: what no text can tell.

Prints one line per page and view; ends with an error when any probe complains. The pictures stay to be looked at.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from report.closing import Closed, recomputed
from report.exports import FORMS
from report.figures import figures
from report.logo import clean_logo
from report.look import Look
from report.model import build
from tests.browser.devtools import Tab, browser
from tests.report.sample import HISTORY, empty, sample
from tests.report.sample_seen import sample_seen
from tests.report.test_logo import png

PICTURES = Path("build/browser")
VIEWS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]
PROBES = ("horizontalScroll", "contrast", "deadLinks", "foreignRequests", "tooSmall")
SCRIPT = Path(__file__).with_name("probes.js").read_text("utf-8")


def pages() -> dict[str, bytes]:
    """A month with all its items and a logo, for the team; one in English with an awkward brand colour; one without a
    message; one that was counted anew.
    """
    month = replace(sample(), seen=sample_seen())
    anew = recomputed(Closed(month, HISTORY), replace(month, waits=month.waits[5:]), "Импортирована история.")
    reports = {
        "month": build(figures(month, HISTORY), Look(logo=clean_logo(png(120, 40))), for_team=True),
        "english": build(figures(sample(80, language="en"), HISTORY), Look("#ffd400")),
        "empty": build(figures(empty())),
        "recounted": build(anew.figures()),
    }
    return {name: FORMS["report.html"](report) for name, report in reports.items()}


async def visit(tab: Tab, address: str, width: int, scheme: str) -> tuple[list[str], bytes]:
    """What is wrong with the page, and its picture as it was before anything was tried."""
    tab.complaints.clear()
    await tab.open(address, width, scheme)
    picture = await tab.picture()
    await tab.ask(SCRIPT)
    found = [f"{probe}: {one}" for probe in PROBES for one in await tab.ask(f"probes.{probe}()")]
    if scheme == "light":
        found += [f"lists: {one}" for one in await tab.ask("probes.lists()")]
    return found + tab.complaints, picture


async def visits(address: str) -> list[tuple[list[str], bytes]]:
    async with browser() as tab:
        return [await visit(tab, address, width, scheme) for width, scheme in VIEWS]


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for name, content in pages().items():
        page = PICTURES.absolute() / f"{name}.html"
        page.write_bytes(content)
        for (width, scheme), (found, picture) in zip(VIEWS, asyncio.run(visits(page.as_uri())), strict=True):
            page.with_name(f"{name}-{width}-{scheme}.png").write_bytes(picture)
            print(f"{name:10} {width:5} {scheme:6}", "\n  ".join(["", *found]) if found else "well")  # noqa: T201
            wrong += len(found)
    print(f"pictures: {PICTURES}/")  # noqa: T201
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
