"""A month as its report shows it, for chat and shell alike: as it was frozen if it is closed, else counted now.

Invariant: a conclusion goes out in the words that a person saw: one that was accepted, and whose figures have moved
since, waits for a verdict again.
"""

from dataclasses import replace
from datetime import date, datetime

from handlers.library.gaps import topics_of
from inbox.facts import Mark, MonthFacts, Review, month_before
from inbox.ids import BrandId
from report import model
from report.checklist import checklist
from report.closing import Closed, thawed
from report.conclusions import drafts, worded
from report.figures import figures
from report.headline import Headline
from report.look import Look
from report.model import Report
from report.words import Words
from report.writer import Writer
from storage import Connection, brands, closings, logos, months
from storage.verdicts import Offer

COMPARED = 5
"""Earlier months beside which a month is shown."""


def month_report(connection: Connection, brand_id: BrandId, month: date, now: datetime) -> Report:
    """The report as the client gets it."""
    brand = brands.get(connection, brand_id)
    look = Look(brand.colour or Look().colour, logos.find(connection, brand_id))
    return model.build(standing(connection, brand_id, month, now).figures(), look)


def standing(connection: Connection, brand: BrandId, month: date, now: datetime) -> Closed:
    closing = closings.newest(connection, brand, month)
    return counted(connection, brand, month, now) if closing is None else thawed(closing.content)


def counted(connection: Connection, brand: BrandId, month: date, now: datetime) -> Closed:
    """The month beside the months before it, whether it is closed or not."""
    facts = months.month_facts(connection, brand, month.year, month.month, now)
    facts = replace(facts, topics=topics_of(connection, brand, month, now))
    counted_now = Closed(facts, tuple(_history(connection, brand, month, now)))
    if not any(review.verdict == "accepted" for review in facts.reviews):
        return counted_now
    said_now = {draft.key: worded(draft, words_of(facts)) for draft in drafts(counted_now.figures(), words_of(facts))}
    return replace(counted_now, facts=replace(facts, reviews=tuple(_still_true(facts.reviews, said_now))))


def offered(closed: Closed) -> list[Offer]:
    """The drafts that nobody has judged yet, in words."""
    judged = {review.key for review in closed.facts.reviews}
    found = [draft for draft in drafts(closed.figures(), words_of(closed.facts)) if draft.key not in judged]
    return [Offer(draft.key, *worded(draft, words_of(closed.facts))) for draft in found]


def marks_of(connection: Connection, brand: BrandId, month: date, now: datetime) -> dict[int, Mark]:
    """How the nine items stand now, without counting the month."""
    facts = months.checklist_facts(connection, brand, month.year, month.month, now)
    sections = checklist(figures(facts), Writer(words_of(facts)), for_team=False)
    return {section.number: section.mark for section in sections}


def words_of(facts: MonthFacts) -> Words:
    return Words(facts.language, facts.month.zone)


def _still_true(reviews: tuple[Review, ...], said_now: dict[str, tuple[str, str]]) -> list[Review]:
    return [
        review
        for review in reviews
        if review.verdict != "accepted" or said_now.get(review.key) == (review.text, review.advice)
    ]


def _history(connection: Connection, brand: BrandId, month: date, now: datetime) -> list[Headline]:
    """Oldest first; months before the first message are none."""
    first = months.first_message_on(connection, brand)
    found: list[Headline] = []
    for _ in range(COMPARED):
        month = month_before(month)
        if first is None or month < first.replace(day=1):
            break
        found.insert(0, _headline(connection, brand, month, now))
    return found


def _headline(connection: Connection, brand: BrandId, month: date, now: datetime) -> Headline:
    """Of a closed month: as it was frozen."""
    closing = closings.newest(connection, brand, month)
    if closing is not None:
        return thawed(closing.content).figures().headline
    return figures(months.headline_facts(connection, brand, month.year, month.month, now)).headline
