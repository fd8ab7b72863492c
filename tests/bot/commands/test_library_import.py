"""`otklik library import` and `export`: a form goes out, comes back changed, and is loaded after a yes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.library import library
from bot.commands.library_forms import in_database
from handlers.library.files import whole_library
from inbox.entries import Entry
from inbox.ids import BrandId
from storage import Connection, brands
from storage import library as kept
from storage.library import Change
from tests.cast import NINE


@pytest.fixture
def brand(database_url: str) -> BrandId:
    return in_database(database_url, lambda connection: brands.create(connection, "Ромашка", NINE))


def run(database_url: str, *arguments: str, answers: str = "") -> tuple[int, list[str]]:
    result = CliRunner().invoke(library, arguments, input=answers, env={"OTKLIK_DATABASE": database_url})
    return result.exit_code, result.output.splitlines()


def entries(database_url: str, brand: BrandId) -> list[Entry]:
    return in_database(database_url, lambda connection: whole_library(connection, brand))


def log(database_url: str, brand: BrandId, entry: Entry) -> list[str]:
    def read(connection: Connection) -> list[Change]:
        return kept.changes(connection, brand, entry.id)

    return [change.what for change in in_database(database_url, read)]


def form(folder: Path, *rows: str) -> str:
    path = folder / "form.csv"
    path.write_text("\n".join(("Вопрос;Ответ;Статус", *rows)), "utf-8")
    return str(path)


def test_a_form_is_loaded_after_a_yes(database_url: str, brand: BrandId, tmp_path: Path) -> None:
    path = form(tmp_path, "Где заказ?;В пути.;", "Когда?;Завтра.;Черновик")
    assert run(database_url, "import", path, answers="n\n") == (
        1,
        ["Добавятся 2 ответа.", "Загрузить? [y/N]: n", "Aborted!"],
    )
    assert entries(database_url, brand) == []
    assert run(database_url, "import", path, answers="y\n") == (
        0,
        ["Добавятся 2 ответа.", "Загрузить? [y/N]: y", "Готово: form.csv в библиотеке."],
    )
    assert [(e.question, e.state) for e in entries(database_url, brand)] == [
        ("Где заказ?", "approved"),
        ("Когда?", "draft"),
    ]
    assert run(database_url, "import", path, "--yes") == (0, ["Без изменений: 2 ответа.", "Менять нечего."])


def test_good_rows_of_a_bad_file_are_kept_only_if_agreed(database_url: str, brand: BrandId, tmp_path: Path) -> None:
    path = form(tmp_path, "Где?;Тут.;", "Когда?;<b>Завтра.;")
    told = [
        "Строка 3, «Ответ». Тег <b> не закрыт. Допишите </b>. Место в тексте: строка 1, знак 1, «<b>Завтра.».",
        "",
        "Добавится 1 ответ.",
        "Не загрузится из-за ошибок: 1 строка.",
    ]
    asked = "Загрузить строки без ошибок, а остальные пропустить? [y/N]: n"
    assert run(database_url, "import", path, "--yes", answers="n\n") == (1, [*told, asked, "Aborted!"])
    assert entries(database_url, brand) == []
    assert run(database_url, "import", path, "--keep-good") == (0, [*told, "Готово: form.csv в библиотеке."])
    assert [entry.question for entry in entries(database_url, brand)] == ["Где?"]


def test_a_form_that_a_client_sends_back_moves_the_states(database_url: str, brand: BrandId, tmp_path: Path) -> None:
    run(database_url, "import", form(tmp_path, "Где?;Тут.;Черновик", "Когда?;Завтра.;"), "--yes")
    out = tmp_path / "client.csv"
    assert run(database_url, "export", str(out), "--brand", "ромашка") == (0, [f"2 ответа записаны в {out}"])
    text = out.read_text("utf-8-sig")
    out.write_text(text.replace(";Черновик;;", ";Черновик;да;").replace("Завтра.", "Сегодня."), "utf-8")
    where, when = entries(database_url, brand)
    assert run(database_url, "import", str(out), "--yes") == (
        0,
        [
            f"№ {where.id} «Где?»: статус",
            f"№ {when.id} «Когда?»: ответ",
            "",
            "Изменятся 2 ответа.",
            "Клиент согласовал: 1 ответ.",
            "Готово: client.csv в библиотеке.",
        ],
    )
    where, when = entries(database_url, brand)
    assert (where.state, when.answer) == ("approved", "Сегодня.")
    assert (log(database_url, brand, where), log(database_url, brand, when)) == (
        ["approved", "added"],
        ["changed", "added"],
    )


def test_what_cannot_be_read_is_told(database_url: str, brand: BrandId, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK\x03\x04")
    code, (told,) = run(database_url, "import", str(path))
    assert (code, told.split(":")[:2]) == (1, ["Error", " Файл «form.xlsx» повреждён"])


def test_a_brand_is_asked_for_when_there_are_several(database_url: str, brand: BrandId, tmp_path: Path) -> None:
    in_database(database_url, lambda connection: brands.create(connection, "Василёк", NINE))
    path = str(tmp_path / "out.xlsx")
    names = "Есть: «Василёк», «Ромашка»."
    assert run(database_url, "export", path) == (1, [f"Error: Назовите бренд: --brand. {names}"])
    assert run(database_url, "export", path, "--brand", "Роза") == (1, [f"Error: Такого бренда нет. {names}"])
