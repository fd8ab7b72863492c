"""A calendar as people type it: `пн-пт 10:00-19:00, сб 11-16; праздники RU; 2026-12-31 10-15; 2027-01-02 выходной`.

    calendar = (rule | holidays) …      commas, semicolons and line ends between them
    rule     = subject … hours …        subject: пн · пн-пт · будни · ежедневно · 31.12.2026 · 2027-01-01..2027-01-08
                                        hours: 10-19 · 9:30-18:00 · 22-02 · 10am-7pm · с 10 до 19 · выходной · 24/7
    holidays = праздники RU · holidays DE-BE

Invariant: the first thing that cannot be understood is raised as `CalendarInvalid` with the very words in question; one
day is never given two sets of hours. Absent: the time zone (the brand has it), printing (see `calendar_print`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from inbox.calendar_words import ALWAYS_OPEN_WORDS, CLOSED_WORDS, DAYS_NAMED, FILLERS, weekday_named
from inbox.calendars import WHOLE_DAY, WHOLE_DAY_MINUTES, Calendar, DayHours, Hours
from inbox.errors import CalendarInvalid, CalendarProblem
from inbox.public_holidays import Country, checked_country

_DASH = r"\s*(?:[-–—…]|\.\.|\b(?:по|до|to|till|until|through)\b)\s*"
_DATE = r"(?:\d{4}-\d\d?-\d\d?|\d\d?\.\d\d?\.\d{4})"
_TIME = r"\d\d?(?:[:.]\d\d)?(?:\s*[ap]m\b)?"
_WORD = r"[^\W\d_]+"
TOKEN = re.compile(
    rf"(?P<holidays>\b(?:праздники|holidays)\b[:\s]*(?P<country>{_WORD})?(?:-(?P<part>\w+))?)"
    rf"|(?P<date>{_DATE})(?:{_DASH}(?P<last_date>{_DATE}))?"
    r"|(?P<always>24/7)"
    rf"|(?P<opens>{_TIME}){_DASH}(?P<closes>{_TIME})(?!\d)"
    rf"|(?P<word>{_WORD})(?:\.(?!\.))?(?:{_DASH}(?P<last_word>{_WORD}))?"
    r"|[-–—,;:.](?!\S)|[,;:]|(?P<alien>[^\s,;]+)",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(\d+)(?:[:.](\d+))?\s*(am|pm)?")
OTHER_HALF = {"am": "pm", "pm": "am"}
LONGEST_RANGE = timedelta(days=366)

Subject = int | date  # a weekday from Monday = 0, or an exception


@dataclass(frozen=True, slots=True)
class Token:
    """What a piece of the text says: days, or hours; `выходные` may be either."""

    place: str
    subjects: tuple[Subject, ...] = ()
    hours: DayHours | None = None


class Rule(NamedTuple):
    days: list[Token]
    hours: list[Token]


def parse_calendar(spec: str, zone: ZoneInfo, before: Calendar | None = None) -> Calendar:
    """Reads a typed calendar; raises `CalendarInvalid`. What it doesn't name is as in the one `before`, if any."""
    matches = list(TOKEN.finditer(spec))
    hours, country = _hours_by_subject(matches), _country(matches)
    named = bool(hours) or country is not None
    known = before or Calendar(zone, ((),) * 7)
    week = tuple(hours.pop(weekday, known.week[weekday]) for weekday in range(7))
    if not named or not any(week):
        raise CalendarInvalid("empty", spec.strip())
    exceptions = dict(known.exceptions) | {day: given for day, given in hours.items() if isinstance(day, date)}
    return Calendar(zone, week, country or known.country, tuple(sorted(exceptions.items())))


def _hours_by_subject(matches: list[re.Match[str]]) -> dict[Subject, DayHours]:
    hours: dict[Subject, DayHours] = {}
    for rule in _rules(token for match in matches for token in _tokens(match)):
        _check_complete(rule)
        given = tuple(sorted({each for token in rule.hours for each in token.hours or ()}))
        for token in rule.days:
            for subject in token.subjects:
                if hours.setdefault(subject, given) != given:
                    raise CalendarInvalid("twice", token.place)
    return hours


def _rules(tokens: Iterator[Token]) -> Iterator[Rule]:
    rule = Rule([], [])
    for token in tokens:
        closes_the_days = token.hours is not None and rule.days and not rule.hours
        if token.subjects and not closes_the_days:
            if rule.hours:
                yield rule
                rule = Rule([], [])
            rule.days.append(token)
        else:
            rule.hours.append(token)
    if rule.days or rule.hours:
        yield rule


def _check_complete(rule: Rule) -> None:
    if not rule.hours:
        raise CalendarInvalid("no-hours", rule.days[-1].place)
    if not rule.days and rule.hours[0].hours != WHOLE_DAY:
        raise CalendarInvalid("no-days", rule.hours[0].place)
    if not rule.days:  # «круглосуточно» says it all
        rule.days.append(Token(rule.hours[0].place, tuple(range(7))))


def _tokens(match: re.Match[str]) -> Iterator[Token]:
    """At most one token: fillers and holidays give none."""
    place = match[0].strip()
    if match["date"]:
        yield Token(place, _dates(match["date"], match["last_date"] or match["date"], place))
    elif match["always"]:
        yield Token(place, hours=WHOLE_DAY)
    elif match["opens"]:
        yield Token(place, hours=(_interval(match["opens"], match["closes"], place),))
    elif match["word"]:
        yield from _words(match["word"].casefold(), (match["last_word"] or "").casefold(), place)
    elif match["alien"]:
        raise CalendarInvalid(_problem_with(place), place)


def _problem_with(alien: str) -> CalendarProblem:
    if not alien[0].isdigit():
        return "word"
    return "date" if "." in alien else "hours"


def _words(first: str, last: str, place: str) -> Iterator[Token]:
    if last in CLOSED_WORDS | ALWAYS_OPEN_WORDS:  # «вс — выходной» is no range
        yield from (_word(first, first), _word(last, last))
    elif last:
        yield Token(place, _weekdays(first, last, place))
    elif first not in FILLERS:
        yield _word(first, place)


def _word(word: str, place: str) -> Token:
    if word in ALWAYS_OPEN_WORDS:
        return Token(place, hours=WHOLE_DAY)
    if word in DAYS_NAMED:
        return Token(place, DAYS_NAMED[word], () if word in CLOSED_WORDS else None)
    if word in CLOSED_WORDS:
        return Token(place, hours=())
    return Token(place, _weekdays(word, word, place))


def _weekdays(first: str, last: str, place: str) -> tuple[int, ...]:
    """From Saturday to Tuesday is four days."""
    since, until = weekday_named(first), weekday_named(last)
    if since is None or until is None:
        raise CalendarInvalid("word", place)
    return tuple((since + n) % 7 for n in range((until - since) % 7 + 1))


def _dates(first: str, last: str, place: str) -> tuple[date, ...]:
    since, until = _date(first), _date(last)
    if not since <= until <= since + LONGEST_RANGE:
        raise CalendarInvalid("range", place)
    return tuple(since + timedelta(n) for n in range((until - since).days + 1))


def _date(text: str) -> date:
    parts = [int(part) for part in re.split(r"[-.]", text)]
    try:
        return date(*parts) if "-" in text else date(*reversed(parts))
    except ValueError:
        raise CalendarInvalid("date", text) from None


def _interval(opens: str, closes: str, place: str) -> Hours:
    """Hours that close at or before they open run past midnight."""
    until = _minutes(closes, place)
    half = closes[-2:].casefold()
    if half in OTHER_HALF and not opens[-1].isalpha():  # 1-5pm is all afternoon, 10-7pm is not
        since = _minutes(opens + half, place)
        since = since if since < until else _minutes(opens + OTHER_HALF[half], place)
    else:
        since = _minutes(opens, place)
    if since in (until, WHOLE_DAY_MINUTES):
        raise CalendarInvalid("hours", place)
    return Hours(since, until if until > since else until + WHOLE_DAY_MINUTES)


def _minutes(text: str, place: str) -> int:
    clock = CLOCK.fullmatch(text.casefold())
    assert clock is not None
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3]:
        hour = hour % 12 + 12 * (clock[3] == "pm") if 1 <= hour <= 12 else 25
    if minute > 59 or hour * 60 + minute > WHOLE_DAY_MINUTES:
        raise CalendarInvalid("hours", place)
    return hour * 60 + minute


def _country(matches: list[re.Match[str]]) -> Country | None:
    named = [match for match in matches if match["holidays"]]
    if not named:
        return None
    if len(named) > 1:
        raise CalendarInvalid("word", named[1][0].strip())
    if not named[0]["country"]:
        raise CalendarInvalid("country", named[0][0].strip())
    part = named[0]["part"]
    return checked_country(named[0]["country"].upper(), part and part.upper())
