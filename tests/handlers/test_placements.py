"""Links for placements, made, listed, revoked; who came by which."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from inbox.events import ChatMigrated, MembersCame, MembershipChange, ReactionChange, ReactionCounts
from inbox.ids import TelegramId
from inbox.messages import Person, Place
from storage import Connection, chats
from storage.database import Database
from storage.tables import member_counts, memberships, placements, reactions
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, MALLORY, NINE, Stage, at, set_stage
from tests.dialogue import Dialogue

CHANNEL = Place(TelegramId(-1003), "channel", "Coffee news", "coffee_news")
SUPERGROUP = Place(TelegramId(-1009), "supergroup", "Coffee lovers")
LINK_A, LINK_B = "https://t.me/+AAAA", "https://t.me/+BBBB"


def made(params: Mapping[str, Any]) -> dict[str, Any]:
    return {"invite_link": f"https://t.me/+{params['name']}", "name": params["name"]}


async def promoted(database: Database, *, channel: bool = False) -> Dialogue:
    stage = await set_stage(database)
    if channel:
        await database.run(lambda c: chats.bind(c, chats.remember(c, CHANNEL, NINE).id, "channel", stage.brand))
    return Dialogue(database, telegram={"createChatInviteLink": made})


def moved(
    person: Person,
    minutes: float,
    after: str,
    before: str = "left",
    link: str = "",
    place: Place = GROUP,
    name: str = "",
) -> MembershipChange:
    return MembershipChange(place, person, person, at(minutes), before, after, link=link, link_name=name)  # type: ignore[arg-type]


async def test_a_link_for_a_placement_is_made_listed_and_revoked(database: Database) -> None:
    chat = await promoted(database)
    await chat.says(BOB, '/link new "Blogger_A" 5000 RUB paid')
    assert chat.heard() == [
        (
            "Ссылка «Blogger_A» готова, ведёт в «Coffee lovers»:\nhttps://t.me/+Blogger_A\n\n"
            "Всех, кто придёт по ней, посчитаю отдельно."
        )
    ]
    await chat.happens(moved(ALICE, 5, "member", link="https://t.me/+Blogger_A"))
    await chat.says(BOB, "/link")
    line = "Blogger_A — платно, 5\u00a0000\u00a0₽, пришёл 1, осталось 1"
    assert chat.heard() == [f"Ссылки бренда\n\n{line}\nhttps://t.me/+Blogger_A\n[✕ Blogger_A]"]
    await chat.presses(BOB, "✕ Blogger_A")
    await chat.presses(BOB, "Закрыть")
    await chat.says(BOB, "/link")
    assert chat.heard()[-2:] == [
        "Ссылка «Blogger_A» закрыта.",
        f"Ссылки бренда\n\n{line}, закрыта\nhttps://t.me/+Blogger_A",
    ]


async def test_of_several_chats_one_is_chosen_by_a_button(database: Database) -> None:
    chat = await promoted(database, channel=True)
    await chat.says(BOB, "/link new VK free")
    assert chat.heard() == ["Куда ведёт ссылка «VK»?\n[Coffee lovers] [Coffee news]"]
    await chat.presses(BOB, "Coffee news")
    assert chat.heard()[-1].startswith("Ссылка «VK» готова, ведёт в «Coffee news»")
    assert chat.calls[-2].params == {"chat_id": CHANNEL.id, "name": "VK"}


async def test_a_channel_in_which_the_bot_lacks_the_right_is_told_with_its_remedy(database: Database) -> None:
    chat = await promoted(database)
    chat.telegram["createChatInviteLink"] = lambda _: None
    await chat.says(BOB, "/link new VK free")
    assert chat.heard()[0].startswith("Telegram не дал создать ссылку «VK» в «Coffee lovers»")
    await chat.says(BOB, "/link")
    assert chat.heard() == ['Ссылок пока нет. Первая: /link new "Блогер А" 5000 ₽ платно']


async def test_a_long_name_is_kept_whole_and_told_to_telegram_in_short(database: Database) -> None:
    chat = await promoted(database)
    name = "Кофе и книги: зимний спецпроект, блогер А"
    await chat.says(BOB, f'/link new "{name}" до 30.11')
    assert chat.calls[0].params == {
        "chat_id": GROUP.id,
        "name": "Кофе и книги: зимний спецпроект…",
        "expire_date": 1796072400,
    }
    await chat.says(BOB, f'/link new "{name}"')
    assert chat.heard()[1].startswith(f"Ссылка «{name}» уже есть.")


async def test_a_link_is_made_anew_where_its_group_got_a_new_number(database: Database) -> None:
    chat = await promoted(database)
    await chat.says(CAROL, "/desk", DESK)
    for name in ("VK до 30.11", "TG", "OK"):
        await chat.says(BOB, f"/link new {name}")
    await chat.says(BOB, "/link")
    await chat.presses(BOB, "✕ OK")
    await chat.presses(BOB, "Закрыть")
    chat.heard()
    chat.telegram["createChatInviteLink"] = lambda p: made({"name": "new"}) if p["name"] == "VK" else None
    for _ in range(2):  # Telegram tells it on both sides
        await chat.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    asked = [call.params for call in chat.calls if call.params.get("chat_id") == SUPERGROUP.id]
    assert asked == [
        {"chat_id": SUPERGROUP.id, "name": "TG"},
        {"chat_id": SUPERGROUP.id, "name": "VK", "expire_date": 1796072400},
    ]
    lost, renewed = chat.heard()
    assert lost.startswith("У группы в Telegram сменился номер")
    assert renewed.splitlines()[1] == "https://t.me/+VK → https://t.me/+new"
    await chat.happens(moved(ALICE, 5, "member", link="https://t.me/+new", place=SUPERGROUP))
    assert await stays(database) == [(ALICE.id, 5, None, "VK")]
    await chat.says(BOB, "/link new TG")
    assert chat.heard()[0].startswith("Telegram не дал создать ссылку «TG»")


async def test_whoever_has_no_role_gets_no_links(database: Database) -> None:
    chat = await promoted(database)
    await chat.says(MALLORY, "/link")
    assert chat.heard() == ["Просто напишите свой вопрос, и вам ответят люди."]


async def stays(database: Database) -> list[tuple[int, float | None, float | None, str | None]]:
    """Person, minutes after nine of coming and going, the placement's name."""

    def minutes(instant: datetime | None) -> float | None:
        return None if instant is None else (instant - NINE).total_seconds() / 60

    def read(connection: Connection) -> list[tuple[int, float | None, float | None, str | None]]:
        rows = connection.execute(
            select(memberships, placements.c.name).outerjoin(placements).order_by(memberships.c.id)
        )
        return [(row.person_id, minutes(row.joined_at), minutes(row.left_at), row.name) for row in rows]

    return await database.run(read)


async def linked(database: Database) -> Stage:
    stage = await set_stage(database)

    def add(connection: Connection) -> None:
        group = chats.find(connection, GROUP.id)
        assert group is not None
        for name, link in (("A", LINK_A), ("B", LINK_B)):
            connection.execute(
                placements.insert().values(
                    brand_id=stage.brand, chat_id=group.id, name=name, link=link, created_at=NINE
                )
            )

    await database.run(add)
    return stage


async def test_who_leaves_and_comes_back_by_another_link_has_two_stays(database: Database) -> None:
    stage = await linked(database)
    for event in (
        moved(ALICE, 1, "member", link=LINK_A),
        moved(ALICE, 3, "left", "member"),
        moved(ALICE, 5, "member", link=LINK_B),
    ):
        await stage.handle(event, event.at)
    assert await stays(database) == [(ALICE.id, 1, 3, "A"), (ALICE.id, 5, None, "B")]


async def test_a_join_told_twice_is_one_whichever_comes_first(database: Database) -> None:
    stage = await linked(database)
    service = MembersCame(GROUP, at(1), (ALICE, MALLORY))
    await stage.handle(moved(ALICE, 1, "member", link=LINK_A), at(1))
    await stage.handle(service, at(1))
    await stage.handle(moved(MALLORY, 1, "member", link=LINK_B), at(1))
    assert await stays(database) == [(ALICE.id, 1, None, "A"), (MALLORY.id, 1, None, "B")]


async def test_a_leave_of_somebody_who_was_there_before_us_is_counted(database: Database) -> None:
    stage = await linked(database)
    await stage.handle(moved(ALICE, 1, "kicked", "member"), at(1))
    await stage.handle(moved(ALICE, 2, "left", "kicked"), at(2))
    await stage.handle(moved(BOB, 3, "administrator", "member"), at(3))
    assert await stays(database) == [(ALICE.id, None, 1, None)]


async def test_bots_and_chats_of_nobody_are_left_out(database: Database) -> None:
    stage = await linked(database)
    robot = Person(TelegramId(5), "Robot", is_bot=True)
    await stage.handle(moved(robot, 1, "member"), at(1))
    await stage.handle(moved(ALICE, 1, "member", place=CHANNEL), at(1))
    assert await stays(database) == []


async def test_anothers_link_is_known_by_its_name(database: Database) -> None:
    stage = await linked(database)
    await stage.handle(moved(ALICE, 1, "member", link="https://t.me/+CCCC...", name="Партнёр"), at(1))
    assert await database.run(lambda c: c.scalar(select(memberships.c.link_name))) == "Партнёр"


async def test_reactions_stand_as_they_were_told_last(database: Database) -> None:
    stage = await linked(database)
    await stage.handle(ReactionChange(GROUP, 7, at(2), ALICE.id, (), ("👍", "🔥")), at(2))
    await stage.handle(ReactionChange(GROUP, 7, at(3), ALICE.id, ("👍", "🔥"), ("🔥",)), at(3))
    await stage.handle(ReactionChange(GROUP, 7, at(1), ALICE.id, (), ("👎",)), at(4))
    await stage.handle(ReactionCounts(GROUP, 8, at(5), {"👍": 12, "❤": 3}), at(5))
    await stage.handle(ReactionCounts(GROUP, 8, at(9), {"👍": 11}), at(9))
    rows = await database.run(
        lambda c: c.execute(
            select(reactions.c.message_id, reactions.c.sender_id, reactions.c.count).order_by(reactions.c.message_id)
        ).all()
    )
    assert [tuple(row) for row in rows] == [(7, ALICE.id, 1), (8, 0, 11)]


async def test_members_are_counted_once_a_day_of_the_brand_and_refusals_stay_unknown(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database, telegram={"getChatMemberCount": lambda _: 1500})
    await chat.passes(0)
    await chat.passes(60)
    chat.telegram["getChatMemberCount"] = lambda _: None
    await chat.passes(60 * 24)
    rows = await database.run(
        lambda c: c.execute(
            select(member_counts.c.counted_on, member_counts.c.members).order_by(member_counts.c.id)
        ).all()
    )
    assert [(f"{row.counted_on:%d.%m}", row.members) for row in rows] == [("02.11", 1500), ("03.11", None)]
    assert [call.params for call in chat.calls] == [{"chat_id": GROUP.id}] * 2


async def test_goals_are_set_and_listed(database: Database) -> None:
    chat = await promoted(database)
    await chat.says(CAROL, "/goal er 4,5%")
    await chat.says(CAROL, "/goal пришли 1 300")
    await chat.says(CAROL, "/goal пришли много")
    assert chat.heard()[1:] == [
        "Цели на 11.2026\nПришли: 1\u00a0300\nER по участникам: 4,5\u00a0%",
        (
            "Напишите показатель и число: /goal пришли 300. "
            "Показатели: участники, пришли, публикации, реакции, комментарии, er."
        ),
    ]
