"""The author's word: consent by a button or a reply, a no, and taking the consent back at any time.

Invariant: only the author's own word counts, whoever else presses or answers is told so. What was said is kept word
for word, with the question it answered; with a no, a withdrawal or the consent's end Telegram's file ids are forgotten.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from handlers.ugc import asking, candidates, cards
from inbox.calls import Call
from inbox.errors import NotAllowed, NotFound, Stale
from inbox.events import MessageEdited
from inbox.ids import TelegramId
from inbox.links import message_link
from inbox.messages import Message
from inbox.rights import Piece, State, Step, ends_at, meaning
from storage import brands, chats, messages, pieces
from storage.chats import Chat
from texts import Catalogue, catalogue

REVOCABLE: tuple[State, ...] = ("asked", "consented", "expired")
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


def hear(scene: Scene, chat: Chat, message: Message) -> bool:
    """Whether a message replies to our question; the author's own word is heeded, anybody else's yes set right."""
    piece = asked_about(scene, chat, message)
    if piece is None:
        return False
    if message.sender_id == piece.author:
        _heed(scene, piece, _said(chat, message, message.sent_at))
    elif piece.state == "asked" and meaning(message.text) == "yes":
        _correct(scene, chat, message, piece)
    return True


def hear_edited(scene: Scene, chat: Chat, event: MessageEdited) -> None:
    """A reply to our question that reads otherwise now."""
    piece = asked_about(scene, chat, event.message)
    if piece is not None and event.message.sender_id == piece.author:
        _heed(scene, piece, _said(chat, event.message, event.edited_at))


def asked_about(scene: Scene, chat: Chat, message: Message) -> Piece | None:
    """The piece about which the message that is replied to asked. In a Business chat we ask in its owner's name."""
    reply = message.reply_to
    if reply is None or not (chat.business_connection or reply.sender_id == scene.me.id):
        return None
    return pieces.asked_by(scene.connection, chat.telegram_id, chat.business_connection, reply.message_id)


def withdraw(scene: Scene, request: Request) -> None:
    """`/withdraw`: of the message replied to, else of the only one, else of one to be chosen."""
    message = request.message
    assert message is not None
    mine = _revocable(scene, request.chat, message.sender_id)
    if message.reply_to is not None:
        replied = message.reply_to.message_id
        mine = [piece for piece in mine if _is_about(scene, request.chat, piece, replied)] or mine
    if not mine:
        raise NotFound("ugc-nothing-to-withdraw")
    if len(mine) > 1:
        _choose(scene, request, message, mine)
        return
    _take_back(scene, mine[0], _said(request.chat, message, message.sent_at))
    _confirm(scene, request, mine[0])


def press_withdraw(scene: Scene, request: Request) -> None:
    """`ugw:<piece>`: the author's button, under the question or in the list of `/withdraw`."""
    piece = _own(scene, request)
    words = catalogue(piece.language)("ugc-withdraw")
    _take_back(scene, piece, Step("said", scene.now, piece.author, piece.author_name, words))
    speech.toast(scene, request, request.texts("ugc-respected"))
    if request.card != piece.asked_message:
        _confirm(scene, request, piece)


def expire(scene: Scene) -> None:
    """Consents end by the clock."""
    for number in pieces.over(scene.connection, scene.now):
        piece = pieces.find(scene.connection, number)
        if piece is not None and piece.ends_at is not None and piece.may_become("expired"):
            pieces.move(scene.connection, piece, "expired", Step("expired", piece.ends_at, None, ""), files=[])
            cards.refresh(scene, piece.id)


def _revocable(scene: Scene, chat: Chat, author: TelegramId) -> list[Piece]:
    """The newest first; where others read along, only what concerns the chat's brand or was asked there."""
    mine = pieces.of_author(scene.connection, author, REVOCABLE)
    if chat.business_connection:
        business = chats.find_business_connection(scene.connection, chat.business_connection)
        return [piece for piece in mine if business is not None and piece.brand == business.brand]
    if chat.kind == "private":
        return mine
    return [piece for piece in mine if piece.brand == chat.brand or piece.asked_chat == chat.telegram_id]


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


def _said(chat: Chat, message: Message, at: datetime) -> Step:
    link = message_link(chat.telegram_id, chat.kind, chat.username, message.message_id)
    return Step("said", at, message.sender_id, message.sender_name, message.text, link)


def _heed(scene: Scene, piece: Piece, said: Step) -> None:
    """A plain yes while the question is open, and a plain no even after a yes; all else is for the team to read."""
    meant = meaning(said.text)
    if piece.state == "asked" and meant == "yes":
        _consent(scene, piece, said)
    elif piece.state in REVOCABLE and meant == "no":
        _take_back(scene, piece, said)
    elif piece.state in REVOCABLE:
        pieces.log(scene.connection, piece, said)
        cards.refresh(scene, piece.id)


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


def _take_back(scene: Scene, piece: Piece, said: Step) -> None:
    """Before the answer it is a no; after a consent its end, and the team is told what to take down."""
    if piece.state == "asked":
        _refuse(scene, piece, said)
        return
    pieces.move(scene.connection, piece, "withdrawn", replace(said, what="withdrawn"), files=[])
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


def _is_about(scene: Scene, chat: Chat, piece: Piece, message_id: int) -> bool:
    """Whether a message is the piece itself, or our question about it."""
    if (piece.asked_chat, piece.asked_message) == (chat.telegram_id, message_id):
        return True
    kept = messages.find(scene.connection, chat.id, message_id)
    return kept is not None and candidates.first_part(scene, kept).id == piece.message


def _correct(scene: Scene, chat: Chat, message: Message, piece: Piece) -> None:
    """Somebody else has agreed on the author's behalf."""
    params = {
        "chat_id": chat.telegram_id,
        "text": catalogue(piece.language)("ugc-only-author", name=piece.author_name),
        "reply_parameters": {"message_id": message.message_id, "allow_sending_without_reply": True},
    }
    scene.call(Call("sendMessage", params, chat.telegram_id, to_member=True))


def _choose(scene: Scene, request: Request, message: Message, mine: Sequence[Piece]) -> None:
    """By buttons; a channel can press none."""
    if message.sender_chat is not None:
        speech.answer(scene, request, request.texts("ugc-withdraw-by-reply"))
        return
    is_of_several = len({piece.brand for piece in mine}) > 1
    rows = [[(_what(scene, piece, request.texts, names_brand=is_of_several), f"ugw:{piece.id}")] for piece in mine]
    words = [request.texts("ugc-withdraw-which")]
    if len(rows) > LISTED:
        words.append(request.texts("ugc-withdraw-more", n=LISTED))
    speech.answer(scene, request, "\n".join(words), rows[:LISTED])


def _confirm(scene: Scene, request: Request, piece: Piece) -> None:
    speech.answer(scene, request, request.texts("ugc-withdrawn", what=safe(_what(scene, piece, request.texts))))


def _what(scene: Scene, piece: Piece, texts: Catalogue, *, names_brand: bool = False) -> str:
    """`photo of 02.11: the first words`, the day being the brand's."""
    brand = brands.get(scene.connection, piece.brand)
    words = f"{cards.what(piece, texts)} {piece.sent_at.astimezone(ZoneInfo(brand.time_zone)):%d.%m}"
    words = f"{brand.name}, {words}" if names_brand else words
    return f"{words}: {piece.text[:40]}" if piece.text else words
