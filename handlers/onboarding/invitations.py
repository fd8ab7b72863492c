"""One-time links: the one by which the first owner claims the bot, and those that a lead hands to the team.

Invariant: only the hash of a secret is kept; a link works once and ends; the first owner voids the
other owners' links.
"""

import re
import secrets
from datetime import datetime, timedelta

from handlers import speech
from handlers.onboarding.brand_choice import begin_new
from handlers.requests import Request
from handlers.scene import Me, Scene
from inbox.errors import NotFound, Stale
from inbox.ids import BrandId, TelegramId
from storage import Connection, brands, chats, people, team
from storage.team import Role
from texts import catalogue

LASTS = timedelta(hours=72)
SECRET = re.compile(r"[\w-]{32}", re.ASCII)


def owner_link(connection: Connection, me: Me, now: datetime) -> str | None:
    """The link by which somebody becomes the first owner; None when there is an owner already. Several may stand: each
    process that starts shows its own.
    """
    if team.count_owners(connection):
        return None
    return _link(connection, me, "owner", now, None, None)


def teammate_link(scene: Scene, role: Role, brand: BrandId, by: TelegramId) -> str:
    return _link(scene.connection, scene.me, role, scene.now, brand, by)


def accept(scene: Scene, request: Request) -> None:
    """`/start <secret>`. A link that gives nothing new stays as it was."""
    invite = team.use_invite(scene.connection, request.args, request.person.id, scene.now)
    if invite is None:
        raise NotFound("invite-gone")
    if invite.brand is None:
        _claim(scene, request)
    else:
        _join(scene, request, invite.brand, invite.role)


def _link(
    connection: Connection, me: Me, role: Role, now: datetime, brand: BrandId | None, by: TelegramId | None
) -> str:
    secret = secrets.token_urlsafe(24)
    team.invite(connection, secret, role, now, now + LASTS, brand, by)
    return f"https://t.me/{me.username}?start={secret}"


def _claim(scene: Scene, request: Request) -> None:
    team.make_owner(scene.connection, request.person.id, scene.now)
    team.withdraw_owner_invites(scene.connection)
    speech.answer(scene, request, request.texts("claim-done", name=speech.safe(request.person.name)))
    begin_new(scene, request)


def _join(scene: Scene, request: Request, brand: BrandId, role: Role) -> None:
    person = request.person
    present = team.role_of(scene.connection, brand, person.id)
    if team.is_owner(scene.connection, person.id) or (
        present is not None and team.ROLES.index(present) <= team.ROLES.index(role)
    ):
        raise Stale("already-on-team", brand=brands.get(scene.connection, brand).name)
    team.join(scene.connection, brand, person.id, role, scene.now, None)
    people.choose_brand(scene.connection, person.id, brand)
    texts = request.texts
    name = speech.safe(brands.get(scene.connection, brand).name)
    speech.answer(scene, request, f"{texts('joined', brand=name)}\n{texts(f'joined-{role}')}")
    desk = chats.desk_of(scene.connection, brand)
    if desk is not None and desk.telegram_id != request.chat.telegram_id:
        texts = catalogue(brands.get(scene.connection, brand).language)
        words = texts("joined-told", name=speech.safe(person.name), role=texts(f"role-{role}"))
        speech.say(scene, desk, words)
