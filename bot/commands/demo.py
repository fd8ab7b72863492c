"""`otklik demo`: a month of a brand's community through the real program, on this machine alone."""

import asyncio
import logging
import os
import time
from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from bot.demo.month import Demo, Wish
from bot.demo.screen import Screen
from bot.spoken import command, option
from texts import LANGUAGES, Language, catalogue, language_of

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@command(help="cli-about-demo")
@option(
    "--library", type=click.Choice(["ptb", "aiogram"]), default="ptb", show_default=True, help="cli-option-demo-library"
)
@option("--language", type=click.Choice(LANGUAGES), default=None, help="cli-option-demo-language")
@option("--out", type=click.Path(file_okay=False, path_type=Path), default=None, help="cli-option-demo-out")
@option("--days", type=click.IntRange(1, 30), default=30, show_default=True, help="cli-option-demo-days")
def demo(library: Literal["ptb", "aiogram"], language: Language | None, out: Path | None, days: int) -> None:
    logging.basicConfig(level=logging.ERROR)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    language = language or _spoken_here()
    wish = Wish(_folder(out, language), language, library, days)
    asyncio.run(_play(wish))


def _spoken_here() -> Language:
    return language_of(next((os.environ[name] for name in LOCALE if os.environ.get(name)), ""))


async def _play(wish: Wish) -> None:
    started_at = time.monotonic()
    with Screen(Console(), wish) as screen:
        outcome = await Demo(wish, screen.watcher).play()
    screen.finish(outcome, time.monotonic() - started_at)
    if not outcome.agrees:
        raise SystemExit(1)


def _folder(out: Path | None, language: Language) -> Path:
    """A fresh one beside the earlier demos, or the one that was named if nothing is in it."""
    folder = out or _unused(Path("demo-out"))
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(catalogue(language)("demo-folder-taken", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unused(base: Path) -> Path:
    number = 1
    while (folder := base / f"{number}").exists():
        number += 1
    return folder
