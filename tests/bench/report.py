"""A month of 100,000 messages and 10,000 waits: figures, every form, memory, and pandas beside it.

The facts are made beforehand, as storage would hand them over; reading them from the database is not in these figures.
"""

import resource
import sys
from collections.abc import Callable
from multiprocessing import get_context
from time import process_time
from typing import Any

from rich import print as show

from inbox.facts import MonthFacts
from report.exports import FORMS
from report.figures import figures
from report.groups import heat_map
from report.model import build
from report.spread import spread
from tests.report.sample import HISTORY, sample

WAITS, CHATTER = 10_000, 10
KILO = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    with get_context("spawn").Pool(1) as pool:
        measured = pool.apply(report_in_a_fresh_process)
    for name, value in measured.items():
        show(f"  {name:28} {value}")
    show(f"  {'of pandas, same figures':28} {ratio_to_pandas():.1f} times its time")


def report_in_a_fresh_process() -> dict[str, str]:
    """Seconds of the processor for each step (machines are shared), and the most memory that the process ever held."""
    facts = sample(WAITS, chatter=CHATTER)
    before = _peak()
    found, seconds = _timed(lambda: figures(facts, HISTORY))
    measured = {"messages, waits": f"{facts.messages:,}, {len(facts.waits):,}", "figures": f"{seconds:.2f} s"}
    made, total = _timed(lambda: build(found))
    measured["model"] = f"{total:.2f} s"
    for name, form in FORMS.items():
        content, seconds = _timed(lambda form=form: form(made))  # type: ignore[misc]
        measured[name] = f"{seconds:.2f} s, {len(content) / 1e6:.1f} MB"
        total += seconds
    measured["all forms, model included"] = f"{total:.2f} s"
    measured["memory at its peak"] = f"{_peak():.0f} MB, {before:.0f} MB of it before the report"
    return measured


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = process_time()
    return work(), process_time() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILO / 1e6


def ratio_to_pandas() -> float:
    """Both from rows of waits to p50, p90 and the heat map with its medians; the best of five each."""
    import pandas as pd  # noqa: PLC0415 (half a second that only this comparison needs)

    facts = sample(WAITS, chatter=CHATTER)
    rows = [(wait.asked_at, wait.answered_at) for wait in facts.waits]

    def by_pandas() -> object:
        table = pd.DataFrame(rows, columns=["asked", "answered"])
        asked = pd.to_datetime(table["asked"], utc=True).dt.tz_convert(str(facts.month.zone))
        seconds = (pd.to_datetime(table["answered"], utc=True) - asked).dt.total_seconds()
        cells = seconds.groupby([asked.dt.weekday, asked.dt.hour]).agg(["size", "median"])
        return seconds.quantile([0.5, 0.9]), cells

    return min(_timed(lambda: ours(facts))[1] for _ in range(5)) / min(_timed(by_pandas)[1] for _ in range(5))


def ours(facts: MonthFacts) -> object:
    return spread(facts.waits), heat_map(facts, facts.waits)
