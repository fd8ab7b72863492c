"""Who may do what: from a command or a press to a request with the asker's role, or a refusal.

Invariant: nobody without a role in a brand sees anything of it, and nobody learns from a refusal that it exists.
"""

from collections.abc import Collection
from dataclasses import replace

from handlers.requests import Asked, Command, Press, Request
from handlers.scene import Scene
from inbox.errors import NotAllowed, NotFound
from inbox.ids import BrandId, TelegramId
from inbox.messages import Message, Person
from storage import brands, people, team
from storage.chats import Chat
from storage.team import Role
from texts import LANGUAGES, Catalogue, catalogue, language_of


def request_in(
    scene: Scene,
    chat: Chat,
    person: Person,
    args: str = "",
    *,
    message: Message | None = None,
    press_id: str = "",
    card: int | None = None,
    brand: BrandId | None = None,
) -> Request:
    """What somebody asks for in a chat, with the brand that is meant there and their role in it, if any. `brand`: what
    they go on with is about that one.
    """
    brand = brand or brand_meant(scene, chat, person.id)
    texts = texts_for(scene, person, brand)
    return Request(person, chat, brand, role_in(scene, person.id, brand), texts, args, message, press_id, card)


def require(request: Request, roles: Collection[Role], *, needs_brand: bool = True) -> None:
    """Raises `NotAllowed` without one of the roles, `NotFound` when it is not known which brand is meant."""
    if roles and request.role is None:
        raise NotAllowed("not-allowed")
    if needs_brand and request.brand is None:
        raise NotFound("brand-not-chosen" if request.chat.purpose == "private" else "not-bound")
    if roles and request.role not in roles:
        raise NotAllowed("not-allowed-client" if "manager" in roles else "not-allowed-role")


def admit(scene: Scene, request: Request, row: Command | Press | Asked) -> None:
    """The same by a row of `handlers.routes`; what needs no brand is for whoever has such a role in any."""
    if not row.needs_brand:
        request = replace(request, role=role_in(scene, request.person.id, None))
    require(request, row.roles, needs_brand=row.needs_brand)


def require_in(scene: Scene, request: Request, brand: BrandId, roles: Collection[Role]) -> None:
    """The same of the brand that a button names. A brand that is gone is one without roles."""
    if role_in(scene, request.person.id, brand) not in roles or brands.find(scene.connection, brand) is None:
        raise NotAllowed("not-allowed")


def texts_for(scene: Scene, person: Person, brand: BrandId | None) -> Catalogue:
    """By the person's own language; where Telegram doesn't tell it, or it is none of ours, by the brand's."""
    if brand is None or person.language[:2] in LANGUAGES:
        return catalogue(language_of(person.language))
    return catalogue(brands.get(scene.connection, brand).language)


def texts_of(scene: Scene, person: TelegramId) -> Catalogue:
    """In the person's own language, as far as it is known."""
    known = people.find(scene.connection, person)
    return catalogue(language_of(known.language if known is not None else ""))


def role_in(scene: Scene, person: TelegramId, brand: BrandId | None) -> Role | None:
    """An owner of the installation is an owner in every brand. Without a brand: the highest role in any."""
    if team.is_owner(scene.connection, person):
        return "owner"
    if brand is not None:
        return team.role_of(scene.connection, brand, person)
    roles = {membership.role for membership in team.memberships(scene.connection, person)}
    return next((role for role in team.ROLES if role in roles), None)


def brand_meant(scene: Scene, chat: Chat, person: TelegramId) -> BrandId | None:
    """The brand of the chat; in private the one last chosen, or the only one there is."""
    if chat.brand is not None or chat.purpose != "private":
        return chat.brand
    choices = brands_of(scene, person)
    known = people.find(scene.connection, person)
    if known is not None and known.brand in choices:
        return known.brand
    return choices[0] if len(choices) == 1 else None


def brands_of(scene: Scene, person: TelegramId) -> list[BrandId]:
    """The brands in which a person has a role; an owner has one in all."""
    if team.is_owner(scene.connection, person):
        return [brand.id for brand in brands.find_all(scene.connection)]
    return [membership.brand for membership in team.memberships(scene.connection, person)]


def is_on_a_team(scene: Scene, person: TelegramId) -> bool:
    return team.is_owner(scene.connection, person) or bool(team.memberships(scene.connection, person))
