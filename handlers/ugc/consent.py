"""The author's word: consent by a button or a reply, a no, and taking the consent back at any time.

Invariant: only the author's own word counts, whoever else presses or answers is told so. What was said is kept word
for word, with the question it answered; with a no or a withdrawal Telegram's file ids are forgotten.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from handlers.ugc import asking, cards
from inbox.calls import Call
from inbox.errors import NotAllowed, NotFound, Stale
from inbox.links import message_link
from inbox.messages import Message
from inbox.rights import Piece, State, Step, ends_at, meaning
from storage import brands, chats, pieces
from storage.chats import Chat
from texts import catalogue

REVOCABLE: tuple[State, ...] = ("asked", "consented")
LISTED = 20


def agree(scene: Scene, request: Request) -> None:
    """`ugy:<piece>`: the author's button."""
    piece = _own(scene, request)
    _consent(scene, piece, _pressed(scene, piece, "ugc-yes"))
    speech.toast(scene, request, catalogue(piece.language)("ugc-thanks"))


def decline(scene: Scene, request: Request) -> None:
    """`ugn:<piece>`"""
    piece = _own(scene, request)
    _refuse(scene, piece, _pressed(scene, piece, "ugc-no"))
    speech.toast(scene, request, catalogue(piece.language)("ugc-respected"))


def hear(scene: Scene, chat: Chat, message: Message) -> None:
    """A reply to our question: the author's plain yes or no, or words for the team to read."""
    piece = _asked_about(scene, chat, message)
    if piece is None or piece.state != "asked":
        return
    meant = meaning(message.text)
    if message.sender_id != piece.author:
        if meant == "yes":
            _correct(scene, chat, message, piece)
        return
    link = message_link(chat.telegram_id, chat.kind, chat.username, message.message_id)
    step = Step("said", message.sent_at, piece.author, message.sender_name, message.text, link)
    if meant == "yes":
        _consent(scene, piece, step)
    elif meant == "no":
        _refuse(scene, piece, step)
    else:
        pieces.log(scene.connection, piece, step)
        cards.refresh(scene, piece.id)


def withdraw(scene: Scene, request: Request) -> None:
    """`/withdraw`: of the message replied to, else of the only one, else of one to be chosen."""
    mine = pieces.of_author(scene.connection, request.person.id, REVOCABLE)
    assert request.message is not None
    reply = request.message.reply_to
    if reply is not None:
        mine = [piece for piece in mine if _is_about(request, piece, reply.message_id)] or mine
    if not mine:
        raise NotFound("ugc-nothing-to-withdraw")
    if len(mine) > 1:
        _choose(scene, request, mine[:LISTED])
        return
    _withdraw(scene, mine[0], request.message.text, request.message)
    speech.answer(scene, request, request.texts("ugc-withdrawn", what=safe(_what(mine[0], request))))


def press_withdraw(scene: Scene, request: Request) -> None:
    """`ugw:<piece>`: the author's button, under the question or in the list of `/withdraw`."""
    piece = _own(scene, request)
    _withdraw(scene, piece, catalogue(piece.language)("ugc-withdraw"), None)
    speech.toast(scene, request, request.texts("ugc-respected"))
    if request.card != piece.asked_message:
        speech.answer(scene, request, request.texts("ugc-withdrawn", what=safe(_what(piece, request))))


def _own(scene: Scene, request: Request) -> Piece:
    piece = pieces.find(scene.connection, request.number())
    if piece is None:
        raise Stale("ugc-question-gone")
    if piece.author != request.person.id:
        raise NotAllowed("ugc-only-author", name=piece.author_name)
    is_there = request.chat.telegram_id == piece.asked_chat and request.card is not None
    if piece.state == "asked" and piece.asked_message is None and is_there:
        pieces.change(scene.connection, piece.id, asked_message=request.card)  # it arrived, though nobody told us
        return replace(piece, asked_message=request.card)
    return piece


def _pressed(scene: Scene, piece: Piece, key: str) -> Step:
    """The words on the button, and the question that carried it."""
    place = chats.find(scene.connection, piece.asked_chat) if piece.asked_chat is not None else None
    link = message_link(place.telegram_id, place.kind, place.username, piece.asked_message or 0) if place else ""
    return Step("said", scene.now, piece.author, piece.author_name, catalogue(piece.language)(key), link)


def _consent(scene: Scene, piece: Piece, said: Step) -> None:
    zone = ZoneInfo(brands.get(scene.connection, piece.brand).time_zone)
    until = ends_at(said.at, piece.scope.months, zone)
    pieces.move(
        scene.connection, piece, "consented", replace(said, what="consented"),
        granted_at=said.at, ends_at=until, agreed_text=piece.text, files=pieces.files_of(scene.connection, piece),
    )  # fmt: skip
    texts = catalogue(piece.language)
    thanks = texts("ugc-agreed", name=safe(piece.author_name), scope=cards.scope_words(piece.scope, texts))
    asking.rewrite(scene, piece, thanks, [[(texts("ugc-withdraw"), f"ugw:{piece.id}")]])
    cards.refresh(scene, piece.id)


def _refuse(scene: Scene, piece: Piece, said: Step) -> None:
    pieces.move(scene.connection, piece, "refused", replace(said, what="refused"), files=[])
    asking.rewrite(scene, piece, catalogue(piece.language)("ugc-declined", name=safe(piece.author_name)))
    cards.refresh(scene, piece.id)


def _withdraw(scene: Scene, piece: Piece, words: str, message: Message | None) -> None:
    """Before the answer it is a no; after a consent its end, and the team is told what to take down."""
    link = (
        message_link(message.place.id, message.place.kind, message.place.username, message.message_id)
        if message
        else ""
    )
    said = Step("withdrawn", scene.now, piece.author, piece.author_name, words, link)
    if piece.state == "asked":
        _refuse(scene, piece, said)
        return
    pieces.move(scene.connection, piece, "withdrawn", said, files=[])
    asking.rewrite(scene, piece, catalogue(piece.language)("ugc-taken-back", name=safe(piece.author_name)))
    cards.refresh(scene, piece.id)
    _tell_team(scene, piece)


def _tell_team(scene: Scene, piece: Piece) -> None:
    """A card that changes in silence is not enough: what was published has to be taken down."""
    desk = chats.desk_of(scene.connection, piece.brand)
    if desk is None:
        return
    texts = catalogue(brands.get(scene.connection, piece.brand).language)
    steps = pieces.steps(scene.connection, [piece.id])[piece.id]
    used = [f"• {safe(step.link)}" for step in steps if step.what == "used"]
    head = texts("ugc-withdrawn-told", name=safe(piece.author_name), n=piece.id)
    tail = [texts("ugc-take-down"), *used] if used else [texts("ugc-not-used")]
    speech.say(scene, desk, "\n".join([head, *tail]), reply_to=piece.card)


def _asked_about(scene: Scene, chat: Chat, message: Message) -> Piece | None:
    """The piece about which the message that is replied to asked."""
    if message.reply_to is None or message.reply_to.sender_id != scene.me.id:
        return None
    return pieces.asked_by(scene.connection, chat.telegram_id, message.reply_to.message_id)


def _is_about(request: Request, piece: Piece, message_id: int) -> bool:
    """Whether a message is the piece itself, or our question about it."""
    if (piece.asked_chat, piece.asked_message) == (request.chat.telegram_id, message_id):
        return True
    place = request.chat
    return bool(piece.link) and piece.link == message_link(place.telegram_id, place.kind, place.username, message_id)


def _correct(scene: Scene, chat: Chat, message: Message, piece: Piece) -> None:
    """Somebody else has agreed on the author's behalf."""
    params = {
        "chat_id": chat.telegram_id,
        "text": catalogue(piece.language)("ugc-only-author", name=piece.author_name),
        "reply_parameters": {"message_id": message.message_id, "allow_sending_without_reply": True},
    }
    scene.call(Call("sendMessage", params, chat.telegram_id, to_member=True))


def _choose(scene: Scene, request: Request, mine: Sequence[Piece]) -> None:
    rows = [[(_what(piece, request), f"ugw:{piece.id}")] for piece in mine]
    speech.answer(scene, request, request.texts("ugc-withdraw-which"), rows)


def _what(piece: Piece, request: Request) -> str:
    """`photo of 02.11: the first words`"""
    words = f"{cards.what(piece, request.texts)} {piece.sent_at:%d.%m}"
    return f"{words}: {piece.text[:40]}" if piece.text else words
