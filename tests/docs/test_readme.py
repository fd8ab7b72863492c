"""The README's tables are what the program can do: `pytest tests/docs --update-golden` writes them anew."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli import COMMANDS as SHELL_COMMANDS
from bot.settings import PREFIX, BotSettings
from handlers.requests import EVERYBODY, LEADS, TEAM
from handlers.routes import COMMANDS as CHAT_COMMANDS
from storage.team import Role
from texts import Language, catalogue

ROOT = Path(__file__).parents[2]
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "ru": ROOT / "README.ru.md"}
HEADINGS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "chat commands": ("command", "who", "what"),
        "shell commands": ("command", "what"),
        "settings": ("setting", "default", "what"),
    },
    "ru": {"chat commands": ("команда", "кто", "что делает"), "shell commands": ("команда", "что делает")},
}
WHO: dict[Language, dict[frozenset[Role], str]] = {
    "en": {frozenset(): "anybody", EVERYBODY: "team, client", TEAM: "team", LEADS: "lead, owner"},
    "ru": {frozenset(): "все", EVERYBODY: "команда, клиент", TEAM: "команда", LEADS: "руководитель, владелец"},
}


def rows(name: str, language: Language) -> Iterable[tuple[str, ...]]:
    say = catalogue(language)
    if name == "chat commands":
        for command in CHAT_COMMANDS:
            yield f"`/{command.name}`", WHO[language][command.roles], say(f"command-{command.name}")
    elif name == "shell commands":
        for command_name in SHELL_COMMANDS:
            yield f"`otklik {command_name}`", say(f"cli-help-{command_name}")
    else:
        for field_name, field in BotSettings.model_fields.items():
            default = (
                ""
                if field.is_required()
                else str(getattr(field.default, "get_secret_value", lambda v=field.default: v)())
            )
            yield f"`{PREFIX}{field_name.upper()}`", f"`{default}`" if default else "", field.description or ""


def table(name: str, language: Language) -> str:
    heading = HEADINGS[language][name]
    lines = [heading, tuple("---" for _ in heading), *rows(name, language)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in HEADINGS for name in HEADINGS[language]]
)
def test_a_table_of_the_readme_is_what_the_program_can_do(
    language: Language, name: str, *, update_golden: bool
) -> None:
    path = READMES[language]
    before, rest = path.read_text("utf-8").split(f"<!-- {name} -->\n")
    written, after = rest.split(f"<!-- /{name} -->")
    if update_golden:
        path.write_text(f"{before}<!-- {name} -->\n{table(name, language)}\n<!-- /{name} -->{after}", "utf-8")
        return
    assert written.strip() == table(name, language)


@pytest.mark.parametrize("name", BotSettings.model_fields)
def test_the_example_of_settings_names_each(name: str) -> None:
    assert f"{PREFIX}{name.upper()}=" in (ROOT / ".env.example").read_text("utf-8")
