"""Items 1 and 2 agree with a slow recomputation from the raw updates: what was late, missing, unplanned, forwarded."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inbox.ids import TelegramId
from inbox.messages import Place
from report.figures import figures
from report.model import build
from storage import Connection, chats, plans
from storage.database import Database
from storage.months import month_facts
from storage.plans import Draft
from tests.cast import set_stage
from tests.evidence.raw import CHANNEL, STARTS, Update, play
from tests.evidence.test_content import OCTOBER, channel_post

WORDS = (
    "капучино", "раф", "какао", "обжарка", "завтраки", "круассан", "сертификат", "мельница", "турка", "воронка",
    "гейзер", "эфиопия", "колумбия", "кения", "лавандовый", "тыквенный", "имбирный", "облепиховый", "миндальный",
    "кокосовый",
)  # fmt: skip
NOW = OCTOBER.ends_at
EARLIER = Update(id=-1009, type="channel", title="Чужой")


def planned(dice: random.Random) -> list[Draft]:
    """A line a day, some at one minute with the next; each known by two words that no other has."""
    words = dice.sample(WORDS, len(WORDS))
    drafts = []
    for number in range(10):
        at = datetime(2026, 10, 2 + 2 * (number - number % 2), 9, tzinfo=UTC)
        drafts.append(Draft(at.date(), " ".join(words[2 * number : 2 * number + 2]), at))
    return drafts


def posts(dice: random.Random, plan: list[Draft]) -> list[Update]:
    found: list[Update] = []
    for number, draft in enumerate(plan):
        assert draft.at is not None
        late = dice.choice((None, timedelta(), timedelta(minutes=14), timedelta(minutes=16), timedelta(hours=5)))
        if late is not None:
            found.append(
                channel_post(
                    100 + number, draft.at + late, f"Сегодня у нас {draft.title}, приходите пробовать и знакомиться"
                )
            )
    for number in range(dice.randrange(1, 4)):
        at = datetime(2026, 10, 3 + 4 * number, 18, tzinfo=UTC)
        post = channel_post(200 + number, at, f"Объявление номер {number}: в субботу закрываемся немного раньше")
        if number == 1:
            origin = {"type": "channel", "date": 1, "chat": EARLIER, "message_id": 5}
            post["channel_post"]["forward_origin"] = origin
        found.append(post)
    return sorted(found, key=lambda post: int(post["channel_post"]["date"]))


def slow(plan: list[Draft], updates: list[Update]) -> Counter[str]:
    """Each line looked for in each post, by both its words."""
    counts: Counter[str] = Counter()
    left = [update["channel_post"] for update in updates]
    for draft in plan:
        assert draft.at is not None
        mine = [post for post in left if all(word in post["text"] for word in draft.title.split())]
        left = [post for post in left if post not in mine]
        if not mine:
            counts["не вышло"] += 1
        elif mine[0]["date"] >= (draft.at + timedelta(minutes=15)).timestamp():
            counts["вышло позже"] += 1
        else:
            counts["вышло по плану"] += 1
    counts["вне плана"] = len(left)
    return counts


@pytest.mark.parametrize("seed", range(4))
async def test_it_agrees_with_the_raw_updates(database: Database, seed: int) -> None:
    stage = await set_stage(database)
    dice = random.Random(seed)
    plan = planned(dice)
    updates = posts(dice, plan)

    def work(connection: Connection) -> Any:
        place = Place(TelegramId(CHANNEL["id"]), "channel", CHANNEL["title"], CHANNEL["username"])
        channel = chats.remember(connection, place, STARTS)
        chats.bind(connection, channel.id, "channel", stage.brand)
        plans.add(connection, stage.brand, plan, "plan.csv", STARTS, TelegramId(11))
        play(connection, updates)
        return month_facts(connection, stage.brand, 2026, 10, NOW)

    sections = build(figures(await database.run(work))).sections
    told: Any = sections[0].blocks[0]
    assert {row[0].text: row[1].value for row in told.rows} == slow(plan, updates)
    unique: Any = sections[1].blocks[0]
    forwarded = sum("forward_origin" in update["channel_post"] for update in updates)
    values = {row[0].text: row[1].value for row in unique.rows}
    assert (values["Проверено публикаций"], values["Пересланных"]) == (len(updates), forwarded)
