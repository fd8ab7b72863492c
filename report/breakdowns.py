"""The same waits by chat, teammate, post and category, as tables.

Invariant: a post is shown when it needed attention; all of them stand in the forms that machines read.
"""

from collections.abc import Iterator
from dataclasses import replace

from report.blocks import Block, Cell, Table
from report.figures import MonthFigures
from report.groups import Group, Post, Teammate
from report.spread import Spread
from report.words import shortened
from report.writer import Writer

POSTS_SHOWN = 20


def breakdowns(figures: MonthFigures, writer: Writer) -> Iterator[Block]:
    say = writer.say
    yield _group_table("chat", figures.chats, writer)
    if figures.teammates:
        columns = writer.headings("teammate", "answers", "closed", "p50", "p90", "working-p50", "off-hours")
        rows = tuple(_teammate_row(one, writer) for one in figures.teammates)
        yield Table(say("report-table-teammates"), columns, rows, say("report-note-teammates"))
    needed = [post for post in figures.posts if post.needed_attention]
    if needed:
        columns = writer.headings("post", "comments", "waits", "unanswered", "missed", "p50")
        rows = tuple(_post_row(post, writer) for post in needed[:POSTS_SHOWN])
        note = say("report-note-posts", n=len(needed), shown=len(rows), total=len(figures.posts))
        yield Table(say("report-table-posts"), columns, rows, note)
    if figures.categories:
        yield _group_table("category", figures.categories, writer)


def _group_table(kind: str, groups: tuple[Group, ...], writer: Writer) -> Table:
    columns = writer.headings(kind, "waits", "unanswered", "p50", "p90", "within-hour", "target")
    return Table(writer.say(f"report-table-{kind}"), columns, tuple(_group_row(one, writer) for one in groups))


def _group_row(group: Group, writer: Writer) -> tuple[Cell, ...]:
    name = group.name or writer.say("report-no-category")
    response = group.response
    return (
        writer.text(name),
        writer.waits(name, response.waits),
        writer.waits(writer.say("report-list-unanswered", name=name), response.unanswered, "bad"),
        writer.duration(response.p50, name, response.waits),
        writer.duration(response.p90, name, response.waits),
        writer.share(group.within_hour, writer.say("report-list-hour", name=name)),
        writer.share(group.target.rate, writer.say("report-list-hit", name=name)),
    )


def _teammate_row(one: Teammate, writer: Writer) -> tuple[Cell, ...]:
    worked = one.working.spread if one.working else Spread()
    apart = writer.say("report-list-teammate-off", name=one.name)
    return (
        writer.text(one.name),
        writer.count(len(one.answers), writer.say("report-list-sent", name=one.name), one.answers, "answers"),
        writer.waits(one.name, one.closed.answered),
        writer.duration(one.closed.p50, one.name, one.closed.answered),
        writer.duration(one.closed.p90, one.name, one.closed.answered),
        writer.duration(worked.p50, one.name, worked.answered),
        writer.waits(apart, one.working.off_hours) if one.working else writer.count(None),
    )


def _post_row(post: Post, writer: Writer) -> tuple[Cell, ...]:
    fact, response = post.post, post.response
    name = shortened(fact.text) or writer.say("report-untitled-post")
    return (
        writer.text(name, sub=writer.words.day(fact.posted_at.astimezone(writer.words.zone).date()), href=fact.link),
        replace(writer.count(fact.comments), href=fact.link if fact.comments else ""),
        writer.waits(name, response.waits),
        writer.waits(writer.say("report-list-unanswered", name=name), response.unanswered, "bad"),
        writer.waits(writer.say("report-list-missed", name=name), post.target.missed),
        writer.duration(response.p50, name, response.waits),
    )
