"""`otklik export YYYY-MM`: the month's figures for machines and tables."""

from pathlib import Path

import click

from bot.commands.month_files import write_month
from bot.spoken import command, option
from handlers.checklist.reports import EXPORT_FORMS


@command(help="cli-about-export")
@click.argument("month", metavar="YYYY-MM")
@option("--brand", default="", help="cli-option-brand")
@option("--out", type=click.Path(file_okay=False, path_type=Path), help="cli-option-out")
def export(month: str, brand: str, out: Path | None) -> None:
    write_month(month, brand, EXPORT_FORMS, out)
