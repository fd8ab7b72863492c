"""Which messages become pieces: media with the brand's hashtag, keyword or mention, or named by a teammate.

Invariant: of a candidate only the reference to its message is kept. A forwarded message is none by itself: who sent it
on is not its author.
"""

import re
from dataclasses import replace

from handlers import speech
from handlers.community.language import written_in
from handlers.requests import Request
from handlers.scene import Scene
from handlers.ugc import cards
from inbox.errors import Invalid, NotFound
from inbox.ids import BrandId, MessageId, TelegramId
from inbox.mentions import name_in
from inbox.messages import Message
from inbox.rights import PIECES, Piece, Scope, Step
from storage import brands, chats, messages, people, pieces
from storage.brands import Brand
from storage.chats import Chat
from storage.messages import Kept
from texts import Language, language_of

LINK = re.compile(
    r"https?://t\.me/(?:c/(?P<id>\d{1,12})|(?P<name>\w+))(?:/\d+)?/(?P<number>\d{1,15})(?:\?(?:comment=(?P<comment>\d{1,15}))?.*)?"
)
"""A message; with `comment`, a comment in the group that belongs to the channel."""


def notice(scene: Scene, chat: Chat, message: Message) -> None:
    """A message that was just kept."""
    if message.content not in PIECES or message.origin is not None or scene.source != "live":
        return
    kept = messages.find(scene.connection, chat.id, message.message_id)
    if kept is None or kept.direction != "incoming":
        return
    first = first_part(scene, kept)
    known = pieces.of_message(scene.connection, first.id)
    if known is not None:
        cards.refresh(scene, known.id)
        return
    word = name_in(message.text, _names(scene, brands.get(scene.connection, kept.brand)))
    if word:
        add(scene, first, Step("found", scene.now, None, "", word))


def tag_replied(scene: Scene, request: Request) -> Piece:
    """The message in the community to which a teammate's command replies."""
    assert request.message is not None
    reply = request.message.reply_to
    kept = messages.find(scene.connection, request.chat.id, reply.message_id) if reply else None
    return tag(scene, request, kept)


def tag_linked(scene: Scene, request: Request, link: str) -> Piece:
    """The message that a link leads to."""
    return tag(scene, request, _linked(scene, link))


def press_tag(scene: Scene, request: Request) -> None:
    """`ugk:<message>`: from the card of a conversation."""
    assert request.brand is not None
    piece = tag(scene, request, messages.find_in_brand(scene.connection, request.brand, MessageId(request.number())))
    speech.toast(scene, request, request.texts("ugc-tagged", n=piece.id))


def tag(scene: Scene, request: Request, kept: Kept | None) -> Piece:
    """A teammate says that the brand may want it."""
    if kept is None or kept.brand != request.brand or kept.direction != "incoming":
        raise NotFound("ugc-no-message")
    first = first_part(scene, kept)
    if first.content not in PIECES:
        raise Invalid("ugc-no-media")
    known = pieces.of_message(scene.connection, first.id)
    step = Step("tagged", scene.now, request.person.id, request.person.name)
    if known is None:
        return add(scene, first, step)
    if known.state == "dismissed":
        pieces.move(scene.connection, known, "candidate", step)
    cards.show(scene, known.id)
    return known


def add(scene: Scene, first: Kept, step: Step) -> Piece:
    brand = brands.get(scene.connection, first.brand)
    pieces.add(scene.connection, first, Scope(), _language(scene, first, brand))
    piece = pieces.of_message(scene.connection, first.id)
    assert piece is not None
    pieces.log(scene.connection, piece, replace(step, link=piece.link))
    cards.show(scene, piece.id)
    return piece


def first_part(scene: Scene, kept: Kept) -> Kept:
    """The message itself, or the first of its album: an album is one piece."""
    first = messages.first_of_album(scene.connection, kept.chat, kept.album_id) if kept.album_id else None
    return first or kept


def _names(scene: Scene, brand: Brand) -> list[str]:
    """What the brand is called: its keywords, the bot, the brand's public chats."""
    mentions = [chat.username for chat in chats.of_brand(scene.connection, BrandId(brand.id)) if chat.username]
    return [*brand.keywords, *(f"@{name}" for name in (scene.me.username, *mentions) if name)]


def _linked(scene: Scene, link: str) -> Kept | None:
    match = LINK.fullmatch(link)
    if match is None:
        raise Invalid("ugc-no-link")
    if match["id"]:
        chat = chats.find(scene.connection, TelegramId(int(f"-100{match['id']}")))
    else:
        chat = chats.find_by_username(scene.connection, match["name"])
    if chat is not None and match["comment"]:
        chat = chats.find(scene.connection, chat.linked_id) if chat.linked_id else None
    number = int(match["comment"] or match["number"])
    return messages.find(scene.connection, chat.id, number) if chat is not None else None


def _language(scene: Scene, kept: Kept, brand: Brand) -> Language:
    """The author's: by what they wrote, else what Telegram says of them, else the brand's. A caption in English makes
    nobody English whose Telegram is Russian: they have to understand what they agree to.
    """
    known = people.find(scene.connection, kept.sender)
    told = known.language if known is not None else ""
    return "ru" if told.startswith("ru") else written_in(kept.text, language_of(told) if told else brand.language)
