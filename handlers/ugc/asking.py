"""Asking a piece's author for the right to show it: where, for what, for how long, in which very words.

Invariant: what the author is shown is kept word for word; nobody is asked twice, and nobody after a no.
"""

from dataclasses import replace
from typing import Any

from faq.markup import plain_text
from handlers import speech
from handlers.requests import Request, row_number
from handlers.scene import Scene
from handlers.speech import keyboard, safe
from handlers.ugc import cards
from handlers.ugc.cards import linked, purposes_words, what
from inbox.calls import Call
from inbox.errors import Invalid, NotFound
from inbox.events import CallSettled, ChatMigrated
from inbox.ids import TelegramId
from inbox.rights import TERMS, Piece, Purpose, Scope, Step
from storage import brands, chats, messages, pieces
from texts import catalogue

LETTERS = {"post", "story", "video"}


def meant(scene: Scene, request: Request) -> Piece:
    """The piece that a button or a command of the team names."""
    assert request.brand is not None
    number = row_number(request.parts[0])
    found = None if number is None else pieces.find_in_brand(scene.connection, request.brand, number)
    if found is None:
        raise NotFound("ugc-not-found")
    return found


def turn(scene: Scene, request: Request) -> None:
    """`ugt:<piece>:<term, name or where>`: the next choice of one condition."""
    piece = meant(scene, request)
    if piece.state != "candidate":
        raise Invalid(f"ugc-stale-{piece.state}")
    scope, asks = piece.scope, piece.asks
    match request.part(1):
        case "term":
            at = TERMS.index(scope.months) if scope.months in TERMS else -1
            scope = replace(scope, months=TERMS[(at + 1) % len(TERMS)])
        case "name":
            scope = replace(scope, names_author=not scope.names_author)
        case _:
            asks = "private" if asks == "thread" else "thread"
            if asks == "private":
                _private(scene, piece)
    pieces.change(scene.connection, piece.id, scope=scope.to_json(), asks=asks)
    speech.toast(scene, request)
    _redraw(scene, request, piece.id)


def dismiss(scene: Scene, request: Request) -> None:
    """`ugx:<piece>`: the brand does not want it. A question that was asked is answered by nobody any more."""
    piece = meant(scene, request)
    pieces.move(scene.connection, piece, "dismissed", _by(scene, request, "dismissed"))
    if piece.asked_message is not None:
        _close_question(scene, piece)
    speech.toast(scene, request)
    _redraw(scene, request, piece.id)


def ask(scene: Scene, request: Request) -> None:
    """`uga:<piece>:<purpose,purpose>`"""
    piece = meant(scene, request)
    purposes: tuple[Purpose, ...] = tuple(p for p in request.part(1).split(",") if p in LETTERS)  # type: ignore[misc]
    scope = replace(piece.scope, purposes=purposes)
    html = question(scene, piece, scope)
    params, chat = _address(scene, piece)
    pieces.move(
        scene.connection, piece, "asked", replace(_by(scene, request, "asked"), text=plain_text(html)),
        scope=scope.to_json(), question=plain_text(html), asked_chat_id=chat, asked_message=None,
    )  # fmt: skip
    _put_question(scene, piece, params, html)
    speech.toast(scene, request, request.texts("ugc-toast-asked"))
    _redraw(scene, request, piece.id)


def follow(scene: Scene, event: ChatMigrated) -> None:
    """A group got a new number, and its messages are out of reach: what is still open there is asked anew, in the same
    words; whoever has answered keeps `/withdraw`.
    """
    for piece in pieces.asked_in(scene.connection, event.before):
        pieces.change(scene.connection, piece.id, asked_chat_id=event.after, asked_message=None)
        if piece.state == "asked" and piece.asked_message is not None:
            moved = replace(piece, asked_chat=event.after, asked_message=None)
            _put_question(scene, moved, {"chat_id": event.after}, safe(piece.question))


def settle(scene: Scene, event: CallSettled) -> None:
    """The author sees the question now; or it did not arrive, and the team may ask otherwise."""
    piece = pieces.find(scene.connection, event.subject["piece"])
    if piece is None:
        return
    if event.outcome == "ok":
        pieces.change(scene.connection, piece.id, asked_message=event.result["message_id"])
        if piece.state == "dismissed":
            _close_question(scene, replace(piece, asked_message=event.result["message_id"]))
    elif event.outcome == "refused" and piece.state == "asked":
        step = Step("unasked", scene.now, None, "", event.reason)
        pieces.move(scene.connection, piece, "candidate", step, question="", asked_chat_id=None)
        _tell_refused(scene, piece, event.reason)
    cards.refresh(scene, piece.id)


def question(scene: Scene, piece: Piece, scope: Scope) -> str:
    """The very words, in the author's language: Telegram HTML."""
    texts = catalogue(piece.language)
    brand = brands.get(scene.connection, piece.brand)
    return texts(
        "ugc-question",
        name=safe(piece.author_name),
        brand=safe(brand.name),
        what=linked(what(piece, texts), piece.link),
        purposes=purposes_words(scope.purposes, texts),
        term=texts("ugc-months", n=scope.months),
        credit=texts("ugc-credit", name=safe(credited(piece))) if scope.names_author else texts("ugc-no-credit"),
    )


def credited(piece: Piece) -> str:
    return f"@{piece.author_username}" if piece.author_username else piece.author_name


def _put_question(scene: Scene, piece: Piece, params: dict[str, Any], html: str) -> None:
    texts = catalogue(piece.language)
    rows = [[(texts("ugc-yes"), f"ugy:{piece.id}"), (texts("ugc-no"), f"ugn:{piece.id}")]]
    params |= {"text": html, "parse_mode": "HTML", "reply_markup": keyboard(rows)}
    params["link_preview_options"] = {"is_disabled": True}
    scene.call(Call("sendMessage", params, params["chat_id"], "ugc-asked", {"piece": piece.id}, to_member=True))


def _address(scene: Scene, piece: Piece) -> tuple[dict[str, Any], TelegramId]:
    """Under the very message, or in private."""
    if piece.asks == "private":
        author = _private(scene, piece)
        return {"chat_id": author}, author
    kept = messages.get(scene.connection, piece.message)
    chat = chats.get(scene.connection, chats.going_on(scene.connection, kept.chat))
    if chat.kind != "private" and chat.brand != piece.brand:
        raise Invalid("ugc-chat-gone", chat=chat.title)
    if chat.id != kept.chat:
        return {"chat_id": chat.telegram_id}, chat.telegram_id
    reply = {"message_id": kept.message_id, "allow_sending_without_reply": False}
    params: dict[str, Any] = {"chat_id": chat.telegram_id, "reply_parameters": reply}
    if chat.is_forum and kept.thread_id is not None:
        params["message_thread_id"] = kept.thread_id
    if chat.business_connection:
        params["business_connection_id"] = chat.business_connection
    if kept.direct_topic_id is not None:
        params["direct_messages_topic_id"] = kept.direct_topic_id
    return params, chat.telegram_id


def _private(scene: Scene, piece: Piece) -> TelegramId:
    """Where the bot may write to the author: they have started it and not blocked it."""
    if speech.private_chat(scene, piece.author) is None:
        raise Invalid("ugc-no-private", name=piece.author_name)
    return piece.author


def _close_question(scene: Scene, piece: Piece) -> None:
    """The question stays without buttons: it is no longer of interest."""
    texts = catalogue(piece.language)
    rewrite(scene, piece, texts("ugc-question-over", name=safe(piece.author_name)))


def rewrite(scene: Scene, piece: Piece, html: str, rows: speech.Rows = ()) -> None:
    """Change what our question to the author says."""
    if piece.asked_chat is None or piece.asked_message is None:
        return
    kept = messages.get(scene.connection, piece.message)
    business = chats.get(scene.connection, kept.chat).business_connection if piece.asks == "thread" else ""
    params: dict[str, Any] = {
        "chat_id": piece.asked_chat,
        "message_id": piece.asked_message,
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": keyboard(rows),
    }
    if business:
        params["business_connection_id"] = business
    key = f"edit:{piece.asked_chat}:{piece.asked_message}"
    scene.call(Call("editMessageText", params, piece.asked_chat, coalesce=key))


def _tell_refused(scene: Scene, piece: Piece, reason: str) -> None:
    desk = chats.desk_of(scene.connection, piece.brand)
    if desk is not None:
        texts = catalogue(brands.get(scene.connection, piece.brand).language)
        speech.say(scene, desk, texts("ugc-not-delivered", n=piece.id, reason=safe(reason)), reply_to=piece.card)


def _by(scene: Scene, request: Request, step: Any) -> Step:
    return Step(step, scene.now, request.person.id, request.person.name)


def _redraw(scene: Scene, request: Request, number: int) -> None:
    """The pressed card, which may be an older one, and the current one."""
    piece = pieces.find(scene.connection, number)
    assert piece is not None
    if request.card is not None and request.card != piece.card:
        speech.edit(scene, request.chat, request.card, *cards.draw(scene, piece), brand=request.brand)
    cards.refresh(scene, number)
