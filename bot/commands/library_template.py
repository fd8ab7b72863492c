"""`otklik library template PATH`: the empty form for an agency or a client to fill in."""

from pathlib import Path

import click

from faq.files.examples import example_entries
from faq.files.workbook import write_workbook
from faq.files.writing import write_csv
from texts import LANGUAGES, Language, catalogue

_WRITERS = {".xlsx": write_workbook, ".csv": write_csv}


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="The form's language.")
def template(path: Path, language: Language) -> None:
    """Write the empty Q&A form to PATH (.xlsx or .csv). A file that exists is left alone."""
    say = catalogue(language)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise click.ClickException(say("library-template-suffix", path=path))
    try:
        with path.open("xb") as file:
            file.write(write(example_entries(language), language))
    except FileExistsError as error:
        raise click.ClickException(say("library-template-exists", path=path)) from error
    except OSError as error:
        raise click.ClickException(say("library-template-failed", path=path, reason=error.strerror)) from error
    click.echo(say("library-template-written", path=path))
