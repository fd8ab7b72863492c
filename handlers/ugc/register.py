"""`/ugc`: the register of pieces, one piece, what was published of it; its export and the document of a consent.

Invariant: a use is logged only within a consent that holds: of that purpose, before its end.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers import speech
from handlers.asking import ask, done
from handlers.requests import Request, row_number
from handlers.scene import Scene
from handlers.speech import safe
from handlers.ugc import candidates, cards
from handlers.ugc.asking import meant
from inbox.errors import Invalid, NotFound, OtklikError, Stale
from inbox.rights import Piece, Purpose, Step
from report.consents import Consent, consent_document, register_workbook
from storage import brands, chats, pieces
from texts import catalogue

PAGE = 8
USED = ("used", "использовано")
EXPORT = ("export", "выгрузка")
URL = re.compile(r"https?://\S+", re.IGNORECASE)
PURPOSE_WORDS: Mapping[str, Purpose] = {
    "post": "post", "пост": "post", "story": "story", "история": "story", "сторис": "story", "video": "video",
    "видео": "video",
}  # fmt: skip
EVERYTHING = 100_000


def command(scene: Scene, request: Request) -> None:
    """`/ugc`, `/ugc 12`, `/ugc <link>`, `/ugc used 12 story <link>`, `/ugc export`; in reply to a member's message."""
    if request.chat.purpose == "community":
        _tag_quietly(scene, request)
        return
    first = request.words[0].casefold() if request.words else ""
    if first in USED:
        _log_use(scene, request, request.words[1:])
    elif first in EXPORT:
        _export(scene, request)
    elif URL.fullmatch(first):
        piece = candidates.tag_linked(scene, request, request.words[0])
        speech.answer(scene, request, request.texts("ugc-tagged", n=piece.id))
    elif first:
        _show(scene, request, first.lstrip("№#"))
    else:
        _list(scene, request, 0)


def turn_page(scene: Scene, request: Request) -> None:
    """`ugp:<page>`"""
    speech.toast(scene, request)
    _list(scene, request, request.number())


def open_piece(scene: Scene, request: Request) -> None:
    """`ugo:<piece>`"""
    piece = meant(scene, request)
    speech.toast(scene, request)
    speech.say(scene, request.chat, *cards.draw(scene, piece), brand=request.brand)


def press_export(scene: Scene, request: Request) -> None:
    """`uge`"""
    speech.toast(scene, request)
    _export(scene, request)


def hand_document(scene: Scene, request: Request) -> None:
    """`ugd:<piece>`: the consent as a document."""
    piece = meant(scene, request)
    if piece.granted_at is None:
        raise NotFound("ugc-no-consent")
    speech.toast(scene, request)
    brand = brands.get(scene.connection, piece.brand)
    consent = Consent(piece, tuple(pieces.steps(scene.connection, [piece.id])[piece.id]))
    content = consent_document(consent, brand.name, brand.language, brand.time_zone, scene.now)
    speech.hand(scene, request.chat, f"ugc-{piece.id}-consent.docx", content)


def ask_use(scene: Scene, request: Request) -> None:
    """`ugu:<piece>`: where was it published?"""
    piece = meant(scene, request)
    speech.toast(scene, request)
    beside = replace(request, card=None)
    ask(scene, beside, request.texts("ugc-ask-use", n=piece.id), "ugc-used", {"piece": piece.id})


def hear_use(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The link, and the purpose where the consent has several."""
    _log_use(scene, request, [str(state["piece"]), *request.args.split()])
    done(scene, request)


def _log_use(scene: Scene, request: Request, words: Sequence[str]) -> None:
    link = next((word for word in words if URL.fullmatch(word)), "")
    number = row_number(words[0].lstrip("№#")) if words else None
    if not link or number is None:
        raise Invalid("ugc-how-used")
    assert request.brand is not None
    piece = pieces.find_in_brand(scene.connection, request.brand, number)
    if piece is None:
        raise NotFound("ugc-not-found")
    standing = piece.standing(scene.now)
    if standing != "consented":
        raise Invalid(f"ugc-may-not-{standing}", name=piece.author_name)
    purpose = _purpose(piece, words, request)
    known = pieces.steps(scene.connection, [piece.id])[piece.id]
    if any(step.what == "used" and step.link == link for step in known):
        raise Stale("ugc-use-known", n=piece.id)
    step = Step("used", scene.now, request.person.id, request.person.name, link=link, purpose=purpose)
    pieces.log(scene.connection, piece, step)
    cards.refresh(scene, piece.id)
    speech.answer(scene, request, request.texts("ugc-use-kept", n=piece.id))


def _purpose(piece: Piece, words: Sequence[str], request: Request) -> Purpose:
    """What the use was: said, or the only one agreed to. Raises `Invalid` beyond the consent."""
    said = next((PURPOSE_WORDS[word.casefold()] for word in words if word.casefold() in PURPOSE_WORDS), None)
    agreed = cards.purposes_words(piece.scope.purposes, request.texts)
    if said is None and len(piece.scope.purposes) != 1:
        raise Invalid("ugc-which-purpose", purposes=agreed)
    if said is not None and said not in piece.scope.purposes:
        raise Invalid("ugc-beyond-consent", purposes=agreed)
    return said or piece.scope.purposes[0]


def _show(scene: Scene, request: Request, number: str) -> None:
    assert request.brand is not None
    row = row_number(number)
    piece = None if row is None else pieces.find_in_brand(scene.connection, request.brand, row)
    if piece is None:
        raise NotFound("ugc-not-found")
    speech.answer(scene, request, *cards.draw(scene, piece))


def _list(scene: Scene, request: Request, page: int) -> None:
    assert request.brand is not None
    total = pieces.count(scene.connection, request.brand)
    if not total:
        speech.answer(scene, request, request.texts("ugc-none"))
        return
    last = (total - 1) // PAGE
    page = min(max(page, 0), last)
    shown = pieces.listed(scene.connection, request.brand, PAGE, page * PAGE)
    head = request.texts("ugc-register", n=total)
    numbers = [(f"№{piece.id}", f"ugo:{piece.id}") for piece in shown]
    turns = [(sign, f"ugp:{to}") for sign, to in (("←", page - 1), ("→", page + 1)) if 0 <= to <= last]
    rows = [numbers[:4], numbers[4:], [*turns, (request.texts("ugc-button-export"), "uge")]]
    lines = [_line(scene, piece, request) for piece in shown]
    speech.answer(scene, request, "\n".join([head, "", *lines]), [row for row in rows if row])


def _line(scene: Scene, piece: Piece, request: Request) -> str:
    standing = piece.standing(scene.now)
    words = f"{cards.SIGNS[standing]} №{piece.id} · {safe(piece.author_name)}, "
    words += cards.linked(cards.what(piece, request.texts), piece.link)
    return f"{words} — {request.texts(f'ugc-state-{standing}')}"


def _export(scene: Scene, request: Request) -> None:
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    found = pieces.listed(scene.connection, brand.id, EVERYTHING)
    steps = pieces.steps(scene.connection, [piece.id for piece in found])
    consents = [Consent(piece, tuple(steps[piece.id])) for piece in reversed(found)]
    content = register_workbook(consents, brand.language, brand.time_zone, scene.now)
    speech.hand(scene, request.chat, f"ugc-{scene.now:%Y-%m-%d}.xlsx", content)


def _tag_quietly(scene: Scene, request: Request) -> None:
    """In the community nothing is said: the card on the desk is the answer, and so is what is wrong."""
    try:
        candidates.tag_replied(scene, request)
    except OtklikError as error:
        assert request.brand is not None
        desk = chats.desk_of(scene.connection, request.brand)
        if desk is not None:
            texts = catalogue(brands.get(scene.connection, request.brand).language)
            speech.say(scene, desk, safe(texts(error.code, **error.values)))
