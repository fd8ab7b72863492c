"""The rules of an activation as a document, and its entries as a table.

Invariant: what the team has not said stands there as a gap, never as a default. It is a template, not legal advice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from inbox.activations import Activation, Entrant, missing
from report.plain_files import Part, plain_document, plain_workbook
from texts import Catalogue, Language, catalogue

SECTIONS = (
    "organiser",
    "territory",
    "term",
    "prize",
    "how",
    "draw",
    "told",
    "taxes",
    "personal_data",
    "age",
    "published",
)
COLUMNS = ("number", "name", "person", "at", "verdict", "doubles", "edited", "choice", "result")


@dataclass(frozen=True, slots=True)
class RulesOf:
    activation: Activation
    brand: str
    place: str


def rules_document(rules: RulesOf, language: Language, zone: str, now: datetime) -> bytes:
    say, activation = catalogue(language), rules.activation
    title = say("activation-rules-title", title=activation.title)
    lacks = missing(activation)
    head = [Part("", (say("activation-rules-lacks", n=len(lacks)),))] if lacks else []
    parts = [Part(say(f"activation-head-{name}"), _section(rules, name, say, ZoneInfo(zone))) for name in SECTIONS]
    return plain_document(title, rules.brand, [*head, *parts], now)


def entrants_workbook(activation: Activation, entrants: Sequence[Entrant], language: Language, zone: str) -> bytes:
    say, place = catalogue(language), ZoneInfo(zone)
    columns = [say(f"activation-col-{name}") for name in COLUMNS]
    rows = [_row(activation, entrant, say, place) for entrant in entrants]
    return plain_workbook(say("activation-sheet"), columns, rows)


def _section(rules: RulesOf, name: str, say: Catalogue, zone: ZoneInfo) -> tuple[str, ...]:
    activation = rules.activation
    match name:
        case "term":
            starts, ends = (_moment(at, say, zone) for at in (activation.published_at, activation.ends_at))
            key = "activation-rule-term-said" if starts else "activation-rule-term-ahead"
            return (say(key, starts=starts, ends=ends),)
        case "prize":
            return (say("activation-prizes-said", n=activation.winners, prize=activation.prize),)
        case "how":
            values = {"place": rules.place or say("activation-gap"), "word": activation.word}
            return tuple(filter(None, (activation.text, say(f"activation-rule-how-{activation.mechanic}", **values))))
        case "draw":
            return (say("activation-rule-draw", n=activation.substitutes),)
    return (activation.rules.get(name, "").strip() or say("activation-gap"),)


def _row(activation: Activation, entrant: Entrant, say: Catalogue, zone: ZoneInfo) -> list[str | int]:
    return [
        "" if entrant.number is None else entrant.number,
        entrant.name,
        str(entrant.person),
        _moment(entrant.at, say, zone),
        say(f"activation-verdict-{entrant.verdict}"),
        entrant.doubles,
        say("yes") if entrant.is_edited else "",
        ", ".join(activation.options[at] for at in entrant.choice if at < len(activation.options)),
        _result(activation, entrant, say),
    ]


def _result(activation: Activation, entrant: Entrant, say: Catalogue) -> str:
    if activation.drawn is None or entrant.number is None:
        return ""
    if entrant.number in activation.drawn.winners:
        return say("activation-won")
    if entrant.number in activation.drawn.substitutes:
        return say("activation-substitute")
    return say("activation-left") if activation.checks.get(str(entrant.number)) == "gone" else ""


def _moment(at: datetime | None, say: Catalogue, zone: ZoneInfo) -> str:
    return format_datetime(at.astimezone(zone), "dd.MM.y HH:mm", locale=say.language) if at is not None else ""
