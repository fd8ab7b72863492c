"""`otklik draw verify FILE`: recompute a published draw."""

import json
from pathlib import Path

import click

from bot.spoken import command, group, spoken
from inbox.draw import Record, discrepancies


@group(help="cli-about-draw")
def draw() -> None:
    pass


@command(help="cli-about-draw-verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    say = spoken()
    try:
        record = Record.from_json(json.loads(file.read_text("utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(say("draw-no-record", file=file.name)) from error
    found = discrepancies(record)
    click.echo(say("draw-published", seed=record.commitment, entries=record.fingerprint))
    if found:
        raise click.ClickException("\n".join(say(f"draw-wrong-{name}") for name in found))
    names = {ticket.number: ticket.name for ticket in record.tickets}
    click.echo(say("draw-right", n=len(record.tickets)))
    for key in ("winners", "substitutes"):
        for number in getattr(record.drawn, key):
            click.echo(f"  {say(f'draw-{key}')} №{number} {names[number]}")


draw.add_command(verify)
