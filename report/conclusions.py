"""Conclusions drafted from the numbers by rules, each with its evidence and its n.

Invariant: a rule speaks only above a minimum n, and never of a cause. A draft goes out only once a person accepted or
edited it; `key` is what the person's verdict is remembered by.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isinf

from inbox.facts import WaitFact
from report.blocks import RegisterName
from report.figures import MonthFigures
from report.spread import HOUR, Ids, Seconds, spread, within
from report.words import Words, shortened

ENOUGH = 10
"""The least n a comparison stands on."""
WEEKEND = 5
EVENING = 19
MORNING = 9


@dataclass(frozen=True, slots=True)
class Draft:
    """`key` names the sentences in the catalogue (`report-rule-…`, `report-advice-…`), `values` fill them."""

    key: str
    values: Mapping[str, object]
    ids: Ids = ()
    of: RegisterName = "waits"


Rule = Callable[[MonthFigures, Words], Iterator[Draft]]


def drafts(figures: MonthFigures, words: Words) -> tuple[Draft, ...]:
    return tuple(draft for rule in RULES for draft in rule(figures, words))


def worded(draft: Draft, words: Words) -> tuple[str, str]:
    """The conclusion and its advice, as they are offered to a person."""
    return words.say(f"report-rule-{draft.key}", **draft.values), words.say(f"report-advice-{draft.key}")


def _trend(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    change = next(one for one in figures.changes if one.key == "response_p50")
    if change.ratio is None or abs(change.ratio) < 0.2 or figures.response.n < ENOUGH:
        return
    key = "faster" if change.ratio < 0 else "slower"
    values = {"now": words.duration(change.now), "before": words.duration(change.before), "n": figures.response.n}
    yield Draft(key, values, figures.response.waits)


def _slow_part(
    key: str, figures: MonthFigures, words: Words, is_in: Callable[[WaitFact], bool | None]
) -> Iterator[Draft]:
    """A part of the week that waits at least twice as long as the other; None is in neither part."""
    told = [(is_in(wait), wait) for wait in figures.facts.waits]
    part = [wait for inside, wait in told if inside]
    rest = [wait for inside, wait in told if inside is False]
    slow, usual = spread(part), spread(rest)
    if min(len(slow.answered), len(usual.answered)) < ENOUGH or not slow.p50 or not usual.p50:
        return
    if slow.p50 < 2 * usual.p50:
        return
    values = {
        "times": words.times(slow.p50 / usual.p50),
        "slow": words.duration(slow.p50),
        "usual": words.duration(usual.p50),
        "n": len(part),
        "unanswered": len(slow.unanswered),
        "now": words.share(within(figures.facts.waits, HOUR).value),
        "then": words.share(_what_if(figures.facts.waits, part, rest)),
    }
    yield Draft(key, values, slow.waits)


def _what_if(every: Sequence[WaitFact], part: Sequence[WaitFact], rest: Sequence[WaitFact]) -> float:
    """The share answered within the hour if the slow part were answered as often in time as the rest."""
    others = within(every, HOUR).part - within(part, HOUR).part
    return (others + within(rest, HOUR).part / len(rest) * len(part)) / len(every)


def _weekend(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    zone = figures.facts.month.zone
    yield from _slow_part("weekend", figures, words, lambda wait: wait.asked_at.astimezone(zone).weekday() >= WEEKEND)


def _evening(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    zone = figures.facts.month.zone

    def is_evening(wait: WaitFact) -> bool | None:
        local = wait.asked_at.astimezone(zone)
        return None if local.weekday() >= WEEKEND else local.hour >= EVENING or local.hour < MORNING

    yield from _slow_part("evening", figures, words, is_evening)


def _unanswered(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    missing, n = figures.response.unanswered, figures.response.n
    if n < ENOUGH or len(missing) < 0.03 * n:
        return
    chat = max(figures.chats, key=lambda group: len(group.response.unanswered))
    values = {
        "count": len(missing),
        "share": words.share(len(missing) / n),
        "n": n,
        "chat": words.quoted(chat.name),
        "in_chat": len(chat.response.unanswered),
    }
    yield Draft("unanswered", values, missing)


def _post(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    post = next(iter(figures.posts), None)
    if post is None or post.response.n < ENOUGH or not post.needed_attention:
        return
    values = {
        "post": words.quoted(shortened(post.post.text)),
        "n": post.response.n,
        "unanswered": len(post.response.unanswered),
        "missed": len(post.target.missed),
        "share": words.share(post.response.n / figures.response.n),
    }
    yield Draft("post", values, post.response.waits)


def _target(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    rate = figures.target.rate
    if rate.value is None or rate.whole < ENOUGH or 0.8 <= rate.value < 0.95:
        return
    values = {"share": words.share(rate.value), "n": rate.whole, "missed": len(figures.target.missed)}
    yield Draft("target-kept" if rate.value >= 0.95 else "target-missed", values, figures.target.missed)


def _topics(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    topics = figures.facts.topics
    if topics:
        asked = tuple(one.id for topic in topics for one in topic.asked)
        values = {"topics": len(topics), "n": len(asked), "question": words.quoted(topics[0].question)}
        yield Draft("topics", values, asked, "topics")


def _suggestions(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    accepted = figures.suggested.accepted
    if accepted.value is None or accepted.whole < 2 * ENOUGH:
        return
    saved = figures.library.time_saved
    if accepted.value < 0.5:
        values = {"share": words.share(accepted.value), "n": accepted.whole}
        yield Draft("suggestions-low", values, accepted.among, "hints")
    elif saved is not None and saved >= HOUR / 2:
        values = {"share": words.share(accepted.value), "n": accepted.whole, "saved": words.duration(saved)}
        yield Draft("suggestions-good", values, accepted.among, "hints")


def _one_pair_of_hands(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    total = sum(len(one.answers) for one in figures.teammates)
    if len(figures.teammates) < 2 or total < 3 * ENOUGH:
        return
    busiest = figures.teammates[0]
    sent = len(busiest.answers)
    if sent >= 0.7 * total:
        values = {"name": busiest.name, "share": words.share(sent / total), "n": total}
        yield Draft("one-pair", values, busiest.answers, "answers")


def _growing(figures: MonthFigures, words: Words) -> Iterator[Draft]:
    backlog = figures.backlog
    opened = len(backlog.opened)
    if opened >= ENOUGH and backlog.flow > 0.1 * opened:
        values = {"flow": backlog.flow, "open": backlog.open_now, "age": words.duration(_finite(backlog.age_p50))}
        yield Draft("growing", {**values, "n": opened}, backlog.still, "talks")


def _finite(seconds: Seconds | None) -> Seconds | None:
    return None if seconds is None or isinf(seconds) else seconds


RULES: tuple[Rule, ...] = (
    _trend, _weekend, _evening, _unanswered, _post, _target, _topics, _suggestions, _one_pair_of_hands, _growing,
)  # fmt: skip
