"""What opens on a card beside its own buttons: the rarer deeds, and until when to snooze."""

from handlers import speech
from handlers.desk import buttons, cards
from handlers.desk.answering import words_on
from handlers.desk.drawing import Picture, draw
from handlers.desk.later import CHOICES
from handlers.desk.sight import Sight, look
from handlers.desk.subjects import pressed
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import Rows
from storage import suggestions
from texts import Catalogue


def more(scene: Scene, request: Request) -> None:
    sight = look(scene, pressed(scene, request))
    texts = words_on(request, sight)
    _open(scene, request, draw(sight, texts, scene.now).text, _more(scene, sight, texts), "more")


def _more(scene: Scene, sight: Sight, texts: Catalogue) -> Rows:
    conversation, since = sight.conversation.id, sight.conversation.waiting_since
    has_dismissed = since is not None and suggestions.has_dismissed(scene.connection, conversation, since)
    return buttons.more(sight, texts, has_dismissed=has_dismissed)


def snoozing(scene: Scene, request: Request) -> None:
    sight = look(scene, pressed(scene, request))
    texts = words_on(request, sight)
    text = f"{draw(sight, texts, scene.now).text}\n\n{texts('desk-snooze-until')}"
    _open(scene, request, text, buttons.snoozing(sight, texts, CHOICES), "snoozing")


def _open(scene: Scene, request: Request, text: str, rows: Rows, view: str) -> None:
    speech.toast(scene, request)
    cards.turn(scene, request, Picture(text, rows), view)
