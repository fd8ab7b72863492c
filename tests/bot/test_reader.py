"""Raw JSON becomes exactly the value that the rest of the program knows."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.reader import Unreadable, lane_of, read
from inbox.events import (
    BusinessConnected,
    ButtonPress,
    ChatMigrated,
    MembersCame,
    MembershipChange,
    MessageEdited,
    MessageReceived,
    MessagesDeleted,
    PollAnswered,
    PollChanged,
    PostEdited,
    PostPublished,
    ReactionChange,
    ReactionCounts,
)
from inbox.ids import TelegramId
from inbox.messages import Attachment, Message, Origin, Person, Place, ReplyTo
from tests.bot.updates import ALICE, BOB, BOT, CHANNEL, GROUP, SENT, Json, message, raw

AT = datetime.fromtimestamp(SENT, UTC)
alice = Person(TelegramId(101), "Alice", "alice", "ru")
bob = Person(TelegramId(102), "Bob Brown")
group = Place(TelegramId(-1001), "supergroup", "Coffee lovers")
channel = Place(TelegramId(-1002), "channel", "Coffee", "coffee")


def received(**fields: Any) -> Message:
    event = read(raw(1, "message", message(**fields)))
    assert isinstance(event, MessageReceived)
    return event.message


def test_a_text_message_is_read_with_its_entities() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 2}]
    assert read(raw(1, "message", message(text="Hi", entities=entities))) == MessageReceived(
        Message(group, 7, AT, person=alice, text="Hi", entities=tuple(entities))
    )


FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 9}


@pytest.mark.parametrize("kind", ["video", "document", "voice", "audio", "animation", "sticker", "video_note"])
def test_a_file_is_read_as_its_content(kind: str) -> None:
    told = received(**{kind: FILE | {"file_name": "a.bin"}}, caption="look")
    assert (told.content, told.text) == (kind, "look")
    assert told.attachment == Attachment(kind, "F", "U", "a.bin", 9)  # type: ignore[arg-type]


def test_a_photo_is_its_largest_size() -> None:
    told = received(photo=[{"file_id": "small"}, {"file_id": "large"}], media_group_id="9")
    assert (told.attachment, told.album_id) == (Attachment("photo", "large"), "9")


def test_an_animation_is_no_document() -> None:
    assert received(animation=FILE, document=FILE).content == "animation"


@pytest.mark.parametrize(
    ("kind", "content"),
    [("poll", "poll"), ("contact", "contact"), ("location", "location"), ("story", "story"), ("dice", "other")],
)
def test_other_contents_have_no_file(kind: str, content: str) -> None:
    told = received(**{kind: {"id": 1}})
    assert (told.content, told.attachment) == (content, None)


def test_a_reply_names_whom_it_answers() -> None:
    replied = message(3, sender=BOB, text="?")
    assert received(text="!", reply_to_message=replied).reply_to == ReplyTo(3, TelegramId(102), AT)
    in_the_name_of = replied | {"sender_chat": CHANNEL}
    assert received(text="!", reply_to_message=in_the_name_of).reply_to == ReplyTo(3, TelegramId(-1002), AT)


def test_a_reply_to_another_chat_is_none_here() -> None:
    told = received(text="!", external_reply={"origin": {"type": "user"}})
    assert (told.reply_to, told.replies_elsewhere) == (None, True)


def test_the_beginning_of_a_topic_is_no_reply() -> None:
    begun = message(3, sender=BOB, forum_topic_created={"name": "Delivery", "icon_color": 1})
    told = received(text="!", reply_to_message=begun, message_thread_id=3, is_topic_message=True)
    assert (told.reply_to, told.thread_id, told.in_topic) == (None, 3, True)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ({"type": "user", "sender_user": BOB}, Origin("Bob Brown", AT, TelegramId(102))),
        ({"type": "hidden_user", "sender_user_name": "Somebody"}, Origin("Somebody", AT)),
        (
            {"type": "chat", "sender_chat": GROUP, "author_signature": "admin"},
            Origin("admin", AT, TelegramId(-1001), group),
        ),
        ({"type": "channel", "chat": CHANNEL, "message_id": 5}, Origin("Coffee", AT, TelegramId(-1002), channel, 5)),
    ],
)
def test_all_four_origins_of_a_forward_are_read(origin: Json, expected: Origin) -> None:
    assert received(text="!", forward_origin=origin | {"date": SENT}).origin == expected


def test_a_channel_posts_copy_is_an_automatic_forward() -> None:
    told = received(sender_chat=CHANNEL, is_automatic_forward=True, text="News")
    assert (told.is_automatic_forward, told.sender_id, told.is_automatic) == (True, -1002, False)


def test_an_anonymous_admin_is_no_bot() -> None:
    faceless = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    told = received(sender=faceless, sender_chat=GROUP, author_signature="Care team", text="Hello")
    assert (told.is_automatic, told.sender_id, told.sender_name) == (False, -1001, "Care team")


@pytest.mark.parametrize(
    "fields",
    [{"sender": BOT}, {"via_bot": BOT}, {"sender_business_bot": BOT}, {"is_from_offline": True}],
)
def test_what_a_bot_or_an_away_message_says_is_automatic(fields: Json) -> None:
    assert received(text="Hello", **fields).is_automatic


def test_a_business_message_is_told_by_its_connection() -> None:
    private = {"id": 101, "type": "private", "first_name": "Alice", "last_name": "Adams"}
    event = read(raw(1, "business_message", message(chat=private, business_connection_id="c1", text="Hi")))
    assert event == MessageReceived(
        Message(
            Place(TelegramId(101), "private", "Alice Adams", business_connection="c1"), 7, AT, person=alice, text="Hi"
        )
    )


def test_a_message_to_a_channel_names_its_topic() -> None:
    told = received(chat=GROUP | {"is_direct_messages": True}, direct_messages_topic={"topic_id": 5}, text="Hi")
    assert (told.place.is_direct_messages, told.direct_topic_id) == (True, 5)


EDITED = datetime.fromtimestamp(SENT + 60, UTC)
POST = Message(channel, 7, AT, text="News")
REACTED = {"chat": GROUP, "message_id": 7, "date": SENT}
CHANGE = {"chat": GROUP, "from": BOB, "date": SENT, "old_chat_member": {"status": "left", "user": ALICE}}


@pytest.mark.parametrize(
    ("kind", "told", "event"),
    [
        (
            "edited_message",
            message(text="Hi", edit_date=SENT + 60),
            MessageEdited(Message(group, 7, AT, alice, text="Hi"), EDITED),
        ),
        ("channel_post", message(chat=CHANNEL, sender=None, text="News"), PostPublished(POST)),
        (
            "edited_channel_post",
            message(chat=CHANNEL, sender=None, text="News", edit_date=SENT + 60),
            PostEdited(POST, EDITED),
        ),
        (
            "deleted_business_messages",
            {"business_connection_id": "c1", "chat": {"id": 101, "type": "private"}, "message_ids": [1, 2]},
            MessagesDeleted(Place(TelegramId(101), "private", business_connection="c1"), (1, 2)),
        ),
        (
            "callback_query",
            {"id": "q", "from": ALICE, "chat_instance": "i", "data": "take:1", "message": message(9, text="Card")},
            ButtonPress("q", alice, group, 9, "take:1"),
        ),
        (
            "callback_query",
            {"id": "q", "from": ALICE, "data": "x", "message": {"chat": GROUP, "message_id": 9, "date": 0}},
            ButtonPress("q", alice, group, 9, "x"),
        ),
        ("callback_query", {"id": "q", "from": ALICE, "inline_message_id": "i", "data": "x"}, None),
        (
            "chat_member",
            CHANGE
            | {
                "new_chat_member": {"status": "member", "user": ALICE},
                "invite_link": {"invite_link": "https://t.me/+a…", "name": "Stories", "creator": BOB},
                "via_join_request": True,
            },
            MembershipChange(
                group, alice, bob, AT, "left", "member", link="https://t.me/+a…", link_name="Stories", by_request=True
            ),
        ),
        (
            "my_chat_member",
            CHANGE
            | {
                "new_chat_member": {
                    "status": "administrator",
                    "user": ALICE,
                    "can_pin_messages": True,
                    "can_be_edited": False,
                }
            },
            MembershipChange(
                group, alice, bob, AT, "left", "administrator", is_me=True,
                rights={"can_pin_messages": True, "can_be_edited": False},
            ),
        ),
        (
            "chat_member",
            CHANGE | {"new_chat_member": {"status": "restricted", "user": ALICE, "is_member": False}},
            MembershipChange(group, alice, bob, AT, "left", "left"),
        ),
        (
            "message_reaction",
            REACTED
            | {
                "user": ALICE,
                "old_reaction": [],
                "new_reaction": [
                    {"type": "emoji", "emoji": "👍"},
                    {"type": "custom_emoji", "custom_emoji_id": "55"},
                    {"type": "paid"},
                ],
            },
            ReactionChange(group, 7, AT, TelegramId(101), (), ("👍", "55", "paid")),
        ),
        (
            "message_reaction_count",
            REACTED | {"reactions": [{"type": {"type": "emoji", "emoji": "🔥"}, "total_count": 3}]},
            ReactionCounts(group, 7, AT, {"🔥": 3}),
        ),
        (
            "poll",
            {"id": "p", "options": [{"text": "a", "voter_count": 2}], "total_voter_count": 2, "is_closed": True},
            PollChanged("p", is_closed=True, total=2, counts=(2,)),
        ),
        (
            "poll_answer",
            {"poll_id": "p", "user": BOB, "option_ids": []},
            PollAnswered("p", TelegramId(102), "Bob Brown", ()),
        ),
        (
            "business_connection",
            {
                "id": "c1",
                "user": BOB,
                "user_chat_id": 102,
                "date": SENT,
                "is_enabled": True,
                "rights": {"can_reply": True},
            },
            BusinessConnected("c1", bob, AT, can_reply=True, is_enabled=True),
        ),
        ("message", message(new_chat_members=[ALICE, BOB]), MembersCame(group, AT, (alice, bob))),
        ("message", message(migrate_to_chat_id=-1009), ChatMigrated(TelegramId(-1001), TelegramId(-1009))),
        ("message", message(migrate_from_chat_id=-5), ChatMigrated(TelegramId(-5), TelegramId(-1001))),
        ("message", message(pinned_message=message(3, text="Rules")), None),
        ("edited_message", message(video_chat_ended={"duration": 3}), None),
        ("chat_boost", {"chat": GROUP, "boost": {}}, None),
    ],
)  # fmt: skip
def test_each_kind_of_update_is_one_value(kind: str, told: Json, event: object) -> None:
    assert read(raw(1, kind, told)) == event


POISON = [
    (b'{"update_id":1,"message":{"message_id":1}}', "Object missing required field `date` - at `$.message`"),
    (raw(1, "message", message(text=5)), "Expected `str`, got `int` - at `$.message.text`"),
    (raw(1, "message", message(date=10**15)), "Expected `int` <= 253402300799 - at `$.message.date`"),
    (
        raw(1, "message", message(chat=GROUP | {"type": "planet"})),
        "Invalid enum value 'planet' - at `$.message.chat.type`",
    ),
    (b'{"update_id":1,"message":', "Input data was truncated"),
    (
        b'{"update_id":1,"message":{"text":"\xed\xa0\x80"}}',
        "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte",
    ),
    (
        raw(1, "chat_member", CHANGE | {"new_chat_member": {"status": 1, "user": ALICE}}),
        "Expected `str`, got `int` - at `$.status`",
    ),
]


@pytest.mark.parametrize(("raw_update", "reason"), POISON)
def test_poison_is_told_with_its_place(raw_update: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(raw_update)
    assert str(told.value) == reason


@pytest.mark.parametrize(
    ("kind", "told", "lane"),
    [
        ("message", message(), -1001),
        ("callback_query", {"id": "q", "from": ALICE, "message": message()}, -1001),
        ("callback_query", {"id": "q", "from": ALICE}, 0),
        ("deleted_business_messages", {"chat": {"id": 101}}, 101),
        ("chat_member", {"chat": {"id": -3}}, -3),
        ("poll_answer", {"poll_id": "p"}, 0),
        ("never_heard_of", {"chat": {"id": -3}}, 0),
        ("message", {"chat": {"id": "poison"}}, 0),
        ("message", [], 0),
    ],
)
def test_the_lane_is_the_chat(kind: str, told: Json, lane: int) -> None:
    assert lane_of(raw(5, kind, told)) == (5, lane)


@pytest.mark.parametrize("poison", ["\ud800", 10**30, float("nan")])
def test_a_lane_is_found_for_what_no_parser_should_have_let_through(poison: object) -> None:
    written = json.dumps({"update_id": 5, "message": {"date": poison}}, ensure_ascii=False)
    assert lane_of(written.encode("utf-8", "surrogatepass")) == (5, 0)


@pytest.mark.parametrize("hopeless", [b"", b"[]", b"{}", b'{"update_id": "5"}', b'{"update_id": 1e30}'])
def test_without_an_update_id_there_is_no_lane(hopeless: bytes) -> None:
    with pytest.raises(Unreadable):
        lane_of(hopeless)
