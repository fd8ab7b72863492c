"""Cards: one message on the desk for each conversation that waits or waited, which follows the conversation's state.

Invariant: a card that stands on the desk is a picture of the database, drawn anew whenever something changed, once an
event; one that is on its way there is drawn when it arrives. `refresh` is all that anybody who changes a conversation
needs to call. A question that comes after a card was done with gets a new card
below, and the old one points to it. Absent: what the card says (see handlers.desk.drawing), what its buttons do.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers import speech
from handlers.desk.drawing import Picture, draw
from handlers.desk.promises import next_change
from handlers.desk.sight import Condition, Sight, look
from handlers.links import message_link
from handlers.requests import Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.events import CallSettled
from inbox.ids import BrandId, ChatId, ConversationId
from storage import brands, cards, chats, conversations
from storage.cards import Card
from storage.chats import Chat
from storage.conversations import Conversation
from texts import catalogue

LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")
TOPIC_BEING_MADE = 0
LAID_AT_MOST = 50
"""Cards laid on a new desk at once; `/inbox` has the others."""
PAUSE = timedelta(minutes=5)
"""After a card could not be shown."""
NO_TOPIC = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")


def refresh(scene: Scene, conversation: ConversationId, *, anew: bool = False) -> None:
    """Show the conversation on its brand's desk as it stands when all has been done; of what is long past, nothing.

    `anew`: as a new card, where the team will see it.
    """
    if scene.source == "live":
        scene.changed[conversation] = anew or scene.changed.get(conversation, False)


def draw_changed(scene: Scene) -> None:
    """The cards of all conversations that something was done to, each drawn once."""
    for number, anew in scene.changed.items():
        conversation = conversations.lock(scene.connection, number)
        desk = chats.desk_of(scene.connection, conversation.brand) if conversation is not None else None
        if conversation is not None and desk is not None:
            _show(scene, desk, conversation, anew=anew)
    scene.changed.clear()


def lay(scene: Scene, desk: Chat) -> None:
    """The desk is new, or what stood there is out of reach: everybody who waits gets a card."""
    assert desk.brand is not None
    cards.forget(scene.connection, desk.id)
    _show_all(scene, desk.brand)


def move(scene: Scene, before: ChatId, desk: Chat) -> None:
    """The desk has become a supergroup: what waits is shown there."""
    assert desk.brand is not None
    cards.move(scene.connection, before, desk.id)
    _show_all(scene, desk.brand)


def age(scene: Scene, sight: Sight) -> None:
    """Time has passed: draw the card anew, unless a teammate has something open on it."""
    card = cards.find(scene.connection, sight.conversation.id)
    desk = chats.desk_of(scene.connection, sight.brand.id)
    if card is None:
        return
    if card.view or card.message_id is None or desk is None or card.chat != desk.id:
        later = scene.now + PAUSE if sight.condition is Condition.WAITING else None
        cards.change(scene.connection, card.id, redraw_at=later)
    else:
        _follow(scene, desk, sight, draw(sight, catalogue(sight.brand.language), scene.now), card)


def stands(scene: Scene, conversation: ConversationId) -> bool:
    card = cards.find(scene.connection, conversation)
    return card is not None and card.message_id is not None


def turn(scene: Scene, request: Request, picture: Picture, view: str) -> None:
    """Open something on the pressed card (or on another message with its buttons): a preview, a choice."""
    assert request.card is not None
    card = cards.at(scene.connection, request.chat.id, request.card)
    if card is not None:
        cards.change(scene.connection, card.id, shown=picture.fingerprint, view=view)
    speech.edit(scene, request.chat, request.card, picture.text, picture.rows, brand=request.brand)


def is_card(scene: Scene, conversation: Conversation, chat: Chat, message_id: int | None) -> bool:
    """Whether a message is the conversation's card, not a former one or another message with its buttons."""
    card = cards.find(scene.connection, conversation.id)
    return card is not None and card.chat == chat.id and card.message_id == message_id


def confirm(scene: Scene, event: CallSettled) -> None:
    """The card stands on the desk now; if the conversation has moved meanwhile, the card follows."""
    card = cards.get(scene.connection, event.subject["card"])
    if card is None:
        return
    desk = chats.get(scene.connection, card.chat)
    if event.outcome == "ok":
        cards.change(scene.connection, card.id, message_id=event.result["message_id"])
        _point(scene, desk, card, event)
        refresh(scene, card.conversation)
    elif is_without_topic(desk, event.reason):
        open_topic(scene, desk)
    else:
        cards.change(scene.connection, card.id, redraw_at=scene.now + PAUSE)


def follow(scene: Scene, event: CallSettled) -> None:
    """A card that could not be changed: one that somebody has deleted comes again while its conversation waits."""
    card = cards.get(scene.connection, event.subject["card"])
    if event.outcome == "ok" or card is None:
        return
    desk = chats.get(scene.connection, card.chat)
    if is_without_topic(desk, event.reason):
        open_topic(scene, desk)
    elif card == cards.find(scene.connection, card.conversation) and is_any(LOST, event.reason):
        conversation = conversations.lock(scene.connection, card.conversation)
        if conversation is not None and look(scene, conversation).condition is Condition.WAITING:
            refresh(scene, card.conversation, anew=True)


def is_without_topic(desk: Chat, reason: str) -> bool:
    return bool(desk.topic_id) and is_any(NO_TOPIC, reason)


def is_any(signs: Sequence[str], reason: str) -> bool:
    """Whether Telegram's reason is one of those."""
    return any(sign in reason.lower() for sign in signs)


def open_topic(scene: Scene, desk: Chat) -> None:
    """The desk's topic was deleted: make it anew. What stood there is gone; what waits is shown in the new one."""
    assert desk.brand is not None
    cards.forget(scene.connection, desk.id)
    chats.change(scene.connection, desk.id, topic_id=TOPIC_BEING_MADE)
    brand = brands.get(scene.connection, desk.brand)
    name = catalogue(brand.language)("desk-topic-name", brand=brand.name)[:128]
    params = {"chat_id": desk.telegram_id, "name": name}
    scene.call(Call("createForumTopic", params, desk.telegram_id, "desk-topic", {"desk": desk.id}))


def move_in(scene: Scene, event: CallSettled) -> None:
    """The desk has its topic again; where we may not make one, it goes on without."""
    desk = chats.get(scene.connection, event.subject["desk"])
    topic = event.result["message_thread_id"] if event.outcome == "ok" else None
    chats.change(scene.connection, desk.id, topic_id=topic)
    if desk.brand is not None:
        if topic is None:
            texts = catalogue(brands.get(scene.connection, desk.brand).language)
            speech.say(scene, chats.get(scene.connection, desk.id), texts("desk-topic-refused"))
        _show_all(scene, desk.brand)


def _show_all(scene: Scene, brand: BrandId) -> None:
    for conversation in conversations.queue(scene.connection, brand, LAID_AT_MOST):
        refresh(scene, conversation.id)


def _show(scene: Scene, desk: Chat, conversation: Conversation, *, anew: bool) -> None:
    """A card that is still on its way is left until it stands, and looked at again then."""
    card = cards.find(scene.connection, conversation.id)
    if card is not None and card.chat != desk.id:
        card = None
    if card is not None and card.message_id is None:
        return
    sight = look(scene, conversation)
    picture = draw(sight, catalogue(sight.brand.language), scene.now)
    if card is not None and not anew and not _asks_anew(sight, card):
        _follow(scene, desk, sight, picture, card)
    elif card is not None or sight.condition is Condition.WAITING:
        _post(scene, desk, sight, picture, card)


def _asks_anew(sight: Sight, card: Card) -> bool:
    """A question, or a reminder of one, has come after the card was done with."""
    if card.spent_at is None or sight.condition is not Condition.WAITING:
        return False
    return any(one.needs_answer and one.sent_at > card.spent_at for one in sight.asked)


def _post(scene: Scene, desk: Chat, sight: Sight, picture: Picture, before: Card | None) -> None:
    if desk.topic_id == TOPIC_BEING_MADE:
        return
    turns = _turns(sight, scene.now)
    number = cards.add(scene.connection, sight.conversation.id, desk.id, picture.fingerprint, before, **turns)
    subject = {"card": number, "before": before.message_id if before is not None else None}
    speech.say(scene, desk, picture.text, picture.rows, purpose="card", subject=subject)


def _follow(scene: Scene, desk: Chat, sight: Sight, picture: Picture, card: Card) -> None:
    assert card.message_id is not None
    shown = picture.fingerprint
    if card.shown != shown:
        subject = {"card": card.id}
        speech.edit(scene, desk, card.message_id, picture.text, picture.rows, purpose="card-change", subject=subject)
    cards.change(scene.connection, card.id, shown=shown, view="", **_turns(sight, scene.now))


def _turns(sight: Sight, now: datetime) -> dict[str, datetime | None]:
    """When the card has to be looked at again, and whether it is done with."""
    if sight.condition is Condition.WAITING:
        return {"redraw_at": next_change(sight, now), "spent_at": None}
    is_under_way = sight.condition in (Condition.SENDING, Condition.UNCERTAIN)
    return {"redraw_at": None, "spent_at": None if is_under_way else sight.conversation.last_at}


def _point(scene: Scene, desk: Chat, card: Card, event: CallSettled) -> None:
    """The former card says where the new one is, and can no longer be pressed."""
    before = event.subject["before"]
    conversation = conversations.lock(scene.connection, card.conversation)
    if before is None or conversation is None:
        return
    texts = catalogue(brands.get(scene.connection, conversation.brand).language)
    link = message_link(desk, event.result["message_id"])
    words = texts("desk-moved", name=speech.safe(conversation.member_name), number=conversation.id)
    below = texts("desk-below")
    speech.edit(scene, desk, before, f'{words} <a href="{link}">{below}</a>' if link else f"{words} {below}")
