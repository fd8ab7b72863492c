"""The buttons under a card, by how its conversation stands. What each verb does stands in handlers.routes."""

from collections.abc import Callable

from handlers.desk.sight import Condition, Sight
from handlers.excerpts import one_line
from handlers.speech import Button, Rows
from inbox.rights import PIECES
from texts import Catalogue

LABEL_LIMIT, MOST_OFFERS = 44, 3
PHRASING_LIMIT = 200
"""A longer message is no phrasing of a question."""


def of(sight: Sight, texts: Catalogue) -> Rows:
    """The rows that stand under the card itself."""
    return tuple(row for row in ROWS[sight.condition](sight, texts) if row)


def more(sight: Sight, texts: Catalogue, *, has_dismissed: bool) -> Rows:
    """What is done less often."""
    if sight.condition is Condition.ANSWERED:
        first = (_button(sight, texts, "br", "desk-button-one-more"), *_deletion(sight, texts))
    else:
        first = (_button(sight, texts, "rs"), _button(sight, texts, "sp"))
    second = (_button(sight, texts, "nt"), _button(sight, texts, "wy"))
    undo = (_button(sight, texts, "nr"),) if has_dismissed and sight.condition is Condition.WAITING else ()
    return tuple(row for row in (first, second, _media(sight, texts), undo, back(sight, texts)) if row)


def back(sight: Sight, texts: Catalogue) -> tuple[Button, ...]:
    return (_button(sight, texts, "bk"),)


def snoozing(sight: Sight, texts: Catalogue, choices: tuple[str, ...]) -> Rows:
    number = sight.conversation.id
    found = [(texts(f"desk-snooze-{choice}"), f"sz:{number}:{choice}") for choice in choices]
    return (tuple(found[:2]), tuple(found[2:]), back(sight, texts))


def _waiting(sight: Sight, texts: Catalogue) -> Rows:
    held = "rl" if sight.conversation.assignee is not None else "tk"
    key = "desk-button-br" if sight.offers else "desk-button-library"
    return (
        *_offers(sight),
        (_button(sight, texts, "br", key), _button(sight, texts, "na")),
        (_button(sight, texts, held), _button(sight, texts, "sn"), _button(sight, texts, "mo")),
    )


def _sending(_sight: Sight, _texts: Catalogue) -> Rows:
    return ()


def _uncertain(sight: Sight, texts: Catalogue) -> Rows:
    assert sight.reply is not None
    again, there = (texts("desk-button-ag"), f"ag:{sight.reply.id}"), (texts("desk-button-it"), f"it:{sight.reply.id}")
    return ((again, there),)


def _answered(sight: Sight, texts: Catalogue) -> Rows:
    return (*_learning(sight, texts), (_button(sight, texts, "rs"), _button(sight, texts, "mo")))


def _snoozed(sight: Sight, texts: Catalogue) -> Rows:
    return (*_offers(sight), (_button(sight, texts, "wk"), _button(sight, texts, "mo")))


def _needless(sight: Sight, texts: Catalogue) -> Rows:
    return ((_button(sight, texts, "un"), _button(sight, texts, "rs")), _media(sight, texts))


def _withdrawn(sight: Sight, texts: Catalogue) -> Rows:
    return ((_button(sight, texts, "rs"),),)


def _resolved(sight: Sight, texts: Catalogue) -> Rows:
    return (*_learning(sight, texts), (_button(sight, texts, "ro"),))


def _spam(sight: Sight, texts: Catalogue) -> Rows:
    return ((_button(sight, texts, "ro", "desk-button-unspam"),),)


ROWS: dict[Condition, Callable[[Sight, Catalogue], Rows]] = {
    Condition.WAITING: _waiting,
    Condition.SENDING: _sending,
    Condition.UNCERTAIN: _uncertain,
    Condition.ANSWERED: _answered,
    Condition.NEEDLESS: _needless,
    Condition.WITHDRAWN: _withdrawn,
    Condition.SNOOZED: _snoozed,
    Condition.RESOLVED: _resolved,
    Condition.SPAM: _spam,
}


def percent(score: float) -> int:
    """Nothing likely is certain."""
    return min(99, round(score * 100))


def _offers(sight: Sight) -> Rows:
    return tuple(
        (
            (
                f"{one_line(offer.question, LABEL_LIMIT)} · {percent(offer.score)} %",
                f"pv:{sight.conversation.id}:{offer.entry}",
            ),
        )
        for offer in sight.offers[:MOST_OFFERS]
    )


def _learning(sight: Sight, texts: Catalogue) -> Rows:
    """After a standard reply: remember how it was asked for. After own words: make them a standard reply."""
    reply, question, answer = sight.given, sight.question, sight.answer
    if question is None or answer is None or not question.text or not answer.text:
        return ()
    if reply is None or reply.entry is None:
        is_saved = reply is not None and reply.saved is not None
        return ((_button(sight, texts, "su" if is_saved else "sv"),),)
    if sight.learnt == reply.entry:
        return ((_button(sight, texts, "pu"),),)
    return ((_button(sight, texts, "ph"),),) if 0 < len(sight.wording) <= PHRASING_LIMIT else ()


def _media(sight: Sight, texts: Catalogue) -> tuple[Button, ...]:
    """The newest thing that the member showed may be worth publishing."""
    shown = next((one for one in reversed(sight.asked) if one.content in PIECES), None)
    return ((texts("desk-button-ugc"), f"ugk:{shown.id}"),) if shown is not None else ()


def _deletion(sight: Sight, texts: Catalogue) -> tuple[Button, ...]:
    return (_button(sight, texts, "de"),) if sight.given is not None and sight.given.method else ()


def _button(sight: Sight, texts: Catalogue, verb: str, key: str = "") -> Button:
    return texts(key or f"desk-button-{verb}"), f"{verb}:{sight.conversation.id}"
