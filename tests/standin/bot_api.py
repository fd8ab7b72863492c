"""A judge of shapes: does a value match the Bot API's own description of its types?

`bot_api.json` is that description, taken from another project's distribution and shortened to names and types.
"""

import json
from pathlib import Path
from typing import Any

API = json.loads(Path(__file__).with_name("bot_api.json").read_text("utf-8"))
TYPES: dict[str, dict[str, str]] = API["types"]
UNIONS: dict[str, list[str]] = API["unions"]
PLAIN: dict[str, type | tuple[type, ...]] = {"String": str, "Float": (int, float)}
# Old names that the real server still sends beside the new ones.
LEGACY = {
    "thumb", "forward_from", "forward_from_chat", "forward_from_message_id", "forward_sender_name", "forward_date",
    "forward_signature", "all_members_are_administrators", "new_chat_participant", "new_chat_member",
    "left_chat_participant", "can_reply",
}  # fmt: skip


def problems(value: Any, of: str, at: str = "") -> list[str]:
    """What in the value contradicts the type, each with its place; nothing when all is well."""
    at = at or of
    kind, _, constant = of.partition("=")
    if constant:
        return [] if value == constant else [f"{at}: {value!r} is not {constant!r}"]
    if kind.startswith("Array of "):
        return _of_array(value, kind.removeprefix("Array of "), at)
    if kind in UNIONS:
        found = [problems(value, member, at) for member in UNIONS[kind]]
        return [] if [] in found else min(found, key=len)
    if kind in TYPES:
        return _of_object(value, TYPES[kind], at)
    return [] if _is_plain(value, kind) else [f"{at}: {value!r} is no {kind}"]


def _of_array(value: Any, of: str, at: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{at}: {value!r} is no list"]
    return [problem for i, item in enumerate(value) for problem in problems(item, of, f"{at}[{i}]")]


def _of_object(value: Any, fields: dict[str, str], at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: {value!r} is no object"]
    known = {name.removesuffix("?"): of for name, of in fields.items()}
    missing = [f"{at}.{name} is missing" for name in fields if not name.endswith("?") and name not in value]
    unknown = [f"{at}.{name} is unknown" for name in value if name not in known and name not in LEGACY]
    inside = [p for name, item in value.items() if name in known for p in problems(item, known[name], f"{at}.{name}")]
    return missing + unknown + inside


def _is_plain(value: Any, kind: str) -> bool:
    if kind == "True":
        return value is True
    if kind in ("Boolean", "Integer"):
        return type(value) is {"Boolean": bool, "Integer": int}[kind]
    return isinstance(value, PLAIN.get(kind, str)) and not isinstance(value, bool)
