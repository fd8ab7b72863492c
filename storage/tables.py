"""Every table, in the glossary's words.

Rules: instants are `Instant` columns (milliseconds since 1970 in UTC, the same number on SQLite and PostgreSQL); raw
JSON is text; a person's or chat's own Telegram number is a `*_id` of type BIGINT named `telegram_id` or after its role
(`sender_id`, `member_id`), while `chat_id`, `brand_id`, … point to our rows. Every row of a brand carries `brand_id`.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import text as sql_text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as milliseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 # SQLAlchemy's signature
        return None if value is None else (value - EPOCH) // MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 # SQLAlchemy's signature
        return None if value is None else EPOCH + value * MILLISECOND


class Json(TypeDecorator[Any]):
    """Plain values as JSON text, readable with any database tool."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 # SQLAlchemy's signature
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 # SQLAlchemy's signature
        return None if value is None else json.loads(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers a row by itself only for INTEGER PRIMARY KEY.
Key = BigInteger().with_variant(Integer, "sqlite")


def _key() -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=True)


def _of(table: str, name: str, *, required: bool = False) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id", ondelete="CASCADE"), type_=Key, nullable=not required)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=sql_text("false"))


# --- in and out -------------------------------------------------------------------------------------------------------

received = Table(
    "received",
    metadata,
    _key(),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("lane", BigInteger, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("parked_at", Instant),
    _text("reason"),
    Index("ix_received_waiting", "lane", "id", sqlite_where=sql_text("done_at IS NULL AND parked_at IS NULL"),
          postgresql_where=sql_text("done_at IS NULL AND parked_at IS NULL")),
)  # fmt: skip
"""Raw updates: stored before they are confirmed to Telegram, done in the transaction of their effects."""

lanes = Table("lanes", metadata, Column("lane", BigInteger, primary_key=True, autoincrement=False))
"""One row a chat: its lock is the right to work on the chat's updates."""

outbox = Table(
    "outbox",
    metadata,
    _key(),
    Column("lane", BigInteger, nullable=False),
    Column("method", String(64), nullable=False),
    Column("params", Json, nullable=False),
    _text("purpose"),
    Column("subject", Json, nullable=False),
    _text("coalesce_key"),
    _flag("to_member"),
    Column("upload", LargeBinary),
    _text("upload_name"),
    Column("created_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("started_at", Instant),
    Column("settled_at", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _text("outcome"),
    _text("reason"),
    Index("ix_outbox_waiting", "id", sqlite_where=sql_text("settled_at IS NULL"),
          postgresql_where=sql_text("settled_at IS NULL")),
)  # fmt: skip
"""Bot API calls to make: stored in the transaction that decided them, settled when Telegram has answered."""

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Instant, nullable=False),
)
"""What only one process may do at a time (polling, delivery, the schedule)."""

presence = Table(
    "presence",
    metadata,
    _key(),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
)
"""When the program listened: what lies between two rows is a gap that the report shows."""

# --- brands and people ------------------------------------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    _text("name"),
    _text("username"),
    _text("language"),
    _flag("is_bot"),
    _flag("blocked_bot"),
    Column("brand_id", Key),
)
"""`id` is Telegram's. `brand_id`: the brand that a teammate's private commands, or a member's direct messages, mean."""

brands = Table(
    "brands",
    metadata,
    _key(),
    Column("name", Text, nullable=False),
    Column("language", String(2), nullable=False, server_default="ru"),
    Column("time_zone", String(64), nullable=False, server_default="Europe/Moscow"),
    Column("silence_hours", Integer, nullable=False, server_default="24"),
    Column("target_minutes", Integer, nullable=False, server_default="60"),
    Column("target_clock", String(8), nullable=False, server_default="working"),
    _text("keywords"),
    _text("colour"),
    _text("greeting"),
    Column("library_version", Integer, nullable=False, server_default="0"),
    Column("verdicts", Integer, nullable=False, server_default="0"),
    Column("report_day", Integer, nullable=False, server_default="0"),
    Column("report_forms", String(64), nullable=False, server_default="html,pdf"),
    Column("reported_on", Date),
    Column("reminded_on", Date),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
)
"""`reported_on`: the last month whose report went out by itself; `reminded_on`: which the desk was asked to close."""

logos = Table(
    "logos",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("content", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
    PrimaryKeyConstraint("brand_id"),
)
"""Apart from the brands, which are read with every message."""

calendars = Table(
    "calendars",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("effective_on", Date, nullable=False),
    Column("calendar", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    UniqueConstraint("brand_id", "effective_on"),
)

setting_changes = Table(
    "setting_changes",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("name", String(16), nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
)
"""Every change of a brand's settings and hours: who, when, what they were before, so that it can be taken back."""

teammates = Table(
    "teammates",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("person_id", BigInteger, nullable=False),
    Column("role", String(8), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", BigInteger),
    Column("left_at", Instant),
    UniqueConstraint("brand_id", "person_id"),
    Index("ix_teammates_person_id", "person_id"),
)

identities = Table(
    "identities",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("telegram_id", BigInteger, nullable=False),
    _text("name"),
    UniqueConstraint("brand_id", "telegram_id"),
)
"""People and channels who speak for the brand without being teammates (an admin of the chat, the brand's channel)."""

invites = Table(
    "invites",
    metadata,
    _key(),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("role", String(8), nullable=False),
    _of("brands", "brand_id"),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", BigInteger),
)
"""One-time links. The one without a brand makes its user the owner of the installation."""

owners = Table(
    "owners",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
)

# --- chats and messages -----------------------------------------------------------------------------------------------

chats = Table(
    "chats",
    metadata,
    _key(),
    Column("telegram_id", BigInteger, nullable=False),
    Column("business_connection", Text, nullable=False, server_default=""),
    _of("brands", "brand_id"),
    Column("purpose", String(10), nullable=False, server_default="unbound"),
    Column("kind", String(10), nullable=False),
    _text("title"),
    _text("username"),
    _flag("is_forum"),
    _flag("is_direct_messages"),
    Column("linked_id", BigInteger),
    Column("topic_id", BigInteger),
    Column("standing", String(16), nullable=False, server_default="member"),
    Column("rights", Json),
    Column("migrated_to", BigInteger),
    Column("added_at", Instant, nullable=False),
    Column("added_by", BigInteger),
    UniqueConstraint("telegram_id", "business_connection"),
    Index("ix_chats_brand_id", "brand_id"),
)
"""`purpose`: unbound, community, channel, desk (then `topic_id` may name its topic), private. `standing`: the bot's."""

business_connections = Table(
    "business_connections",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner_id", BigInteger, nullable=False),
    _of("brands", "brand_id"),
    _flag("can_reply"),
    _flag("is_enabled"),
    Column("updated_at", Instant, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    _key(),
    _of("brands", "brand_id"),
    _of("chats", "chat_id", required=True),
    Column("message_id", BigInteger, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("edited_at", Instant),
    _text("text"),
    _text("content"),
    _text("album_id"),
    _text("file_id"),
    Column("origin", Json),
    Column("discussion_id", Key),
    Column("thread_id", BigInteger),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_posts_thread", "discussion_id", "thread_id"),
    Index("ix_posts_brand_id_posted_at", "brand_id", "posted_at"),
)
"""Channel posts; `discussion_id` and `thread_id` say where its automatic forward stands and comments gather."""

conversations = Table(
    "conversations",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("chats", "chat_id", required=True),
    Column("thread_id", BigInteger),
    Column("direct_topic_id", BigInteger),
    _of("posts", "post_id"),
    Column("member_id", BigInteger, nullable=False),
    _text("member_name"),
    Column("state", String(10), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("resolved_at", Instant),
    Column("resolved_by", BigInteger),
    Column("snoozed_until", Instant),
    Column("assignee_id", BigInteger),
    Column("waiting_since", Instant),
    Column("revision", Integer, nullable=False, server_default="0"),
    Index("ix_conversations_member", "chat_id", "member_id", "last_at"),
    Index("ix_conversations_brand_id_state_waiting_since", "brand_id", "state", "waiting_since"),
    Index("ix_conversations_brand_id_opened_at", "brand_id", "opened_at"),
)
"""`waiting_since` mirrors the unanswered wait, so that queues need no join; `revision` grows with every change."""

reopenings = Table(
    "reopenings",
    metadata,
    _key(),
    _of("conversations", "conversation_id", required=True),
    Column("resolved_at", Instant, nullable=False),
    Column("resolved_by", BigInteger),
    Column("reopened_at", Instant, nullable=False),
    Index("ix_reopenings_conversation_id", "conversation_id"),
)
"""Closes that were cancelled, so that it is known at any instant whether a conversation was resolved."""

messages = Table(
    "messages",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("chats", "chat_id", required=True),
    Column("message_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("direct_topic_id", BigInteger),
    _of("conversations", "conversation_id"),
    _of("posts", "post_id"),
    Column("direction", String(8), nullable=False),
    Column("sender_id", BigInteger, nullable=False),
    _text("sender_name"),
    Column("sent_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("deleted_at", Instant),
    _text("text"),
    Column("content", String(10), nullable=False, server_default="text"),
    Column("attachment", Json),
    _text("album_id"),
    Column("reply_to", BigInteger),
    _flag("needs_answer"),
    _text("reason"),
    Column("corrected_by", BigInteger),
    _flag("is_automatic"),
    Column("source", String(7), nullable=False, server_default="live"),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_messages_conversation_id", "conversation_id"),
    Index("ix_messages_brand_id_sent_at", "brand_id", "sent_at"),
    Index("ix_messages_brand_id_sender_id_sent_at", "brand_id", "sender_id", "sent_at"),
    Index("ix_messages_album", "chat_id", "album_id", sqlite_where=sql_text("album_id <> ''"),
          postgresql_where=sql_text("album_id <> ''")),
    Index("ix_messages_thread", "chat_id", "thread_id", "sent_at"),
)  # fmt: skip
"""`direction`: incoming, outgoing, note. Of an album only the first part may need an answer."""

waits = Table(
    "waits",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("conversations", "conversation_id", required=True),
    _of("messages", "question_id", required=True),
    Column("asked_at", Instant, nullable=False),
    _flag("is_first"),
    _of("messages", "answer_id"),
    Column("answered_at", Instant),
    Column("answered_by", BigInteger),
    Column("target_minutes", Integer, nullable=False),
    Column("target_clock", String(8), nullable=False),
    Column("warned", String(8), nullable=False, server_default=""),
    UniqueConstraint("question_id"),
    Index("ix_waits_brand_id_asked_at", "brand_id", "asked_at"),
    Index("ix_waits_conversation_id", "conversation_id"),
)
"""The fold of each conversation's turns (see inbox.waits), kept so that reports and queues needn't fold again.
`warned`: of which standing against the target (soon, breached) the desk has been told."""

cards = Table(
    "cards",
    metadata,
    _key(),
    _of("conversations", "conversation_id", required=True),
    _of("chats", "chat_id", required=True),
    Column("message_id", BigInteger),
    _text("shown"),
    _text("view"),
    Column("spent_at", Instant),
    Column("redraw_at", Instant),
    Index("ix_cards_conversation_id", "conversation_id"),
    Index("ix_cards_chat_id_message_id", "chat_id", "message_id"),
    Index("ix_cards_redraw_at", "redraw_at"),
)
"""The newest row of a conversation is its card; `message_id` is empty until Telegram has confirmed it. `view`: what a
teammate has opened on it; `spent_at`: the last message by the time the card had nothing waiting any more."""

prompts = Table(
    "prompts",
    metadata,
    _of("chats", "chat_id", required=True),
    Column("message_id", BigInteger, nullable=False),
    _of("conversations", "conversation_id", required=True),
    Column("kind", String(8), nullable=False),
    _of("entries", "entry_id"),
    PrimaryKeyConstraint("chat_id", "message_id"),
)
"""Messages of ours, beside cards, to which a reply means something: an answer, an edited one, a note, a search."""

replies = Table(
    "replies",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("conversations", "conversation_id", required=True),
    _of("messages", "question_id"),
    Column("author_id", BigInteger, nullable=False),
    _of("entries", "entry_id"),
    Column("method", String(16), nullable=False),
    Column("params", Json, nullable=False),
    _text("html"),
    _text("typed"),
    _of("chats", "desk_chat_id"),
    Column("desk_message_id", BigInteger),
    _text("album_id"),
    Column("state", String(10), nullable=False),
    _text("reason"),
    Column("created_at", Instant, nullable=False),
    _of("messages", "message_id"),
    _of("entries", "saved_id"),
    Index("ix_replies_conversation_id", "conversation_id"),
    Index("ix_replies_desk_message", "desk_chat_id", "desk_message_id"),
)
"""Answers given through the desk. `state`: draft (somebody else was faster: the author decides), dropped, sending, sent
(then `message_id`), refused, uncertain. `typed`: own words as a standard reply would have them, where placeholders of
them were filled. `album_id`: that it was written as on the desk. `saved_id`: the entry that was
made of it."""

dialogues = Table(
    "dialogues",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(24), nullable=False),
    Column("state", Json, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("brand_id", Key),
)
"""What the bot has asked a person in a chat and waits to hear. One at a time."""

# --- the library ------------------------------------------------------------------------------------------------------

entries = Table(
    "entries",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _text("code"),
    _text("category"),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("state", String(8), nullable=False),
    _text("attachment"),
    _text("attachment_content"),
    _flag("auto_send"),
    _text("variants"),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    Column("updated_at", Instant, nullable=False),
    Column("approved_at", Instant),
    Column("approved_by", BigInteger),
    Column("retired_at", Instant),
    Index("ix_entries_brand_id_state", "brand_id", "state"),
)
"""`variants` groups the language variants of one answer."""

phrasings = Table(
    "phrasings",
    metadata,
    _key(),
    _of("entries", "entry_id", required=True),
    Column("text", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", BigInteger),
    _of("messages", "message_id"),
    Index("ix_phrasings_entry_id", "entry_id"),
)

entry_changes = Table(
    "entry_changes",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("entry_id", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
    Column("what", String(16), nullable=False),
    Column("before", Json),
    Column("after", Json),
    Index("ix_entry_changes_entry_id", "entry_id"),
)
"""Every change of the library: who, when, what it was before."""

imports = Table(
    "imports",
    metadata,
    Column("token", String(32), primary_key=True),
    _of("brands", "brand_id", required=True),
    Column("person_id", BigInteger, nullable=False),
    Column("plan", Json, nullable=False),
    Column("since", Integer, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("late", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
)
"""Files for the library that wait for a person's word, or are being kept. `since`: the newest change when it was
checked; `done`: how many entries are kept; `late`: how many of them were left alone, having been changed since.
"""

suggestions = Table(
    "suggestions",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("conversations", "conversation_id", required=True),
    _of("messages", "message_id", required=True),
    _of("entries", "entry_id", required=True),
    Column("rank", Integer, nullable=False),
    Column("score_permille", Integer, nullable=False),
    Column("reason", Json, nullable=False),
    Column("suggested_at", Instant, nullable=False),
    _text("outcome"),
    Column("decided_at", Instant),
    Column("decided_by", BigInteger),
    UniqueConstraint("message_id", "entry_id"),
    Index("ix_suggestions_conversation_id", "conversation_id"),
    Index("ix_suggestions_brand_id_suggested_at", "brand_id", "suggested_at"),
)
"""`outcome` of each: empty while open, then as_is, edited, other, dismissed or ignored."""

uses = Table(
    "uses",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("entries", "entry_id", required=True),
    _of("messages", "message_id", required=True),
    _of("messages", "question_id"),
    Column("used_at", Instant, nullable=False),
    Column("used_by", BigInteger),
    _flag("edited"),
    Index("ix_uses_brand_id_used_at", "brand_id", "used_at"),
    Index("ix_uses_entry_id", "entry_id"),
    Index("ix_uses_question_id", "question_id"),
)
"""A standard reply that was sent, and for which message of the member."""

# --- evidence that Telegram itself shows ------------------------------------------------------------------------------

placements = Table(
    "placements",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("chats", "chat_id"),
    Column("name", Text, nullable=False),
    Column("cost", BigInteger),
    Column("currency", String(3), nullable=False, server_default=""),
    _flag("is_paid"),
    _text("link"),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
    Index("ix_placements_brand_id_created_at", "brand_id", "created_at"),
    Index("ix_placements_link", "link"),
)
"""A promotion tool's use, with an invite link of its own; `cost` in hundredths; `link` once Telegram has made it."""

memberships = Table(
    "memberships",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("chats", "chat_id", required=True),
    Column("person_id", BigInteger, nullable=False),
    Column("joined_at", Instant),
    Column("left_at", Instant),
    _of("placements", "placement_id"),
    _text("link_name"),
    Index("ix_memberships_chat_id_person_id", "chat_id", "person_id"),
    Index("ix_memberships_brand_id_joined_at", "brand_id", "joined_at"),
    Index("ix_memberships_brand_id_left_at", "brand_id", "left_at"),
    Index("ix_memberships_placement_id", "placement_id"),
)
"""A stay of one person in one chat; `joined_at` is empty when we saw only its end, `link_name` is of another's link."""

member_counts = Table(
    "member_counts",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("chats", "chat_id", required=True),
    Column("counted_on", Date, nullable=False),
    Column("members", Integer),
    UniqueConstraint("chat_id", "counted_on"),
    Index("ix_member_counts_brand_id_counted_on", "brand_id", "counted_on"),
)
"""How many members a chat had on a day of its brand; empty where Telegram did not say."""

reactions = Table(
    "reactions",
    metadata,
    _of("brands", "brand_id", required=True),
    _of("chats", "chat_id", required=True),
    Column("message_id", BigInteger, nullable=False),
    Column("sender_id", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("chat_id", "message_id", "sender_id"),
    Index("ix_reactions_brand_id_at", "brand_id", "at"),
)
"""Reactions as they stand under a message, by sender; those that Telegram tells only as totals have the sender 0."""

goals = Table(
    "goals",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("month_on", Date, nullable=False),
    Column("measure", String(16), nullable=False),
    Column("value", Integer, nullable=False),
    UniqueConstraint("brand_id", "month_on", "measure"),
)
"""What a brand wants of a month's growth; shares in hundredths of a per cent."""

plan_entries = Table(
    "plan_entries",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("due_on", Date, nullable=False),
    Column("due_at", Instant),
    Column("title", Text, nullable=False),
    _text("network"),
    _text("format"),
    _text("source"),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    Column("reminded_at", Instant),
    Index("ix_plan_entries_brand_id_due_on", "brand_id", "due_on"),
)
"""The content plan: `due_on` is a day of the brand, `due_at` the minute where the plan names one."""

observations = Table(
    "observations",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("kind", String(10), nullable=False, server_default=""),
    _text("name"),
    _text("network"),
    _text("text"),
    _text("note"),
    _text("link"),
    _text("file_id"),
    _of("chats", "chat_id"),
    Column("message_id", BigInteger),
    _text("album_id"),
    Column("card_id", BigInteger),
    Column("published_at", Instant),
    Column("filed_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_observations_brand_id_filed_at", "brand_id", "filed_at"),
)
"""What the team saw elsewhere: of a competitor, a trend, a change of an algorithm; filed once its `kind` is known.
`chat_id` and `message_id`: where it was forwarded to, `card_id`: our message that asks what it is.
"""

# --- the report -------------------------------------------------------------------------------------------------------

evidence = Table(
    "evidence",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("month_on", Date, nullable=False),
    Column("item", Integer, nullable=False),
    Column("mark", String(8), nullable=False),
    Column("text", Text, nullable=False),
    _text("source"),
    _text("link"),
    _text("file_id"),
    Column("at", Instant, nullable=False),
    Column("author_id", BigInteger),
    _text("network"),
    Column("reach", Double),
    Index("ix_evidence_brand_id_month_on", "brand_id", "month_on"),
)
"""Lines of the checklist that people entered or imported; `month_on` is the first day of the month, `reach` what a
table said of a network's posts.
"""

competitor_figures = Table(
    "competitor_figures",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("month_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    _text("network"),
    Column("followers", Double),
    Column("posts", Double),
    Column("er", Double),
    Column("er_is_share", Boolean, nullable=False),
    _text("note"),
    Index("ix_competitor_figures_brand_id_month_on", "brand_id", "month_on"),
)
"""What imported tables said of competitors; `er` is a share, or the bare number where the table has no per cent."""

table_imports = Table(
    "table_imports",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("month_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("before", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person_id", BigInteger),
    Index("ix_table_imports_brand_id_source", "brand_id", "source"),
)
"""Tables of figures sent to the desk; `before` is what they replaced, to be brought back."""

column_meanings = Table(
    "column_meanings",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("kind", String(12), nullable=False),
    Column("meanings", Json, nullable=False),
    PrimaryKeyConstraint("brand_id", "kind"),
)
"""What people said of the columns of a brand's tables: the column's name, and the field that it means."""

verdicts = Table(
    "verdicts",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("month_on", Date, nullable=False),
    Column("key", String(32), nullable=False),
    Column("verdict", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
    Column("done", String(8), nullable=False, server_default="open"),
    Column("done_by", BigInteger),
    PrimaryKeyConstraint("brand_id", "month_on", "key"),
)
"""What people made of a month's drafted conclusions, in the words that they saw; `done`: what became of the advice."""

closings = Table(
    "closings",
    metadata,
    _of("brands", "brand_id", required=True),
    Column("month_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    _text("why"),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
    PrimaryKeyConstraint("brand_id", "month_on", "version"),
)
"""Closed months: each version as it was frozen; rows are only ever added."""

pieces = Table(
    "pieces",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("messages", "message_id", required=True),
    Column("state", String(10), nullable=False),
    Column("scope", Json, nullable=False),
    Column("asks", String(8), nullable=False, server_default="thread"),
    _text("question"),
    Column("language", String(2), nullable=False),
    _of("chats", "card_chat_id"),
    Column("card", BigInteger),
    Column("asked_chat_id", BigInteger),
    Column("asked_message", BigInteger),
    Column("granted_at", Instant),
    Column("ends_at", Instant),
    Column("agreed_text", Text),
    Column("files", Json, nullable=False),
    UniqueConstraint("message_id"),
    Index("ix_pieces_brand_id", "brand_id"),
    Index("ix_pieces_asked", "asked_chat_id", "asked_message"),
)
"""User-generated content: members' messages that the brand may want to show. `asked_chat_id` is Telegram's number;
`agreed_text` are the words under it when its author consented."""

piece_steps = Table(
    "piece_steps",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("pieces", "piece_id", required=True),
    Column("what", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("person_id", BigInteger),
    _text("name"),
    _text("text"),
    _text("link"),
    _text("purpose"),
    _text("before"),
    Index("ix_piece_steps_piece_id", "piece_id"),
    Index("ix_piece_steps_brand_id_at", "brand_id", "at"),
)
"""All that happened to a piece, in order; rows are only ever added. `before` are the words that an edit replaced."""

activations = Table(
    "activations",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    Column("mechanic", String(8), nullable=False),
    Column("state", String(10), nullable=False),
    Column("title", Text, nullable=False),
    _text("text"),
    Column("options", Json, nullable=False),
    Column("correct", Integer),
    _text("word"),
    _text("prize"),
    Column("winners", Integer, nullable=False, server_default="0"),
    Column("substitutes", Integer, nullable=False, server_default="0"),
    Column("rules", Json, nullable=False),
    _of("chats", "chat_id"),
    Column("message_id", BigInteger),
    _text("poll_id"),
    _text("link"),
    Column("created_at", Instant, nullable=False),
    Column("created_by", BigInteger),
    Column("published_at", Instant),
    Column("ends_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("drawn_at", Instant),
    Column("last_number", Integer, nullable=False, server_default="0"),
    _text("seed"),
    _text("commitment"),
    _text("fingerprint"),
    Column("checks", Json, nullable=False),
    Column("drawn", Json),
    Index("ix_activations_brand_id", "brand_id"),
    Index("ix_activations_poll_id", "poll_id"),
    Index("ix_activations_chat_id_state", "chat_id", "state"),
)
"""Quizzes, polls, contests. `seed` is secret until the draw; its hash is published when entries close."""

activation_entries = Table(
    "activation_entries",
    metadata,
    _key(),
    _of("brands", "brand_id", required=True),
    _of("activations", "activation_id", required=True),
    Column("person_id", BigInteger, nullable=False),
    _text("name"),
    Column("number", Integer),
    Column("at", Instant, nullable=False),
    Column("verdict", String(9), nullable=False),
    Column("doubles", Integer, nullable=False, server_default="0"),
    Column("choice", Json, nullable=False),
    Column("message_id", BigInteger),
    Column("edited_at", Instant),
    Column("withdrawn_at", Instant),
    UniqueConstraint("activation_id", "person_id"),
    Index("ix_activation_entries_message", "activation_id", "message_id"),
)
"""One row a person; `doubles` counts the further tries. Late ones have no number; a withdrawn vote keeps its choice."""

jobs = Table(
    "jobs",
    metadata,
    _key(),
    Column("kind", String(24), nullable=False),
    Column("params", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("done_at", Instant),
    _text("failure"),
)
"""Long work (exports, reports, file imports): done outside the transaction of the update that asked for it."""
