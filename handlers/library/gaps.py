"""`/gaps`: what the community asks and the library does not answer, gathered by meaning; a tap makes a draft of it.

Invariant: what the library answered then, or would by now, drafts included, is no gap; nor is a nag or a greeting.
A conversation counts once in a group. Gathering is long work and is done beside the pipeline; a draft is made anew from
the month's questions, so a button needs to remember only one of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from faq import embedding
from faq.feedback import Verdict
from faq.gaps import MOST, gathered
from faq.matcher import Matcher, build
from handlers import long_work, speech
from handlers.community.language import written_in
from handlers.excerpts import one_line
from handlers.library.taking_back import undo
from handlers.library.viewing import show_entry
from handlers.month_names import month_meant
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.entries import Entry
from inbox.errors import Stale
from inbox.facts import Month, TopicFact
from inbox.ids import BrandId, ConversationId, EntryId
from inbox.matter import matter
from storage import Connection, brands, library, suggestions
from storage.month_gaps import Unanswered, unanswered
from texts import Catalogue

SHOWN, EXAMPLES, EXCERPT, PHRASINGS = 8, 3, 160, 8
SMALLEST_TOPIC = 2
"""A question that was asked once is no topic of the report."""

Group = Sequence[Unanswered]
"""Questions about the same matter, the central one first."""


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
    lines = [_told(place, group, say) for place, group in enumerate(groups[:SHOWN], 1)]
    rest = [say("gaps-rest", n=len(groups) - SHOWN)] if len(groups) > SHOWN else []
    buttons = [(say("gaps-button", place=place), f"gap:{month:%Y-%m}:{group[0].message}") for place, group in
               enumerate(groups[:SHOWN], 1)]  # fmt: skip
    long_work.finish(scene, order, "\n\n".join([head, *lines, *rest]), (buttons[:4], buttons[4:]))


def draft(scene: Scene, request: Request) -> None:
    """`gap:<YYYY-MM>:<message>`: a draft entry of the questions around that one, with the best answer a person gave."""
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    said, number = request.part(0), request.part(1)
    groups = gaps_of(scene.connection, brand.id, month_meant(scene.now, brand, said), scene.now)
    group = next((found for found in groups if number in [str(one.message) for one in found]), None)
    if group is None:
        raise Stale("gaps-gone")
    texts = list(dict.fromkeys(one_line(one.text, EXCERPT) for one in group))
    entry = Entry(
        id=0,
        question=texts[0],
        answer=safe(_best_answer(group)).replace("{", "{{").replace("}", "}}") or request.texts("gaps-answer-missing"),
        phrasings=tuple(texts[1 : PHRASINGS + 1]),
        language=written_in(texts[0], brand.language),
        state="draft",
    )
    added = library.add(scene.connection, brand.id, entry, scene.now, request.person.id)
    speech.toast(scene, request)
    below = replace(request, card=None)
    show_entry(scene, below, added, request.texts("gaps-drafted"), undo(scene, request, added))


def topics_of(connection: Connection, brand: BrandId, month: date, now: datetime) -> tuple[TopicFact, ...]:
    """For the report: matters that were asked about more than once."""
    return tuple(
        TopicFact(tuple(one.asked for one in group))
        for group in gaps_of(connection, brand, month, now)
        if len(group) >= SMALLEST_TOPIC
    )


def gaps_of(connection: Connection, brand: BrandId, month: date, now: datetime) -> list[Group]:
    """The most asked first."""
    zone = ZoneInfo(brands.get(connection, brand).time_zone)
    questions = [
        one
        for one in unanswered(connection, brand, Month(month.year, month.month, zone), now, MOST)
        if matter(one.text)
    ]
    if not questions:
        return []
    groups = gathered([matter(one.text) for one in questions], embedding.loaded())
    by_meaning = [_one_each([questions[number] for number in group]) for group in groups]
    verdicts = [Verdict(*fate) for fate in suggestions.verdicts(connection, brand)]
    library_now = _library_with_drafts(connection, brand, verdicts)
    wrong = {(each.text, each.entry_id) for each in verdicts if each.outcome == "dismissed"}
    return sorted((group for group in by_meaning if not _is_answered(library_now, wrong, group)), key=len, reverse=True)


def _is_answered(library_now: Matcher, wrong: Collection[tuple[str, EntryId]], group: Group) -> bool:
    """Whoever asks in words that the library does not know asks the same as those beside them. What the team judged
    wrong for a question is no answer to it.
    """
    answered = [any((one.text, each.entry_id) not in wrong for each in library_now.suggest(one.text)) for one in group]
    return 2 * sum(answered) >= len(group)


def _library_with_drafts(connection: Connection, brand: BrandId, verdicts: Sequence[Verdict]) -> Matcher:
    """What is being written needn't be asked for again."""
    entries = [replace(entry, state="approved") for entry in library.find_all(connection, brand)]
    return build(entries, "semantic", verdicts)


def _one_each(group: Group) -> Group:
    """The first of each conversation: whoever asks again asks once."""
    found: dict[ConversationId, Unanswered] = {}
    for one in group:
        found.setdefault(one.conversation, one)
    return list(found.values())


def _best_answer(group: Group) -> str:
    """The longest that was given: short ones point elsewhere or ask back."""
    return max((one.answer for one in group), key=len)


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
