"""`otklik library template PATH`: the empty form for an agency or a client to fill in."""

from pathlib import Path

import click

from bot.commands.library_forms import write_form
from faq.files.examples import example_entries
from texts import LANGUAGES, Language, catalogue


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="The form's language.")
def template(path: Path, language: Language) -> None:
    """Write the empty Q&A form to PATH (.xlsx or .csv). A file that exists is left alone."""
    write_form(path, example_entries(language), language)
    click.echo(catalogue(language)("library-form-written", path=path))
