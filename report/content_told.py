"""Items 1 and 2, the content plan and the content, as the report tells them."""

from collections.abc import Iterator, Sequence

from inbox.evidence import Line, Published, Repeat
from report.blocks import Block, Bullets, Cell, Paragraph, Table, Tone
from report.content import Content, content
from report.figures import MonthFigures
from report.told import Told
from report.words import DASH, shortened
from report.writer import Writer

STANDINGS = ("published", "early", "late", "missing", "due", "elsewhere")
TONES: dict[str, Tone] = {"published": "good", "early": "good", "late": "bad", "missing": "bad", "due": "muted"}
PAIRS_SHOWN = 20


def told_plan(figures: MonthFigures, writer: Writer) -> Told | None:
    """None without a plan."""
    facts = figures.facts
    if facts.seen is None or not facts.seen.plan.lines:
        return None
    found = content(facts.seen)
    key = "report-summary-1"
    missing = len(found.of("missing"))
    summary = writer.say(key, n=len(found.plan.lines), out=found.published.part, missing=missing)
    return Told(summary, tuple(_plan_blocks(found, writer)))


def told_content(figures: MonthFigures, writer: Writer) -> Told | None:
    """None without posts."""
    facts = figures.facts
    if facts.seen is None or not facts.seen.posts:
        return None
    found = content(facts.seen)
    unique = writer.words.share(found.uniqueness.share.value)
    summary = writer.say("report-summary-2", n=len(facts.seen.posts), unique=unique)
    return Told(summary, tuple(_content_blocks(found, writer)))


def _plan_blocks(found: Content, writer: Writer) -> Iterator[Block]:
    rows = tuple(
        (writer.text(writer.say(f"report-line-{standing}")), writer.count(len(lines)))
        for standing in STANDINGS
        if (lines := found.of(standing))  # type: ignore[arg-type] # each is a Standing
    )
    unplanned = (writer.text(writer.say("report-line-outside")), writer.count(len(found.plan.unplanned)))
    columns = (writer.say("report-col-standing"), writer.say("report-col-lines"))
    yield Table(writer.say("report-table-plan"), columns, (*rows, unplanned), writer.say("report-note-plan"))
    yield Table(
        writer.say("report-table-plan-lines"),
        tuple(writer.say(f"report-col-{key}") for key in ("when", "planned", "network", "standing", "came-out")),
        tuple(_line(line, writer) for line in found.plan.lines),
    )
    if found.plan.unplanned:
        yield Bullets(
            writer.say("report-line-unplanned"), tuple(_titled(post, writer) for post in found.plan.unplanned)
        )


def _line(line: Line, writer: Writer) -> tuple[Cell, ...]:
    planned, words = line.planned, writer.words
    when = words.moment(planned.at) if planned.at is not None else words.day(planned.on)
    sub = "" if line.post is None or line.by_words else writer.say("report-line-by-day")
    out = Cell(words.moment(line.post.posted_at), href=line.post.link, sub=sub) if line.post else Cell(DASH)
    standing = writer.text(writer.say(f"report-line-{line.standing}"), tone=TONES.get(line.standing, ""))
    return writer.text(when), writer.text(planned.title), writer.text(planned.network), standing, out


def _content_blocks(found: Content, writer: Writer) -> Iterator[Block]:
    yield _uniqueness(found, writer)
    for key, pairs in (("repeats", found.uniqueness.repeats), ("doubtful", found.uniqueness.doubtful)):
        if pairs:
            yield _pairs(f"report-table-{key}", pairs, writer)
    for key, posts in (("best", found.best), ("worst", found.worst)):
        if posts:
            yield _ranked(f"report-table-{key}", posts, writer)
    yield Paragraph(writer.say("report-unseen-content"), "muted")


def _uniqueness(found: Content, writer: Writer) -> Table:
    unique = found.uniqueness
    rows = (
        ("judged", writer.count(unique.share.whole)),
        ("unique", writer.count(unique.share.part)),
        ("share", writer.share(unique.share)),
        ("forwards", writer.count(len(unique.forwards))),
        ("repeats", writer.count(len(unique.repeats))),
        ("doubtful", writer.count(len(unique.doubtful))),
        ("unjudged", writer.count(unique.unjudged)),
    )
    return Table(
        writer.say("report-table-unique"),
        (writer.say("report-col-measure"), writer.say("report-col-fact")),
        tuple((writer.text(writer.say(f"report-unique-{key}")), cell) for key, cell in rows),
        writer.say("report-note-unique"),
    )


def _pairs(title: str, pairs: Sequence[tuple[Published, Repeat]], writer: Writer) -> Table:
    shown = sorted(pairs, key=lambda pair: (-pair[1].alike, pair[0].posted_at))[:PAIRS_SHOWN]
    rows = tuple(
        (
            _titled(post, writer),
            Cell(shortened(repeat.earlier_text), href=repeat.earlier_link, sub=writer.words.moment(repeat.earlier_at)),
            Cell(writer.words.share(repeat.alike / 100), "share", repeat.alike / 100),
        )
        for post, repeat in shown
    )
    columns = tuple(writer.say(f"report-col-{key}") for key in ("post", "earlier", "alike"))
    return Table(writer.say(title), columns, rows)


def _ranked(title: str, posts: Sequence[Published], writer: Writer) -> Table:
    rows = tuple((_titled(post, writer), writer.count(post.reactions), writer.count(post.comments)) for post in posts)
    columns = tuple(writer.say(f"report-col-{key}") for key in ("post", "reactions", "comments"))
    return Table(writer.say(title), columns, rows)


def _titled(post: Published, writer: Writer) -> Cell:
    text = shortened(post.text) or writer.say("report-untitled-post")
    return Cell(text, href=post.link, sub=writer.words.moment(post.posted_at))
