"""Business accounts: whose customers' chats the bot may see and answer in, and for which brand.

Invariant: nothing of a Business account is kept before it is known which brand it is of.
"""

from handlers import speech
from handlers.access import brands_of, require_in, role_in, texts_of
from handlers.requests import LEADS, Request
from handlers.scene import Scene
from inbox.errors import Stale
from inbox.events import BusinessConnected
from inbox.ids import BrandId, TelegramId
from storage import brands, chats, people, team
from storage.chats import BusinessConnection, Chat
from texts import catalogue


def connect(scene: Scene, event: BusinessConnected) -> None:
    """Connected, changed or disconnected by the account's owner."""
    people.remember(scene.connection, event.person)
    known = chats.find_business_connection(scene.connection, event.connection_id)
    brand = known.brand if known is not None else _brand_clear(scene, event.person.id)
    business = BusinessConnection(event.connection_id, event.person.id, brand, event.can_reply, event.is_enabled)
    chats.keep_business_connection(scene.connection, business, scene.now)
    if brand is not None:
        _tell(scene, business, brand)
    elif event.is_enabled:
        for owner in team.owners_of_all(scene.connection):
            _ask(scene, owner, event)


def bind(scene: Scene, request: Request) -> None:
    """`biz:<brand>:<connection>`"""
    number, connection_id = request.args.split(":", 1)
    brand = BrandId(int(number))
    require_in(scene, request, brand, LEADS)
    known = chats.find_business_connection(scene.connection, connection_id)
    if known is None or known.brand not in (None, brand):
        raise Stale("bind-taken")
    chats.bind_business(scene.connection, connection_id, brand)
    speech.toast(scene, request)
    name = speech.safe(brands.get(scene.connection, brand).name)
    parts = [request.texts("business-bound", brand=name)]
    if not known.can_reply:
        parts.append(request.texts("business-no-reply"))
    speech.answer(scene, request, "\n\n".join(parts))


def _brand_clear(scene: Scene, owner: TelegramId) -> BrandId | None:
    """A teammate of one brand connects their own account for it."""
    found = [brand for brand in brands_of(scene, owner) if role_in(scene, owner, brand) != "client"]
    return found[0] if len(found) == 1 else None


def _ask(scene: Scene, owner: TelegramId, event: BusinessConnected) -> None:
    where = chats.find(scene.connection, owner)
    if where is None:
        return
    texts = texts_of(scene, owner)
    rows = [[(brand.name, f"biz:{brand.id}:{event.connection_id}")] for brand in brands.find_all(scene.connection)]
    speech.say(scene, where, texts("business-ask", name=speech.safe(event.person.name)), rows)


def _tell(scene: Scene, business: BusinessConnection, brand: BrandId) -> None:
    desk: Chat | None = chats.desk_of(scene.connection, brand)
    if desk is None:
        return
    texts = catalogue(brands.get(scene.connection, brand).language)
    known = people.find(scene.connection, business.owner)
    name = speech.safe(known.name if known else "")
    if not business.is_enabled:
        speech.say(scene, desk, texts("business-off", name=name))
        return
    parts = [texts("business-on", name=name)]
    if not business.can_reply:
        parts.append(texts("business-no-reply"))
    speech.say(scene, desk, "\n\n".join(parts))
