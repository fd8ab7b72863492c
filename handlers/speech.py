"""What the bot says on the desk and in private: messages with buttons, edits, short answers to presses.

Texts are Telegram HTML; what people wrote is passed through `safe`. What no message can hold is cut, lest nothing be
heard. Invariant: buttons carry the brand that they were shown for.
Absent: answers to members (see handlers.desk.replies).
"""

import html
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from faq.markup import length, plain_text
from handlers.excerpts import cut
from handlers.requests import LONGEST, Request
from handlers.scene import Scene
from inbox.calls import UNORDERED, Call
from inbox.errors import OtklikError
from inbox.ids import BrandId, TelegramId
from storage import chats, people
from storage.chats import Chat

Button = tuple[str, str]
"""Its words, and what it carries: `verb:part:part`, at most 64 bytes, or an https:// address."""
Rows = Sequence[Sequence[Button]]

OF = "@"
TEXT_LIMIT = 4096
TOAST_LIMIT = 200
ALBUM_PAUSE = timedelta(seconds=1.5)
"""The parts of an album come one by one and without an end."""


def safe(text: str) -> str:
    """What people wrote, made safe to stand inside HTML."""
    return html.escape(text, quote=False)


def _fitting(text: str) -> str:
    """HTML that one message can hold: as it is or, too long, its words alone, cut."""
    is_short = 2 * len(text) <= TEXT_LIMIT or length(text) <= TEXT_LIMIT
    return text if is_short else safe(cut(plain_text(text), TEXT_LIMIT))


def keyboard(rows: Rows, brand: BrandId | None = None) -> dict[str, Any]:
    """`brand`: the one that the buttons are about, if they are about one."""
    return {"inline_keyboard": [[_button(*button, brand) for button in row] for row in rows if row]}


def carried(data: str) -> tuple[str, str, BrandId | None]:
    """What a button carries: its verb, the parts after it, and the brand that it was shown for."""
    said, _, brand = data.partition(OF)
    verb, _, args = said.partition(":")
    return verb, args, BrandId(int(brand)) if brand.isdecimal() and len(brand) <= LONGEST else None


def say(
    scene: Scene,
    chat: Chat,
    text: str,
    rows: Rows = (),
    *,
    brand: BrandId | None = None,
    reply_to: int | None = None,
    album: str = "",
    purpose: str = "",
    subject: Mapping[str, Any] | None = None,
) -> None:
    """Send a message to a desk or to a person (never into the community). `brand` is what it is about. What is said of
    each part of an `album` is said once, when they have come.
    """
    params: dict[str, Any] = {
        "chat_id": chat.telegram_id,
        "text": _fitting(text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if chat.business_connection:
        params["business_connection_id"] = chat.business_connection
    if chat.topic_id:
        params["message_thread_id"] = chat.topic_id
    if rows:
        params["reply_markup"] = _keyboard_in(chat, rows, brand)
    if reply_to is not None:
        params["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    key, later = (f"album:{chat.telegram_id}:{album}", scene.now + ALBUM_PAUSE) if album else ("", None)
    lane = chat.telegram_id
    scene.call(Call("sendMessage", params, lane, purpose, subject or {}, coalesce=key, not_before=later))


def edit(
    scene: Scene,
    chat: Chat,
    message_id: int,
    text: str,
    rows: Rows = (),
    *,
    brand: BrandId | None = None,
    purpose: str = "",
    subject: Mapping[str, Any] | None = None,
) -> None:
    """Change what one of our messages says; a newer change takes the place of one not yet made."""
    scene.call(change(chat, message_id, text, rows, brand=brand, purpose=purpose, subject=subject))


def change(
    chat: Chat,
    message_id: int,
    text: str,
    rows: Rows = (),
    *,
    brand: BrandId | None = None,
    purpose: str = "",
    subject: Mapping[str, Any] | None = None,
) -> Call:
    params: dict[str, Any] = {
        "chat_id": chat.telegram_id,
        "message_id": message_id,
        "text": _fitting(text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": _keyboard_in(chat, rows, brand),
    }
    if chat.business_connection:
        params["business_connection_id"] = chat.business_connection
    key = f"edit:{chat.telegram_id}:{message_id}"
    return Call("editMessageText", params, chat.telegram_id, purpose, subject or {}, coalesce=key)


def without_buttons(scene: Scene, chat: Chat, message_id: int) -> None:
    """What one of our messages says stays to be read; there is nothing more to press."""
    params = {"chat_id": chat.telegram_id, "message_id": message_id}
    scene.call(Call("editMessageReplyMarkup", params, chat.telegram_id))


def answer(scene: Scene, request: Request, text: str, rows: Rows = ()) -> None:
    """Answer where one was asked: a reply to the command, or the pressed message itself changed."""
    if request.card is not None:
        edit(scene, request.chat, request.card, text, rows, brand=request.brand)
    else:
        reply_to = request.message.message_id if request.message else None
        say(scene, request.chat, text, rows, brand=request.brand, reply_to=reply_to)


def remove(scene: Scene, chat: Chat, message_id: int) -> None:
    """Take one of our own messages away; when it is too old for that, it stays."""
    scene.call(Call("deleteMessage", {"chat_id": chat.telegram_id, "message_id": message_id}, chat.telegram_id))


def nod(scene: Scene, chat: Chat, message_id: int) -> None:
    """A thumb up on what a teammate wrote: it is done, and nobody needs to read another message."""
    reaction = [{"type": "emoji", "emoji": "👍"}]
    params = {"chat_id": chat.telegram_id, "message_id": message_id, "reaction": reaction}
    scene.call(Call("setMessageReaction", params, chat.telegram_id))


def private_chat(scene: Scene, person: TelegramId) -> Chat | None:
    """The chat in which the bot may write to the person: they have started it and not blocked it."""
    known = people.find(scene.connection, person)
    chat = chats.find(scene.connection, person)
    return chat if chat is not None and known is not None and not known.has_blocked_bot else None


def hand(scene: Scene, chat: Chat, name: str, content: bytes, caption: str = "") -> None:
    """Send a file to a desk or to a person; `caption` is HTML."""
    params: dict[str, Any] = {"chat_id": chat.telegram_id, "document": "attach://upload"}
    if caption:
        params |= {"caption": caption, "parse_mode": "HTML"}
    if chat.topic_id:
        params["message_thread_id"] = chat.topic_id
    scene.call(Call("sendDocument", params, chat.telegram_id, upload=content, upload_name=name))


def toast(scene: Scene, request: Request, text: str = "", *, alert: bool = False) -> None:
    """The short answer to a press; every press gets exactly one, or its button keeps spinning."""
    params = {"callback_query_id": request.press_id, "text": text[:TOAST_LIMIT], "show_alert": alert}
    scene.call(Call("answerCallbackQuery", params, UNORDERED))


def refuse(scene: Scene, request: Request, error: OtklikError) -> None:
    """Say why not, and what to do instead: in a window over a pressed button, else as a reply."""
    words = request.texts(error.code, **error.values)
    if request.press_id:
        toast(scene, request, words, alert=True)
    else:
        answer(scene, request, safe(words))


def _keyboard_in(chat: Chat, rows: Rows, brand: BrandId | None) -> dict[str, Any]:
    return keyboard(rows, brand or chat.brand)


def _button(words: str, carries: str, brand: BrandId | None) -> dict[str, str]:
    if carries.startswith("https://"):
        return {"text": words, "url": carries}
    return {"text": words, "callback_data": carries if brand is None else f"{carries}{OF}{brand}"}
