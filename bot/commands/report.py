"""`otklik report YYYY-MM`: the month's report as files; of a closed month as it was closed."""

from collections.abc import Mapping
from pathlib import Path

import click

from bot.commands.month_files import write_month
from bot.spoken import command, option, spoken

FILES: Mapping[str, tuple[str, ...]] = {
    "html": ("report.html",),
    "pdf": ("report.pdf",),
    "docx": ("report.docx",),
    "xlsx": ("report.xlsx",),
    "json": ("metrics.json",),
    "csv": ("waits.csv", "summary.csv"),
}


class Forms(click.ParamType[tuple[str, ...]]):
    """Forms with commas between: the files that they are, in the order given."""

    name = "FORM,…"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        named = [form.strip().lower() for form in value.split(",") if form.strip()]
        unknown = [form for form in named if form not in FILES]
        if unknown or not named:
            self.fail(spoken()("closing-form-unknown", said=", ".join(unknown), known=", ".join(FILES)), param, ctx)
        return tuple(dict.fromkeys(file for form in named for file in FILES[form]))


@command(help="cli-about-report")
@click.argument("month", metavar="YYYY-MM")
@option("--brand", default="", help="cli-option-brand")
@click.option("--form", "files", type=Forms(), default="html,pdf", show_default=True, help=", ".join(FILES))
@option("--out", type=click.Path(file_okay=False, path_type=Path), help="cli-option-out")
def report(month: str, brand: str, files: tuple[str, ...], out: Path | None) -> None:
    write_month(month, brand, files, out)
