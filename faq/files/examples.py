"""The entries of the template: good examples, which reading leaves out by their ID."""

from inbox.entries import Entry, State
from texts import Language, catalogue

_STATES: tuple[State, ...] = ("approved", "approved", "draft")


def example_entries(language: Language) -> list[Entry]:
    return [_example(number, state, language) for number, state in enumerate(_STATES, 1)]


def _example(number: int, state: State, language: Language) -> Entry:
    say = catalogue(language)
    return Entry(
        id=f"{say('library-example')} {number}",
        category=say(f"library-example-{number}-category"),
        question=say(f"library-example-{number}-question"),
        phrasings=tuple(say(f"library-example-{number}-phrasings").split("\n")),
        answer=say(f"library-example-{number}-answer"),
        language=language,
        state=state,
        code=say(f"library-example-{number}-code"),
    )
