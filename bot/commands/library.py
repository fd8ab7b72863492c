"""`otklik library`: the Q&A library from the shell. Each command has a module of its own."""

import click

from bot.commands.library_template import template


@click.group()
def library() -> None:
    """The Q&A library of standard replies: its form, its quality."""


library.add_command(template)
