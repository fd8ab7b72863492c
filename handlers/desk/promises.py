"""How a wait stands against the response time promised, and when its card will have to say something else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.desk.sight import Sight
from handlers.moments import DAY, HOUR, MINUTE
from inbox.targets import Standing, Target, due_at, standing

STEPS = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR)
"""How long a wait has lasted when its card is drawn anew; then every day."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`due_at` is None when the brand never opens again."""

    standing: Standing
    due_at: datetime | None


def promise(sight: Sight, now: datetime) -> Promise:
    assert sight.wait is not None
    target, asked_at = sight.wait.target, sight.wait.asked_at
    return Promise(standing(target, asked_at, now, sight.calendar), due_at(target, asked_at, sight.calendar))


def next_change(sight: Sight, now: datetime) -> datetime:
    """When the card of a waiting conversation should be looked at again."""
    assert sight.wait is not None
    target, asked_at = sight.wait.target, sight.wait.asked_at
    soon = due_at(Target(target.within * 3 / 4, target.clock), asked_at, sight.calendar)
    due = due_at(target, asked_at, sight.calendar)
    turns = [at for at in (soon, due and due + timedelta(seconds=1)) if at is not None and at > now]
    return min(asked_at + _step_after(now - asked_at), *turns) if turns else asked_at + _step_after(now - asked_at)


def _step_after(waited: timedelta) -> timedelta:
    return next((step for step in STEPS if step > waited), (waited // DAY + 1) * DAY)
