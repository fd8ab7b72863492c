"""What the command line says of itself: from the catalogues, in the language of the settings.

`command`, `group` and `option` are click's, but that `help` is a key of the catalogues, read only when it is shown.
Deliberately absent: click's own words (Usage, Options, its errors), which stay English.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click
from dotenv import dotenv_values

from texts import Catalogue, catalogue, language_of

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


class Command(_Spoken, click.Command):
    pass


class Group(_Spoken, click.Group):
    pass


class Option(_Spoken, click.Option):
    pass


def command(**attributes: Any) -> Callable[[Callable[..., None]], Command]:
    return click.command(cls=Command, **attributes)


def group(**attributes: Any) -> Callable[[Callable[..., None]], Group]:
    return click.group(cls=Group, **attributes)


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    return click.option(*names, cls=Option, **attributes)
