"""The headline's numbers as cells, this month's with the messages behind them.

Invariant: all messages of members are only counted, so that this one number leads nowhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from report.blocks import Cell, RegisterName
from report.figures import MonthFigures
from report.spread import Ids
from report.writer import Writer

SHARES = frozenset({"response_rate", "within_hour", "target_rate", "coverage", "acceptance"})
DURATIONS = frozenset(
    {"first_p50", "first_p90", "response_p50", "response_p90", "working_p50", "p50_all", "time_saved"}
)


def headline_cell(writer: Writer, key: str, value: float | None) -> Cell:
    if key in SHARES:
        return Cell(writer.words.share(value), "share", value)
    return writer.duration(value) if key in DURATIONS else writer.count(value)


BEHIND: Mapping[str, Callable[[MonthFigures], Ids]] = {
    "incoming": lambda month: month.response.waits,
    "waits": lambda month: month.response.waits,
    "first_p50": lambda month: month.first.answered,
    "first_p90": lambda month: month.first.answered,
    "response_p50": lambda month: month.response.answered,
    "response_p90": lambda month: month.response.answered,
    "working_p50": lambda month: month.response_working.spread.answered if month.response_working else (),
    "p50_all": lambda month: month.response.waits,
    "response_rate": lambda month: month.response.answered,
    "unanswered": lambda month: month.response.unanswered,
    "within_hour": lambda month: dict(month.within)["1h"].ids,
    "target_rate": lambda month: month.target.hit,
    "open_now": lambda month: month.backlog.still,
    "coverage": lambda month: month.suggested.covered.ids,
    "acceptance": lambda month: month.suggested.accepted.ids,
    "time_saved": lambda month: tuple(number for _, uses in month.library.used for number in uses),
}
OTHERS: Mapping[str, RegisterName] = {
    "open_now": "talks", "coverage": "hints", "acceptance": "hints", "time_saved": "uses",
}  # fmt: skip
"""Those that are made of something else than waits."""


def linked_headline(figures: MonthFigures, writer: Writer, key: str, value: float | None) -> Cell:
    cell = headline_cell(writer, key, value)
    if key not in BEHIND or value is None:
        return cell
    name = writer.say(f"report-headline-{key}")
    return replace(cell, listing=writer.listing(name, BEHIND[key](figures), OTHERS.get(key, "waits")))
