"""The captured-shape updates match the Bot API's own types, and every kind that matters is among them."""

import json
from pathlib import Path
from typing import Any

import pytest

from .bot_api import API, TYPES, problems

CAPTURED = {
    path.stem: json.loads(path.read_text("utf-8")) for path in (Path(__file__).parents[1] / "captured").glob("*.json")
}
RARE = {
    "guest_message",
    "inline_query",
    "chosen_inline_result",
    "shipping_query",
    "pre_checkout_query",
    "chat_boost",
    "purchased_paid_media",
    "removed_chat_boost",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
}  # fmt: skip — kinds that no community inbox asks for


@pytest.mark.parametrize("name", sorted(CAPTURED))
def test_a_captured_update_has_the_shape_of_the_bot_api(name: str) -> None:
    assert problems(CAPTURED[name], "Update") == []


def test_every_kind_of_update_that_an_inbox_meets_is_captured() -> None:
    kinds = {name.removesuffix("?") for name in TYPES["Update"]} - {"update_id"} - RARE
    assert {kind for update in CAPTURED.values() for kind in update} - {"update_id"} == kinds


def test_no_two_captured_updates_share_an_id() -> None:
    assert len({update["update_id"] for update in CAPTURED.values()}) == len(CAPTURED)


@pytest.mark.parametrize(
    ("value", "of", "expected"),
    [
        ({"id": 1, "is_bot": False, "first_name": "Alice"}, "User", []),
        ({"id": "1", "is_bot": False}, "User", ["User.first_name is missing", "User.id: '1' is no Integer"]),
        ({"id": True, "type": "group", "wings": 2}, "Chat", ["Chat.wings is unknown", "Chat.id: True is no Integer"]),
        ({"message_ids": [1, "2"]}, "BusinessMessagesDeleted", None),
    ],
)
def test_the_judge_finds_what_is_wrong(value: Any, of: str, expected: list[str] | None) -> None:
    found = problems(value, of)
    assert (found == expected) if expected is not None else found


def test_the_description_says_where_it_is_from() -> None:
    assert (API["version"], API["licence"][:3], "aiogram" in API["source"]) == ("10.3", "MIT", True)
