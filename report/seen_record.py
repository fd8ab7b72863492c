"""What Telegram itself showed of the month, as JSON: items 1-4 and 6-8. The schema stands in docs/metrics.md.

Invariant: the same counting as the report's tables; the unknown is null, and sums of money are in whole units.
"""

from collections import Counter
from datetime import datetime
from typing import Any, get_args

from inbox.evidence import Activated, Kind, Published, Seen, Standing
from inbox.facts import MonthFacts
from report.activations_told import took_part
from report.content import content
from report.growth import ChatGrowth, Growth, growth
from report.promotion import Retention, Side, Tool, promotion
from report.rights_told import count_pieces
from report.spread import Share


def seen_record(facts: MonthFacts) -> dict[str, Any] | None:
    """None when nothing of it was read."""
    seen = facts.seen
    if seen is None:
        return None
    return {
        **_content(seen),
        "growth": _growth(growth(seen, facts.month, facts.cut_off), seen),
        **_promotion(facts, seen),
        "ugc": count_pieces(seen.shared, facts.month),
        "activations": [_activation(one) for one in seen.activated],
        "memo": _memo(facts, seen),
    }


def _content(seen: Seen) -> dict[str, Any]:
    found = content(seen)
    standings: tuple[Standing, ...] = get_args(Standing)
    unique = found.uniqueness
    return {
        "plan": {
            "lines": len(found.plan.lines),
            **{key: len(found.of(key)) for key in standings},
            "unplanned": len(found.plan.unplanned),
            "kept": share(found.published),
        },
        "uniqueness": {
            **share(unique.share),
            "forwards": len(unique.forwards),
            "repeats": len(unique.repeats),
            "doubtful": len(unique.doubtful),
            "not_judged": unique.unjudged,
        },
        "publications": [_publication(post, seen) for post in seen.posts],
    }


def _publication(post: Published, seen: Seen) -> dict[str, Any]:
    return {
        "channel": seen.chats.get(post.chat),
        "posted_at": post.posted_at.isoformat(),
        "link": post.link,
        "reactions": post.reactions,
        "comments": post.comments,
        "forwarded_from": post.forwarded_from or None,
    }


def _growth(found: Growth, seen: Seen) -> dict[str, Any]:
    return {
        "chats": [_chat(chat, seen) for chat in found.chats],
        "days": [
            {"day": day.on.isoformat(), "by_themselves": day.organic, "by_links": day.linked, "left": day.left}
            for day in found.days
        ],
        "commenters": seen.commenters,
        "returning": seen.returning,
        "goals": [{"measure": key, "goal": goal, "fact": ratio(fact)} for key, goal, fact in found.goals],
    }


def _chat(chat: ChatGrowth, seen: Seen) -> dict[str, Any]:
    return {
        "name": seen.chats[chat.chat],
        "members_before": chat.before,
        "members_now": chat.now,
        "joined": chat.joined,
        "by_themselves": chat.organic,
        "by_our_links": chat.by_link,
        "by_others_links": chat.by_other_link,
        "left": chat.left,
        "posts": chat.posts,
        "reactions": chat.reactions,
        "comments": chat.comments,
        "er_by_members": ratio(chat.engagement.value),
        "reach": chat.reach,
        "er_by_reach": ratio(chat.engagement_of_reach),
    }


def _promotion(facts: MonthFacts, seen: Seen) -> dict[str, Any]:
    found = promotion(seen.placements, seen.stays, facts.month, facts.cut_off)
    return {"placements": [_tool(tool) for tool in found.tools], "sides": [_side(side) for side in found.sides]}


def _tool(tool: Tool) -> dict[str, Any]:
    placed = tool.placed
    return {
        "name": placed.name,
        "is_paid": placed.is_paid,
        "cost": _money(placed.cost),
        "currency": placed.currency or None,
        "joined": tool.joined,
        "joined_in_month": tool.in_month,
        "left": tool.left,
        **_retention(tool.retention),
        "per_joined": _money(tool.per_joined),
        "per_retained": _money(tool.per_retained),
        "messages": placed.messages,
        "questions": placed.questions,
        "verdict": tool.verdict,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "side": side.key,
        "joined": side.joined,
        **_retention(side.retention),
        "per_joined": _money(side.per_joined),
        "currency": side.currency or None,
    }


def _retention(found: Retention) -> dict[str, Any]:
    return {"stayed_7_days": share(found.week), "stayed_30_days": share(found.month)}


def _activation(one: Activated) -> dict[str, Any]:
    return {
        "title": one.title,
        "mechanic": one.mechanic,
        "link": one.link or None,
        "published_at": one.published_at.isoformat(),
        "ended_at": (one.closed_at or one.ends_at).isoformat(),
        "entries": took_part(one),
        **{key: one.counts.get(key, 0) for key in ("late", "doubles", "withdrawn")},
        "prizes": one.prizes,
        "winners": len(one.winners),
        "rules_lack": list(one.missing),
        "votes": [{"option": option, "votes": votes} for option, votes in one.votes],
    }


def _memo(facts: MonthFacts, seen: Seen) -> dict[str, int]:
    """What was filed in the month itself."""
    counts = Counter(one.kind for one in seen.observed if _is_in(one.at, facts))
    kinds: tuple[Kind, ...] = get_args(Kind)
    return {kind: counts[kind] for kind in kinds}


def _is_in(moment: datetime, facts: MonthFacts) -> bool:
    return facts.month.starts_at <= moment < facts.month.ends_at


def share(found: Share) -> dict[str, Any]:
    return {"share": ratio(found.value), "part": found.part, "whole": found.whole}


def ratio(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _money(hundredths: float | None) -> float | None:
    return None if hundredths is None else round(hundredths / 100, 2)
