"""`/help`, and the menu of commands that Telegram shows: both written from the table of routes.

Invariant: it shows what *this* person may do *here*; a command without words in the catalogues cannot be shown, and a
test holds that none is without.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import speech
from handlers.access import request_in
from handlers.community.attention import is_idle_command
from handlers.requests import Command, Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.errors import NotFound
from inbox.messages import Message
from storage import Connection, chats, team
from storage.chats import Chat, Purpose
from storage.team import Role
from texts import LANGUAGES, Catalogue, Language, catalogue

GROUPS: Mapping[str, tuple[str, ...]] = {
    "answering": ("inbox", "next", "reply", "find", "take", "snooze", "resolve", "note", "missed", "today"),
    "library": ("faq", "why", "gaps"),
    "reports": (
        "report",
        "items",
        "item",
        "plan",
        "kpi",
        "competitors",
        "link",
        "ugc",
        "activation",
        "goal",
        "memo",
        "export",
        "close",
    ),
    "brand": ("brand", "desk", "unbind", "team", "settings", "hours", "logo"),
    "bot": ("start", "help", "withdraw"),
}
"""In which order people read of them; what stands nowhere here comes last."""


def show(scene: Scene, request: Request, commands: Sequence[Command]) -> None:
    """`/help`, or `/help inbox` for the details of one command."""
    if request.args:
        speech.answer(scene, request, _details(request, commands, request.args.removeprefix("/").casefold()))
        return
    role = request.texts(f"role-{request.role}") if request.role else ""
    parts = [request.texts("help-title", role=role) if role else request.texts("help-title-member")]
    may = allowed(commands, request.role, request.chat.purpose)
    for group, found in _grouped(may).items():
        lines = [f"/{command.name} — {_safe(request.texts, f'command-{command.name}')}" for command in found]
        parts.append("\n".join([f"<b>{request.texts(f'help-{group}')}</b>", *lines]))
    explained = [name for names in GROUPS.values() for name in names if name in {command.name for command in may}]
    if role:
        parts.append(request.texts("help-more", name=explained[0]))
    speech.answer(scene, request, "\n\n".join(parts))


def point_the_way(scene: Scene, chat: Chat, message: Message) -> None:
    """A member who tries a command in private is told that words will do."""
    if message.person is not None and is_idle_command(scene, chat, message):
        request = request_in(scene, chat, message.person, message=message)
        speech.answer(scene, request, request.texts("help-title-member"))


def allowed(commands: Sequence[Command], role: Role | None, purpose: Purpose) -> list[Command]:
    return [
        command for command in commands if purpose in command.places and (not command.roles or role in command.roles)
    ]


def menus(connection: Connection, commands: Sequence[Command]) -> list[Call]:
    """The calls that bring Telegram's menus up to date: each teammate's in private, the desks', and members'."""
    private = {"type": "all_private_chats"}
    scopes: list[tuple[Mapping[str, Any], Role | None, Purpose]] = [(private, None, "private")]
    scopes += [({"type": "chat", "chat_id": desk}, "manager", "desk") for desk in chats.desks(connection)]
    scopes += [
        ({"type": "chat", "chat_id": person}, role, "private") for person, role in team.everybody(connection).items()
    ]
    return [
        _menu(scope, language, allowed(commands, role, purpose))
        for scope, role, purpose in scopes
        for language in LANGUAGES
    ]


def _menu(scope: Mapping[str, Any], language: Language, found: Sequence[Command]) -> Call:
    texts = catalogue(language)
    commands = [{"command": each.name, "description": texts(f"command-{each.name}")[:256]} for each in found]
    params: dict[str, Any] = {"commands": commands, "scope": dict(scope)}
    if language != "ru":  # Russian is what everybody else gets
        params["language_code"] = language
    return Call("setMyCommands", params)


def _details(request: Request, commands: Sequence[Command], name: str) -> str:
    found = {command.name: command for command in allowed(commands, request.role, request.chat.purpose)}
    if name not in found:
        raise NotFound("help-unknown", said=name[:40])
    texts = request.texts
    own = f"usage-{name}-{request.role}"
    usage = own if own in texts.sentences else f"usage-{name}"
    words = [f"<b>/{name}</b> — {_safe(texts, f'command-{name}')}"]
    return "\n".join([*words, _safe(texts, usage)] if usage in texts.sentences else words)


def _grouped(found: Sequence[Command]) -> dict[str, list[Command]]:
    by_name = {command.name: command for command in found}
    groups = {group: [by_name.pop(name) for name in names if name in by_name] for group, names in GROUPS.items()}
    groups["bot"] = [*groups["bot"], *by_name.values()]
    return {group: commands for group, commands in groups.items() if commands}


def _safe(texts: Catalogue, key: str) -> str:
    return speech.safe(texts(key))
