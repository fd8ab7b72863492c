"""A conversation: one matter with one member in one chat (and thread), and what may happen to it.

Invariant: all states and what leads from one to another stand in one table; `decide` is its only reader. *Waiting* is
no state: it is derived from the messages (see inbox.waits). What the table does not name is refused as `Stale`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inbox.errors import Stale


class State(StrEnum):
    OPEN = "open"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    SPAM = "spam"


class Happening(StrEnum):
    ASKED = "asked"  # the member wrote what needs an answer
    SAID = "said"  # the member wrote what needs none
    ANSWERED = "answered"  # the team wrote to the member
    SNOOZE = "snooze"
    WAKE = "wake"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    SPAM = "spam"
    UNSPAM = "unspam"


TRANSITIONS: dict[tuple[State, Happening], State] = {
    (State.OPEN, Happening.ASKED): State.OPEN,
    (State.OPEN, Happening.SAID): State.OPEN,
    (State.OPEN, Happening.ANSWERED): State.OPEN,
    (State.OPEN, Happening.SNOOZE): State.SNOOZED,
    (State.OPEN, Happening.RESOLVE): State.RESOLVED,
    (State.OPEN, Happening.SPAM): State.SPAM,
    (State.SNOOZED, Happening.ASKED): State.OPEN,
    (State.SNOOZED, Happening.SAID): State.SNOOZED,
    (State.SNOOZED, Happening.ANSWERED): State.OPEN,
    (State.SNOOZED, Happening.SNOOZE): State.SNOOZED,
    (State.SNOOZED, Happening.WAKE): State.OPEN,
    (State.SNOOZED, Happening.RESOLVE): State.RESOLVED,
    (State.SNOOZED, Happening.SPAM): State.SPAM,
    (State.RESOLVED, Happening.ASKED): State.OPEN,
    (State.RESOLVED, Happening.SAID): State.RESOLVED,
    (State.RESOLVED, Happening.ANSWERED): State.RESOLVED,
    (State.RESOLVED, Happening.REOPEN): State.OPEN,
    (State.RESOLVED, Happening.SPAM): State.SPAM,
    (State.SPAM, Happening.ASKED): State.SPAM,
    (State.SPAM, Happening.SAID): State.SPAM,
    (State.SPAM, Happening.ANSWERED): State.OPEN,
    (State.SPAM, Happening.UNSPAM): State.OPEN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a conversation changes as things happen to it; `reopened_at`: when this cancelled an earlier close."""

    state: State = State.OPEN
    resolved_at: datetime | None = None
    resolved_by: int | None = None
    snoozed_until: datetime | None = None
    reopened_at: datetime | None = None


def decide(
    standing: Standing, happening: Happening, at: datetime, *, by: int | None = None, until: datetime | None = None
) -> Standing:
    """The standing after something happened. A reopening cancels the earlier close. Raises `Stale`.

    `by` is the teammate who resolved it (None: it closed by itself); `until` ends a snooze.
    """
    after = TRANSITIONS.get((standing.state, happening))
    if after is None:
        raise Stale(f"stale-{standing.state}")
    if after is State.RESOLVED:
        if standing.state is State.RESOLVED:
            return standing
        return Standing(after, resolved_at=at, resolved_by=by)
    if after is State.SNOOZED:
        return Standing(after, snoozed_until=until if happening is Happening.SNOOZE else standing.snoozed_until)
    return Standing(after, reopened_at=at if standing.state is State.RESOLVED else None)


def continues(last_at: datetime, message_at: datetime, silence: timedelta) -> bool:
    """Whether a member's message belongs to the conversation whose last message was at `last_at`: silence ends it."""
    return message_at - last_at <= silence
