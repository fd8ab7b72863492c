"""The draw: whoever comes out is asked after, those who left make room, then seed and result are published with all
that is needed to recompute them.

Invariant: the order is fixed by what was published when entries closed (see inbox.draw); membership decides only who
is passed over, and the passed-over are named.
"""

import json
from collections.abc import Mapping, Sequence

from faq.markup import length
from handlers import speech
from handlers.activations import cards, closing
from handlers.activations.cards import meant
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.activations import Activation, Entrant, to_json
from inbox.calls import UNORDERED, Call
from inbox.draw import Drawn, Record, draw, ranking
from inbox.errors import Stale
from inbox.events import CallSettled
from report.rules import entrants_workbook
from storage import activations, brands
from texts import Catalogue, catalogue

MOST_LINKS = 100
"""Links to people that one message carries; beyond them names are mere words."""
HERE, IS_GONE, UNKNOWN, ASKED = "here", "gone", "unknown", ""
STRANGERS = ("user not found", "participant_id_invalid", "member not found", "user_id_invalid")
"""How Telegram says that somebody never was in a chat."""


def begin(scene: Scene, request: Request) -> None:
    """`acw:<activation>`: draw, or ask again where an answer of Telegram got lost."""
    activation = meant(scene, request)
    if activation.state not in ("closed", "drawing") or not activation.has_prize:
        raise Stale("activation-not-closed")
    speech.toast(scene, request, request.texts("activation-toast-drawing"))
    left = {number: standing for number, standing in activation.checks.items() if standing != ASKED}
    activations.change(scene.connection, activation.id, state="drawing", checks=left)
    _go_on(scene, activation.id)


def checked(scene: Scene, event: CallSettled) -> None:
    """What Telegram says of one who came out."""
    activation = activations.find(scene.connection, event.subject["it"])
    if activation is None or activation.state != "drawing":
        return
    checks = {**activation.checks, str(event.subject["number"]): _standing(event)}
    activations.change(scene.connection, activation.id, checks=checks)
    if ASKED not in checks.values():
        _go_on(scene, activation.id)


def hand_list(scene: Scene, request: Request) -> None:
    """`acl:<activation>`: all entries as a table, and after the draw its record."""
    activation = meant(scene, request)
    brand = brands.get(scene.connection, activation.brand)
    speech.toast(scene, request)
    entries = activations.entrants(scene.connection, activation.id)
    content = entrants_workbook(activation, entries, brand.language, brand.time_zone)
    speech.hand(scene, request.chat, f"entries-{activation.id}.xlsx", content)
    if activation.drawn is not None:
        speech.hand(scene, request.chat, f"draw-{activation.id}.json", _file(_record(scene, activation)))


def _go_on(scene: Scene, number: int) -> None:
    """Ask after the next in the order until enough are here, then end the draw."""
    activation = activations.find(scene.connection, number)
    assert activation is not None
    order = ranking(activations.numbers(scene.connection, number), activation.seed)
    wanted = activation.winners + activation.substitutes
    gone = {int(one) for one, standing in activation.checks.items() if standing == IS_GONE}
    first = [one for one in order if one not in gone][:wanted]
    unasked = [one for one in first if str(one) not in activation.checks]
    if unasked:
        _ask(scene, activation, unasked)
    else:
        _end(scene, activation, draw(order, activation.seed, activation.winners, activation.substitutes, gone))


def _ask(scene: Scene, activation: Activation, numbers: Sequence[int]) -> None:
    chat = cards.chat_of(scene, activation)
    checks = {**activation.checks, **{str(number): ASKED for number in numbers}}
    activations.change(scene.connection, activation.id, checks=checks)
    for number, entrant in activations.holders(scene.connection, activation.id, numbers).items():
        params = {"chat_id": chat.telegram_id, "user_id": entrant.person}
        subject = {"it": activation.id, "number": number}
        scene.call(Call("getChatMember", params, UNORDERED, "activation-member", subject))


def _standing(event: CallSettled) -> str:
    if event.outcome == "ok":
        is_in = event.result.get("is_member", True) and event.result["status"] not in ("left", "kicked")
        return HERE if is_in else IS_GONE
    return IS_GONE if any(words in event.reason.lower() for words in STRANGERS) else UNKNOWN


def _end(scene: Scene, activation: Activation, drawn: Drawn) -> None:
    activations.change(scene.connection, activation.id, state="drawn", drawn_at=scene.now, drawn=to_json(drawn))
    found = activations.find(scene.connection, activation.id)
    assert found is not None
    named = activations.holders(scene.connection, found.id, map(int, found.checks))
    texts = catalogue(brands.get(scene.connection, found.brand).language)
    told = _for_the_team(found, drawn, named, texts)
    if closing.say(scene, found, _messages(_result(found, drawn, named, texts))):
        _hand_record(scene, found)
    else:
        told += "\n\n" + texts("activation-not-said")
    cards.tell(scene, found.id, told)


def _hand_record(scene: Scene, activation: Activation) -> None:
    """In the community, for everybody to check."""
    chat = cards.chat_of(scene, activation)
    params = {"chat_id": chat.telegram_id, "document": "attach://upload"}
    content, name = _file(_record(scene, activation)), f"draw-{activation.id}.json"
    scene.call(Call("sendDocument", params, chat.telegram_id, to_member=True, upload=content, upload_name=name))


def _result(activation: Activation, drawn: Drawn, named: Mapping[int, Entrant], texts: Catalogue) -> str:
    if not drawn.winners:
        return texts("activation-nobody", title=safe(activation.title))
    lines = [texts("activation-winners", title=safe(activation.title)), *_named(drawn.winners, named)]
    if drawn.substitutes:
        lines += ["", texts("activation-substitutes"), *_named(drawn.substitutes, named)]
    return "\n".join([*lines, "", texts("activation-revealed", seed=activation.seed)])


def _messages(text: str) -> list[str]:
    """The text in as many messages as it takes: its lines, gathered up to what one holds of characters and of links."""
    gathered: list[list[str]] = [[]]
    for line in text.split("\n"):
        if length("\n".join([*gathered[-1], line])) > speech.TEXT_LIMIT or len(gathered[-1]) == MOST_LINKS:
            gathered.append([])
        gathered[-1].append(line)
    return ["\n".join(lines).strip() for lines in gathered]


def _for_the_team(activation: Activation, drawn: Drawn, named: Mapping[int, Entrant], texts: Catalogue) -> str:
    lines = [texts("activation-drawn-told"), *_named(drawn.winners, named)]
    for standing, key in ((IS_GONE, "activation-passed-over"), (UNKNOWN, "activation-unchecked")):
        numbers = [int(number) for number, told in activation.checks.items() if told == standing]
        if numbers:
            lines += ["", texts(key), *_named(numbers, named)]
    return "\n".join(lines)


def _named(numbers: Sequence[int], named: Mapping[int, Entrant]) -> list[str]:
    return [f'№{n} — <a href="tg://user?id={named[n].person}">{safe(named[n].name)}</a>' for n in numbers]


def _record(scene: Scene, activation: Activation) -> Record:
    assert activation.drawn is not None
    passed = sorted(int(number) for number, standing in activation.checks.items() if standing == IS_GONE)
    return Record(
        activation.title,
        activation.commitment,
        activation.fingerprint,
        activation.seed,
        tuple(activations.tickets(scene.connection, activation.id)),
        tuple(passed),
        activation.winners,
        activation.substitutes,
        activation.drawn,
    )


def _file(record: Record) -> bytes:
    return json.dumps(record.to_json(), ensure_ascii=False).encode()
