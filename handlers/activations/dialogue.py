"""`/activation`: a quiz, a poll or a contest made by a short dialogue: what, words, until when, the prize, where.

Invariant: nothing is published before the team presses so, and what the rules of a prize still lack is named before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.activations import cards
from handlers.activations.cards import meant
from handlers.asking import ask, done
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.activations import MECHANICS, POLLS, RULES, end_said, poll_said, prize_said, text_said
from inbox.errors import Invalid, NotFound, Stale
from inbox.ids import BrandId
from report.rules import RulesOf, rules_document
from storage import activations, brands, chats
from storage.chats import Chat

NEW = ("new", "новая", "новый", "новое")
STEPS = ("text", "word", "end", "prize")
SUBSTITUTES = 2
"""Those who stand in, for each prize."""
WORD = 50
RULE = 1000


def command(scene: Scene, request: Request) -> None:
    """`/activation`, `/activation new`, `/activation 5`"""
    first = request.words[0].casefold() if request.words else ""
    if first in NEW:
        begin(scene, request)
    elif first:
        cards.show(scene, request, meant(scene, request).id)
    else:
        cards.show_list(scene, request)


def open_one(scene: Scene, request: Request) -> None:
    """`aco:<activation>`"""
    activation = meant(scene, request)
    speech.toast(scene, request)
    speech.say(scene, request.chat, *cards.draw(scene, activation, request.texts), brand=request.brand)


def begin(scene: Scene, request: Request) -> None:
    """`acn`, or `acn:<mechanic>` when it is chosen."""
    if request.press_id:
        speech.toast(scene, request)
        if request.args in MECHANICS:
            _ask(scene, request, {"mechanic": request.args}, "text")
            return
    if not _places(scene, request, "button"):
        raise NotFound("activation-no-chat")
    rows = [[(request.texts(f"activation-{name}"), f"acn:{name}")] for name in MECHANICS]
    speech.answer(scene, request, request.texts("activation-which"), rows)


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The answer to one step, and the next question; after the last the draft stands."""
    step = state["step"]
    told = dict(state) | HEAR[step](scene, request, state)
    left = [name for name in STEPS[STEPS.index(step) + 1 :] if name != "word" or state["mechanic"] == "word"]
    if left:
        _ask(scene, request, told, left[0])
        return
    done(scene, request)
    _draft(scene, request, told)


def pick_chat(scene: Scene, request: Request) -> None:
    """`acc:<activation>:<chat>`"""
    activation = meant(scene, request)
    _require_draft(activation.state)
    place = next((one for one in _places(scene, request, activation.mechanic) if str(one.id) == request.part(1)), None)
    if place is None:
        raise NotFound("activation-no-chat")
    activations.change(scene.connection, activation.id, chat_id=place.id)
    speech.toast(scene, request)
    cards.show(scene, request, activation.id)


def ask_rule(scene: Scene, request: Request) -> None:
    """`acr:<activation>:<item>`: what the rules say of one item."""
    activation = meant(scene, request)
    _require_draft(activation.state)
    name = request.part(1)
    if name not in RULES:
        raise NotFound("stale-button")
    speech.toast(scene, request)
    words = request.texts(f"activation-ask-{name}")
    said = activation.rules.get(name)
    if said:
        words += "\n\n" + request.texts("activation-now", text=safe(said))
    ask(scene, replace(request, card=None), words, "activation-rule", {"activation": activation.id, "rule": name})


def hear_rule(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    activation = activations.find_in_brand(scene.connection, _brand(request), state["activation"])
    said = request.args.strip()
    if activation is None or not said or len(said) > RULE:
        raise Invalid("activation-rule-invalid", most=RULE)
    _require_draft(activation.state)
    activations.change(scene.connection, activation.id, rules={**activation.rules, state["rule"]: said})
    done(scene, request)
    cards.show(scene, request, activation.id)


def ask_end(scene: Scene, request: Request) -> None:
    """`act:<activation>`: until when? A draft may lie longer than it was to run."""
    activation = meant(scene, request)
    _require_draft(activation.state)
    speech.toast(scene, request)
    beside = replace(request, card=None)
    ask(scene, beside, request.texts("activation-ask-end"), "activation-end", {"activation": activation.id})


def hear_end(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    activation = activations.find_in_brand(scene.connection, _brand(request), state["activation"])
    if activation is None:
        raise NotFound("activation-not-found")
    _require_draft(activation.state)
    zone = ZoneInfo(brands.get(scene.connection, activation.brand).time_zone)
    activations.change(scene.connection, activation.id, ends_at=end_said(request.args, scene.now, zone))
    done(scene, request)
    cards.show(scene, request, activation.id)


def cancel(scene: Scene, request: Request) -> None:
    """`acx:<activation>`: a draft is thrown away."""
    activation = meant(scene, request)
    _require_draft(activation.state)
    activations.change(scene.connection, activation.id, state="cancelled")
    speech.toast(scene, request)
    speech.answer(scene, request, request.texts("activation-cancelled"))


def hand_rules(scene: Scene, request: Request) -> None:
    """`acd:<activation>`: the rules as a document, with gaps where something is missing."""
    activation = meant(scene, request)
    brand = brands.get(scene.connection, activation.brand)
    place = chats.get(scene.connection, activation.chat).title if activation.chat is not None else ""
    content = rules_document(RulesOf(activation, brand.name, place), brand.language, brand.time_zone, scene.now)
    speech.toast(scene, request)
    speech.hand(scene, request.chat, f"rules-{activation.id}.docx", content)


def _ask(scene: Scene, request: Request, state: Mapping[str, Any], step: str) -> None:
    key = f"activation-ask-{step}"
    if step == "text" and state["mechanic"] in POLLS:
        key = f"activation-ask-text-{state['mechanic']}"
    ask(scene, request, request.texts(key), "activation", {**state, "step": step})


def _text(_scene: Scene, request: Request, state: Mapping[str, Any]) -> dict[str, Any]:
    if state["mechanic"] in POLLS:
        poll = poll_said(request.args, is_quiz=state["mechanic"] == "quiz")
        return {"title": poll.question, "text": "", "options": list(poll.options), "correct": poll.correct}
    title, text = text_said(request.args)
    return {"title": title, "text": text, "options": [], "correct": None}


def _word(_scene: Scene, request: Request, _state: Mapping[str, Any]) -> dict[str, Any]:
    word = " ".join(request.args.split())
    if not word or len(word) > WORD or word.startswith("/"):
        raise Invalid("activation-word-invalid", most=WORD)
    return {"word": word}


def _end(scene: Scene, request: Request, _state: Mapping[str, Any]) -> dict[str, Any]:
    zone = ZoneInfo(brands.get(scene.connection, _brand(request)).time_zone)
    end_said(request.args, scene.now, zone)
    return {"end": request.args}


def _prize(_scene: Scene, request: Request, _state: Mapping[str, Any]) -> dict[str, Any]:
    winners, prize = prize_said(request.args)
    return {"winners": winners, "prize": prize}


HEAR: Mapping[str, Callable[[Scene, Request, Mapping[str, Any]], dict[str, Any]]] = {
    "text": _text,
    "word": _word,
    "end": _end,
    "prize": _prize,
}


def _draft(scene: Scene, request: Request, told: Mapping[str, Any]) -> None:
    brand = brands.get(scene.connection, _brand(request))
    places = _places(scene, request, told["mechanic"])
    if not places:
        raise NotFound("activation-no-chat")
    number = activations.add(
        scene.connection, brand.id, scene.now, request.person.id,
        mechanic=told["mechanic"], title=told["title"], text=told["text"], options=told["options"],
        correct=told["correct"], word=told.get("word", ""), prize=told["prize"], winners=told["winners"],
        substitutes=told["winners"] * SUBSTITUTES, ends_at=end_said(told["end"], scene.now, ZoneInfo(brand.time_zone)),
        chat_id=places[0].id if len(places) == 1 else None,
    )  # fmt: skip
    if len(places) == 1:
        cards.show(scene, request, number)
        return
    rows = [[(place.title, f"acc:{number}:{place.id}")] for place in places]
    speech.answer(scene, request, request.texts("activation-where"), rows)


def _places(scene: Scene, request: Request, mechanic: str) -> list[Chat]:
    """Where it can be published. Named votes, and comments, there are only in groups."""
    kinds = ("group", "supergroup") if mechanic in POLLS else ("group", "supergroup", "channel")
    found = chats.of_brand(scene.connection, _brand(request))
    return [one for one in found if one.purpose in ("community", "channel") and one.kind in kinds]


def _require_draft(state: str) -> None:
    if state != "draft":
        raise Stale("activation-not-draft")


def _brand(request: Request) -> BrandId:
    assert request.brand is not None
    return request.brand
