"""The command line tells every problem in words, with its remedy and its exit code."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from bot.cli import COMMANDS, main
from storage.database import open_database
from texts import Language, catalogue

TOKEN = "7000000001:AAof-nobody-0000000000000000"


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder and no settings."""
    for name in [name for name in os.environ if name.startswith("OTKLIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def otklik(*arguments: str, **settings: str) -> Result:
    told = {f"OTKLIK_{name}": value for name, value in {"LANGUAGE": "en", **settings}.items()}
    return CliRunner().invoke(main, arguments, env=told)


def test_help_names_every_command_and_imports_none() -> None:
    before = set(sys.modules)
    shown = otklik("--help")
    assert [name for name in COMMANDS if f"  {name} " in shown.output] == list(COMMANDS)
    assert not set(COMMANDS.values()) & (set(sys.modules) - before)


@pytest.mark.parametrize(("language", "words"), [("en", "a community inbox"), ("ru", "вопросы сообщества")])
def test_help_speaks_the_language_of_the_settings(language: str, words: str) -> None:
    assert words in otklik("--help", LANGUAGE=language).output


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "words",
    [*COMMANDS, "draw verify", *(f"library {one}" for one in ("template", "import", "export", "check", "evaluate"))],
)
def test_the_help_of_every_command_speaks_the_language_of_the_settings(words: str, language: Language) -> None:
    told = otklik(*words.split(), "--help", LANGUAGE=language)
    about = catalogue(language)(f"cli-about-{words.replace(' ', '-')}")
    assert (told.exit_code, about in " ".join(told.output.split())) == (0, True)


def test_the_help_of_options_speaks_the_language_of_the_settings() -> None:
    for language, words in (("ru", "Название бренда"), ("en", "The brand's name"), ("ru", "Название бренда")):
        assert f"--brand TEXT     {words}" in otklik("export", "--help", LANGUAGE=language).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("library", "Параметры:"),
        ("library", "Показать эту справку и выйти."),
        ("library", "Команды:"),
        ("report", "Не хватает аргумента 'YYYY-MM'."),
        ("library make", "Нет такой команды: make"),
        ("run --fast", "Нет такого параметра: --fast"),
    ],
)
def test_what_click_says_speaks_the_language_of_the_settings(words: str, told: str) -> None:
    said = otklik(*words.split(), LANGUAGE="ru").output
    assert (said.startswith("Запуск: "), told in said) == (True, True)


def test_all_wrong_settings_are_told_together() -> None:
    told = otklik("run", TOKEN="no", DATABASE="mysql://x", LIBRARY="telebot", WEBHOOK_URL="https://x.org")
    named = [line.strip().partition(":")[0] for line in told.output.splitlines()[1:]]
    assert (told.exit_code, named) == (
        2,
        ["OTKLIK_DATABASE", "OTKLIK_TOKEN", "OTKLIK_LIBRARY", "OTKLIK_WEBHOOK_SECRET"],
    )


@pytest.mark.parametrize("port", ["x", "99999"])
def test_a_port_that_there_cannot_be_is_told(port: str) -> None:
    database, listen = f"postgresql://bob:p:w@server:{port}/x", f"localhost:{port}"
    told = otklik("run", TOKEN=TOKEN, DATABASE=database, WEBHOOK_LISTEN=listen)
    named = [line.strip().partition(":")[0] for line in told.output.splitlines()[1:]]
    assert (told.exit_code, named) == (2, ["OTKLIK_DATABASE", "OTKLIK_WEBHOOK_LISTEN"])


def test_settings_come_from_a_dotenv_file_and_secrets_from_files(surroundings: Path) -> None:
    (surroundings / "database-url").write_text("sqlite:///from-a-file.db\n")
    (surroundings / ".env").write_text(f"OTKLIK_DATABASE_FILE={surroundings / 'database-url'}\nOTKLIK_LANGUAGE=ru\n")
    assert otklik("migrate").exit_code == 0
    assert (surroundings / "from-a-file.db").exists()


@pytest.mark.parametrize(("command", "exit_code"), [("run", 2), ("doctor", 1)])
def test_a_secret_file_that_cannot_be_read_is_told(command: str, exit_code: int) -> None:
    told = otklik(command, TOKEN_FILE="/nowhere/at/all")
    words = "OTKLIK_TOKEN_FILE: the file /nowhere/at/all cannot be read"
    assert (told.exit_code, words in told.output) == (exit_code, True)


def test_migrate_says_what_it_did() -> None:
    assert otklik("migrate").output == "The database is up to date: it was of version —, it is of 0001 now.\n"
    assert otklik("migrate").output == "The database is up to date already: version 0001.\n"


async def set_version(version: str) -> None:
    database = open_database("sqlite:///otklik.db")
    await database.run(lambda c: c.execute(text(f"UPDATE alembic_version SET version_num = '{version}'")).close())
    await database.close()


def test_a_newer_schema_is_refused() -> None:
    otklik("migrate")
    asyncio.run(set_version("9999"))
    for command in ("run", "migrate"):
        told = otklik(command, TOKEN=TOKEN)
        assert (told.exit_code, "newer version of the program (9999)" in told.output) == (3, True)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/at/all/otklik.db", "The database is not reached"),
        ("sqlite:///text.db", "is no database"),
        ("sqlite:///strange.db", "tables of another program"),
        ("postgresql://otklik@127.0.0.1:1/otklik", "The database is not reached"),
        ("postgresql://otklik@127.0.0.1:1/otklik?sslmode=require", "The database is not reached"),
        ("postgres://otklik@127.0.0.1:1/otklik", "The database is not reached"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(surroundings: Path, url: str, words: str) -> None:
    (surroundings / "text.db").write_text("Dear diary, today nobody asked for anything. " * 100)
    asyncio.run(make_strange())
    told = otklik("run", TOKEN=TOKEN, DATABASE=url)
    assert (told.exit_code, words in told.output) == (3, True)


def test_without_the_driver_of_postgresql_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    monkeypatch.delitem(sys.modules, "storage.postgres", raising=False)
    told = otklik("migrate", DATABASE="postgresql://otklik@127.0.0.1:1/otklik")
    assert (told.exit_code, told.output) == (
        3, "Error: PostgreSQL needs its driver: pip install 'otklik[postgres]'\n",
    )  # fmt: skip


@pytest.mark.parametrize("command", [("report", "2026-10"), ("export", "2026-10"), ("library", "export", "qa.csv")])
def test_who_only_reads_makes_no_database(surroundings: Path, command: tuple[str, ...]) -> None:
    told = otklik(*command)
    assert (told.exit_code, "There is no database yet" in told.output) == (3, True)
    assert list(surroundings.iterdir()) == []


async def make_strange() -> None:
    database = open_database("sqlite:///strange.db")
    await database.run(lambda connection: connection.execute(text("CREATE TABLE recipes (id INTEGER)")).close())
    await database.close()
