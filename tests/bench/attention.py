"""How well we tell what needs an answer (precision and recall by language and part), and how quickly."""

from time import perf_counter
from typing import get_args

from rich.console import Console
from rich.table import Table

from inbox.attention import judge
from tests.attention.labelled import Language, Part, labelled_messages, score

REPEATS = 20


def main() -> None:
    console = Console()
    messages = labelled_messages()
    table = Table("part", "language", "need an answer", "chatter", "precision", "recall")
    for part in get_args(Part):
        for language in get_args(Language):
            reached = score(each for each in messages if (each.part, each.language) == (part, language))
            percents = (f"{reached.precision:.1f} %", f"{reached.recall:.1f} %")
            table.add_row(part, language, str(reached.asking), str(reached.chatter), *percents)
    console.print(table)
    begun = perf_counter()
    for n in range(REPEATS):
        for message in messages:
            judge(f"{message.text} {n}", message.context)
    took = (perf_counter() - begun) / (REPEATS * len(messages))
    console.print(f"one verdict: {took * 1e6:.0f} µs")
