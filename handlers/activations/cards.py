"""An activation as the team sees it: what it is, what its rules lack, how many take part, what may be done now."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.moments import moment
from handlers.requests import Request, row_number
from handlers.scene import Scene
from handlers.speech import Rows, safe
from handlers.ugc.cards import linked
from inbox.activations import KNOWN, RULES, Activation, missing
from inbox.errors import NotFound
from inbox.links import message_link
from storage import activations, brands, chats
from storage.chats import Chat
from texts import Catalogue, catalogue

SIGNS = {
    "draft": "✏️", "publishing": "⏳", "running": "🟢", "closed": "🔒", "drawing": "🎲", "drawn": "🏁", "cancelled": "▫️",
}  # fmt: skip
LISTED = 10


def meant(scene: Scene, request: Request) -> Activation:
    """The activation that a button or a command of the team names; its row is locked."""
    assert request.brand is not None
    number = row_number(request.parts[0].lstrip("№#"))
    found = None if number is None else activations.find_in_brand(scene.connection, request.brand, number)
    if found is None:
        raise NotFound("activation-not-found")
    return found


def chat_of(scene: Scene, activation: Activation) -> Chat:
    """Where it is published."""
    assert activation.chat is not None
    return chats.get(scene.connection, activation.chat)


def show(scene: Scene, request: Request, number: int) -> None:
    """Where one asked."""
    activation = activations.find(scene.connection, number)
    assert activation is not None
    speech.answer(scene, request, *draw(scene, activation, request.texts))


def tell(scene: Scene, number: int, head: str = "") -> None:
    """The newest state, said on the desk."""
    activation = activations.find(scene.connection, number)
    assert activation is not None
    desk = chats.desk_of(scene.connection, activation.brand)
    if desk is not None:
        texts = catalogue(brands.get(scene.connection, activation.brand).language)
        text, rows = draw(scene, activation, texts)
        speech.say(scene, desk, f"{head}\n\n{text}" if head else text, rows)


def show_list(scene: Scene, request: Request) -> None:
    """Those that run first."""
    assert request.brand is not None
    there_are = activations.of_brand(scene.connection, request.brand)
    found = sorted(there_are, key=lambda one: one.state != "running")[:LISTED]
    texts = request.texts
    lines = [
        f"{SIGNS[one.state]} №{one.id} · {safe(one.title)} — {texts(f'activation-state-{one.state}')}" for one in found
    ]
    if len(there_are) > LISTED:
        lines.append(texts("activation-more", n=len(there_are) - LISTED))
    numbers = [(f"№{one.id}", f"aco:{one.id}") for one in found]
    rows = [numbers[at : at + 5] for at in range(0, len(numbers), 5)]
    new = [(texts("activation-new"), "acn")]
    speech.answer(
        scene, request, "\n".join([texts("activation-list" if found else "activation-none"), *lines]), [*rows, new]
    )


def draw(scene: Scene, activation: Activation, texts: Catalogue) -> tuple[str, Rows]:
    zone = ZoneInfo(brands.get(scene.connection, activation.brand).time_zone)
    parts = [
        f"{SIGNS[activation.state]} <b>№{activation.id} · {linked(activation.title, link_of(scene, activation))}</b>",
        f"{texts(f'activation-{activation.mechanic}')} · {texts(f'activation-state-{activation.state}')}",
        texts("activation-until", at=moment(texts, activation.ends_at, zone, scene.now)),
    ]
    if activation.has_prize:
        parts.append(texts("activation-prizes", n=activation.winners, prize=safe(activation.prize)))
    if activation.word:
        parts.append(texts("activation-word-is", word=safe(activation.word)))
    parts += _numbers(scene, activation, texts)
    parts += _rules(activation, texts)
    if activation.commitment:
        parts.append(texts("activation-hashes", seed=activation.commitment, entries=activation.fingerprint))
    return "\n".join(parts), _rows(activation, texts)


def link_of(scene: Scene, activation: Activation) -> str:
    if activation.chat is None or activation.message_id is None:
        return ""
    chat = chats.get(scene.connection, activation.chat)
    return message_link(chat.telegram_id, chat.kind, chat.username, activation.message_id)


def term(activation: Activation, texts: Catalogue, zone: ZoneInfo, now: datetime) -> str:
    start = activation.published_at
    ends = moment(texts, activation.ends_at, zone, now)
    if start is None:
        return texts("activation-term-until", ends=ends)
    return texts("activation-term", starts=moment(texts, start, zone, now), ends=ends)


def _numbers(scene: Scene, activation: Activation, texts: Catalogue) -> list[str]:
    if activation.published_at is None:
        return []
    told = activations.counts(scene.connection, activation.id)
    parts = [texts("activation-entries", n=told.get("in", 0))]
    parts += [
        texts(f"activation-{key}-n", n=told[key]) for key in ("wrong", "late", "doubles", "withdrawn") if told.get(key)
    ]
    return [" · ".join(parts)]


def _rules(activation: Activation, texts: Catalogue) -> list[str]:
    if not activation.has_prize or activation.state not in ("draft", "running"):
        return []
    lacks = missing(activation)
    lines = [
        f"{'▫️' if name in lacks else '✅'} {texts(f'activation-rule-{name}')}" for name in RULES if name not in KNOWN
    ]
    return ["", texts("activation-rules-head" if lacks else "activation-rules-complete"), *lines]


def _rows(activation: Activation, texts: Catalogue) -> Rows:
    it = activation.id
    document = [(texts("activation-button-rules"), f"acd:{it}")] if activation.has_prize else []
    match activation.state:
        case "draft":
            asked = [(texts(f"activation-short-{name}"), f"acr:{it}:{name}") for name in RULES if name not in KNOWN]
            fill = [asked[at : at + 3] for at in range(0, len(asked), 3)] if activation.has_prize else []
            key = "activation-button-publish-anyway" if missing(activation) else "activation-button-publish"
            last = [(texts(key), f"acp:{it}"), (texts("activation-button-cancel"), f"acx:{it}")]
            return [*fill, [(texts("activation-button-end"), f"act:{it}"), *document], last]
        case "running":
            last = [*document, (texts("activation-button-close"), f"ace:{it}")]
            return [last]
        case "closed" if activation.has_prize:
            return [[(texts("activation-button-draw"), f"acw:{it}")], _lists(activation, texts)]
        case "drawing":
            return [[(texts("activation-button-draw-on"), f"acw:{it}")]]
        case "closed" | "drawn":
            return [[*document, *_lists(activation, texts)]]
    return []


def _lists(activation: Activation, texts: Catalogue) -> Sequence[tuple[str, str]]:
    return [(texts("activation-button-list"), f"acl:{activation.id}")]
