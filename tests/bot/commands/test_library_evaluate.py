"""`otklik library evaluate` prints figures and writes predictions that anyone can check."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.commands.library import library

SET = {
    "name": "tiny",
    "entries": [
        {"id": "delivery", "phrasings": ["Сколько идёт доставка?", "сроки доставки", "когда привезут"]},
        {"id": "return", "phrasings": ["Как вернуть товар?", "оформить возврат"]},
    ],
    "queries": [
        {"text": "сроки доставки какие", "entry_id": "delivery", "kind": "asked"},
        {"text": "половинка \ud83d", "entry_id": None, "kind": "odd"},
    ],
}


def evaluated(folder: Path, content: Any, *more: str) -> Result:
    packed = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / "set.json").write_bytes(packed)
    shell = CliRunner(env={"OTKLIK_LANGUAGE": "en"})
    return shell.invoke(library, ["evaluate", str(folder / "set.json"), "--tier", "lexical", *more])


def test_evaluate_writes_a_line_per_message_in_order(tmp_path: Path) -> None:
    result = evaluated(tmp_path, SET, "--predictions", str(tmp_path / "out.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (result.exit_code, [line["ranked"][0][0] for line in lines]) == (0, ["delivery", "delivery"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            {**SET, "entries": [{"id": 1, "phrasings": ["да", 5]}]},
            "Expected `str`, got `int`, at `$.entries[0].phrasings[1]`",
        ),
        ({"name": "broken"}, "Object missing required field `entries`, at `$`. A set looks like this"),
        ([1, 2], "Expected `object`, got `array`, at `$`"),
        (b'{"name": "x",\n "entries": [,]}', "no JSON from line 2, character 14 on"),
        (b"", "no JSON from line 1, character 1 on"),
        ('{"имя": 1}'.encode("cp1251"), "byte 3 fits no letter. Save it as UTF-8"),
        (b"[" * 200_000, "nested too deep"),
    ],
)
def test_evaluate_tells_what_is_wrong_with_a_set_and_where(tmp_path: Path, content: Any, told: str) -> None:
    result = evaluated(tmp_path, content)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_evaluate_says_that_predictions_cannot_be_written_before_it_makes_any(tmp_path: Path) -> None:
    result = evaluated(tmp_path, SET, "--predictions", str(tmp_path / "nowhere" / "out.jsonl"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "can't be written (No such file or directory)" in result.stderr


def test_evaluate_does_not_write_over_the_set(tmp_path: Path) -> None:
    result = evaluated(tmp_path, SET, "--predictions", str(tmp_path / "." / "set.json"))
    assert (result.exit_code, "holds the set itself" in result.stderr) == (2, True)
    assert json.loads((tmp_path / "set.json").read_bytes())["queries"] == SET["queries"]


@pytest.mark.parametrize("kind", [None, "[/bold]", ":cat:", "\ud83d"])
def test_evaluate_shows_any_name_as_it_is_written(tmp_path: Path, kind: str | None) -> None:
    shown = "?" if kind == "\ud83d" else kind
    queries = [{"text": "сроки доставки", "entry_id": "delivery", "kind": kind}]
    result = evaluated(tmp_path, {**SET, "name": f"set {kind}", "queries": queries})
    assert (result.exit_code, result.stdout.count(f" {shown}")) == (0, 1 if kind is None else 2)


def test_figures_alone_are_printed_where_they_can_be_piped(tmp_path: Path) -> None:
    result = evaluated(tmp_path, SET)
    assert (result.stdout[:18], result.stderr) == ("tiny, tier lexical", "")


def test_evaluate_says_which_labels_and_ids_of_a_set_are_doubtful(tmp_path: Path) -> None:
    entries = [*SET["entries"], {"id": "return", "phrasings": ["вернуть деньги"]}]
    queries = [{"text": "когда привезут", "entry_id": "nowhere"}]
    result = evaluated(tmp_path, {**SET, "entries": entries, "queries": queries})
    assert result.stdout.splitlines()[:2] == [
        "1 message asks for an entry that the set does not have: it counts as not found.",
        "1 id stands at several entries (return): they count as one.",
    ]
