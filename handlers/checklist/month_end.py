"""The report goes out by itself on the brand's day: to the desk, and to the clients of the brand in private.

Invariant: only a closed month goes out, once; a month that is not closed by its day is asked about on the desk, once,
and goes out as soon as it is closed. A month before the brand's first message is not asked about.
"""

from datetime import date
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.scene import Scene
from inbox.facts import month_before
from storage import brands, chats, closings, jobs, months, team
from storage.brands import Brand
from storage.chats import Chat
from texts import catalogue

MORNING = 10
"""The hour, in the brand's time zone, from which it goes out."""


def deliver(scene: Scene) -> None:
    for brand in brands.find_all(scene.connection):
        local = scene.now.astimezone(ZoneInfo(brand.time_zone))
        month = month_before(local.date())
        is_due = 0 < brand.report_day <= local.day and local.hour >= MORNING
        if is_due and brand.reported_on != month:
            _due(scene, brand, month)


def _due(scene: Scene, brand: Brand, month: date) -> None:
    if closings.is_closed(scene.connection, brand.id, month):
        brands.change(scene.connection, brand.id, reported_on=month)
        for chat in _recipients(scene, brand):
            order = {"brand": brand.id, "chat": chat.id, "message": None, "language": brand.language}
            params = {**order, "month": month.isoformat(), "forms": brand.report_forms}
            jobs.put(scene.connection, "delivery", params, scene.now)
    elif brand.reminded_on != month:
        brands.change(scene.connection, brand.id, reminded_on=month)
        begun_on = months.first_message_on(scene.connection, brand.id)
        if begun_on is not None and begun_on.replace(day=1) <= month:
            _remind(scene, brand, month)


def _recipients(scene: Scene, brand: Brand) -> list[Chat]:
    """A client who has never written to the bot cannot be written to."""
    clients = [mate.person for mate in team.team(scene.connection, brand.id) if mate.role == "client"]
    found = [chats.desk_of(scene.connection, brand.id), *(chats.find(scene.connection, one) for one in clients)]
    return [chat for chat in found if chat is not None]


def _remind(scene: Scene, brand: Brand, month: date) -> None:
    desk = chats.desk_of(scene.connection, brand.id)
    if desk is not None:
        texts, named = catalogue(brand.language), f"{month:%Y-%m}"
        words = texts("closing-remind", month=named, brand=speech.safe(brand.name))
        board, close = (texts("closing-back"), f"brd:{named}"), (texts("closing-button-close"), f"cls:{named}")
        speech.say(scene, desk, words, [[board, close]])
