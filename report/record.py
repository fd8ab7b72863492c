"""The month's response metrics as JSON, for machines. The schema stands in docs/metrics.md.

Invariant: durations are seconds, shares run from 0 to 1, the unknown is null; a median that fell on the unanswered is
the word "unanswered", which is not the same as unknown.
"""

import json
from dataclasses import asdict
from math import isinf
from typing import Any

from report.backlog import Backlog, Resolution
from report.figures import MonthFigures
from report.groups import Day, Group, HeatCell, Post, Teammate
from report.headline import Change, Headline
from report.model import Report
from report.replies import Library, Suggested
from report.seen_record import ratio, seen_record, share
from report.spread import Seconds, Spread, Target, Working

SCHEMA = "otklik.month/1"


def json_record(report: Report) -> bytes:
    return (json.dumps(record(report), ensure_ascii=False, indent=1) + "\n").encode()


def record(report: Report) -> dict[str, Any]:
    figures = report.figures
    facts = figures.facts
    return {
        "schema": SCHEMA,
        "brand": facts.brand,
        "month": f"{facts.month.year}-{facts.month.number:02}",
        "zone": str(facts.month.zone),
        "cut_off": facts.cut_off.isoformat(),
        "made_at": facts.made_at.isoformat(),
        "version": facts.version,
        "revised": [
            {"item": one.item or None, "table": one.table or None, "figure": one.figure,
             "before": one.before or None, "now": one.now or None, "behind_it": one.why or None}
            for one in facts.revised
        ],
        "calendar": facts.calendar or None,
        "target": facts.target or None,
        "checklist": {
            "done": report.done,
            "items": [{"item": one.number, "mark": one.mark} for one in report.sections],
        },
        **_seen(figures),
        "library": _library(figures.library) if facts.entries else _blank(_library(figures.library)),
        "seen": seen_record(facts),
        "gaps": [{"from": gap.starts_at.isoformat(), "to": gap.ends_at.isoformat(), "reason": gap.reason}
                 for gap in facts.gaps],
        "headline": _headline(figures.headline),
        "changes": {change.key: _change(change) for change in figures.changes},
        "line": [_headline(month) for month in figures.line],
    }  # fmt: skip


def _seen(figures: MonthFigures) -> dict[str, Any]:
    """What was counted; in a month in which nothing was seen, nothing is known."""
    found = {**_response(figures), **_breakdowns(figures), "suggestions": _suggested(figures.suggested)}
    return found if figures.messages is not None else {key: _blank(value) for key, value in found.items()}


def _blank(value: Any) -> Any:
    """The same shape with every number unknown."""
    if isinstance(value, dict):
        return {key: _blank(one) for key, one in value.items()}
    return [] if isinstance(value, list) else None


def _response(figures: MonthFigures) -> dict[str, Any]:
    return {
        "messages": figures.messages,
        "incoming": figures.incoming,
        "first_response": _spread(figures.first),
        "first_response_working": _working(figures.first_working),
        "response": _spread(figures.response),
        "response_working": _working(figures.response_working),
        "answered_within": {key: share(part) for key, part in figures.within},
        "distribution": {bucket.key: bucket.share.part for bucket in figures.distribution},
        "target_hits": _target(figures.target),
        "backlog": _backlog(figures.backlog),
        "resolution": _resolution(figures.resolution),
    }


def _breakdowns(figures: MonthFigures) -> dict[str, Any]:
    return {
        "days": [_day(day) for day in figures.days],
        "heat_map": [_cell(cell) for cell in figures.heat],
        "chats": [_group(group) for group in figures.chats],
        "teammates": [_teammate(one) for one in figures.teammates],
        "posts": [_post(post) for post in figures.posts],
        "categories": [_group(group) for group in figures.categories],
    }


def _seconds(value: Seconds | None) -> float | str | None:
    if value is None:
        return None
    return "unanswered" if isinf(value) else round(value, 3)


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "n": len(spread.answered),
        "unanswered": len(spread.unanswered),
        "p50": _seconds(spread.p50),
        "p90": _seconds(spread.p90),
        "mean": _seconds(spread.mean),
        "p50_all": _seconds(spread.p50_all),
    }


def _working(working: Working | None) -> dict[str, Any]:
    if working is None:
        unknown: dict[str, Any] = _blank(_working(Working(Spread(), ())))
        return unknown
    return {**_spread(working.spread), "off_hours": len(working.off_hours)}


def _target(target: Target) -> dict[str, Any]:
    return {
        "rate": ratio(target.rate.value),
        "hit": len(target.hit),
        "missed": len(target.missed),
        "pending": len(target.pending),
    }


def _backlog(backlog: Backlog) -> dict[str, Any]:
    return {
        "opened": len(backlog.opened),
        "resolved": len(backlog.resolved),
        "open_now": backlog.open_now,
        "age_p50": backlog.age_p50,
        "age_p90": backlog.age_p90,
        "age_max": backlog.age_max,
        "flow": backlog.flow,
    }


def _resolution(resolution: Resolution) -> dict[str, Any]:
    return {
        "resolved": len(resolution.resolved),
        "unresolved": len(resolution.unresolved),
        "p50": resolution.p50,
        "p90": resolution.p90,
    }


def _day(day: Day) -> dict[str, Any]:
    return {"day": day.day.isoformat(), "incoming": day.incoming, **_spread(day.response)}


def _cell(cell: HeatCell) -> dict[str, Any]:
    return {"weekday": cell.weekday, "hour": cell.hour, "incoming": cell.incoming, **_spread(cell.response)}


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name or None,
        **_spread(group.response),
        "within_hour": ratio(group.within_hour.value),
        "target_hits": _target(group.target),
    }


def _teammate(one: Teammate) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "answers": len(one.answers),
        "closed": _spread(one.closed),
        "working": _working(one.working),
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "link": post.post.link,
        "posted_at": post.post.posted_at.isoformat(),
        "comments": post.post.comments,
        **_spread(post.response),
        "target_hits": _target(post.target),
        "needed_attention": post.needed_attention,
    }


def _suggested(suggested: Suggested) -> dict[str, Any]:
    return {
        "covered": share(suggested.covered),
        "accepted": share(suggested.accepted),
        "outcomes": {key: one.part for key, one in suggested.outcomes},
        "top1": share(suggested.top1),
        "top3": share(suggested.top3),
    }


def _library(library: Library) -> dict[str, Any]:
    return {
        "approved_total": len(library.total),
        "sent": library.uses,
        "new": len(library.new),
        "approved": len(library.approved),
        "retired": len(library.retired),
        "drafts": len(library.drafts),
        "unused": len(library.unused),
        "time_saved": _seconds(library.time_saved),
    }


def _headline(headline: Headline) -> dict[str, Any]:
    return {key: _rounded(value) for key, value in asdict(headline).items()}


def _change(change: Change) -> dict[str, Any]:
    return {
        "now": _rounded(change.now),
        "before": _rounded(change.before),
        "ratio": ratio(change.ratio),
        "is_better": change.is_better,
    }


def _rounded(value: float | None) -> float | str | None:
    if isinstance(value, int):
        return value
    return "unanswered" if value is not None and isinf(value) else ratio(value)
