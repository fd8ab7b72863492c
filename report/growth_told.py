"""Item 6, growth and engagement, as the report tells it.

Invariant: what a bot cannot see is said where the figure would be looked for.
"""

from collections.abc import Iterator

from inbox.evidence import Measure, Seen
from report.blocks import Block, Bullets, Cell, Chart, Series, Table
from report.figures import MonthFigures
from report.growth import ChatGrowth, Growth, growth
from report.told import Told
from report.writer import Writer

OF_ONE_CHAT: tuple[Measure, ...] = ("members", "joined")


def told_growth(figures: MonthFigures, writer: Writer) -> Told | None:
    """None when nobody was counted and nobody came, went or reacted."""
    facts = figures.facts
    if facts.seen is None:
        return None
    found = growth(facts.seen, facts.month, facts.cut_off)
    if not any(chat.now is not None or chat.joined or chat.left or chat.reactions is not None for chat in found.chats):
        return None
    return Told(_summary(found, facts.seen, writer), tuple(_blocks(found, facts.seen, writer)))


def _summary(found: Growth, seen: Seen, writer: Writer) -> str:
    largest = found.largest
    assert largest is not None
    key = "report-summary-6" if largest.now is not None else "report-summary-6-uncounted"
    values = {"chat": seen.chats[largest.chat], "joined": largest.joined, "left": largest.left}
    told = writer.say(key, members=writer.words.count(largest.now), **values)
    return "; ".join([told, writer.say("report-summary-6-more", n=len(found.chats) - 1)] if found.chats[1:] else [told])


def _blocks(found: Growth, seen: Seen, writer: Writer) -> Iterator[Block]:
    yield _members(found, seen, writer)
    if any(day.organic or day.linked for day in found.days):
        yield _days(found, seen, writer)
    with_posts = [chat for chat in found.chats if chat.posts]
    if with_posts:
        yield _engagement(with_posts, seen, writer)
    if found.goals:
        yield _goals(found, seen, writer)
    yield Bullets(writer.say("report-unseen"), tuple(writer.text(text) for text in _unseen(seen, writer)))


def _members(found: Growth, seen: Seen, writer: Writer) -> Table:
    rows = tuple(
        (
            writer.text(seen.chats[chat.chat]),
            writer.count(chat.before),
            writer.count(chat.now),
            _signed(chat.change, writer),
            writer.count(chat.joined),
            writer.count(chat.organic),
            writer.count(chat.by_link),
            writer.count(chat.by_other_link),
            writer.count(chat.left),
        )
        for chat in found.chats
    )
    keys = ("chat", "members-before", "members-now", "change", "joined", "organic", "by-link", "by-other-link", "left")
    title, note = writer.say("report-table-growth"), writer.say("report-note-growth")
    return Table(title, tuple(writer.say(f"report-col-{key}") for key in keys), rows, note)


def _signed(number: int | None, writer: Writer) -> Cell:
    cell = writer.count(number)
    return cell if number is None or number <= 0 else Cell(f"+{cell.text}", "count", number)


def _days(found: Growth, seen: Seen, writer: Writer) -> Chart:
    series = (
        Series(writer.say("report-col-organic"), tuple(writer.count(day.organic) for day in found.days)),
        Series(writer.say("report-col-linked"), tuple(writer.count(day.linked) for day in found.days)),
    )
    labels = tuple(str(day.on.day) for day in found.days)
    title = writer.say("report-chart-joined", chat=_largest(found, seen))
    return Chart("bars", title, labels, series, writer.say("report-note-joined"))


def _largest(found: Growth, seen: Seen) -> str:
    return seen.chats[found.largest.chat] if found.largest else ""


def _engagement(chats: list[ChatGrowth], seen: Seen, writer: Writer) -> Table:
    rows = tuple(
        (
            writer.text(seen.chats[chat.chat]),
            writer.count(chat.posts),
            writer.count(chat.reactions),
            writer.count(chat.comments),
            _fine(chat.engagement.value, writer),
            writer.count(chat.reach),
            _fine(chat.engagement_of_reach, writer),
        )
        for chat in chats
    )
    keys = ("channel", "posts", "reactions", "comments", "er-members", "reach", "er-reach")
    note = writer.say("report-note-engagement")
    if seen.commenters is not None:
        people = writer.say("report-note-commenters", n=seen.commenters, returning=seen.returning or 0)
        note = f"{people} {note}"
    return Table(
        writer.say("report-table-engagement"), tuple(writer.say(f"report-col-{key}") for key in keys), rows, note
    )


def _fine(share: float | None, writer: Writer) -> Cell:
    """An ER is a small share: two digits behind the comma."""
    return Cell(writer.words.fine_share(share), "fine_share", share)


def _goals(found: Growth, seen: Seen, writer: Writer) -> Table:
    rows = tuple(
        (writer.text(writer.say(f"goal-{key}")), *_goal(key, goal, fact, writer)) for key, goal, fact in found.goals
    )
    columns = tuple(writer.say(f"report-col-{key}") for key in ("measure", "goal", "fact", "reached"))
    of_one_chat = len(found.chats) > 1 and any(key in OF_ONE_CHAT for key, _, _ in found.goals)
    note = writer.say("report-note-goals", chat=_largest(found, seen)) if of_one_chat else ""
    return Table(writer.say("report-table-goals"), columns, rows, note)


def _goal(key: Measure, goal: float, fact: float | None, writer: Writer) -> tuple[Cell, Cell, Cell]:
    shown = [_fine(value, writer) if key == "er" else writer.count(value) for value in (goal, fact)]
    reached = fact / goal if fact is not None and goal else None
    tone = "" if reached is None else "good" if reached >= 1 else "bad"
    return shown[0], shown[1], Cell(writer.words.share(reached), "share", reached, tone=tone)  # type: ignore[arg-type]


def _unseen(seen: Seen, writer: Writer) -> Iterator[str]:
    yield writer.say("report-unseen-reach")
    if seen.blind:
        yield writer.say("report-unseen-blind", chats=", ".join(writer.words.quoted(title) for title in seen.blind))
