"""Reactions, comments and the plan agree with a slow recomputation from the raw updates."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.checklist.month_tables import keep_table, read_table
from inbox.evidence import Seen
from inbox.facts import Month, MonthFacts
from inbox.ids import TelegramId
from inbox.messages import Place
from report.content import content
from report.figures import figures
from report.model import build
from report.record import record
from storage import Connection, brands, chats
from storage.database import Database
from storage.month_seen import seen
from storage.months import month_facts
from tests.cast import set_stage
from tests.evidence.raw import CHANNEL, GROUP, STARTS, Update, play, user

OCTOBER = Month(2026, 10, ZoneInfo("Europe/Moscow"))
POSTS = 12


def channel_post(number: int, at: datetime, text: str, album: str = "") -> Update:
    told: Update = {"message_id": number, "date": int(at.timestamp()), "chat": CHANNEL, "sender_chat": CHANNEL}
    told |= (
        {"media_group_id": album, "photo": [{"file_id": f"p{number}"}], "caption": text} if album else {"text": text}
    )
    return {"channel_post": told}


def copied(post: Update) -> Update:
    """The automatic forward in the discussion group."""
    told = post["channel_post"]
    origin = {"type": "channel", "date": told["date"], "chat": CHANNEL, "message_id": told["message_id"]}
    copy = told | {"message_id": 10_000 + told["message_id"], "chat": GROUP, "from": user(777000)}
    return {"message": copy | {"is_automatic_forward": True, "forward_origin": origin}}


def comment(number: int, post: int, person: int, at: datetime) -> Update:
    told = {"message_id": number, "date": int(at.timestamp()), "chat": GROUP, "from": user(person), "text": "Вкусно"}
    return {"message": told | {"message_thread_id": 10_000 + post}}


def total(post: int, count: int, at: datetime) -> Update:
    reactions = [{"type": {"type": "emoji", "emoji": "👍"}, "total_count": count}] if count else []
    return {
        "message_reaction_count": {
            "chat": CHANNEL, "message_id": post, "date": int(at.timestamp()), "reactions": reactions
        }
    }  # fmt: skip


def reacted(post: int, person: int, emoji: str, at: datetime) -> Update:
    """Under the post's copy in the group, where Telegram says who."""
    new = [{"type": "emoji", "emoji": one} for one in emoji]
    told = {"chat": GROUP, "message_id": 10_000 + post, "user": user(person), "date": int(at.timestamp())}
    return {"message_reaction": told | {"old_reaction": [], "new_reaction": new}}


def month_of_posts(seed: int) -> list[Update]:
    dice = random.Random(seed)
    updates: list[Update] = []
    at = datetime(2026, 10, 1, tzinfo=UTC)
    for number in range(1, POSTS + 1):
        at += timedelta(hours=dice.randrange(5, 50))
        album = f"a{number}" if number % 4 == 0 else ""
        for part in range(3 if album else 1):
            post = channel_post(number * 10 + part, at, "" if part else f"Пост номер {number}", album)
            updates += dice.sample([post, copied(post)], 2)
        for _ in range(dice.randrange(4)):
            at += timedelta(minutes=dice.randrange(1, 90))
            kind = dice.randrange(3)
            person = dice.randrange(100, 105)
            if kind == 0:
                updates.append(total(number * 10, dice.randrange(5), at))
            elif kind == 1:
                updates.append(reacted(number * 10, person, dice.choice(("", "👍", "👍🔥")), at))
            else:
                updates.append(comment(50_000 + len(updates), number * 10, person, at))
    return updates


def slow(updates: list[Update]) -> dict[int, tuple[int, int]]:
    """By the post's first message: reactions and comments, each update looked at once more."""
    totals: dict[int, int] = {}
    named: dict[tuple[int, int], int] = {}
    comments: Counter[int] = Counter()
    for update in updates:
        for told in [update.get("message_reaction_count")]:
            if told is not None:
                totals[told["message_id"]] = sum(one["total_count"] for one in told["reactions"])
        for told in [update.get("message_reaction")]:
            if told is not None:
                named[told["message_id"] - 10_000, told["user"]["id"]] = len(told["new_reaction"])
        if update.get("message", {}).get("text") == "Вкусно":
            comments[update["message"]["message_thread_id"] - 10_000] += 1
    firsts = {10 * number for number in range(1, POSTS + 1)}
    return {
        post: (totals.get(post, 0) + sum(n for (of, _), n in named.items() if of == post), comments[post])
        for post in firsts
    }


@pytest.mark.parametrize("seed", range(3))
async def test_it_agrees_with_the_raw_updates(database: Database, seed: int) -> None:
    stage = await set_stage(database)
    updates = month_of_posts(seed)

    def work(connection: Connection) -> Seen:
        place = Place(TelegramId(CHANNEL["id"]), "channel", CHANNEL["title"], CHANNEL["username"])
        channel = chats.remember(connection, place, STARTS)
        chats.bind(connection, channel.id, "channel", stage.brand)
        chats.change(connection, channel.id, standing="administrator")
        play(connection, updates)
        return seen(connection, stage.brand, OCTOBER, OCTOBER.ends_at)

    found = await database.run(work)
    by_message = {int(post.link.rpartition("/")[2]): (post.reactions, post.comments) for post in found.posts}
    assert by_message == slow(updates)
    told = content(found)
    assert len(told.plan.unplanned) == POSTS
    people = {
        update["message"]["from"]["id"] for update in updates if update.get("message", {}).get("text") == "Вкусно"
    }
    assert (found.commenters, found.returning) == (len(people), 0)


@pytest.mark.parametrize(
    ("table", "reach"),
    [
        ("Площадка;Охват\nVK;90\nTelegram;1 250\n", 1250),
        ("Площадка;Показатель;Значение\n@coffee_news;Охват;100\nCoffee News;охваты;2,5 тыс.\n", 2500),
        ("Площадка;Охват\nVK;90\nTelegram Ads;700\n", None),
        ("Площадка;Охват\nTelegram;12 %\n", None),
        ("Площадка;Охват\nTelegram;0\n", None),
    ],
)
async def test_er_by_reach_agrees_with_the_raw_updates_and_the_table(
    database: Database, table: str, reach: int | None
) -> None:
    stage = await set_stage(database)
    updates = month_of_posts(1)

    def work(connection: Connection) -> MonthFacts:
        place = Place(TelegramId(CHANNEL["id"]), "channel", CHANNEL["title"], CHANNEL["username"])
        channel = chats.remember(connection, place, STARTS)
        chats.bind(connection, channel.id, "channel", stage.brand)
        chats.change(connection, channel.id, standing="administrator")
        play(connection, updates)
        brand, month_on = brands.get(connection, stage.brand), date(2026, 10, 1)
        imported = read_table(connection, brand, "kpi", table.encode(), month_on, {})
        keep_table(connection, brand, imported, month_on, "kpi.csv", OCTOBER.ends_at, None)
        return month_facts(connection, stage.brand, 2026, 10, OCTOBER.ends_at)

    engaged = sum(sum(one) for one in slow(updates).values())
    report = build(figures(await database.run(work)))
    engagement: Any = next(
        block for block in report.sections[5].blocks if getattr(block, "title", "") == "Вовлечённость"
    )
    [row] = [row for row in engagement.rows if row[0].text == "Coffee news"]
    assert [cell.value for cell in row[-2:]] == [reach, None if reach is None else engaged / reach]
    told = record(report)["seen"]["growth"]["chats"]
    expected = None if reach is None else round(engaged / reach, 6)
    assert [(one["reach"], one["er_by_reach"]) for one in told if one["name"] == "Coffee news"] == [(reach, expected)]


async def test_a_channel_where_the_bot_has_no_rights_has_no_reactions_rather_than_none(database: Database) -> None:
    stage = await set_stage(database)
    updates = month_of_posts(0)

    def work(connection: Connection) -> MonthFacts:
        place = Place(TelegramId(CHANNEL["id"]), "channel", CHANNEL["title"], CHANNEL["username"])
        channel = chats.remember(connection, place, STARTS)
        chats.bind(connection, channel.id, "channel", stage.brand)
        chats.change(connection, channel.id, standing="member")
        play(connection, [update for update in updates if "message_reaction" not in str(update)])
        return month_facts(connection, stage.brand, 2026, 10, OCTOBER.ends_at)

    sections = build(figures(await database.run(work))).sections
    ranked: Any = sections[1].blocks[1]
    assert {(row[1].text, row[1].value) for row in ranked.rows} == {("—", None)}
    assert sections[5].mark == "no_data"
