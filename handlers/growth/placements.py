"""`/link`: an invite link for each placement, so that whoever comes by it is known to come from there.

Invariant: a placement exists only with its link; what Telegram refuses is said with its remedy and leaves nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.requests import Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.errors import Invalid, NotFound, Stale
from inbox.events import CallSettled, ChatMigrated
from inbox.ids import BrandId, ChatId
from inbox.money import money
from inbox.placements import Wanted, name_for_telegram, placement_wanted
from storage import brands, chats, placements
from storage.chats import Chat
from storage.placements import Placement
from texts import Catalogue, catalogue

NEW_WORDS = ("new", "новая", "новый", "создать")
LISTED = 15


def command(scene: Scene, request: Request) -> None:
    """`/link` lists; `/link new "Blogger A" 5000 RUB paid until 30.11` makes one."""
    first, *rest = request.args.split(maxsplit=1) or [""]
    if first.casefold() in NEW_WORDS:
        _begin(scene, request, rest[0] if rest else "")
    elif first:
        raise Invalid("link-how")
    else:
        show(scene, request)


def show(scene: Scene, request: Request) -> None:
    """`lkl`"""
    brand = _brand(request)
    found = placements.of_brand(scene.connection, brand)
    joined = placements.joined(scene.connection, brand)
    texts = request.texts
    if request.press_id:
        speech.toast(scene, request)
    if not found:
        speech.answer(scene, request, texts("link-none"))
        return
    zone = ZoneInfo(brands.get(scene.connection, brand).time_zone)
    lines = [_line(one, joined.get(one.id, (0, 0)), texts, zone, scene.now) for one in found[:LISTED]]
    more = [texts("link-more", n=len(found) - LISTED)] if len(found) > LISTED else []
    live = [one for one in found[:LISTED] if _is_live(one, scene.now)]
    rows = [[(texts("link-revoke", name=one.name), f"lkx:{one.id}")] for one in live]
    speech.answer(scene, request, "\n\n".join([texts("link-title"), *lines, *more]), rows)


def pick_chat(scene: Scene, request: Request) -> None:
    """`lkc:<placement>:<chat>`"""
    placement, chat = request.number(0), request.number(1)
    found = _found(scene, request, placement)
    place = next((one for one in _places(scene, _brand(request)) if one.id == chat), None)
    if place is None:
        raise NotFound("link-no-chat")
    if found.chat is not None:
        raise Stale("link-being-made")
    speech.toast(scene, request)
    speech.answer(scene, request, request.texts("link-begun", name=speech.safe(found.name)))
    _make(scene, request, found, place)


def ask_revoke(scene: Scene, request: Request) -> None:
    """`lkx:<placement>`: a revoked link never works again, so ask once more."""
    found = _live(scene, request, request.number())
    speech.toast(scene, request)
    texts = request.texts
    rows = [[(texts("link-revoke-yes"), f"lkr:{found.id}"), (texts("link-back"), "lkl")]]
    speech.answer(scene, request, texts("link-revoke-ask", name=speech.safe(found.name)), rows)


def revoke(scene: Scene, request: Request) -> None:
    """`lkr:<placement>`"""
    found = _live(scene, request, request.number())
    assert found.chat is not None
    place = chats.get(scene.connection, found.chat)
    speech.toast(scene, request)
    params = {"chat_id": place.telegram_id, "invite_link": found.link}
    scene.call(Call("revokeChatInviteLink", params, purpose="link-revoked", subject=_subject(request, found)))


def made(scene: Scene, event: CallSettled) -> None:
    """Telegram has made the link, or says why not."""
    where, texts, found = _asked(scene, event)
    if found is None or found.chat is None:
        return
    place = chats.get(scene.connection, found.chat)
    values = {"name": speech.safe(found.name), "chat": speech.safe(place.title)}
    if event.outcome == "ok":
        placements.keep_link(scene.connection, found.id, event.result["invite_link"])
        values["link"] = event.result["invite_link"]
    else:
        placements.drop(scene.connection, found.id)
    speech.say(scene, where, texts(f"link-made-{event.outcome}", **values, reason=speech.safe(event.reason)))


def revoked(scene: Scene, event: CallSettled) -> None:
    where, texts, found = _asked(scene, event)
    if found is None:
        return
    if event.outcome == "ok":
        placements.revoke(scene.connection, found.id, event.at)
    values = {"name": speech.safe(found.name), "reason": speech.safe(event.reason)}
    speech.say(scene, where, texts(f"link-revoked-{event.outcome}", **values))


def follow(scene: Scene, event: ChatMigrated) -> None:
    """A group got a new number, and who comes by its old links is told apart no more: each is made anew."""
    chat = chats.find(scene.connection, event.after)
    if chat is None or chat.brand is None:
        return
    for found in placements.of_brand(scene.connection, chat.brand):
        if found.chat == chat.id and _is_live(found, scene.now):
            _ask_for_link(scene, found, chat, "link-renewed", {"placement": found.id, "brand": found.brand})


def renewed(scene: Scene, event: CallSettled) -> None:
    """The team has to replace the old link everywhere. One that was not made anew is over, and its name is free."""
    found = placements.find(scene.connection, BrandId(event.subject["brand"]), event.subject["placement"])
    if found is None or found.revoked_at is not None:
        return
    values = {"name": speech.safe(found.name), "before": found.link, "reason": speech.safe(event.reason)}
    if event.outcome == "ok":
        values["link"] = event.result["invite_link"]
        placements.keep_link(scene.connection, found.id, values["link"])
    else:
        placements.revoke(scene.connection, found.id, event.at)
    desk = chats.desk_of(scene.connection, found.brand)
    if desk is not None:
        texts = catalogue(brands.get(scene.connection, found.brand).language)
        speech.say(scene, desk, texts("link-renewed" if event.outcome == "ok" else "link-not-renewed", **values))


def _begin(scene: Scene, request: Request, words: str) -> None:
    brand = brands.get(scene.connection, _brand(request))
    zone = ZoneInfo(brand.time_zone)
    wanted = placement_wanted(words, scene.now.astimezone(zone).date())
    if placements.find_by_name(scene.connection, brand.id, wanted.name) is not None:
        raise Invalid("link-name-taken", name=wanted.name)
    places = _places(scene, brand.id)
    if not places:
        raise NotFound("link-no-chat")
    row = placements.add(
        scene.connection, brand.id, wanted, _end_of_day(wanted, zone), scene.now, request.person.id
    )  # fmt: skip
    found = _found(scene, request, row)
    if len(places) == 1:
        _make(scene, request, found, places[0])
        return
    rows = [[(place.title, f"lkc:{row}:{place.id}")] for place in places]
    speech.answer(scene, request, request.texts("link-which", name=speech.safe(wanted.name)), rows)


def _make(scene: Scene, request: Request, found: Placement, place: Chat) -> None:
    placements.choose_chat(scene.connection, found.id, place.id)
    _ask_for_link(scene, found, place, "link-made", _subject(request, found))


def _ask_for_link(scene: Scene, found: Placement, place: Chat, purpose: str, subject: Mapping[str, object]) -> None:
    params = {"chat_id": place.telegram_id, "name": name_for_telegram(found.name)}
    if found.expires_at is not None:
        params["expire_date"] = int(found.expires_at.timestamp())
    scene.call(Call("createChatInviteLink", params, purpose=purpose, subject=subject))


def _subject(request: Request, found: Placement) -> dict[str, object]:
    where = request.chat.id
    return {"placement": found.id, "brand": found.brand, "tell": where, "language": request.texts.language}


def _asked(scene: Scene, event: CallSettled) -> tuple[Chat, Catalogue, Placement | None]:
    subject = event.subject
    found = placements.find(scene.connection, BrandId(subject["brand"]), subject["placement"])
    return chats.get(scene.connection, ChatId(subject["tell"])), catalogue(subject["language"]), found


def _end_of_day(wanted: Wanted, zone: ZoneInfo) -> datetime | None:
    if wanted.until is None:
        return None
    return datetime.combine(wanted.until + timedelta(days=1), time(), zone).astimezone()


def _places(scene: Scene, brand: BrandId) -> list[Chat]:
    """Where a link may lead: the brand's channels and groups."""
    watched = [one for one in chats.of_brand(scene.connection, brand) if one.purpose in ("channel", "community")]
    return [one for one in watched if one.kind != "private" and not one.is_direct_messages]


def _line(
    placement: Placement, joined: Sequence[int], texts: Catalogue, zone: ZoneInfo, now: datetime
) -> str:  # fmt: skip
    came, still = joined
    parts = [texts("link-paid" if placement.is_paid else "link-free")]
    if placement.cost is not None:
        parts.append(money(placement.cost, placement.currency, texts.language))
    parts.append(texts("link-joined", n=came, still=still))
    if placement.revoked_at is not None:
        parts.append(texts("link-is-revoked"))
    elif placement.expires_at is not None:
        last = (placement.expires_at - timedelta(seconds=1)).astimezone(zone)
        parts.append(texts("link-until" if placement.expires_at > now else "link-ended", day=f"{last:%d.%m.%Y}"))
    return f"<b>{speech.safe(placement.name)}</b> — {', '.join(parts)}\n{placement.link}"


def _is_live(placement: Placement, now: datetime) -> bool:
    return placement.revoked_at is None and (placement.expires_at is None or placement.expires_at > now)


def _live(scene: Scene, request: Request, placement: int) -> Placement:
    found = _found(scene, request, placement)
    if not found.link or not _is_live(found, scene.now):
        raise Stale("link-not-live")
    return found


def _found(scene: Scene, request: Request, placement: int) -> Placement:
    found = placements.find(scene.connection, _brand(request), placement)
    if found is None:
        raise NotFound("link-gone")
    return found


def _brand(request: Request) -> BrandId:
    assert request.brand is not None
    return request.brand
