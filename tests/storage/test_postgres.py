"""PostgreSQL is reached by the URL that its own programs take; what keeps us out is told in words."""

import asyncio

import pytest
from sqlalchemy import make_url, text

from inbox.errors import DatabaseProblem
from storage import postgres
from storage.database import open_database
from tests.postgres import TEMPLATE, named


async def asked(url: str, question: str) -> object:
    database = open_database(url)
    try:
        return await database.run(lambda connection: connection.scalar(text(question)))
    finally:
        await database.close()


async def test_what_the_url_asks_of_postgresql_is_heeded(postgres_server: str) -> None:
    url = named(postgres_server, TEMPLATE) + "&sslmode=require&application_name=otklik"
    assert await asked(url, "SHOW application_name") == "otklik"


@pytest.mark.parametrize(
    ("user", "name", "words"),
    [
        (None, "nowhere", 'database "nowhere" does not exist'),
        ("mallory", None, 'role "mallory" does not exist'),
    ],
)
async def test_what_keeps_us_out_is_told(postgres_server: str, user: str | None, name: str | None, words: str) -> None:
    url = make_url(postgres_server).set(username=user, database=name).render_as_string(hide_password=False)
    with pytest.raises(DatabaseProblem) as told:
        await asked(url, "SELECT 1")
    assert (told.value.code, told.value.values) == ("database-unreachable", {"words": words})


async def test_a_connection_that_the_server_ends_is_told_and_the_next_one_is_new(postgres_server: str) -> None:
    database = open_database(named(postgres_server, TEMPLATE))
    with pytest.raises(DatabaseProblem) as told:
        await database.run(lambda c: c.execute(text("SELECT pg_terminate_backend(pg_backend_pid())")).close())
    assert told.value.code == "database-unreachable"
    assert await database.run(lambda c: c.scalar(text("SELECT 1"))) == 1
    await database.close()


async def test_connections_that_are_all_taken_are_a_problem_of_the_database(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PATIENCE", 0.01)
    database = postgres.PostgresDatabase(make_url(named(postgres_server, TEMPLATE)), pool_size=1)
    statements = ("SET LOCAL statement_timeout = 100", "SELECT pg_sleep(60)")
    told = await asyncio.gather(
        database.run(lambda c: [c.exec_driver_sql(statement) for statement in statements]),
        database.run(lambda c: c.scalar(text("SELECT 1"))),
        return_exceptions=True,
    )
    codes = [problem.code for problem in told if isinstance(problem, DatabaseProblem)]
    assert codes == ["database-failing", "database-unreachable"]
    await database.close()


@pytest.mark.parametrize(
    ("settings", "work", "code"),
    [
        ("SET LOCAL statement_timeout = 1", "SELECT pg_sleep(60)", "database-failing"),
        ("SET TRANSACTION READ ONLY", "INSERT INTO lanes (lane) VALUES (1)", "database-read-only"),
        ("SELECT 1", "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$", "database-full"),
        ("SELECT 1", "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53200'; END $$", "database-failing"),
        ("SELECT 1", "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '58030'; END $$", "database-failing"),
        ("SELECT 1", "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '55P03'; END $$", "database-locked"),
    ],
)
async def test_what_passes_is_a_problem_of_the_database(
    postgres_server: str, settings: str, work: str, code: str
) -> None:
    database = open_database(named(postgres_server, TEMPLATE))
    with pytest.raises(DatabaseProblem) as told:
        await database.run(lambda c: [c.exec_driver_sql(statement) for statement in (settings, work)])
    assert told.value.code == code
    await database.close()
