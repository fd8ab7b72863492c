"""Errors that can be explained to a person; everything else that is raised is a bug.

The tree::

    OtklikError               a code and values; the words stand in the catalogues under the code
    ├── NotAllowed            the person may not do this
    ├── NotFound              what was named does not exist (any more)
    ├── Stale                 somebody was faster: the state is no longer what the button says
    ├── Invalid               what was given cannot be used; values name the place and the remedy
    │   ├── CalendarInvalid   a calendar that a person typed: what is wrong, and where
    │   └── LibraryInvalid    a library file or an answer: every problem with its place
    └── DatabaseProblem       the database cannot be used: locked, read-only, full, unreachable
        └── SchemaOutdated    its tables are older or newer than the program

Invariant: an error carries what happened, never a sentence. `code` is the key of its sentence, `values` fill it.
Deliberately absent: words for people, and errors that nobody outside the code could mend.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

CalendarProblem = Literal[
    "word",  # not a day, a date or hours
    "hours",  # 25:00, or an opening without a closing
    "date",  # 31.02.2027
    "range",  # a date range that runs backwards or over more than a year
    "no-days",  # hours before any day
    "no-hours",  # a day without hours
    "twice",  # one day with two different sets of hours
    "country",  # a country whose holidays are not known
    "subdivision",  # a part of a country whose holidays are not known
    "zone",  # a time zone that does not exist
    "empty",  # no weekday is ever open
]


class OtklikError(Exception):
    """The root. `code` is the catalogue key of what a person is told, `values` are its placeholders."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class NotAllowed(OtklikError):
    pass


class NotFound(OtklikError):
    pass


class Stale(OtklikError):
    pass


class Invalid(OtklikError):
    pass


class CalendarInvalid(Invalid):
    """A calendar as typed cannot be understood; `place` is the very piece of it."""

    def __init__(self, problem: CalendarProblem, place: str) -> None:
        super().__init__(f"calendar-invalid-{problem}", place=place)
        self.problem = problem
        self.place = place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what a person gave, and where: `row` and `column` as their spreadsheet shows them."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    row: int | None = None
    column: str = ""


class LibraryInvalid(Invalid):
    """What was given for the library cannot be used; `file` is empty when it was typed."""

    def __init__(self, problems: Sequence[Problem], file: str = "") -> None:
        super().__init__("library-invalid", n=len(problems), file=file)
        self.problems = tuple(problems)


class DatabaseProblem(OtklikError):
    pass


class SchemaOutdated(DatabaseProblem):
    pass
