"""What becomes of a call that brought no result: one pure decision.

| Telegram says                                     | the call                                        |
|---------------------------------------------------|-------------------------------------------------|
| message is not modified                           | is as good as made                              |
| the group has become a supergroup                 | goes to its new id                              |
| never (400, 403, 404, 413)                        | is refused                                      |
| nothing certain (time-out, reset, 5xx, our crash) | is uncertain, if a member may see it twice      |
| anything else                                     | is made again, when Telegram says or after a while |
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.messenger import DeliveryFailed
from inbox.calls import Call

LONGEST_PAUSE = timedelta(minutes=1)

Outcome = Literal["ok", "refused", "uncertain"]


@dataclass(frozen=True, slots=True)
class Settled:
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Again:
    after: timedelta


@dataclass(frozen=True, slots=True)
class Redirected:
    to: int


Verdict = Settled | Again | Redirected


def verdict(call: Call, failure: DeliveryFailed, attempts: int) -> Verdict:
    """`attempts`: how often the call had been made before."""
    if "message is not modified" in failure.reason.lower():
        return Settled("ok")
    if failure.migrate_to is not None:
        return Redirected(failure.migrate_to)
    if failure.permanent:
        return Settled("refused")
    if failure.ambiguous and call.to_member and not call.is_repeatable:
        return Settled("uncertain")
    return Again(pause(failure, attempts))


def pause(failure: DeliveryFailed, attempts: int) -> timedelta:
    """What Telegram asks for, else twice as long at each attempt, from a second to a minute."""
    if failure.retry_after is not None:
        return timedelta(seconds=failure.retry_after)
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_PAUSE)
