"""Imported tables as lines of evidence under the items they belong to.

Invariant: a line says what stands in the table and no more; a share is named as such, an unknown is left out.
Deliberately absent: competitors, whose figures stand in the report's own table, month beside month, with their source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from inbox.facts import ItemLine
from report.amounts import Amount
from report.columns import catalogue_of, field_meant, normal
from report.imports import Entry, Imported, KpiEntry, PlanEntry, heading
from report.words import Words

PUBLISHED = {"опубликовано", "опубликован", "вышло", "вышел", "вышла", "готово", "published", "done", "posted"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the table came from: the file's name, who sent it, when."""

    source: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    item: int
    text: str
    network: str = ""
    reach: float | None = None


def evidence(imported: Imported, origin: Origin, words: Words) -> tuple[ItemLine, ...]:
    return tuple(
        ItemLine(
            said.item, "imported", said.text, origin.source, origin.at, origin.author, network=said.network,
            reach=said.reach,
        )
        for said in _said(imported, words)
    )  # fmt: skip


def _said(imported: Imported, words: Words) -> Iterator[Said]:
    if imported.kind == "plan":
        yield from _plan(imported.entries, words)
    if imported.kind == "kpi":
        yield from _kpi(imported.entries, words)


def _plan(entries: Sequence[Entry], words: Words) -> Iterator[Said]:
    plan = [entry for entry in entries if isinstance(entry, PlanEntry)]
    if not plan:
        return
    networks = ", ".join(dict.fromkeys(entry.network for entry in plan if entry.network))
    first, last = min(entry.on for entry in plan), max(entry.on for entry in plan)
    span = words.say("report-plan-span", first=words.day(first), last=words.day(last))
    yield Said(1, " · ".join(part for part in (words.say("report-plan", n=len(plan)), span, networks) if part))
    if any(entry.status or entry.link for entry in plan):
        out = sum(bool(entry.link) or normal(entry.status) in PUBLISHED for entry in plan)
        yield Said(2, words.say("report-plan-published", n=out, total=len(plan)))


def _kpi(entries: Sequence[Entry], words: Words) -> Iterator[Said]:
    """One line a network, in the order of the table."""
    figures = [entry for entry in entries if isinstance(entry, KpiEntry)]
    for network, group in groupby(figures, key=lambda entry: entry.network):
        entries_of = list(group)
        told = "; ".join(_figure(entry, words) for entry in entries_of)
        yield Said(6, f"{network}: {told}" if network else told, network, _reach(entries_of))


def _reach(entries: Sequence[KpiEntry]) -> float | None:
    """The last one that can be a number of people: a share is not, nor is nothing."""
    values = [entry.value for entry in entries if field_meant("kpi", entry.metric) == "reach"]
    return next((one.value for one in reversed(values) if not one.is_share and one.value > 0), None)


def _figure(entry: KpiEntry, words: Words) -> str:
    known = catalogue_of("kpi")
    name = heading("kpi", entry.metric, words.language) if entry.metric in known else entry.metric
    beside = [
        words.say(f"report-kpi-{key}", value=_shown(value, words))
        for key, value in (("before", entry.before), ("goal", entry.goal))
        if value is not None
    ]
    return f"{name} {_shown(entry.value, words)}" + (f" ({', '.join(beside)})" if beside else "")


def _shown(value: Amount, words: Words) -> str:
    if not value.is_share:
        return words.exact(value.value)
    return words.say("report-percent", value=words.exact(value.value * 100))
