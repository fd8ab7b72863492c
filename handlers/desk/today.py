"""Today so far, in the brand's time zone: asked, answered, still waiting or put off, how fast."""

from datetime import datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.moments import duration, moment
from handlers.requests import Request
from handlers.scene import Scene
from storage import brands, conversations, waits
from storage.conversations import Conversation
from texts import Catalogue

MOST_NAMED = 10


def show(scene: Scene, request: Request) -> None:
    assert request.brand is not None
    texts, brand = request.texts, brands.get(scene.connection, request.brand)
    zone = ZoneInfo(brand.time_zone)
    midnight = datetime.combine(scene.now.astimezone(zone).date(), time.min, zone)
    asked = waits.asked_since(scene.connection, brand.id, midnight)
    lengths = [(wait.answered_at - wait.asked_at).total_seconds() for wait in asked if wait.answered_at is not None]
    put_off = conversations.snoozed(scene.connection, brand.id)
    lines = [
        texts("desk-today", brand=speech.safe(brand.name), date=f"{scene.now.astimezone(zone):%d.%m}"),
        texts("desk-today-asked", n=len(asked)),
        texts("desk-today-answered", n=len(lengths)),
        texts("desk-today-waiting", n=conversations.count_waiting(scene.connection, brand.id)),
        texts(
            "desk-today-median",
            median=duration(texts, timedelta(seconds=median(lengths))) if lengths else "—",
            n=len(lengths),
        ),
    ]
    if put_off:
        until = [_until(one, texts, zone, scene.now) for one in put_off[:MOST_NAMED]]
        left = ["…"] if len(put_off) > MOST_NAMED else []
        lines.append(texts("desk-today-snoozed", n=len(put_off), first=", ".join(until + left)))
    speech.answer(scene, request, "\n".join(lines))


def _until(conversation: Conversation, texts: Catalogue, zone: ZoneInfo, now: datetime) -> str:
    until = conversation.standing.snoozed_until
    assert until is not None
    return texts("desk-today-put-off", number=conversation.id, until=moment(texts, until, zone, now))
