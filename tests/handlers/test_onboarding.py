"""From a bot that nobody owns to a brand with a community, a desk and a team."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from handlers.onboarding.invitations import owner_link
from inbox.events import BusinessConnected, ChatMigrated, MembershipChange
from inbox.ids import TelegramId
from inbox.messages import Person, Place
from storage import brands, chats, team
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, MALLORY, ME, NINE
from tests.dialogue import Dialogue

CHANNEL = Place(TelegramId(-1003), "channel", "Coffee news", "coffee_news")
BOT = Person(TelegramId(ME.id), ME.name, ME.username, is_bot=True)


async def claimed(database: Database) -> Dialogue:
    chat = Dialogue(database)
    link = await database.run(lambda c: owner_link(c, ME, chat.now))
    assert link is not None
    await chat.says(CAROL, f"/start {link.partition('=')[2]}")
    return chat


async def set_up(database: Database) -> Dialogue:
    """Carol owns the bot and has made a brand."""
    chat = await claimed(database)
    await chat.says(CAROL, "Кофейня")
    for _ in range(4):
        await chat.presses(CAROL, "Оставить так")
    chat.heard()
    return chat


def added(place: Place, by: Person, after: str = "member", before: str = "left") -> MembershipChange:
    return MembershipChange(place, BOT, by, NINE, before, after, is_me=True)  # type: ignore[arg-type]


async def test_the_first_owner_claims_the_bot_and_sets_up_a_brand(database: Database) -> None:
    chat = await claimed(database)
    assert chat.heard() == [
        "Здравствуйте, Carol! Теперь вы владелец этого бота.",
        "Как называется бренд? Напишите название одним сообщением.",
    ]
    await chat.says(CAROL, "Кофейня")
    assert chat.heard()[0] == "Бренд «Кофейня» создан."
    await chat.says(CAROL, "Екатеринбург")
    await chat.presses(CAROL, "Русский")
    await chat.says(CAROL, "пн-пт 10-19; праздники RU")
    await chat.presses(CAROL, "30 минут, рабочее время")
    assert chat.heard()[-1] == (
        "Готово! Вот настройки бренда «Кофейня»:\n"
        "Часовой пояс: Екатеринбург, UTC+5\n"
        "Язык: Русский\n"
        "Рабочие часы: пн-пт 10:00-19:00; праздники RU\n"
        "Ответить за: 30 минут, рабочее время\n\n"
        "Что дальше:\n"
        "1. Добавьте меня в чат сообщества или администратором в канал — я спрошу, чей он.\n"
        "2. В рабочем чате команды напишите /desk@otklik_bot — туда будут приходить вопросы. "
        "Можно и здесь, если отвечаете одни.\n"
        "3. Позовите коллег: /team invite manager\n"
        "[Добавить в группу]"
    )


@pytest.mark.parametrize("used", [0, 1])
async def test_of_several_owners_links_any_works_and_only_once(database: Database, used: int) -> None:
    chat = Dialogue(database)
    links = [await database.run(lambda c: owner_link(c, ME, chat.now)) for _ in range(2)]
    secrets = [link.partition("=")[2] for link in links if link is not None]
    await chat.says(CAROL, f"/start {secrets[used]}")
    assert len(chat.heard()) == 2
    for secret in secrets:
        await chat.says(MALLORY, f"/start {secret}")
    gone = "Эта ссылка уже не работает: она одноразовая и действует трое суток. Попросите новую."
    assert chat.heard() == [gone, gone]
    assert await database.run(lambda c: owner_link(c, ME, chat.now)) is None


async def test_what_cannot_be_read_is_asked_again(database: Database) -> None:
    chat = await claimed(database)
    await chat.says(CAROL, "x" * 61)
    await chat.says(CAROL, "Кофейня")
    await chat.says(CAROL, "Атлантида")
    await chat.says(CAROL, "UTC+4")
    said = chat.heard()
    assert said[2] == "Название — от 1 до 60 знаков и не команда. Напишите ещё раз."
    assert said[5] == "Нет такого часового пояса: «Атлантида». Пишите, например, Europe/Moscow или Asia/Tashkent"
    assert said[6].startswith("Шаг 2 из 4. На каком языке")


def administrators(*people: Person) -> Any:
    return lambda _: [{"user": {"id": p.id, "first_name": p.name, "is_bot": p.is_bot}} for p in people]


async def test_adding_the_bot_to_a_group_asks_what_it_is_and_says_what_is_missing(database: Database) -> None:
    chat = await set_up(database)
    chat.telegram = {
        "getChat": lambda _: {"id": GROUP.id, "linked_chat_id": CHANNEL.id},
        "getChatMember": lambda _: {"status": "member"},
        "getChatAdministrators": administrators(BOT, BOB),
    }
    await chat.happens(added(GROUP, CAROL))
    assert chat.heard() == [
        "Меня добавили в «Coffee lovers». Что это за чат?\n[👥 Сообщество] [🗂 Рабочий стол команды] [Выйти из чата]"
    ]
    await chat.presses(CAROL, "👥 Сообщество")
    assert chat.heard() == [
        "«Coffee lovers» теперь сообщество бренда «Кофейня». Проверяю права…",
        (
            "«Coffee lovers» — бренд «Кофейня». Слежу за вопросами, но не хватает:\n\n"
            "• Вижу не все сообщения: включён режим приватности.\n"
            "Сделайте меня администратором (хватит и без прав) или в @BotFather: /setprivacy → @otklik_bot → Disable, "
            "потом удалите меня из чата и добавьте снова.\n\n"
            "• Не вижу реакций и вступлений: их Telegram показывает только администраторам.\n"
            "Если они нужны в отчёте, сделайте меня администратором.\n\n"
            "Эта группа связана с каналом. Добавьте меня в канал администратором, чтобы считать посты и реакции.\n\n"
            "Администраторы чата говорят от имени бренда, их ответы засчитываются команде: Bob. "
            "Кого не надо, уберите в /team.\n\n"
            "Рабочего стола пока нет: напишите /desk в чате команды или прямо здесь."
        ),
    ]
    assert await database.run(lambda c: team.speaks_for(c, brands.find_all(c)[0].id, BOB.id))


async def test_a_channel_and_its_discussion_group_find_each_other(database: Database) -> None:
    chat = await set_up(database)
    linked: Mapping[int, int] = {GROUP.id: CHANNEL.id, CHANNEL.id: GROUP.id}
    chat.telegram = {
        "getChat": lambda params: {"linked_chat_id": linked[params["chat_id"]]},
        "getChatMember": lambda _: {"status": "administrator", "can_post_messages": True},
        "getChatAdministrators": administrators(BOT),
    }
    await chat.happens(added(GROUP, CAROL, "administrator"))
    await chat.happens(added(CHANNEL, CAROL, "administrator"))
    chat.heard()
    await chat.presses(CAROL, "📣 Канал бренда")
    assert chat.heard()[1] == (
        "«Coffee news» — бренд «Кофейня». Все права на месте, слежу за вопросами.\n\n"
        "Связан с «Coffee lovers»: комментарии попадут к своим постам.\n\n"
        "Рабочего стола пока нет: напишите /desk в чате команды или прямо здесь."
    )
    bound = await database.run(
        lambda c: [(chat.title, chat.purpose) for chat in chats.of_brand(c, brands.find_all(c)[0].id)]
    )
    assert bound == [("Coffee lovers", "community"), ("Coffee news", "channel")]


async def test_a_stranger_who_adds_the_bot_gets_nothing(database: Database) -> None:
    chat = await set_up(database)
    await chat.happens(added(GROUP, MALLORY))
    assert [call.params["chat_id"] for call in chat.calls if call.method == "sendMessage"][-1] == CAROL.id
    assert chat.heard() == [
        (
            "Mallory добавляет меня в «Coffee lovers», а в командах этого человека нет. Чей это чат? "
            "Пока не скажете, я там молчу и ничего не записываю.\n"
            "[👥 Сообщество] [🗂 Рабочий стол команды] [Выйти из чата]"
        )
    ]
    number = next(shown.number for shown in chat.shown if "👥 Сообщество" in shown.buttons)
    await chat.touches(MALLORY, number, "bind:1:1:c")
    await chat.says(MALLORY, "/desk", GROUP)
    await chat.says(MALLORY, "/brand")
    assert chat.heard() == [
        "(Это может сделать только команда бренда. Если вы в ней, попросите руководителя выдать вам ссылку.)",
        "Просто напишите свой вопрос, и вам ответят люди.",
    ]
    await chat.presses(CAROL, "Выйти из чата")
    assert chat.calls[-3].method == "leaveChat"


async def test_a_desk_is_bound_with_one_command_and_moves(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/desk@otklik_bot", DESK, thread_id=7, in_topic=True)
    assert chat.heard() == [
        (
            "Рабочий стол бренда «Кофейня» теперь здесь. Каждый вопрос придёт карточкой: отвечайте кнопкой или просто "
            "ответьте на карточку. Кто ждёт сейчас — /inbox"
        )
    ]
    assert chat.calls[-1].params["message_thread_id"] == 7
    await chat.says(CAROL, "/desk")
    desks = await database.run(lambda c: [chat.purpose for chat in chats.of_brand(c, brands.find_all(c)[0].id)])
    assert desks == ["desk"]
    assert (await database.run(lambda c: chats.find(c, DESK.id))).purpose == "unbound"  # type: ignore[union-attr]


async def test_a_community_is_no_desk(database: Database) -> None:
    chat = await set_up(database)
    await chat.happens(added(GROUP, CAROL, "administrator"))
    await chat.presses(CAROL, "👥 Сообщество")
    chat.heard()
    await chat.says(CAROL, "/desk", GROUP)
    assert chat.heard()[0].startswith("Это чат сообщества: карточки увидели бы все.")


async def test_a_lost_community_is_told_and_comes_back_by_itself(database: Database) -> None:
    chat = await set_up(database)
    await chat.happens(added(GROUP, CAROL, "administrator"))
    await chat.presses(CAROL, "👥 Сообщество")
    await chat.says(CAROL, "/desk", DESK)
    chat.heard()
    await chat.happens(added(GROUP, ALICE, "kicked", "administrator"))
    await chat.happens(added(GROUP, CAROL))
    assert chat.heard()[:2] == [
        (
            "Меня удалили из «Coffee lovers»: новых вопросов оттуда не увижу. Всё записанное сохранилось. "
            "Вернёте — продолжу сам."
        ),
        "Я снова в «Coffee lovers» и продолжаю следить за вопросами.",
    ]


async def watched(database: Database) -> Dialogue:
    """A community, and a desk that hears of it."""
    chat = await set_up(database)
    await chat.happens(added(GROUP, CAROL, "administrator"))
    await chat.presses(CAROL, "👥 Сообщество")
    await chat.says(CAROL, "/desk", DESK)
    chat.heard()
    return chat


async def test_a_bot_removed_and_then_unbanned_says_once_that_it_is_gone(database: Database) -> None:
    chat = await watched(database)
    await chat.happens(added(GROUP, ALICE, "kicked", "administrator"))
    await chat.happens(added(GROUP, ALICE, "left", "kicked"))
    assert [said.partition(":")[0] for said in chat.heard()] == ["Меня удалили из «Coffee lovers»"]


async def test_a_group_that_became_a_supergroup_is_not_lost(database: Database) -> None:
    chat = await watched(database)
    await chat.happens(ChatMigrated(GROUP.id, TelegramId(-1009)))
    await chat.happens(added(GROUP, ALICE, "left", "administrator"))
    assert chat.heard() == []


@pytest.mark.parametrize(("is_allowed", "said"), [(False, "Не могу писать"), (True, "")])
async def test_a_muted_bot_says_so_on_the_desk(database: Database, *, is_allowed: bool, said: str) -> None:
    chat = await watched(database)
    muted = replace(added(GROUP, ALICE, "restricted", "member"), rights={"can_send_messages": is_allowed})
    await chat.happens(muted)
    assert [said in each for each in chat.heard()] == ([True] if said else [])


async def test_a_lost_desk_is_told_to_those_who_lead(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/desk", DESK)
    chat.heard()
    await chat.happens(added(DESK, ALICE, "kicked", "member"))
    assert chat.heard() == [
        (
            "Рабочего стола бренда «Кофейня» больше нет: меня удалили из «Desk». Вопросы записываю, но "
            "показать их негде. Напишите /desk там, где команде удобно."
        )
    ]


async def test_a_teammate_joins_by_a_link_and_may_be_removed_and_brought_back(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/desk", DESK)
    await chat.says(CAROL, "/team invite manager")
    link = chat.heard()[-1].splitlines()[-1]
    await chat.says(BOB, f"/start {link.partition('=')[2]}")
    assert chat.heard() == [
        (
            "Вы в команде бренда «Кофейня».\n"
            "Вопросы сообщества приходят карточками на рабочий стол. Кто ждёт сейчас — /inbox, справка — /help."
        ),
        "Bob теперь в команде: менеджер.",
    ]
    await chat.says(BOB, "/team invite lead")
    assert chat.heard() == ["На это у вас нет прав: здесь нужен руководитель бренда."]
    await chat.says(CAROL, "/team remove @bob")
    await chat.presses(CAROL, "↩ Вернуть как было")
    assert chat.heard() == [
        (
            "Bob больше не в команде: взятые обращения снова свободны, выданные ссылки не действуют. Ответы этого "
            "человека остались в отчётах.\n[↩ Вернуть как было] [← К команде]"
        ),
        "(Вернул роль. Обращения, ссылки и рабочий стол в личном чате — заново.)",
        (
            "Команда бренда «Кофейня»\n• Bob @bob — менеджер\n"
            "[✎ Bob] [＋ Пригласить менеджера] [＋ Пригласить руководителя] [＋ Пригласить клиента]"
        ),
    ]


async def test_a_link_that_gives_nothing_new_stays_good(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/team invite manager")
    secret = chat.heard()[-1].partition("start=")[2]
    await chat.says(CAROL, f"/start {secret}")
    assert chat.heard()[0].startswith("Вы уже в команде бренда «Кофейня».")
    await chat.says(BOB, f"/start {secret}")
    assert chat.heard()[0].startswith("Вы в команде бренда «Кофейня».")


async def test_a_member_is_greeted_for_the_brand_of_the_link(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/brand new Чайная")
    await chat.says(CAROL, "/settings")
    await chat.presses(CAROL, "Приветствие")
    await chat.says(CAROL, "Добро пожаловать в чайную!", entities=({"type": "bold", "offset": 0, "length": 5},))
    chat.heard()
    await chat.says(ALICE, "/start")
    await chat.says(ALICE, "/start b2")
    await chat.says(MALLORY, "/start b999")
    assert chat.heard() == [
        "Здравствуйте! Напишите свой вопрос, и вам ответят люди.",
        "Добро пожаловать в чайную!",
        "Здравствуйте! Напишите свой вопрос, и вам ответят люди.",
    ]
    assert chat.calls[-2].params["text"] == "<b>Добро</b> пожаловать в чайную!"


async def test_a_business_account_is_asked_about(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/desk", DESK)
    chat.heard()
    await chat.happens(BusinessConnected("bc1", ALICE, chat.now, can_reply=False, is_enabled=True))
    await chat.presses(CAROL, "Кофейня")
    assert [said.partition("\n")[0] for said in chat.heard()] == [
        "Alice подключает меня к своему Business-аккаунту. Для какого бренда?",
        "Личные чаты этого Business-аккаунта теперь в работе у бренда «Кофейня».",
    ]
    bound = await database.run(lambda c: chats.find_business_connection(c, "bc1"))
    assert bound is not None
    assert bound.brand == 1


@pytest.mark.parametrize("said", ["/brand", "/team", "/settings", "/hours", "/desk", "/nosuch"])
async def test_to_a_member_a_command_of_the_team_is_like_one_that_there_is_not(database: Database, said: str) -> None:
    chat = await set_up(database)
    await chat.says(ALICE, said)
    assert chat.heard() == ["Просто напишите свой вопрос, и вам ответят люди."]


async def test_settings_show_what_was_and_can_be_taken_back(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/settings")
    await chat.presses(CAROL, "Ответить за")
    await chat.says(CAROL, "как можно скорее")
    await chat.says(CAROL, "45 мин календарных")
    await chat.presses(CAROL, "↩ Вернуть как было")
    said = chat.heard()
    assert said[2:] == [
        "Не понимаю срок. Напишите, например: 30 рабочих минут, 2 часа, 1 ч 30 мин круглосуточно. Не больше 30 дней.",
        "Ответить за: 45 минут, круглосуточно\n[↩ Вернуть как было] [← К настройкам]",
        "(Вернул как было.)",
        "Ответить за: 1 час, рабочее время\n[← К настройкам]",
    ]


async def test_hours_are_previewed_and_hold_from_the_day_chosen(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/hours пн-пт 10-19")
    await chat.presses(CAROL, "С сегодня, 02.11")
    await chat.says(CAROL, "/hours + 31.12.2026 выходной")
    await chat.says(CAROL, "01.11.2026")
    await chat.says(CAROL, "01.12.2026")
    await chat.says(CAROL, "/hours")
    said = chat.heard()
    assert [each.partition("\n")[0] for each in said] == [
        "Понял так: пн-пт 10:00-19:00",
        "С 02.11.2026 работаете так: пн-пт 10:00-19:00",
        "Понял так: пн-пт 10:00-19:00; 2026-12-31 выходной",
        "Этот день уже прошёл, а прошлое не меняем. Выберите сегодня или позже.",
        "С 01.12.2026 работаете так: пн-пт 10:00-19:00; 2026-12-31 выходной",
        "Рабочие часы: пн-пт 10:00-19:00; с 01.12.2026: пн-пт 10:00-19:00; 2026-12-31 выходной",
    ]


async def test_hours_that_make_no_sense_say_where(database: Database) -> None:
    chat = await set_up(database)
    await chat.says(CAROL, "/hours пн-пт 25-19")
    assert chat.heard()[0].startswith("Не понимаю часы «25-19»")
