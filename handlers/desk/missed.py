"""Members' words that were judged to need no answer: looked through by the team, who may know better."""

from zoneinfo import ZoneInfo

from handlers import speech
from handlers.community import corrections
from handlers.community.language import written_in
from handlers.community.questions import suggest
from handlers.desk import cards
from handlers.desk.queue import pages
from handlers.excerpts import one_line
from handlers.links import message_link
from handlers.moments import moment
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.ids import MessageId
from storage import brands, chats, messages
from storage.messages import Kept
from texts import Catalogue

PAGE, EXCERPT, NAME_LIMIT = 8, 200, 32


def show(scene: Scene, request: Request) -> None:
    """`/missed`: the latest first."""
    _show_page(scene, request, 0)


def turn_page(scene: Scene, request: Request) -> None:
    speech.toast(scene, request)
    _show_page(scene, request, request.number(0))


def demand_answer(scene: Scene, request: Request) -> None:
    """It needs an answer after all: its wait begins when it was written, and its card comes to the desk."""
    assert request.brand is not None
    message = MessageId(request.number(0))
    corrections.correct(scene, request.brand, message, request.person.id, needs_answer=True)
    kept = messages.get(scene.connection, message)
    assert kept.conversation is not None
    language = written_in(kept.text, brands.get(scene.connection, kept.brand).language)
    suggest(scene, kept.brand, kept.conversation, kept.id, kept.text, language)
    cards.refresh(scene, kept.conversation, anew=cards.stands(scene, kept.conversation))
    speech.toast(scene, request, request.texts("desk-toast-waits", number=kept.conversation))
    _show_page(scene, request, request.number(1))


def _show_page(scene: Scene, request: Request, page: int) -> None:
    assert request.brand is not None
    texts = request.texts
    found = messages.chatter(scene.connection, request.brand, PAGE + 1, page * PAGE)
    if not found:
        speech.answer(scene, request, texts("desk-missed-none"))
        return
    shown, zone = found[:PAGE], ZoneInfo(brands.get(scene.connection, request.brand).time_zone)
    lines = [f"{place}. {_line(scene, each, zone, texts)}" for place, each in enumerate(shown, 1)]
    numbers = tuple((str(place), f"mn:{each.id}:{page}") for place, each in enumerate(shown, 1))
    text = "\n\n".join([texts("desk-missed"), *lines])
    turns = pages("ms", page, page * PAGE + len(found), PAGE, texts)
    speech.answer(scene, request, text, (numbers[:4], *((numbers[4:],) if numbers[4:] else ()), *turns))


def _line(scene: Scene, message: Kept, zone: ZoneInfo, texts: Catalogue) -> str:
    chat = chats.get(scene.connection, message.chat)
    when, link = moment(texts, message.sent_at, zone, scene.now), message_link(chat, message.message_id)
    when = f'<a href="{link}">{when}</a>' if link else when
    words = one_line(message.text, EXCERPT) or texts(f"desk-content-{message.content}")
    return f"<b>{safe(one_line(message.sender_name, NAME_LIMIT))}</b> · {when}\n{safe(words)}"
