"""The month's time: people, stand-in and program all read this clock, and the play alone moves it."""

from datetime import datetime


class Clock:
    def __init__(self, starts_at: datetime) -> None:
        self._now = starts_at

    def __call__(self) -> datetime:
        return self._now

    def reach(self, moment: datetime) -> None:
        """Time never runs backwards: a moment already past is now."""
        self._now = max(self._now, moment)
