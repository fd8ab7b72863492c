"""A placement as somebody types it: `"Blogger A" 5000 RUB paid until 30.11`; quotes, cost and the rest may be left out.

Invariant: nothing is guessed: what is neither money, "paid", "free" nor a date belongs to the name, and money without a
currency has none. Absent: the link itself, which Telegram makes.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inbox.days import within_reason
from inbox.errors import Invalid

TELEGRAM_NAME = 32
LONGEST = 120
QUOTED = re.compile(r'\s*(?:"([^"]*)"|«([^»]*)»|“([^”]*)”)\s*')
NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
MONEY = re.compile(rf"(?<!\S)(?P<before>[$€£])?(?P<number>{NUMBER})\s*(?P<after>[^\W\d_]+\.?|[$€£₽₸])?(?!\S)")
CURRENCIES = {
    "RUB": ("rub", "₽", "руб", "р", "рублей", "рубля", "рубль"), "USD": ("usd", "$", "долларов", "доллар", "доллара"),
    "EUR": ("eur", "€", "евро"), "GBP": ("gbp", "£"), "KZT": ("kzt", "₸", "тенге"), "BYN": ("byn", "бел"),
    "UZS": ("uzs", "сум", "сумов"), "GEL": ("gel", "лари"), "AMD": ("amd", "драм", "драмов"),
}  # fmt: skip
PAID = ("paid", "платно", "платный", "платная", "платное")
FREE = ("free", "бесплатно", "бесплатный", "бесплатная", "бесплатное", "бартер")
UNTIL = re.compile(
    r"(?<!\S)(?:until|till|до)\s+(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}(?:\.\d{4})?)(?!\S)", re.IGNORECASE
)
DEAREST = 10**12


@dataclass(frozen=True, slots=True)
class Wanted:
    """`cost` is in hundredths; None when nothing was said of it. The link works `until` the end of that day."""

    name: str
    cost: int | None = None
    currency: str = ""
    is_paid: bool = False
    until: date | None = None


def placement_wanted(words: str, today: date) -> Wanted:
    """Raises `Invalid` when there is no name, or what is said cannot be."""
    quoted, rest = _quoted(words)
    until, rest = _until(rest, today)
    cost, currency, rest = _money(rest, may_be_bare=bool(quoted))
    is_paid, rest = _paid(rest)
    if quoted and rest:
        raise Invalid("link-words-left", words=rest)
    name = quoted or rest
    if not name:
        raise Invalid("link-how")
    if len(name) > LONGEST:
        raise Invalid("link-name-long", length=len(name), most=LONGEST)
    return Wanted(name, cost, currency, bool(cost) if is_paid is None else is_paid, until)


def name_for_telegram(name: str) -> str:
    """Telegram names a link with 32 characters at most; ours is kept whole beside it."""
    return name if len(name) <= TELEGRAM_NAME else name[: TELEGRAM_NAME - 1].rstrip() + "…"


def _quoted(words: str) -> tuple[str, str]:
    match = QUOTED.match(words)
    if match is None:
        return "", words
    return " ".join(next(part for part in match.groups() if part is not None).split()), words[match.end() :]


def _until(words: str, today: date) -> tuple[date | None, str]:
    match = UNTIL.search(words)
    if match is None:
        return None, words
    try:
        day = within_reason(_day(match[1], today))
    except ValueError as error:
        raise Invalid("link-until-unreadable", said=match[1]) from error
    if day < today:
        raise Invalid("link-until-past", said=match[1])
    return day, words[: match.start()] + words[match.end() :]


def _day(said: str, today: date) -> date:
    """A date without a year is the next one."""
    if "-" in said:
        year, month, day = map(int, said.split("-"))
        return date(year, month, day)
    day, month, *years = map(int, said.split("."))
    if years:
        return date(years[0], month, day)
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)


def _money(words: str, *, may_be_bare: bool) -> tuple[int | None, str, str]:
    """The last amount: hundredths, currency, the other words. A bare number after an unquoted name belongs to it."""
    for match in reversed(list(MONEY.finditer(words))):
        after = match["after"] or ""
        currency = _currency(match["before"] or after)
        if currency or _is_said(after) or (may_be_bare and not after):
            hundredths = int(Decimal(re.sub(r"[ \u00a0]", "", match["number"]).replace(",", ".")) * 100)
            if hundredths > DEAREST:
                raise Invalid("link-cost-large")
            end = match.end() if currency else match.end("number")
            return hundredths, currency, words[: match.start()] + words[end:]
    return None, "", words


def _currency(said: str) -> str:
    said = said.casefold().rstrip(".")
    return next((code for code, names in CURRENCIES.items() if said in names), "")


def _is_said(word: str) -> bool:
    return word.casefold() in (*PAID, *FREE)


def _paid(words: str) -> tuple[bool | None, str]:
    """Whether it was called paid or free, and the other words."""
    said = [word for word in words.split() if _is_said(word)]
    rest = " ".join(word for word in words.split() if not _is_said(word))
    return (said[-1].casefold() in PAID if said else None), rest
