"""`/start`: a link is used, a member is greeted for the brand, a teammate is told how to go on.

Invariant: a stranger learns nothing of brands and teams: a used link and a made-up one read the same.
"""

import re

from handlers import speech
from handlers.access import is_on_a_team, role_in
from handlers.onboarding import invitations
from handlers.requests import Request
from handlers.scene import Scene
from inbox.ids import BrandId
from storage import brands, people, team
from storage.brands import Brand

OF_BRAND = re.compile(r"b(\d{1,9})")
"""The payload of a brand's public link: direct messages that follow are of this brand."""


def is_our_link(args: str) -> bool:
    """Whether what `/start` carries is of a brand's public link, or looks like an invitation's."""
    return bool(OF_BRAND.fullmatch(args) or invitations.SECRET.fullmatch(args))


def start(scene: Scene, request: Request) -> None:
    link = OF_BRAND.fullmatch(request.args)
    if link is not None:
        _greet(scene, request, brands.find(scene.connection, BrandId(int(link[1]))))
    elif request.args:
        invitations.accept(scene, request)
    elif is_on_a_team(scene, request.person.id):
        _welcome_back(scene, request)
    else:
        _greet(scene, request, None)


def _greet(scene: Scene, request: Request, brand: Brand | None) -> None:
    if brand is not None:
        people.choose_brand(scene.connection, request.person.id, brand.id)
    else:
        brand = _brand_known(scene, request)
    if brand is None:
        speech.answer(scene, request, request.texts("greeting"))
    else:
        name = speech.safe(brand.name)
        speech.answer(scene, request, brand.greeting or request.texts("greeting-of-brand", brand=name))


def _brand_known(scene: Scene, request: Request) -> Brand | None:
    """The brand in whose community the person was last seen, or the only one there is."""
    known = people.find(scene.connection, request.person.id)
    if known is not None and known.brand is not None:
        return brands.find(scene.connection, known.brand)
    there_are = brands.find_all(scene.connection)
    return there_are[0] if len(there_are) == 1 else None


def _welcome_back(scene: Scene, request: Request) -> None:
    if not brands.find_all(scene.connection) and team.is_owner(scene.connection, request.person.id):
        speech.answer(scene, request, request.texts("welcome-no-brand"))
    else:
        is_client = role_in(scene, request.person.id, None) == "client"
        key = "welcome-client" if is_client else "welcome-back"
        speech.answer(scene, request, request.texts(key, name=speech.safe(request.person.name)))
