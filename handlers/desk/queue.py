"""What waits, as a list, the next of it, and an answer by number: the desk for whoever prefers to type."""

from handlers import speech
from handlers.desk import cards, listening
from handlers.desk.drawing import LIGHTS, draw
from handlers.desk.promises import promise
from handlers.desk.sight import look
from handlers.desk.subjects import meant, pressed
from handlers.excerpts import one_line
from handlers.moments import duration
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import Button, Rows, safe
from inbox.errors import Invalid
from storage import conversations
from storage.conversations import Conversation
from texts import Catalogue

PAGE, NAME_LIMIT, EXCERPT = 8, 24, 80


def inbox(scene: Scene, request: Request) -> None:
    """`/inbox`: everybody who waits, the longest first."""
    _show_page(scene, request, 0)


def turn_page(scene: Scene, request: Request) -> None:
    speech.toast(scene, request)
    _show_page(scene, request, request.number(0))


def take_next(scene: Scene, request: Request) -> None:
    """`/next`: the one who has waited longest."""
    assert request.brand is not None
    waiting = conversations.queue(scene.connection, request.brand, limit=1)
    if waiting:
        _show(scene, request, waiting[0])
    else:
        speech.answer(scene, request, request.texts("desk-inbox-empty"))


def open_card(scene: Scene, request: Request) -> None:
    conversation = pressed(scene, request)
    speech.toast(scene, request)
    _show(scene, request, conversation)


def reply(scene: Scene, request: Request) -> None:
    """`/reply 12 words`, or `/reply words` as a reply to a card: formatting and attachment go along."""
    conversation, words = meant(scene, request)
    message = request.message
    assert message is not None
    if not words and message.attachment is None:
        raise Invalid("desk-reply-empty", number=conversation.id)
    listening.answer(scene, request, conversation, message, skip=len(message.text.rstrip()) - len(words))


def _show(scene: Scene, request: Request, conversation: Conversation) -> None:
    """On the desk the card itself comes again; in private a copy of it, with the same buttons."""
    if request.chat.purpose == "desk":
        cards.refresh(scene, conversation.id, anew=True)
        return
    picture = draw(look(scene, conversation), request.texts, scene.now)
    subject = {"conversation": conversation.id, "kind": "answer", "entry": None, "chat": request.chat.id}
    speech.say(scene, request.chat, picture.text, picture.rows, brand=request.brand, purpose="prompt", subject=subject)


def _show_page(scene: Scene, request: Request, page: int) -> None:
    assert request.brand is not None
    texts, total = request.texts, conversations.count_waiting(scene.connection, request.brand)
    if not total:
        speech.answer(scene, request, texts("desk-inbox-empty"))
        return
    page = min(page, (total - 1) // PAGE)
    waiting = conversations.queue(scene.connection, request.brand, PAGE, page * PAGE)
    lines = [_line(scene, each, texts) for each in waiting]
    text = "\n\n".join([texts("desk-inbox", n=total), *lines])
    speech.answer(scene, request, text, (*_openers(waiting, texts), *pages("ix", page, total, PAGE, texts)))


def pages(verb: str, page: int, total: int, size: int, texts: Catalogue) -> Rows:
    """Buttons to the pages before and after, where there are any."""
    turns: list[Button] = []
    if page:
        turns.append((texts("desk-button-earlier"), f"{verb}:{page - 1}"))
    if (page + 1) * size < total:
        turns.append((texts("desk-button-later"), f"{verb}:{page + 1}"))
    return (tuple(turns),) if turns else ()


def _line(scene: Scene, conversation: Conversation, texts: Catalogue) -> str:
    sight = look(scene, conversation)
    assert conversation.waiting_since is not None
    light = LIGHTS[promise(sight, scene.now).standing]
    who = (
        f"{texts('desk-number', number=conversation.id)} <b>{safe(one_line(conversation.member_name, NAME_LIMIT))}</b>"
    )
    waited = duration(texts, scene.now - conversation.waiting_since)
    held = f" · {safe(sight.name_of(conversation.assignee))}" if conversation.assignee is not None else ""
    asked = sight.question
    words = (one_line(asked.text, EXCERPT) or texts(f"desk-content-{asked.content}")) if asked else ""
    return f"{light} {who} · {waited}{held}\n{safe(words)}"


def _openers(waiting: list[Conversation], texts: Catalogue) -> Rows:
    found = [
        (
            f"{texts('desk-number', number=each.id)} {one_line(each.member_name, NAME_LIMIT)}",
            f"op:{each.id}",
        )
        for each in waiting
    ]
    return tuple(tuple(found[at : at + 2]) for at in range(0, len(found), 2))
