"""What the person at the shell sees: what is going on, a few exchanges of the month, the figures, where all lies."""

from collections.abc import Iterator
from datetime import date, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.demo.closing import Outcome
from bot.demo.month import ZONE, Wish
from bot.demo.told import Event, Exchange, Watcher
from report.words import Words
from texts import catalogue

LIBRARIES = {"ptb": "python-telegram-bot", "aiogram": "aiogram"}
FILES = {
    "*-report.html": "demo-file-report", "*-report.pdf": "demo-file-report", "*.docx": "demo-file-paper",
    "ugc-*.xlsx": "demo-file-register", "entries-*": "demo-file-entries", "draw-*": "demo-file-draw",
}  # fmt: skip
SHOWN_EVERY = 3
"""Days between two exchanges that are shown."""


class Screen:
    """`with Screen(…) as screen:`, play with `screen.watcher`, then `screen.finish(…)`."""

    def __init__(self, console: Console, wish: Wish) -> None:
        self._say = catalogue(wish.language)
        self._words = Words(wish.language, ZONE)
        self._console = console
        self._wish = wish
        self._shown_on: date | None = None
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=wish.days + 1)

    @property
    def watcher(self) -> Watcher:
        return Watcher(self._step, self._day, self._exchange, self._event)

    def __enter__(self) -> Self:
        self._console.print(Panel(self._say("demo-intro", library=LIBRARIES[self._wish.library]), padding=(1, 2)))
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def finish(self, outcome: Outcome, seconds: float) -> None:
        say, folder = self._say, self._wish.folder
        table = Table(title=say("demo-figures"), show_header=False, title_justify="left", title_style="bold")
        for name, value in self._figures(outcome.told):
            table.add_row(name, f"[bold]{value}[/]")
        self._console.print(table)
        verdict = "demo-agree" if outcome.agrees else "demo-disagree"
        self._console.print(say(verdict, n=outcome.known.waits), style="green" if outcome.agrees else "red")
        self._console.print(f"\n{say('demo-files', folder=folder)}")
        for path, key in _files(outcome, folder):
            self._console.print(f"  {path.relative_to(folder)}  [dim]{say(key)}[/]")
        self._console.print(f"\n{say('demo-took', seconds=round(seconds))} {say('demo-next')}", soft_wrap=True)

    # --- while it plays -----------------------------------------------------------------------------------------------

    def _step(self, key: str) -> None:
        self._progress.update(self._task, description=self._say(key))

    def _day(self, day: date) -> None:
        self._progress.update(self._task, description=self._words.day(day), advance=1)

    def _exchange(self, told: Exchange) -> None:
        """A well-told one every few days: asked and answered in words, by suggestion if there was one."""
        day = told.asked_at.astimezone(ZONE).date()
        is_due = self._shown_on is None or day - self._shown_on >= timedelta(days=SHOWN_EVERY)
        if not (is_due and told.question and told.answer):
            return
        self._shown_on = day
        say, place = self._say, self._say(f"demo-place-{told.place}")
        at = f"{told.asked_at.astimezone(ZONE):%d.%m %H:%M}"
        self._print(say("demo-asked", at=at, member=told.member, place=place, question=told.question))
        key = "demo-answered-offered" if told.options else "demo-answered"
        waited = self._words.duration(told.waited.total_seconds())
        answer = say(key, waited=waited, teammate=told.teammate, options=told.options, answer=told.answer)
        self._print(f"[dim]             {escape(answer)}[/]", is_markup=True)

    def _event(self, told: Event) -> None:
        self._print(f"{told.at.astimezone(ZONE):%d.%m %H:%M}  {self._say(told.key, **told.values)}")

    def _print(self, line: str, *, is_markup: bool = False) -> None:
        self._progress.console.print(line, markup=is_markup, highlight=False, no_wrap=True, overflow="ellipsis")

    # --- the figures --------------------------------------------------------------------------------------------------

    def _figures(self, told: dict[str, Any]) -> Iterator[tuple[str, str]]:
        say, words = self._say, self._words
        first, working, response = told["first_response"], told["first_response_working"], told["response"]
        shares = [words.share(share["share"]) for share in told["answered_within"].values()]
        suggestions, checklist = told["suggestions"], told["checklist"]
        yield say("demo-messages"), words.count(told["messages"])
        yield say("demo-waits"), words.count(response["n"] + response["unanswered"])
        yield say("demo-unanswered"), words.count(response["unanswered"])
        yield say("demo-first"), f"{self._span(first)}  (n = {first['n']})"
        yield say("demo-working"), f"{self._span(working)}  (n = {working['n']})"
        yield say("demo-within"), " / ".join(shares)
        yield say("demo-target"), words.share(told["target_hits"]["rate"])
        yield say("demo-covered"), self._share(suggestions["covered"])
        yield say("demo-accepted"), self._share(suggestions["accepted"])
        yield say("demo-checklist"), f"{checklist['done']}/{len(checklist['items'])}"

    def _span(self, spread: dict[str, Any]) -> str:
        return " / ".join(self._words.duration(spread[key]) for key in ("p50", "p90"))

    def _share(self, share: dict[str, Any]) -> str:
        return f"{self._words.share(share['share'])}  ({share['part']}/{share['whole']})"


def _files(outcome: Outcome, folder: Path) -> Iterator[tuple[Path, str]]:
    for name, path in outcome.files.items():
        yield path, next((key for pattern, key in FILES.items() if fnmatch(name, pattern)), "demo-file-figures")
    yield folder / "chats", "demo-file-chats"
    yield folder / "otklik.db", "demo-file-database"
