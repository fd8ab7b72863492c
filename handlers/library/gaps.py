"""`/gaps`: what the community asks and the library does not answer, gathered by meaning; a tap makes a draft of it.

Invariant: what the library answered then, or would by now, drafts included, is no gap; nor is a nag or a greeting.
A conversation counts once in a group. Gathering is long work and is done beside the pipeline; a draft is made anew from
the month's questions, so a button needs to remember only one of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import accumulate
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from faq import embedding
from faq.feedback import Verdict
from faq.files.cells import bare
from faq.gaps import MOST, gathered
from faq.markup import length
from faq.matcher import Suggestion, build
from handlers import long_work, speech
from handlers.community.language import written_in
from handlers.desk.buttons import PHRASING_LIMIT
from handlers.excerpts import one_line
from handlers.libraries import verdicts_of
from handlers.library.taking_back import undo
from handlers.library.viewing import show_entry
from handlers.month_names import month_meant
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.entries import Entry
from inbox.errors import Stale
from inbox.facts import Month, TopicFact
from inbox.ids import BrandId, ConversationId
from inbox.matter import matter
from storage import Connection, brands, library
from storage.brands import Brand
from storage.month_gaps import Unanswered, unanswered
from texts import Catalogue

SHOWN, EXAMPLES, EXCERPT, PHRASINGS = 8, 3, 160, 8
BESIDE = 400
"""Characters for the head of the list and for what it says of the rest."""
QUESTION_LIMIT = 300
SMALLEST_TOPIC = 2
"""A question that was asked once is no topic of the report."""

Group: TypeAlias = Sequence[Unanswered]
"""Questions about the same matter, the central one first."""
Suggest: TypeAlias = Callable[[str], Sequence[Suggestion]]


def show(scene: Scene, request: Request) -> None:
    """`/gaps 2026-10`, or the running month."""
    assert request.brand is not None
    month = month_meant(scene.now, brands.get(scene.connection, request.brand), request.args)
    words = request.texts("gaps-begun", month=f"{month:%Y-%m}")
    long_work.begin(scene, request, words, "gaps", {"month": month.isoformat()})


def make_list(scene: Scene, params: Mapping[str, Any]) -> None:
    order = long_work.order_of(scene, params)
    month = date.fromisoformat(params["month"])
    groups = gaps_of(scene.connection, order.brand, month, scene.now)
    say = order.texts
    if not groups:
        long_work.finish(scene, order, say("gaps-none", month=f"{month:%Y-%m}"))
        return
    asked = sum(len(group) for group in groups)
    head = say("gaps-head", month=f"{month:%Y-%m}", n=asked)
    lines = _fitting([_told(place, group, say) for place, group in enumerate(groups[:SHOWN], 1)])
    left = len(groups) - len(lines)
    rest = [say("gaps-rest", n=left)] if left else []
    buttons = [(say("gaps-button", place=place), f"gap:{month:%Y-%m}:{group[0].message}") for place, group in
               enumerate(groups[: len(lines)], 1)]  # fmt: skip
    long_work.finish(scene, order, "\n\n".join([head, *lines, *rest]), (buttons[:4], buttons[4:]))


def draft(scene: Scene, request: Request) -> None:
    """`gap:<YYYY-MM>:<message>`: a draft entry of the questions around that one, with the best answer a person gave."""
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    said, number = request.part(0), request.part(1)
    groups = _by_meaning(scene.connection, brand, month_meant(scene.now, brand, said), scene.now)
    group = next((found for found in groups if number in [str(one.message) for one in found]), None)
    if group is None or _is_known(scene, brand, group):
        raise Stale("gaps-gone")
    question, *others = dict.fromkeys(" ".join(one.text.split()) for one in group)
    entry = Entry(
        id=0,
        question=one_line(question, QUESTION_LIMIT),
        answer=safe(_best_answer(group)).replace("{", "{{").replace("}", "}}"),
        phrasings=tuple([other for other in others if len(other) <= PHRASING_LIMIT][:PHRASINGS]),
        language=written_in(question, brand.language),
        state="draft",
    )
    added = library.add(scene.connection, brand.id, entry, scene.now, request.person.id)
    speech.toast(scene, request)
    below = replace(request, card=None)
    show_entry(scene, below, added, request.texts("gaps-drafted"), undo(scene, request, added))


def topics_of(connection: Connection, brand: BrandId, month: date, now: datetime) -> tuple[TopicFact, ...]:
    """For the report: matters that were asked about more than once."""
    return tuple(
        TopicFact(tuple(one.asked for one in group), one_line(_best_answer(group), EXCERPT))
        for group in gaps_of(connection, brand, month, now)
        if len(group) >= SMALLEST_TOPIC
    )


def gaps_of(connection: Connection, brand: BrandId, month: date, now: datetime) -> list[Group]:
    """The most asked first."""
    groups = _by_meaning(connection, brands.get(connection, brand), month, now)
    if not groups:
        return []
    verdicts = verdicts_of(connection, brand)
    drafts_too = [replace(entry, state="approved") for entry in library.find_all(connection, brand)]
    matcher = build(drafts_too, "semantic", verdicts)
    left = [group for group in groups if not _is_answered(group, matcher.suggest, verdicts)]
    return sorted(left, key=len, reverse=True)


def _by_meaning(connection: Connection, brand: Brand, month: date, now: datetime) -> list[Group]:
    """Questions that the library left alone then, whether it knows by now or not."""
    asked = unanswered(connection, brand.id, Month(month.year, month.month, ZoneInfo(brand.time_zone)), now, MOST)
    questions = [one for one in asked if matter(one.text)]
    groups = gathered([matter(one.text) for one in questions], embedding.loaded())
    return [_one_each([questions[number] for number in group]) for group in groups]


def _is_answered(group: Group, suggest: Suggest, verdicts: Sequence[Verdict]) -> bool:
    """Whoever asks in words that the library does not know asks the same as those beside them. What the team judged
    wrong for a question is no answer to it.
    """
    wrong = {(each.text, each.entry_id) for each in verdicts if each.outcome == "dismissed"}
    answered = [any((one.text, each.entry_id) not in wrong for each in suggest(one.text)) for one in group]
    return 2 * sum(answered) >= len(group)


def _is_known(scene: Scene, brand: Brand, group: Group) -> bool:
    """Whether the library answers it by now, or has its very words in a draft: told without making a matcher."""

    def suggest(text: str) -> Sequence[Suggestion]:
        return scene.library.suggest(scene.connection, brand.id, text, written_in(text, brand.language))

    entries = library.find_all(scene.connection, brand.id)
    words = {bare(text) for entry in entries for text in entry.wordings()}
    is_asked_for = any(bare(one.text) in words for one in group)
    return is_asked_for or _is_answered(group, suggest, verdicts_of(scene.connection, brand.id))


def _one_each(group: Group) -> Group:
    """The first of each conversation: whoever asks again asks once."""
    found: dict[ConversationId, Unanswered] = {}
    for one in group:
        found.setdefault(one.conversation, one)
    return list(found.values())


def _best_answer(group: Group) -> str:
    """The longest that was given: short ones point elsewhere or ask back."""
    return max((one.answer for one in group), key=len)


def _fitting(told: Sequence[str]) -> list[str]:
    """As many of the first ones, whole, as one message holds beside its head and what it says of the rest."""
    taken = accumulate(length(each) + len("\n\n") for each in told)
    return [each for each, so_far in zip(told, taken, strict=True) if so_far <= speech.TEXT_LIMIT - BESIDE]


def _told(place: int, group: Group, say: Catalogue) -> str:
    examples = [_example(one) for one in group[:EXAMPLES]]
    answer = _best_answer(group)
    told = [say("gaps-group", place=place, n=len(group)), *examples]
    if answer:
        told.append(say("gaps-answered", answer=safe(one_line(answer, EXCERPT))))
    return "\n".join(told)


def _example(question: Unanswered) -> str:
    words = safe(one_line(question.text, EXCERPT))
    return f'• <a href="{question.link}">{words}</a>' if question.link else f"• {words}"
