"""What the imports of tables share: read, ask about unknown columns, tell what is wrong, keep what is good.

Invariant: no column is guessed; what was said of one is remembered for the brand, so that it is asked once.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from bot.app import utc_now
from bot.commands.library_forms import chosen_brand, in_database
from bot.settings import Settings
from bot.spoken import command, option, spoken
from handlers.checklist import month_tables
from handlers.month_names import month_meant
from report.columns import Column, Kind, field_meant
from report.imports import Imported, template
from storage import Connection
from texts import Catalogue, catalogue

SHOWN = 20


class Meaning(click.ParamType[tuple[str, str]]):
    """`Column=field`, the field by its key or by its heading in the template; `Column=` leaves the column out."""

    name = "COLUMN=FIELD"

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        column, _, said = value.partition("=")
        field = field_meant(self._kind, said)
        if "=" not in value or field is None:
            known = ", ".join(month_tables.field_names(self._kind, spoken()))
            self.fail(spoken()("closing-map-how", said=value, known=known), param, ctx)
        return column.strip(), field


def table_import(kind: Kind) -> click.Command:
    @command(name=f"import-{kind}", help=f"cli-about-import-{kind}")
    @click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
    @option("--brand", default="", help="cli-option-brand")
    @option("--month", default="", metavar="YYYY-MM", help="cli-option-month")
    @option("--map", "said", multiple=True, type=Meaning(kind), help="cli-option-map")
    @option("--template", "is_template", is_flag=True, help="cli-option-template")
    def load(path: Path, brand: str, month: str, said: tuple[tuple[str, str], ...], *, is_template: bool) -> None:
        settings = Settings.read()
        if is_template:
            _write_template(path, kind, catalogue(settings.language))
        else:
            _import(settings, kind, path, brand, month, dict(said))

    return load


def _write_template(path: Path, kind: Kind, say: Catalogue) -> None:
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(say("closing-template-suffix", path=path))
    try:
        with path.open("xb") as file:
            file.write(template(kind, say.language))
    except FileExistsError as error:
        raise click.ClickException(say("closing-template-exists", path=path)) from error
    except OSError as error:
        raise click.ClickException(say("closing-not-written", path=path, reason=error.strerror)) from error
    click.echo(say("closing-template-written", path=path))


def _import(settings: Settings, kind: Kind, path: Path, name: str, month: str, said: dict[str, str]) -> None:
    say, now, url = catalogue(settings.language), utc_now(), settings.database.get_secret_value()
    content = _content(path, say)

    def read(connection: Connection) -> tuple[Imported, date]:
        brand = chosen_brand(connection, name, settings.language)
        meant = month_meant(now, brand, month, may_be_ahead=kind == "plan")
        return month_tables.read_table(connection, brand, kind, content, meant, said), meant

    imported, meant = in_database(url, read)
    unknown = month_tables.asked_about(imported)
    if unknown:
        said |= _asked(unknown, kind, say)
        imported, meant = in_database(url, read)
    _tell_problems(imported, say)

    def keep(connection: Connection) -> int:
        brand = chosen_brand(connection, name, settings.language)
        return month_tables.keep_table(connection, brand, imported, meant, path.name, now, None).lines

    click.echo(month_tables.kept_in_words(imported, meant, in_database(url, keep), say))


def _content(path: Path, say: Catalogue) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.ClickException(say("closing-not-read", path=path, reason=error.strerror)) from error


def _asked(unknown: Sequence[Column], kind: Kind, say: Catalogue) -> dict[str, str]:
    """What a person says of each; whoever cannot be asked is told how to say it beforehand."""
    names = month_tables.field_names(kind, say)
    click.echo("\n".join([say("closing-fields"), *(f"  {field} — {name}" for field, name in names.items())]))
    try:
        return {column.name: _ask(column, kind, say) for column in unknown}
    except click.Abort:
        columns = ", ".join(say("library-quoted", name=column.name) for column in unknown)
        raise click.UsageError(say("closing-map-them", columns=columns, first=unknown[0].name)) from None


def _ask(column: Column, kind: Kind, say: Catalogue) -> str:
    def meant(said: str) -> str:
        field = field_meant(kind, said)
        if field is None:
            raise click.BadParameter(say("closing-field-unknown", said=said))
        return field

    samples = "; ".join(column.samples) or "—"
    question = say("closing-ask-column", column=column.name, letter=column.letter, samples=samples)
    field: str = click.prompt(question, default="-", value_proc=meant)
    return field


def _tell_problems(imported: Imported, say: Catalogue) -> None:
    """Bad rows beside good ones are told; a table without a good row is refused."""
    lines = [month_tables.in_words(problem, say) for problem in imported.problems]
    lines += [say("closing-no-heading", letter=column.letter) for column in imported.unknown if not column.name]
    shown = lines[:SHOWN] + ([say("library-and-more", n=len(lines) - SHOWN)] if len(lines) > SHOWN else [])
    if not imported.entries:
        raise click.ClickException("\n".join(shown))
    for line in shown:
        click.echo(line)
