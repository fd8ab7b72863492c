"""The library of standard replies over a month: what was suggested for its messages, what was sent, what there is.

Invariant: everything is told as it stood at the cut-off; what lies in conversations marked as spam was neither
suggested nor sent, and for messages that were deleted nothing was suggested; one fact a message, however many
suggestions it was shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, select
from sqlalchemy.orm import aliased

from inbox.facts import Asked, EntryFact, Month, Outcome, SuggestionFact, UseFact
from inbox.ids import BrandId, ChatId, EntryId, MessageId
from inbox.links import message_link
from storage.library import approval
from storage.month_activity import EXCERPT, IS_NO_SPAM, excerpt, within
from storage.tables import chats, conversations, entries, entry_changes, messages, suggestions, uses

OUTCOMES: tuple[Outcome, ...] = ("as_is", "edited", "other", "dismissed")
"""What one decided suggestion says of all that were shown with it, the weightiest first; else they were ignored."""


def suggested(
    connection: Connection, brand: BrandId, month: Month, cut_off: datetime, chat_of: Mapping[ChatId, ChatId]
) -> tuple[SuggestionFact, ...]:
    """One fact a message, oldest first."""
    rows = connection.execute(
        select(
            messages.c.id, messages.c.sent_at, EXCERPT, messages.c.message_id,
            conversations.c.chat_id, conversations.c.member_name,
            chats.c.telegram_id, chats.c.kind, chats.c.username,
            suggestions.c.entry_id, suggestions.c.rank, outcome_by(cut_off),
        )
        .select_from(suggestions)
        .join(messages, messages.c.id == suggestions.c.message_id)
        .join(conversations, conversations.c.id == suggestions.c.conversation_id)
        .join(chats, chats.c.id == messages.c.chat_id)
        .where(
            suggestions.c.brand_id == brand,
            within(messages.c.sent_at, month, cut_off),
            messages.c.needs_answer,
            messages.c.deleted_at.is_(None),
            IS_NO_SPAM,
        )
        .order_by(messages.c.sent_at, messages.c.id, suggestions.c.rank)
    )  # fmt: skip
    by_message: dict[MessageId, list[Any]] = {}
    for row in rows:
        by_message.setdefault(MessageId(row.id), []).append(row)
    sent = _sent_for(connection, brand, month, cut_off)
    return tuple(_suggestion(shown, chat_of, sent.get(number)) for number, shown in by_message.items())


def outcome_by(cut_off: datetime) -> ColumnElement[str]:
    """What the team had made of a suggestion by then; empty while it was open."""
    return case((suggestions.c.decided_at < cut_off, suggestions.c.outcome), else_="").label("outcome")


def _sent_for(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> dict[MessageId, EntryId]:
    """By question: the standard reply that it was answered with."""
    rows = connection.execute(
        select(uses.c.question_id, uses.c.entry_id)
        .where(uses.c.brand_id == brand, within(uses.c.used_at, month, cut_off), uses.c.question_id.is_not(None))
        .order_by(uses.c.used_at.desc(), uses.c.id.desc())
    )
    return {MessageId(row.question_id): row.entry_id for row in rows}


def _suggestion(rows: Sequence[Any], chat_of: Mapping[ChatId, ChatId], sent: EntryId | None) -> SuggestionFact:
    question = _asked(rows[0], chat_of)
    shown = tuple(dict.fromkeys(row.entry_id for row in rows))
    decided: Outcome = next((outcome for outcome in OUTCOMES if any(row.outcome == outcome for row in rows)), "ignored")
    accepted = next((row for row in rows if row.outcome == decided and decided in ("as_is", "edited")), None)
    if accepted is not None:
        rank = shown.index(accepted.entry_id) + 1
        return SuggestionFact(question, shown, decided, accepted.entry_id, rank)
    return SuggestionFact(question, shown, decided, sent if decided == "other" else None)


def _asked(row: Any, chat_of: Mapping[ChatId, ChatId]) -> Asked:
    link = message_link(row.telegram_id, row.kind, row.username, row.message_id)
    return Asked(row.id, chat_of.get(row.chat_id, row.chat_id), row.sent_at, row.member_name, row.excerpt, link)


def used(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[UseFact, ...]:
    """Standard replies as they were sent, oldest first."""
    question = aliased(messages, name="question")
    rows = connection.execute(
        select(
            uses.c.id, uses.c.entry_id, uses.c.used_at, uses.c.used_by, question.c.sender_name,
            excerpt(question.c.text), messages.c.message_id, chats.c.telegram_id, chats.c.kind, chats.c.username,
        )
        .select_from(uses)
        .join(messages, messages.c.id == uses.c.message_id)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(chats, chats.c.id == messages.c.chat_id)
        .outerjoin(question, question.c.id == uses.c.question_id)
        .where(uses.c.brand_id == brand, within(uses.c.used_at, month, cut_off), IS_NO_SPAM)
        .order_by(uses.c.used_at, uses.c.id)
    )  # fmt: skip
    return tuple(
        UseFact(
            row.id, row.entry_id, row.used_at, row.used_by, row.sender_name or "", row.excerpt or "",
            message_link(row.telegram_id, row.kind, row.username, row.message_id),
        )
        for row in rows
    )  # fmt: skip


def entries_of(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[EntryFact, ...]:
    """Every entry that there was by the cut-off, as it was then."""
    rows = connection.execute(select(entries).where(entries.c.brand_id == brand, entries.c.created_at < cut_off))
    then = _as_they_were(connection, brand, cut_off)
    found = [_entry({**row, **then.get(row["id"], {})}, month) for row in rows.mappings()]
    return tuple(sorted(found, key=lambda entry: (entry.category, entry.question, entry.id)))


def categories_of(connection: Connection, brand: BrandId, cut_off: datetime) -> dict[EntryId, str]:
    """The category of every entry, as it was then."""
    rows = connection.execute(select(entries.c.id, entries.c.category).where(entries.c.brand_id == brand))
    then = _as_they_were(connection, brand, cut_off)
    return {row.id: then.get(row.id, {}).get("category", row.category) for row in rows}


def _as_they_were(connection: Connection, brand: BrandId, cut_off: datetime) -> dict[EntryId, dict[str, Any]]:
    """Columns at the cut-off, of entries that have changed since."""
    rows = connection.execute(
        select(entry_changes.c.entry_id, entry_changes.c.at, entry_changes.c.by_id, entry_changes.c.after)
        .join(entries, entries.c.id == entry_changes.c.entry_id)
        .where(
            entries.c.brand_id == brand,
            entries.c.updated_at >= cut_off,
            entry_changes.c.at < cut_off,
            entry_changes.c.what != "phrasing",
        )
        .order_by(entry_changes.c.id)
    )
    found: dict[EntryId, dict[str, Any]] = {}
    for row in rows:
        before = found.get(row.entry_id, {})
        dates = approval(row.after["state"], row.at, row.by_id) if row.after["state"] != before.get("state") else {}
        found[row.entry_id] = before | row.after | dates
    return found


def _entry(columns: Mapping[str, Any], month: Month) -> EntryFact:
    def day(name: str) -> date | None:
        instant: datetime | None = columns[name]
        return None if instant is None else instant.astimezone(month.zone).date()

    return EntryFact(
        columns["id"], columns["category"], columns["question"], columns["answer"], columns["state"],
        day("created_at") or date.min, day("approved_at"), day("retired_at"),
    )  # fmt: skip
