"""One person, several brands: what is asked goes on with the brand that it was asked about, by the role held in it."""

from inbox.entries import Entry
from inbox.ids import BrandId, TelegramId
from inbox.messages import Person, Place
from storage import Connection, brands, chats, library, people, team
from storage.database import Database
from storage.team import Role
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, NINE
from tests.dialogue import Dialogue

OLGA = Person(TelegramId(10), "Olga", "olga", "ru")
HANS = Person(TelegramId(15), "Hans", "hans", "de")
COFFEE, TEA = BrandId(1), BrandId(2)
GATE = Place(TelegramId(-1005), "supergroup", "Tea lovers", "tea_lovers")
MATES: tuple[tuple[BrandId, Person, Role], ...] = (
    (COFFEE, BOB, "manager"), (COFFEE, CAROL, "lead"), (TEA, BOB, "manager"), (TEA, CAROL, "lead"),
)  # fmt: skip


async def two_brands(database: Database, *more: tuple[BrandId, Person, Role]) -> Dialogue:
    """Olga owns the bot, Carol leads two brands and Bob works for both; the first has a community and a desk."""

    def build(connection: Connection) -> None:
        for name in ("Кофейня", "Чайная"):
            brands.create(connection, name, NINE, time_zone="Europe/Moscow")
        people.remember(connection, OLGA)
        team.make_owner(connection, OLGA.id, NINE)
        for brand, person, role in (*MATES, *more):
            people.remember(connection, person)
            team.join(connection, brand, person.id, role, NINE, None)
        chats.bind(connection, chats.remember(connection, GROUP, NINE).id, "community", COFFEE)
        chats.bind(connection, chats.remember(connection, DESK, NINE).id, "desk", COFFEE)

    await database.run(build)
    return Dialogue(database)


async def entries(chat: Dialogue, brand: BrandId) -> list[tuple[str, str]]:
    found = await chat.database.run(lambda c: library.find_all(c, brand, ("draft", "approved")))
    return [(entry.question, entry.state) for entry in found]


async def test_a_button_is_about_the_brand_that_it_was_shown_for(database: Database) -> None:
    chat = await two_brands(database)
    await database.run(lambda c: library.add(c, TEA, Entry(0, "Есть улун?", "Да", state="draft"), NINE, BOB.id))
    await database.run(lambda c: library.add(c, COFFEE, Entry(0, "Есть раф?", "Да", state="draft"), NINE, BOB.id))
    await chat.says(CAROL, "/brand Кофейня")
    await chat.says(CAROL, "/faq approve")
    await chat.says(CAROL, "/team")
    await chat.says(CAROL, "/brand Чайная")
    await chat.presses(CAROL, "✅ Утвердить все: 1")
    await chat.presses(CAROL, "✎ Bob")
    await chat.presses(CAROL, "✕ Убрать из команды")
    assert await entries(chat, COFFEE) == [("Есть раф?", "approved")]
    assert await entries(chat, TEA) == [("Есть улун?", "draft")]
    mates = [await database.run(lambda c, b=brand: team.role_of(c, b, BOB.id)) for brand in (COFFEE, TEA)]  # type: ignore[misc]
    assert mates == [None, "manager"]


async def test_a_button_keeps_its_brand_when_the_private_chat_becomes_a_desk_or_is_one_no_more(
    database: Database,
) -> None:
    chat = await two_brands(database)
    await chat.says(CAROL, "/brand Кофейня")
    await chat.says(CAROL, "/team")
    await chat.presses(CAROL, "✎ Bob")
    await chat.says(CAROL, "/desk Чайная")
    await chat.presses(CAROL, "✕ Убрать из команды")
    assert [await database.run(lambda c, b=brand: team.role_of(c, b, BOB.id)) for brand in (COFFEE, TEA)] == [  # type: ignore[misc]
        None,
        "manager",
    ]


async def test_what_was_asked_goes_on_with_the_brand_that_it_was_asked_about(database: Database) -> None:
    chat = await two_brands(database)
    await chat.says(BOB, "/brand Кофейня")
    await chat.says(BOB, "/brand")
    await chat.says(BOB, "/faq add")
    await chat.presses(BOB, "Чайная")
    await chat.says(BOB, "Есть раф?")
    await chat.says(BOB, "Есть")
    assert (await entries(chat, COFFEE), await entries(chat, TEA)) == ([("Есть раф?", "draft")], [])


async def test_a_lead_of_one_brand_presses_its_buttons_while_a_client_of_another(database: Database) -> None:
    chat = await two_brands(database, (BrandId(2), HANS, "client"), (BrandId(1), HANS, "lead"))
    await chat.says(HANS, "/brand Кофейня")
    await chat.says(HANS, "/settings")
    await chat.says(HANS, "/brand Чайная")
    await chat.presses(HANS, "Название")
    assert chat.heard()[-1].startswith("Сейчас: Кофейня. Напишите новое название.")
    await chat.says(HANS, "/desk Кофейня", place=Place(TelegramId(-1006), "supergroup", "Other"))
    assert chat.heard()[-1].startswith("Рабочий стол бренда «Кофейня» теперь здесь.")


async def test_who_lost_a_role_finishes_nothing_that_it_was_needed_for(database: Database) -> None:
    chat = await two_brands(database)
    await chat.says(BOB, "/faq add", place=DESK)
    asked = chat.shown[-1].number
    await chat.says(CAROL, "/team remove @bob", place=DESK)
    chat.heard()
    await chat.says(BOB, "Есть раф?", place=DESK, reply_to=asked)
    assert chat.heard() == [
        "Это может сделать только команда бренда. Если вы в ней, попросите руководителя выдать вам ссылку."
    ]
    assert await entries(chat, COFFEE) == []


async def test_a_removed_lead_has_no_links_no_desk_and_no_conversations_any_more(database: Database) -> None:
    chat = await two_brands(database)
    await chat.says(CAROL, "/brand Кофейня")
    await chat.says(CAROL, "/team invite lead")
    link = chat.heard()[-1].splitlines()[-1]
    await chat.says(CAROL, "/desk")
    await chat.says(ALICE, "Где мой заказ?", place=GROUP)
    await chat.says(CAROL, "/take 1")
    await chat.says(OLGA, "/brand Кофейня")
    chat.heard()
    await chat.says(OLGA, "/team remove @carol")
    assert chat.heard()[0] == (
        "Рабочего стола бренда «Кофейня» больше нет: он был в личном чате, а Carol больше не в команде. Вопросы "
        "записываю, но показать их негде. Напишите /desk там, где команде удобно."
    )
    await chat.says(ALICE, "Ау, где заказ?", place=GROUP)
    await chat.says(CAROL, f"/start {link.partition('=')[2]}")
    assert chat.heard()[-1].startswith("Эта ссылка уже не работает")
    await chat.says(OLGA, "/inbox")
    assert "Carol" not in chat.heard()[-1]


async def test_the_desk_that_was_moved_away_is_told_and_is_not_dumb(database: Database) -> None:
    chat = await two_brands(database)
    await chat.says(ALICE, "Где мой заказ?", place=GROUP)
    card = chat.shown[-1].number
    chat.heard()
    await chat.says(CAROL, "/desk Кофейня")
    assert chat.heard()[0] == (
        "Carol: рабочий стол бренда «Кофейня» теперь в другом чате. Ответы на карточки здесь больше не уходят."
    )
    unbound = (
        "Этот чат не привязан ни к какому бренду: команды и ответы на карточки здесь не действуют. Сделать его рабочим "
        "столом — /desk"
    )
    await chat.says(BOB, "Едет", place=DESK, reply_to=card)
    await chat.says(BOB, "/inbox", place=DESK)
    await chat.says(BOB, "Ну и ладно", place=DESK)
    assert chat.heard()[-2:] == [unbound, unbound]
    await chat.presses(BOB, "Беру", place=DESK)
    assert chat.heard()[-1] == f"({unbound})"


async def test_a_desk_in_a_private_chat_stays_one_whatever_brand_is_chosen(database: Database) -> None:
    chat = await two_brands(database)
    await chat.says(CAROL, "/desk Кофейня")
    await chat.says(CAROL, "/brand Чайная")
    assert chat.heard()[-1] == (
        "Теперь ваши личные команды — о бренде «Чайная».\n"
        "А этот чат — рабочий стол бренда «Кофейня»: команды здесь по-прежнему о нём."
    )


async def test_another_command_or_a_step_back_ends_a_question(database: Database) -> None:
    chat = await two_brands(database)
    await chat.says(CAROL, "/brand Кофейня")
    for leave in ("← К настройкам", "/inbox"):
        await chat.says(CAROL, "/settings")
        await chat.presses(CAROL, "Название")
        if leave.startswith("/"):
            await chat.says(CAROL, leave)
        else:
            await chat.presses(CAROL, leave)
        await chat.says(CAROL, "ок, спасибо")
    names = await database.run(lambda c: [brand.name for brand in brands.find_all(c)])
    assert sorted(names) == ["Кофейня", "Чайная"]


async def test_two_teammates_of_one_name_are_told_apart(database: Database) -> None:
    chat = await two_brands(database, (COFFEE, Person(TelegramId(16), "Bob", "bobby", "ru"), "manager"))
    await chat.says(CAROL, "/team remove Bob", place=DESK)
    assert chat.heard()[-1] == (
        "В команде таких несколько: @bob, @bobby. Назовите по @имени или выберите кнопкой: /team"
    )


async def test_who_speaks_neither_of_our_languages_reads_the_brands(database: Database) -> None:
    chat = await two_brands(database, (COFFEE, HANS, "manager"))
    await database.run(lambda c: brands.change(c, COFFEE, language="en"))
    await chat.says(HANS, "/brand Кофейня")
    assert chat.heard()[-1] == "Your private commands now mean the brand “Кофейня”."
