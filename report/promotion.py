"""Placements, judged by what came of them: who joined, who stayed, what each one cost.

Invariant: somebody is judged to have stayed 7 (30) days only when so many have passed since they joined; a verdict is
spoken only on enough people, and its n stands beside it. Money is added up within one currency only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from inbox.evidence import Placed, Stay
from inbox.facts import Month
from report.growth import is_linked, joined_in
from report.spread import Share

ENOUGH = 10
"""People of whom it is known whether they stayed a week, below which no verdict is spoken."""
NEAR = 0.15
"""A cost or share that differs by less is as usual."""
WEEK, MONTH = timedelta(days=7), timedelta(days=30)

Verdict = Literal["nobody", "few", "cheaper", "usual", "dearer", "alone", "stay", "leave"]


@dataclass(frozen=True, slots=True)
class Retention:
    week: Share
    month: Share


@dataclass(frozen=True, slots=True)
class Tool:
    """A placement with its figures; costs are in hundredths, None where nothing was paid or nobody came.

    `per_retained` is the cost per joined divided by the share that stayed a week.
    """

    placed: Placed
    joined: int
    in_month: int
    left: int
    retention: Retention
    per_joined: float | None
    per_retained: float | None
    verdict: Verdict = "few"
    usual: float | None = None
    """What the verdict compares with: the cost per retained of the paid, the week's share of everybody else."""


@dataclass(frozen=True, slots=True)
class Side:
    """All paid placements, all free ones, or everybody who came without a link of ours."""

    key: Literal["paid", "free", "organic"]
    joined: int
    retention: Retention
    costs: tuple[tuple[str, int], ...] = ()
    per_joined: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Promotion:
    """`people` joined in the month by any of the links, each counted once."""

    people: int
    tools: tuple[Tool, ...]
    sides: tuple[Side, ...]


def promotion(placements: Sequence[Placed], organic: Sequence[Stay], month: Month, cut_off: datetime) -> Promotion:
    """`organic`: the month's stays, of which those without any link are taken: of a person the first."""
    tools = [_tool(one, month, cut_off) for one in placements]
    unled = _first_of_each([stay for stay in joined_in(organic, month) if not is_linked(stay)])
    led = [stay for one in placements for stay in joined_in(one.stays, month)]
    sides = (
        _side("paid", [tool for tool in tools if tool.placed.is_paid], cut_off),
        _side("free", [tool for tool in tools if not tool.placed.is_paid], cut_off),
        Side("organic", len(unled), retention(unled, cut_off)),
    )
    people = len({stay.person for stay in led})
    return Promotion(
        people, tuple(_judged(tool, tools) for tool in tools), tuple(side for side in sides if side.joined)
    )


def _first_of_each(stays: Sequence[Stay]) -> list[Stay]:
    """The stay with which each person came, whichever chats they joined afterwards; stays are in order of coming."""
    return list({stay.person: stay for stay in reversed(stays)}.values())


def retention(stays: Sequence[Stay], cut_off: datetime) -> Retention:
    return Retention(_stayed(stays, WEEK, cut_off), _stayed(stays, MONTH, cut_off))


def _stayed(stays: Sequence[Stay], span: timedelta, cut_off: datetime) -> Share:
    known = [stay for stay in stays if stay.joined_at is not None and stay.joined_at + span <= cut_off]
    return Share(sum(_is_there_after(stay, span) for stay in known), len(known))


def _is_there_after(stay: Stay, span: timedelta) -> bool:
    return stay.joined_at is not None and (stay.left_at is None or stay.left_at >= stay.joined_at + span)


def _tool(placed: Placed, month: Month, cut_off: datetime) -> Tool:
    stays = placed.stays
    kept = retention(stays, cut_off)
    return Tool(
        placed=placed,
        joined=len(stays),
        in_month=len(joined_in(stays, month)),
        left=sum(stay.left_at is not None for stay in stays),
        retention=kept,
        per_joined=_each(placed.cost, len(stays)),
        per_retained=_each(placed.cost, len(stays) * (kept.week.value or 0)),
    )


def _each(cost: int | None, people: float) -> float | None:
    return cost / people if cost is not None and people else None


def _side(key: Literal["paid", "free"], tools: Sequence[Tool], cut_off: datetime) -> Side:
    stays = [stay for tool in tools for stay in tool.placed.stays]
    costs: dict[str, int] = {}
    for tool in tools:
        if tool.placed.cost is not None:
            costs[tool.placed.currency] = costs.get(tool.placed.currency, 0) + tool.placed.cost
    one = next(iter(costs.items())) if len(costs) == 1 else None
    priced = sum(tool.joined for tool in tools if tool.placed.cost is not None)
    per_joined = _each(one[1], priced) if one else None
    return Side(key, len(stays), retention(stays, cut_off), tuple(costs.items()), per_joined, one[0] if one else "")


def _judged(tool: Tool, tools: Sequence[Tool]) -> Tool:
    verdict, usual = _verdict(tool, [other for other in tools if other is not tool])
    return Tool(
        tool.placed, tool.joined, tool.in_month, tool.left, tool.retention, tool.per_joined, tool.per_retained,
        verdict, usual,
    )  # fmt: skip


def _verdict(tool: Tool, others: Sequence[Tool]) -> tuple[Verdict, float | None]:
    """By cost per retained where it is known, against the other placements in that currency; else by who stayed."""
    if not tool.joined:
        return "nobody", None
    if tool.retention.week.whole < ENOUGH:
        return "few", None
    if tool.per_retained is not None:
        costs = [
            other.per_retained
            for other in others
            if other.per_retained is not None
            and other.placed.currency == tool.placed.currency
            and other.retention.week.whole >= ENOUGH
        ]
        return _compared(tool.per_retained, costs, ("cheaper", "usual", "dearer"))
    shares = [
        o.retention.week.value
        for o in others
        if o.retention.week.value is not None and o.retention.week.whole >= ENOUGH
    ]
    share = tool.retention.week.value
    return _compared(share, shares, ("leave", "usual", "stay")) if share is not None else ("few", None)


def _compared(
    value: float, others: Sequence[float], words: tuple[Verdict, Verdict, Verdict]
) -> tuple[Verdict, float | None]:
    """Below, near, or above the median of the others."""
    if not others:
        return "alone", None
    usual = median(others)
    if abs(value - usual) <= NEAR * usual:
        return words[1], usual
    return (words[0] if value < usual else words[2]), usual
