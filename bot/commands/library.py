"""`otklik library`: the Q&A library from the shell. Each command has a module of its own."""

from bot.commands.library_check import check
from bot.commands.library_evaluate import evaluate
from bot.commands.library_export import export_library
from bot.commands.library_import import import_library
from bot.commands.library_template import template
from bot.spoken import group


@group(help="cli-about-library")
def library() -> None:
    pass


for command in (template, import_library, export_library, check, evaluate):
    library.add_command(command)
