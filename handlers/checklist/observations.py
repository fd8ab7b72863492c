"""What the team sees elsewhere: a public post forwarded to the desk is filed with one tap, `/memo` takes own words.

Invariant: nothing is filed that nobody tapped, and whatever is filed can be taken back. Posts of the brand's own
channels are none of this.
"""

import re
from typing import get_args
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.checklist.closing import told_if_closed
from handlers.month_names import month_meant
from handlers.requests import TEAM, Request
from handlers.scene import Scene
from handlers.speech import Rows, safe
from inbox.errors import Invalid, Stale
from inbox.events import CallSettled
from inbox.evidence import Kind, Observed
from inbox.facts import Month
from inbox.ids import BrandId
from inbox.links import message_link
from inbox.messages import Message, Origin
from storage import brands, chats, observations
from storage.observations import Found, Observation
from texts import Catalogue

KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_WORDS: dict[Kind, tuple[str, ...]] = {
    "competitor": ("competitor", "конкурент"),
    "trend": ("trend", "тренд"),
    "algorithm": ("algorithm", "алгоритм"),
}
NETWORKS = ("Telegram", "VK", "Instagram", "YouTube", "TikTok", "Дзен")
NAMED = re.compile(r'\s*(?:"([^"]+)"|«([^»]+)»|“([^”]+)”|([^:\n]{1,80}):)\s*:?\s*')
LONGEST = 1000
LISTED = 20


def offered(scene: Scene, request: Request) -> bool:
    """Whether the message is a public post forwarded to the team; then it is asked what it shows."""
    message, brand = request.message, request.brand
    if message is None or brand is None or request.role not in TEAM:
        return False
    if message.origin is None or message.origin.chat is None or message.origin.chat.kind != "channel":
        return False
    if _is_ours(scene, brand, message.origin):
        return False
    row = observations.put(
        scene.connection, brand, _found(message, message.origin), scene.now, request.person.id,
        chat=request.chat.id, message_id=message.message_id, album_id=message.album_id,
    )  # fmt: skip
    if row is not None:
        known = observations.find(scene.connection, brand, row)
        assert known is not None
        subject = {"observation": row}
        rows = _choices(known, request.texts)
        words = request.texts("seen-ask", name=safe(known.name))
        speech.say(
            scene, request.chat, words, rows, brand=request.brand,
            reply_to=message.message_id, purpose="observed", subject=subject,
        )  # fmt: skip
    return True


def noted(scene: Scene, request: Request) -> bool:
    """Whether the message replies to the card of an observation; then it is its note."""
    message = request.message
    if message is None or message.reply_to is None or request.role not in TEAM:
        return False
    known = observations.at_card(scene.connection, request.chat.id, message.reply_to.message_id)
    if known is None:
        return False
    observations.note(scene.connection, known.id, message.text[:LONGEST])
    speech.answer(scene, request, "\n".join([request.texts("seen-noted"), *_told_if_closed(scene, request, known)]))
    return True


def carded(scene: Scene, event: CallSettled) -> None:
    if event.outcome == "ok":
        observations.keep_card(scene.connection, event.subject["observation"], event.result["message_id"])


def file(scene: Scene, request: Request) -> None:
    """`obf:<observation>:<place of the kind>`"""
    known = _pressed(scene, request)
    observations.file(scene.connection, known.id, KINDS[request.number(1)], scene.now)
    _redraw(scene, request, known.id)


def choose_network(scene: Scene, request: Request) -> None:
    """`obn:<observation>:<place of the network>`"""
    known = _pressed(scene, request)
    observations.name_network(scene.connection, known.id, NETWORKS[request.number(1)])
    _redraw(scene, request, known.id)


def drop(scene: Scene, request: Request) -> None:
    """`obx:<observation>`"""
    known = _pressed(scene, request)
    observations.drop(scene.connection, known.id)
    speech.toast(scene, request)
    speech.answer(scene, request, "\n".join([request.texts("seen-dropped"), *_told_if_closed(scene, request, known)]))


def memo(scene: Scene, request: Request) -> None:
    """`/memo trend Words`, `/memo competitor Name: words`, `/memo algorithm Instagram: words`; alone it lists."""
    assert request.brand is not None
    first, *rest = request.args.split(maxsplit=1) or [""]
    kind = next((kind for kind, names in KIND_WORDS.items() if first.casefold() in names), None)
    if kind is None and first and not first[0].isdigit():
        raise Invalid("memo-how")
    if kind is None:
        _list(scene, request)
        return
    found = _memo(kind, rest[0] if rest else "", request.message)
    row = observations.add(scene.connection, request.brand, kind, found, scene.now, request.person.id)
    known = observations.find(scene.connection, request.brand, row)
    assert known is not None
    rows = [[(request.texts("take-back"), f"obx:{row}")]]
    speech.answer(scene, request, _filed(known, request.texts), rows)


def _memo(kind: Kind, words: str, message: Message | None) -> Found:
    """The name of a competitor, or a network, may stand before the words."""
    match = NAMED.match(words)
    named = next((part for part in match.groups() if part), "").strip() if match else ""
    network = next((one for one in NETWORKS if one.casefold() == named.casefold()), "")
    is_name = match is not None and (bool(network) or kind == "competitor")
    text = words[match.end() :] if match is not None and is_name else words
    file_id = message.attachment.file_id if message is not None and message.attachment is not None else ""
    name = named if kind == "competitor" and not network else ""
    if not text.strip() or len(text) > LONGEST or (kind == "competitor" and not name):
        raise Invalid("memo-how")
    return Found(name=name, network=network, text=text.strip(), file_id=file_id)


def _list(scene: Scene, request: Request) -> None:
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    on = month_meant(scene.now, brand, request.args)
    month = Month(on.year, on.month, ZoneInfo(brand.time_zone))
    found = observations.between(scene.connection, brand.id, month.starts_at, month.ends_at)
    texts = request.texts
    if not found:
        speech.answer(scene, request, texts("memo-none"))
        return
    lines = [f"• {texts(f'seen-{one.kind}')}: {safe(_said(one))}" for one in found[-LISTED:]]
    speech.answer(scene, request, "\n".join([texts("memo-title", month=f"{on:%m.%Y}", n=len(found)), *lines]))


def _is_ours(scene: Scene, brand: BrandId, origin: Origin) -> bool:
    assert origin.chat is not None
    known = chats.find(scene.connection, origin.chat.id)
    return known is not None and known.brand == brand


def _found(message: Message, origin: Origin) -> Found:
    assert origin.chat is not None
    link = message_link(origin.chat.id, origin.chat.kind, origin.chat.username, origin.message_id or 0)
    file_id = message.attachment.file_id if message.attachment is not None else ""
    name = origin.chat.title or origin.name
    return Found(name, NETWORKS[0], message.text[:LONGEST], link, file_id, origin.sent_at)


def _choices(known: Observation, texts: Catalogue) -> Rows:
    kinds = [
        (("✓ " if kind == known.kind else "") + texts(f"seen-{kind}"), f"obf:{known.id}:{place}")
        for place, kind in enumerate(KINDS)
    ]
    if known.kind not in ("trend", "algorithm"):
        return [kinds, [(texts("seen-drop"), f"obx:{known.id}")]]
    networks = [
        (("✓ " if network == known.network else "") + network, f"obn:{known.id}:{place}")
        for place, network in enumerate(NETWORKS)
    ]
    return [kinds, networks[:3], networks[3:], [(texts("seen-drop"), f"obx:{known.id}")]]


def _redraw(scene: Scene, request: Request, row: int) -> None:
    assert request.brand is not None
    known = observations.find(scene.connection, request.brand, row)
    assert known is not None
    speech.toast(scene, request)
    words = [_filed(known, request.texts), *_told_if_closed(scene, request, known)]
    speech.answer(scene, request, "\n".join(words), _choices(known, request.texts))


def _filed(known: Observation, texts: Catalogue) -> str:
    """A memo is said in its words; those of a forwarded post stand above."""
    about = " · ".join(part for part in (known.name, known.network) if part) if known.link else _said(known)
    words = [texts("seen-filed", kind=texts(f"seen-{known.kind}"), about=safe(about))]
    if known.link:
        words.append(texts("seen-note-how"))
    return "\n".join(words)


def _told_if_closed(scene: Scene, request: Request, known: Observation) -> list[str]:
    """Of the month in which it was filed."""
    assert request.brand is not None
    zone = ZoneInfo(brands.get(scene.connection, request.brand).time_zone)
    days = [] if known.filed_at is None else [known.filed_at.astimezone(zone).date()]
    return told_if_closed(scene, request.brand, days, request.texts)


def _pressed(scene: Scene, request: Request) -> Observation:
    assert request.brand is not None
    known = observations.find(scene.connection, request.brand, request.number(0))
    if known is None:
        raise Stale("seen-gone")
    return known


def _said(one: Observed | Observation) -> str:
    flat = " ".join((one.note or one.text).split())
    short = flat if len(flat) <= 100 else f"{flat[:99]}…"
    return " · ".join(part for part in (one.name, one.network, short) if part)
