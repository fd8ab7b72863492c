"""`otklik export YYYY-MM`: the month's figures for machines and tables."""

from pathlib import Path

import click

from bot.commands.month_files import write_month
from handlers.checklist.reports import EXPORT_FORMS


@click.command()
@click.argument("month", metavar="YYYY-MM")
@click.option("--brand", default="", help="The brand's name; not needed when there is one brand.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder; else one in OTKLIK_DATA.")
def export(month: str, brand: str, out: Path | None) -> None:
    """Write the month's figures as XLSX, JSON and CSV."""
    write_month(month, brand, EXPORT_FORMS, out)
