"""`otklik library template PATH`: the empty form for an agency or a client to fill in."""

from pathlib import Path

import click

from bot.commands.library_forms import write_form
from bot.spoken import command, option, spoken
from faq.files.examples import example_entries
from texts import LANGUAGES, Language, catalogue


@command(help="cli-about-library-template")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@option("--language", type=click.Choice(LANGUAGES), default=None, help="cli-option-form-language")
def template(path: Path, language: Language | None) -> None:
    language = language or spoken().language
    write_form(path, example_entries(language), language)
    click.echo(catalogue(language)("library-form-written", path=path))
