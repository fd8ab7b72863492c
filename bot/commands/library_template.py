"""`otklik library template PATH`: the empty form for an agency or a client to fill in."""

from pathlib import Path

import click

from bot.commands.library_forms import write_form
from bot.spoken import command, option
from faq.files.examples import example_entries
from texts import LANGUAGES, Language, catalogue


@command(help="cli-about-library-template")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="cli-option-form-language")
def template(path: Path, language: Language) -> None:
    write_form(path, example_entries(language), language)
    click.echo(catalogue(language)("library-form-written", path=path))
