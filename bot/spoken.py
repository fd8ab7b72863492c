"""What the command line says of itself: from the catalogues, in the language of the settings.

`command`, `group` and `option` are click's, but that `help` is a key of the catalogues, read only when it is shown.
So are click's headings and what it says of missing arguments and unknown names. Deliberately absent: the rest of
click's own words (“Error”, defaults, choices), which stay English.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from dotenv import dotenv_values

from texts import Catalogue, catalogue, language_of

HEADINGS = {"Options": "cli-options", "Commands": "cli-commands"}
F = TypeVar("F", bound=Callable[..., None])


def spoken() -> Catalogue:
    """The language of OTKLIK_LANGUAGE, whatever else is wrong with the settings."""
    name = "OTKLIK_LANGUAGE"
    return catalogue(language_of(os.environ.get(name) or dotenv_values(".env").get(name)))


class _Spoken:
    """Keeps the key where click keeps the words."""

    _key: str | None

    @property
    def help(self) -> str | None:
        return spoken()(self._key) if self._key else None

    @help.setter  # noqa: A003 # click's name
    def help(self, key: str | None) -> None:
        self._key = key


class Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{spoken()('cli-usage')} ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(spoken()(HEADINGS[name])):
            yield


class Context(click.Context):
    formatter_class = Formatter


class Command(_Spoken, click.Command):
    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = spoken()("cli-option-help")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter as error:
            ctx.fail(spoken()("cli-argument-missing", name=error.param and error.param.get_error_hint(ctx)))
        except click.NoSuchOption as error:
            ctx.fail(spoken()("cli-option-unknown", name=error.option_name))


class Group(Command, click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            ctx.fail(spoken()("cli-command-unknown", name=args[0]))
        return super().resolve_command(ctx, args)


class Option(_Spoken, click.Option):
    pass


def command(**attributes: Any) -> Callable[[Callable[..., None]], Command]:
    return click.command(cls=Command, **attributes)


def group(**attributes: Any) -> Callable[[Callable[..., None]], Group]:
    return click.group(cls=Group, **attributes)


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    return click.option(*names, cls=Option, **attributes)
