"""A typed calendar: what people write is read, what is printed reads back, what is wrong is named."""

from datetime import date
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.calendar_print import print_calendar
from inbox.calendar_spec import parse_calendar
from inbox.calendar_words import CalendarLanguage
from inbox.calendars import WHOLE_DAY, Calendar, Hours, zone_named
from inbox.errors import CalendarInvalid, CalendarProblem
from inbox.public_holidays import Country
from texts import LANGUAGES, Language, catalogue

MOSCOW = ZoneInfo("Europe/Moscow")

hours = st.builds(lambda opens, length: Hours(opens, opens + length), st.integers(0, 1439), st.integers(1, 1439))
day_hours = st.lists(hours, max_size=3, unique=True).map(lambda day: tuple(sorted(day))) | st.just(WHOLE_DAY)
calendars = st.builds(
    Calendar,
    st.just(MOSCOW),
    st.tuples(*[day_hours] * 7).filter(any),
    st.sampled_from([None, Country("RU"), Country("DE", "BE")]),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 1)), day_hours).map(lambda d: tuple(sorted(d.items()))),
)


def printed(spec: str, language: CalendarLanguage = "ru") -> str:
    return print_calendar(parse_calendar(spec, MOSCOW), language)


@pytest.mark.parametrize(
    ("added", "whole"),
    [
        ("31.12.2026 10-15", "пн-пт 10-19; праздники RU; 31.12.2026 10-15"),
        ("01.01.2027 выходной", "пн-пт 10-19; праздники RU; 31.12.2026 выходной; 01.01.2027 выходной"),
        ("праздники KZ", "пн-пт 10-19; праздники KZ; 31.12.2026 выходной"),
        ("пт 10-17, сб 11-16", "пн-чт 10-19, пт 10-17, сб 11-16; праздники RU; 31.12.2026 выходной"),
    ],
)
def test_what_is_added_changes_only_what_it_names(added: str, whole: str) -> None:
    before = parse_calendar("пн-пт 10-19; праздники RU; 31.12.2026 выходной", MOSCOW)
    assert parse_calendar(added, MOSCOW, before) == parse_calendar(whole, MOSCOW)


def test_adding_nothing_is_no_calendar() -> None:
    with pytest.raises(CalendarInvalid):
        parse_calendar("; ", MOSCOW, parse_calendar("пн-пт 10-19", MOSCOW))


@given(calendars, st.sampled_from(get_args(CalendarLanguage)))
def test_what_is_printed_reads_back_as_the_same_calendar(calendar: Calendar, language: CalendarLanguage) -> None:
    assert parse_calendar(print_calendar(calendar, language), MOSCOW) == calendar


def test_a_calendar_is_printed_in_either_language() -> None:
    spec = "пн-пт 10:00-19:00, сб 11-16; праздники RU; 2026-12-31 10-15; 2027-01-02 выходной"
    assert (printed(spec), printed(spec, "en")) == (
        "пн-пт 10:00-19:00, сб 11:00-16:00; праздники RU; 2026-12-31 10:00-15:00; 2027-01-02 выходной",
        "mon-fri 10:00-19:00, sat 11:00-16:00; holidays RU; 2026-12-31 10:00-15:00; 2027-01-02 closed",
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Будни с 10 до 19, выходные 11-16", "пн-пт 10:00-19:00, сб-вс 11:00-16:00"),
        ("Пн-Пт: 9.00 – 18.00; Сб, Вс — выходной", "пн-пт 09:00-18:00"),
        ("сб-вс выходные\nпн-пт 10-19", "пн-пт 10:00-19:00"),
        ("с понедельника по пятницу с 9 до 21.", "пн-пт 09:00-21:00"),
        ("по будням 10-19, в субботу и воскресенье 11-16", "пн-пт 10:00-19:00, сб-вс 11:00-16:00"),
        ("пн-пт 10-13, 14-19", "пн-пт 10:00-13:00, 14:00-19:00"),
        ("пн, ср 10-19", "пн 10:00-19:00, ср 10:00-19:00"),
        ("сб-вт 10-12", "пн-вт 10:00-12:00, сб-вс 10:00-12:00"),
        ("ежедневно 22-02, праздники by", "пн-вс 22:00-02:00; праздники BY"),
        ("круглосуточно", "пн-вс круглосуточно"),
        ("24/7; 1.1.2027-8.1.2027 закрыто", "пн-вс круглосуточно; 2027-01-01..2027-01-08 выходной"),
        ("Mon to Fri 10am-7pm, weekends 11-4pm", "пн-пт 10:00-19:00, сб-вс 11:00-16:00"),
        ("mon 1-5pm, tue 12am-12pm, wed 10-7am", "пн 13:00-17:00, вт 00:00-12:00, ср 22:00-07:00"),
        ("Mon. 10-19, thurs–fri 10…24; holidays: DE-BE", "пн 10:00-19:00, чт-пт 10:00-24:00; праздники DE-BE"),
    ],
)
def test_people_write_calendars_in_many_ways(typed: str, meant: str) -> None:
    assert printed(typed) == meant


@pytest.mark.parametrize(
    ("typed", "problem", "place"),
    [
        ("пн-пт 10-25:00", "hours", "10-25:00"),
        ("пн 10:75-12", "hours", "10:75-12"),
        ("пн 10-10", "hours", "10-10"),
        ("пн 24-25", "hours", "24-25"),
        ("пн 13pm-15", "hours", "13pm-15"),
        ("пн 10", "hours", "10"),
        ("пн 10-195", "hours", "10-195"),
        ("пн 10-19; 31.02.2027 выходной", "date", "31.02.2027"),
        ("пн 10-19; 31.12 выходной", "date", "31.12"),
        ("пн 10-19; 2027-01-08..2027-01-01 выходной", "range", "2027-01-08..2027-01-01"),
        ("пт фигня 10-11", "word", "фигня"),
        ("пн-фигня 10-11", "word", "пн-фигня"),
        ("пн 10-19 @", "word", "@"),
        ("пн 10-19; праздники RU; праздники BY", "word", "праздники BY"),
        ("пн-пт", "no-hours", "пн-пт"),
        ("10-19", "no-days", "10-19"),
        ("пн 10-19, пн-ср 9-18", "twice", "пн-ср"),
        ("пн 10-19; праздники ZZ", "country", "ZZ"),
        ("пн 10-19; праздники", "country", "праздники"),
        ("пн 10-19; праздники RU-XX", "subdivision", "RU-XX"),
        (" 2026-12-31 10-15 ", "empty", "2026-12-31 10-15"),
        ("", "empty", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(typed: str, problem: CalendarProblem, place: str) -> None:
    with pytest.raises(CalendarInvalid) as raised:
        parse_calendar(typed, MOSCOW)
    assert (raised.value.problem, raised.value.place) == (problem, place)


@given(st.text(alphabet="пнвтсб-–.:,; 019/amRU праздникипо\n2026", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_calendar_or_invalid(typed: str) -> None:
    try:
        parse_calendar(typed, MOSCOW)
    except CalendarInvalid as invalid:
        assert invalid.place.strip() in typed  # noqa: PT017 most texts are invalid, some are not


@pytest.mark.parametrize("name", ["Europe/Moskva", "", "../etc/passwd", "Europe", "UTC\0"])
def test_a_time_zone_that_does_not_exist_is_named(name: str) -> None:
    with pytest.raises(CalendarInvalid) as raised:
        zone_named(name)
    assert (raised.value.problem, raised.value.place) == ("zone", name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", get_args(CalendarProblem))
def test_every_problem_has_words_that_name_the_place(problem: CalendarProblem, language: Language) -> None:
    error = CalendarInvalid(problem, "25:00")
    said = catalogue(language)(error.code, **error.values)
    assert said.count("25:00") == (0 if problem == "empty" else 1)
