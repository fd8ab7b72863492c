"""When people write and when the team answers: the hours of a day, the days of a week, the length of a wait."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

QUESTIONS = (6, 10)
"""How many matters come up on a working day, from and to; at weekends two thirds of it."""
BY_HOUR = (1, 1, 0, 0, 0, 1, 2, 5, 9, 10, 10, 11, 13, 12, 10, 9, 9, 10, 12, 12, 10, 8, 5, 3)
"""How likely a message is at each hour of the day."""
WEEKDAY, WEEKEND = (9, 20), (10, 18)
POST_DAYS = (2, 5, 9, 12, 16, 19, 24, 27)
POST_AT = time(11)
NEVER, IN_THE_EVENING = 0.03, 0.18


def moments(day: date, number: int, zone: ZoneInfo, luck: Random) -> list[datetime]:
    """That many instants of the day, in order."""
    hours = luck.choices(range(24), BY_HOUR, k=number)
    times = [time(hour, luck.randrange(60), luck.randrange(60)) for hour in hours]
    return sorted(datetime.combine(day, at, zone) for at in times)


def answered_at(asked_at: datetime, luck: Random) -> datetime | None:
    """When the team answers; None for never. The zone of `asked_at` is the team's."""
    if luck.random() < NEVER:
        return None
    if is_on_duty(asked_at):
        median = 6.0 if asked_at.weekday() < 5 else 28.0
        wait = timedelta(minutes=min(median * luck.lognormvariate(0, 0.9), 400))
    elif asked_at.hour >= 20 and luck.random() < IN_THE_EVENING:
        wait = timedelta(minutes=luck.uniform(4, 40))
    else:
        opens = opening_after(asked_at)
        wait = opens - asked_at + timedelta(minutes=luck.uniform(2, 45 if opens.weekday() < 5 else 120))
    return asked_at + timedelta(seconds=max(40, round(wait.total_seconds())))


def is_on_duty(at: datetime) -> bool:
    opens, closes = WEEKDAY if at.weekday() < 5 else WEEKEND
    return opens <= at.hour < closes


def opening_after(at: datetime) -> datetime:
    day = at
    while True:
        opens = datetime.combine(day.date(), time((WEEKDAY if day.weekday() < 5 else WEEKEND)[0]), at.tzinfo)
        if opens > at:
            return opens
        day += timedelta(days=1)
