"""`otklik library evaluate SET.json`: how good suggestions are on a labelled set, in figures that a person can read."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, get_args

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.spoken import command, option, spoken
from faq.evaluation import (
    Figures,
    Prediction,
    Reliability,
    by_kind,
    calibration_error,
    figures,
    predictions,
    reliability,
)
from faq.matcher import build
from faq.sets import LabelledSet, read_set
from faq.tiers import Tier
from inbox.errors import Invalid
from texts import LANGUAGES, Catalogue, Language, catalogue

WIDTH = 120  # of the tables in a file or a pipe


@command(help="cli-about-library-evaluate")
@click.argument("path", metavar="SET.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--tier", type=click.Choice(get_args(Tier)), default="semantic", show_default=True, help="cli-option-tier")
@option("--predictions", "out", type=click.Path(dir_okay=False, path_type=Path), help="cli-option-predictions")
@option("--language", type=click.Choice(LANGUAGES), default=None, help="cli-option-figures-language")
def evaluate(path: Path, tier: Tier, out: Path | None, language: Language | None) -> None:
    say = catalogue(language) if language else spoken()
    console = Console(width=None if sys.stdout.isatty() else WIDTH, markup=False, emoji=False)
    if out and out.resolve() == path.resolve():
        raise click.BadParameter(say("evaluate-onto-itself", path=out), param_hint="--predictions")
    labelled = _read(path, say)
    with _written(out, say) as file:
        made, tier_run = _asked(labelled, tier, say)
        file.write(_lines(made))
    if labelled.entries and tier_run != tier:
        console.print(say("evaluate-no-embedding"))
    if unknown := labelled.unknown_labels():
        console.print(say("evaluate-unknown-labels", n=unknown))
    if repeated := labelled.repeated():
        console.print(say("evaluate-repeated", n=len(repeated), id=_printable(str(repeated[0]))))
    for table in _tables(labelled, made, say, tier_run):
        console.print(table)


def _read(path: Path, say: Catalogue) -> LabelledSet:
    try:
        return read_set(path)
    except Invalid as error:
        raise click.BadParameter(say(error.code, **error.values), param_hint="SET.json") from error


@contextmanager
def _written(out: Path | None, say: Catalogue) -> Iterator[BinaryIO]:
    """The file for predictions, opened before the work that they take; nowhere if none is wished."""
    try:
        with out.open("wb") if out else BytesIO() as file:
            yield file
    except OSError as error:
        told = say("evaluate-not-written", path=out, reason=error.strerror)
        raise click.BadParameter(told, param_hint="--predictions") from error


def _asked(labelled: LabelledSet, tier: Tier, say: Catalogue) -> tuple[list[Prediction], Tier]:
    """What a matcher says of a set's messages, and the tier that really ran; progress is shown beside the figures."""
    watched = Console(stderr=True)
    with watched.status(say("evaluate-building")):
        matcher = build(labelled.library(), tier)
    texts = [query.text for query in labelled.queries]
    made = predictions(matcher, texts)
    shown = track(
        made, say("evaluate-working"), len(texts), console=watched, transient=True, disable=not watched.is_terminal
    )
    return list(shown), matcher.tier


def _lines(made: Sequence[Prediction]) -> bytes:
    """A line of JSON per message, in order; in ASCII, so that half characters come back as they were."""
    lines = ({"text": each.text, "shown": each.shown, "ranked": each.ranked} for each in made)
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _tables(labelled: LabelledSet, made: Sequence[Prediction], say: Catalogue, tier: Tier) -> Iterable[Table]:
    found = figures(labelled.queries, made)
    title = say("evaluate-title", name=_printable(labelled.name), tier=tier)
    yield _of_figures(title, {say("evaluate-all"): found}, say)
    kinds = by_kind(labelled.queries, made)
    if kinds:
        yield _of_figures(say("evaluate-by-kind"), kinds, say)
    yield _of_reliability(reliability(labelled.queries, made), say)


def _of_figures(title: str, found: dict[str, Figures], say: Catalogue) -> Table:
    names = ("hit-1", "hit-3", "auroc", "acc-10", "mcc", "shown", "shown-right", "falsely-shown")
    table = Table(title=title, title_justify="left")
    for name in ("kind", "messages", *names):
        table.add_column(say(f"evaluate-{name}"), justify="left" if name == "kind" else "right")
    for kind, each in found.items():
        values = [getattr(each, name.replace("-", "_")) for name in names]
        table.add_row(_printable(kind), str(each.messages), *(_percent(value) for value in values))
    return table


def _of_reliability(rows: Sequence[Reliability], say: Catalogue) -> Table:
    error = _percent(calibration_error(rows))
    table = Table(title=say("evaluate-reliability", error=error), title_justify="left")
    for name in ("range", "messages", "mean-score", "right"):
        table.add_column(say(f"evaluate-{name}"), justify="right")
    for row in rows:
        table.add_row(f"{row.least:.1f}–{row.most:.1f}", str(row.count), _percent(row.score), _percent(row.right))
    return table


def _printable(text: str) -> str:
    """The text with "?" for half characters, which no terminal takes."""
    return text.encode("utf-8", "replace").decode()


def _percent(share: float) -> str:
    return "—" if share != share else f"{100 * share:.1f}"  # noqa: PLR0124 - nan is what differs from itself
