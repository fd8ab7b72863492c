"""What `otklik report` and `otklik export` share: a month of a brand, counted once and written as files.

Invariant: a file is replaced whole or not at all; files of the same month are written anew.
"""

import asyncio
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.app import utc_now
from bot.commands.library_forms import chosen_brand
from bot.settings import Settings
from handlers.checklist.month_reports import month_report
from handlers.month_names import month_meant
from report.exports import FORMS
from report.model import Report
from storage import Connection
from storage.brands import Brand
from storage.database import Database, open_existing
from storage.schema import require_current
from texts import Catalogue, catalogue

Counted = tuple[Brand, date, Report]


def write_month(said: str, brand: str, files: Sequence[str], out: Path | None) -> None:
    """The month as named by a person, in the forms of these files; into `out` or the brand's own folder."""
    settings = Settings.read()
    say = catalogue(settings.language)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        bar = progress.add_task(say("closing-counting"), total=1 + len(files))
        chosen, month, report = asyncio.run(_counted(settings, said, brand))
        folder = out or settings.data / "reports" / folder_name(chosen)
        written = []
        for file in files:
            progress.update(bar, advance=1, description=file)
            written.append(_write(folder / f"{month:%Y-%m}-{file}", FORMS[file](report), say))
        progress.advance(bar)
    _tell(report, month, written, say)


def folder_name(brand: Brand) -> str:
    """The brand's name as any file system takes it."""
    return re.sub(r"[^\w.-]+", "_", brand.name).strip("._-")[:60] or f"brand-{brand.id}"


async def _counted(settings: Settings, said: str, name: str) -> Counted:
    now = utc_now()

    def count(connection: Connection) -> Counted:
        require_current(connection)
        brand = chosen_brand(connection, name, settings.language)
        month = month_meant(now, brand, said)
        return brand, month, month_report(connection, brand.id, month, now)

    database: Database = open_existing(settings.database.get_secret_value())
    try:
        return await database.read(count)
    finally:
        await database.close()


def _write(path: Path, content: bytes, say: Catalogue) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise click.ClickException(say("closing-not-written", path=path, reason=error.strerror)) from error
    return path


def _tell(report: Report, month: date, written: Sequence[Path], say: Catalogue) -> None:
    click.echo(say("closing-written", brand=report.brand, month=f"{month:%Y-%m}", done=report.completeness))
    if report.status:
        click.echo(report.status)
    for path in written:
        click.echo(f"  {path}")
