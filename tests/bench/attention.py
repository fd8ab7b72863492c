"""How well we tell what needs an answer (precision and recall by language and part), and how quickly."""

from time import process_time
from typing import get_args

from rich.console import Console
from rich.table import Table

from inbox.attention import judge
from tests.attention.labelled import Labelled, Language, Part, labelled_messages, score


def main() -> None:
    console = Console()
    messages = labelled_messages()
    _microseconds_each(messages[:1])  # reads the tables of words
    new, again = (_microseconds_each(messages) for _ in range(2))
    table = Table("part", "language", "need an answer", "chatter", "precision", "recall")
    for part in get_args(Part):
        for language in get_args(Language):
            reached = score(each for each in messages if (each.part, each.language) == (part, language))
            percents = (f"{reached.precision:.1f} %", f"{reached.recall:.1f} %")
            table.add_row(part, language, str(reached.asking), str(reached.chatter), *percents)
    console.print(table)
    console.print(
        f"one verdict: {new:.0f} µs of processor time when every word is new, {again:.0f} µs when they are known"
    )


def _microseconds_each(messages: list[Labelled]) -> float:
    begun = process_time()
    for message in messages:
        judge(message.text, message.context)
    return (process_time() - begun) / len(messages) * 1e6
