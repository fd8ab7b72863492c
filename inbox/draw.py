r"""A draw that anyone can recompute by hand.

When entries close, two things are published: the SHA-256 of a secret seed, and the SHA-256 of the list of entries. At
the draw the seed is revealed. The order of the entries is that of HMAC-SHA256(key = seed, message = entry's number),
smallest first; the first are the winners, the next the substitutes, those who are passed over (they left the chat)
left out. By hand::

    printf %s SEED | sha256sum                              # is the hash that was published
    printf '1\tAlice\n2\tBob\n' | sha256sum                 # is the hash of the entries
    printf %s 1 | openssl dgst -sha256 -hmac SEED           # the place of entry number 1

Invariant: the result is a function of entries and seed alone; the order in which entries are given changes nothing.
Deliberately absent: where the seed comes from, and who may enter.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

RULE = "HMAC-SHA256(seed, number), ascending"


@dataclass(frozen=True, slots=True)
class Ticket:
    """An entry as the draw knows it: its number, which is drawn, and the name that stands beside it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Numbers of entries, in the order in which they were drawn."""

    winners: tuple[int, ...]
    substitutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A draw as published: all that is needed to recompute it."""

    title: str
    commitment: str
    fingerprint: str
    seed: str
    tickets: tuple[Ticket, ...]
    passed_over: tuple[int, ...]
    winners: int
    substitutes: int
    drawn: Drawn

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "rule": RULE,
            "commitment": self.commitment,
            "fingerprint": self.fingerprint,
            "seed": self.seed,
            "winners": self.winners,
            "substitutes": self.substitutes,
            "passed_over": list(self.passed_over),
            "drawn": {"winners": list(self.drawn.winners), "substitutes": list(self.drawn.substitutes)},
            "entries": [[ticket.number, ticket.name] for ticket in self.tickets],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Record":
        """Raises `KeyError`, `TypeError` or `ValueError` when it is no such record."""
        drawn = Drawn(tuple(told["drawn"]["winners"]), tuple(told["drawn"]["substitutes"]))
        tickets = tuple(Ticket(int(number), str(name)) for number, name in told["entries"])
        return cls(
            str(told["title"]),
            str(told["commitment"]),
            str(told["fingerprint"]),
            str(told["seed"]),
            tickets,
            tuple(told["passed_over"]),
            int(told["winners"]),
            int(told["substitutes"]),
            drawn,
        )


def commitment(seed: str) -> str:
    """What is published of the seed before the draw."""
    return hashlib.sha256(seed.encode()).hexdigest()


def fingerprint(tickets: Iterable[Ticket]) -> str:
    """What is published of the entries when they close: the hash of lines `number TAB name`, by number."""
    lines = (f"{ticket.number}\t{ticket.name}\n" for ticket in sorted(tickets, key=lambda ticket: ticket.number))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def ranking(numbers: Iterable[int], seed: str) -> list[int]:
    """All entries in the order of the draw."""
    key = seed.encode()
    return sorted(set(numbers), key=lambda number: hmac.digest(key, str(number).encode(), "sha256"))


def draw(numbers: Iterable[int], seed: str, winners: int, substitutes: int, passed_over: Collection[int] = ()) -> Drawn:
    """Fewer entries than prizes: all win, in their order, and nobody is left to stand in."""
    left_out = set(passed_over)
    ranked = [number for number in ranking(numbers, seed) if number not in left_out]
    return Drawn(tuple(ranked[:winners]), tuple(ranked[winners : winners + substitutes]))


def discrepancies(record: Record) -> list[str]:
    """What does not agree with what was published: `seed`, `entries`, `twice`, `result`; empty when all is right."""
    numbers = [ticket.number for ticket in record.tickets]
    drawn = draw(numbers, record.seed, record.winners, record.substitutes, record.passed_over)
    checks = {
        "seed": commitment(record.seed) == record.commitment,
        "entries": fingerprint(record.tickets) == record.fingerprint,
        "twice": len(set(numbers)) == len(numbers),
        "result": drawn == record.drawn,
    }
    return [name for name, is_right in checks.items() if not is_right]
