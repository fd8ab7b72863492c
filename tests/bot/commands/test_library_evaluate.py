"""`otklik library evaluate` prints figures and writes predictions that anyone can check."""

import json
from pathlib import Path

from click.testing import CliRunner

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


def test_evaluate_writes_a_line_per_message_in_order(tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text(json.dumps(SET), "utf-8")
    arguments = [
        "evaluate",
        str(tmp_path / "set.json"),
        "--tier",
        "lexical",
        "--predictions",
        str(tmp_path / "out.jsonl"),
    ]
    result = CliRunner().invoke(library, arguments)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (result.exit_code, [line["ranked"][0][0] for line in lines]) == (0, ["delivery", "delivery"])


def test_evaluate_tells_what_is_wrong_with_a_set(tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text('{"name": "broken"}', "utf-8")
    result = CliRunner().invoke(library, ["evaluate", str(tmp_path / "set.json")])
    assert (result.exit_code, "missing required field `entries`" in result.output) == (2, True)
