"""The month's figures counted anew from the raw messages: slowly, plainly, and by nothing the program uses.

Working time is counted minute by minute (all instants here are whole minutes), percentiles come from numpy, and every
table looks at every message again. The result has the shape of the JSON record, so that the two can be compared whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from math import inf
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Line:
    """A stored message; `number` orders those of one minute."""

    number: int
    conversation: int
    at: datetime
    kind: Literal["question", "chatter", "answer", "bot"]
    sender: int


@dataclass(frozen=True)
class Raw:
    """Everything that is known of a month. Conversation c stands in chat c % 2, under post c % 3 (0: none)."""

    year: int
    month: int
    zone: ZoneInfo
    holidays: frozenset[date]
    cut_off: datetime
    lines: tuple[Line, ...]
    resolved: dict[int, datetime]
    target: timedelta
    target_is_working: bool


@dataclass(frozen=True)
class Waited:
    conversation: int
    asked_at: datetime
    answer: Line | None
    is_first: bool


@cache
def is_open(zone: ZoneInfo, holidays: frozenset[date], at: datetime) -> bool:
    """Nine to six on working days, as the wall clock says."""
    local = at.astimezone(zone)
    return local.weekday() < 5 and 9 <= local.hour < 18 and local.date() not in holidays


def working(raw: Raw, start: datetime, end: datetime) -> timedelta:
    total = timedelta()
    while start < end:
        if is_open(raw.zone, raw.holidays, start):
            total += MINUTE
        start += MINUTE
    return total


def in_month(raw: Raw, at: datetime) -> bool:
    local = at.astimezone(raw.zone)
    return (local.year, local.month) == (raw.year, raw.month)


def waits(raw: Raw) -> list[Waited]:
    """Every question that follows no other since the last answer, asked in the month."""
    found = []
    for conversation in {line.conversation for line in raw.lines}:
        own = sorted((line for line in raw.lines if line.conversation == conversation), key=lambda x: (x.at, x.number))
        starts = [at for at, line in enumerate(own) if line.kind == "question" and not _is_waiting(own[:at])]
        for count, at in enumerate(starts):
            answer = next((line for line in own[at:] if line.kind == "answer" and line.at <= raw.cut_off), None)
            by_member = own[0].kind in {"question", "chatter"}
            found.append(Waited(conversation, own[at].at, answer, by_member and count == 0))
    return sorted((one for one in found if in_month(raw, one.asked_at)), key=lambda one: one.asked_at)


def _is_waiting(before: list[Line]) -> bool:
    last = [line.kind for line in before if line.kind in {"question", "answer"}]
    return bool(last) and last[-1] == "question"


def seconds(one: Waited) -> float | None:
    return None if one.answer is None else (one.answer.at - one.asked_at).total_seconds()


def rounded(value: float | None) -> float | str | None:
    if value is None:
        return None
    return "unanswered" if value == inf else round(value, 3)


def percentile(values: list[float], percent: int) -> float | None:
    if not values:
        return None
    with np.errstate(invalid="ignore"):
        found = float(np.percentile(values, percent))
    return inf if np.isnan(found) else found


def with_endless(values: list[float], missing: int) -> float | None:
    """The middle of all waits, those without an answer last."""
    ordered = sorted(values) + [inf] * missing
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def spread(times: Sequence[float | None]) -> dict[str, Any]:
    known = [one for one in times if one is not None]
    return {
        "n": len(known),
        "unanswered": len(times) - len(known),
        "p50": rounded(percentile(known, 50)),
        "p90": rounded(percentile(known, 90)),
        "mean": rounded(float(np.mean(known)) if known else None),
        "p50_all": rounded(with_endless(known, len(times) - len(known))),
    }


def in_hours(raw: Raw, found: list[Waited]) -> dict[str, Any]:
    times: list[float | None] = []
    off = 0
    for one in found:
        if one.answer is None:
            times.append(None)
            continue
        worked = working(raw, one.asked_at, one.answer.at).total_seconds()
        if worked == 0 and one.answer.at > one.asked_at:
            off += 1
        else:
            times.append(worked)
    return {**spread(times), "off_hours": off}


def share(part: int, whole: int) -> dict[str, Any]:
    return {"share": round(part / whole, 6) if whole else None, "part": part, "whole": whole}


def target(raw: Raw, found: list[Waited]) -> dict[str, Any]:
    hit = missed = pending = 0
    for one in found:
        end = raw.cut_off if one.answer is None else one.answer.at
        passed = working(raw, one.asked_at, end) if raw.target_is_working else end - one.asked_at
        if passed > raw.target:
            missed += 1
        elif one.answer is None:
            pending += 1
        else:
            hit += 1
    return {"rate": share(hit, hit + missed)["share"], "hit": hit, "missed": missed, "pending": pending}


def group(raw: Raw, name: str | None, found: list[Waited]) -> dict[str, Any]:
    fast = [one for one in found if (passed := seconds(one)) is not None and passed <= 3600]
    hour = share(len(fast), len(found))["share"]
    return {
        "name": name,
        **spread([seconds(one) for one in found]),
        "within_hour": hour,
        "target_hits": target(raw, found),
    }


def distribution(found: list[Waited]) -> dict[str, int]:
    edges = [-1, 900, 3600, 4 * 3600, 8 * 3600, 24 * 3600, inf]
    times = [seconds(one) for one in found]
    names = ("15m", "1h", "4h", "8h", "24h", "over")
    counts = {
        name: sum(one is not None and low < one <= high for one in times)
        for name, (low, high) in zip(names, pairwise(edges), strict=True)
    }
    return {**counts, "unanswered": times.count(None)}


def opened(raw: Raw) -> dict[int, datetime]:
    first: dict[int, datetime] = {}
    for line in sorted(raw.lines, key=lambda line: line.at, reverse=True):
        first[line.conversation] = line.at
    return first


def backlog(raw: Raw) -> dict[str, Any]:
    month_begins = datetime(raw.year, raw.month, 1, tzinfo=raw.zone).astimezone(UTC)
    begun = {
        one: at
        for one, at in opened(raw).items()
        if in_month(raw, at) or (at < month_begins and raw.resolved.get(one, raw.cut_off) >= month_begins)
    }
    still = {one: at for one, at in begun.items() if not (one in raw.resolved and raw.resolved[one] <= raw.cut_off)}
    ages = [(raw.cut_off - at).total_seconds() for at in still.values()]
    new = sum(in_month(raw, at) for at in begun.values())
    closed = sum(one in raw.resolved and in_month(raw, raw.resolved[one]) and one not in still for one in begun)
    return {
        "opened": new,
        "resolved": closed,
        "open_now": len(still),
        "age_p50": percentile(ages, 50),
        "age_p90": percentile(ages, 90),
        "age_max": max(ages, default=None),
        "flow": new - closed,
    }


def resolution(raw: Raw) -> dict[str, Any]:
    new = {one: at for one, at in opened(raw).items() if in_month(raw, at)}
    times = [
        (raw.resolved[one] - at).total_seconds()
        for one, at in new.items()
        if one in raw.resolved and raw.resolved[one] <= raw.cut_off
    ]
    p50, p90 = percentile(times, 50), percentile(times, 90)
    return {"resolved": len(times), "unresolved": len(new) - len(times), "p50": p50, "p90": p90}


def days(raw: Raw, found: list[Waited]) -> list[dict[str, Any]]:
    rows, day = [], date(raw.year, raw.month, 1)
    while day.month == raw.month and datetime.combine(day, datetime.min.time(), raw.zone) < raw.cut_off:
        own = [seconds(one) for one in found if one.asked_at.astimezone(raw.zone).date() == day]
        came = sum(line.kind == "question" and line.at.astimezone(raw.zone).date() == day for line in raw.lines)
        rows.append({"day": day.isoformat(), "incoming": came, **spread(own)})
        day += timedelta(days=1)
    return rows


def heat_map(raw: Raw, found: list[Waited]) -> list[dict[str, Any]]:
    rows = []
    for weekday in range(7):
        for hour in range(24):

            def here(at: datetime, cell: tuple[int, int] = (weekday, hour)) -> bool:
                local = at.astimezone(raw.zone)
                return in_month(raw, at) and (local.weekday(), local.hour) == cell

            came = sum(line.kind == "question" and here(line.at) for line in raw.lines)
            own = [seconds(one) for one in found if here(one.asked_at)]
            if came:
                rows.append({"weekday": weekday, "hour": hour, "incoming": came, **spread(own)})
    return rows


def teammates(raw: Raw, found: list[Waited]) -> dict[int, dict[str, Any]]:
    sent = [line for line in raw.lines if line.kind == "answer" and in_month(raw, line.at) and line.at <= raw.cut_off]
    rows = {}
    for person in {line.sender for line in sent} | {one.answer.sender for one in found if one.answer}:
        own = [one for one in found if one.answer is not None and one.answer.sender == person]
        rows[person] = {
            "id": person,
            "name": f"Teammate {person}",
            "answers": sum(line.sender == person for line in sent),
            "closed": spread([seconds(one) for one in own]),
            "working": in_hours(raw, own),
        }
    return rows


def record(raw: Raw) -> dict[str, Any]:
    found = waits(raw)
    first = [one for one in found if one.is_first]
    limits = {"15m": 900, "1h": 3600, "4h": 14400, "24h": 86400}
    times = [seconds(one) for one in found]
    return {
        "incoming": sum(line.kind == "question" and in_month(raw, line.at) for line in raw.lines),
        "first_response": spread([seconds(one) for one in first]),
        "first_response_working": in_hours(raw, first),
        "response": spread(times),
        "response_working": in_hours(raw, found),
        "answered_within": {
            name: share(sum(one is not None and one <= limit for one in times), len(times))
            for name, limit in limits.items()
        },
        "distribution": distribution(found),
        "target_hits": target(raw, found),
        "backlog": backlog(raw),
        "resolution": resolution(raw),
        "days": days(raw, found),
        "heat_map": heat_map(raw, found),
        "chats": [
            group(raw, f"Chat {chat}", own)
            for chat in (0, 1)
            if (own := [one for one in found if one.conversation % 2 == chat])
        ],
        "teammates": teammates(raw, found),
        "posts": {
            f"post/{post}": spread([seconds(one) for one in found if one.conversation % 3 == post]) for post in (1, 2)
        },
    }
