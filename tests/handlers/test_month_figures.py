"""A month's figures stay true to what was done to its messages afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inbox.events import MessagesDeleted
from report.figures import MonthFigures, figures
from storage import Connection, brands, library
from storage.database import Database
from storage.months import month_facts
from tests.cast import ALICE, BOB, CAROL, DESK, NINE
from tests.deskwork import Dialogue, begin
from tests.handlers.test_desk_places import BUSINESS, OWNER, with_business

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


async def november(talk: Dialogue) -> MonthFigures:
    """As they are counted in December, however far the talk has come."""
    return figures(await talk.database.run(lambda c: month_facts(c, talk.brand, 2026, 11, max(DECEMBER, talk.now))))


async def asked_late(talk: Dialogue) -> None:
    """Alice asks half an hour before the month ends in Moscow."""
    talk.minute = (datetime(2026, 11, 30, 20, 30, tzinfo=UTC) - NINE) / timedelta(minutes=1)
    await talk.says(ALICE, "Где заказ?")


async def test_what_a_member_deleted_was_neither_said_nor_suggested_for(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    number = await talk.says(ALICE, "Где заказ?", place=BUSINESS)
    await talk.says(ALICE, "Ау?", place=BUSINESS)
    found = await november(talk)
    assert (found.messages, found.incoming, found.suggested.covered.part) == (2, 2, 1)
    await talk.happens(MessagesDeleted(BUSINESS, (number,)))
    found = await november(talk)
    assert (found.messages, found.incoming, found.suggested.covered.part) == (1, 1, 0)


async def test_an_answer_taken_back_was_not_sent(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.answers(BOB, "Едет")
    assert [len(one.answers) for one in (await november(talk)).teammates] == [1]
    await talk.presses(BOB, "Ещё")
    await talk.presses(BOB, "Удалить ответ")
    assert (await november(talk)).teammates == ()


async def test_a_standard_reply_to_spam_was_not_sent(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки доставки")
    await talk.presses(BOB, "Отправить")
    assert (await november(talk)).library.uses == 1
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Ещё")
    await talk.presses(BOB, "Спам")
    found = (await november(talk)).library
    assert (found.uses, found.time_saved) == (0, 0)


@pytest.mark.parametrize("pressed", [("Сроки доставки", "Отправить"), ("Сроки доставки", "Не подходит")])
async def test_what_the_team_decides_after_a_month_changes_nothing_in_it(
    database: Database, pressed: tuple[str, ...]
) -> None:
    talk = await begin(database)
    await asked_late(talk)
    before = await november(talk)
    talk.minute += 60
    for label in pressed:
        await talk.presses(BOB, label)
    found = await november(talk)
    assert (found.suggested, found.categories) == (before.suggested, before.categories)
    assert [(group.name, len(group.response.unanswered)) for group in found.categories] == [("Доставка", 1)]


async def test_the_library_of_a_month_is_what_it_was_at_its_end(database: Database) -> None:
    talk = await begin(database)
    before = (await november(talk)).library

    def changes(connection: Connection) -> None:
        delivery, opening = library.find_all(connection, talk.brand)
        library.change(connection, talk.brand, replace(delivery, state="retired"), DECEMBER, BOB.id, "retired")
        library.change(connection, talk.brand, replace(opening, answer="Всегда.", state="draft"), DECEMBER, BOB.id)
        library.change(connection, talk.brand, replace(opening, answer="Всегда."), DECEMBER, CAROL.id, "approved")

    await database.run(changes)
    assert (await november(talk)).library == before
    assert (len(before.total), len(before.approved), len(before.retired)) == (2, 2, 0)


async def test_a_standard_reply_that_the_team_deletes_in_the_chat_was_neither_sent_nor_accepted(
    database: Database,
) -> None:
    talk = await begin(database, prepare=with_business())
    await talk.says(ALICE, "Где заказ?", place=BUSINESS)
    await talk.presses(BOB, "Сроки доставки")
    await talk.presses(BOB, "Отправить")
    by_tap = talk.newest(BUSINESS).number
    await talk.happens(MessagesDeleted(BUSINESS, (by_tap,)))
    assert "Сроки доставки · 87 %" in talk.desk[-1]
    by_hand = await talk.says(OWNER, "Доставим за два дня, Alice.", place=BUSINESS)
    found = await november(talk)
    assert (found.library.uses, found.suggested.accepted.part) == (1, 1)
    await talk.happens(MessagesDeleted(BUSINESS, (by_hand,)))
    found = await november(talk)
    assert (found.library.uses, found.suggested.accepted.part) == (0, 0)


async def test_a_category_renamed_after_a_month_changes_nothing_in_it(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки доставки")
    await talk.presses(BOB, "Отправить")
    await asked_late(talk)
    before = await november(talk)

    def rename(connection: Connection) -> None:
        delivery, _ = library.find_all(connection, talk.brand)
        library.change(connection, talk.brand, replace(delivery, category="Логистика"), DECEMBER, BOB.id)

    await database.run(rename)
    assert (await november(talk)).categories == before.categories
    assert [(group.name, group.response.n) for group in before.categories] == [("Доставка", 2)]


async def test_the_targets_named_are_those_that_the_waits_are_held_to(database: Database) -> None:
    talk = await begin(database)

    async def promises(minutes: int) -> None:
        await database.run(lambda c: brands.change(c, talk.brand, target_minutes=minutes))

    assert (await november(talk)).facts.target == "1 час, круглосуточно"
    await promises(120)
    await talk.says(ALICE, "Где заказ?")
    await promises(30)
    assert (await november(talk)).facts.target == "2 часа, круглосуточно"
    await talk.answers(BOB, "Едет")
    await talk.later(24 * 60)
    await talk.says(ALICE, "Где заказ?")
    await promises(120)
    assert (await november(talk)).facts.target == "2 часа, круглосуточно; с 03.11.2026: 30 минут, круглосуточно"
    await talk.answers(BOB, "Едет")
    await talk.later(24 * 60)
    await talk.says(ALICE, "Где заказ?")
    assert (await november(talk)).facts.target == (
        "2 часа, круглосуточно; с 03.11.2026: 30 минут, круглосуточно; с 04.11.2026: 2 часа, круглосуточно"
    )


async def test_working_times_follow_the_hours_as_they_are_set(database: Database) -> None:
    talk = await begin(database)
    await database.run(lambda c: brands.change(c, talk.brand, target_clock="working"))
    talk.minute = 7 * 60  # seven in the evening, in Moscow
    await talk.says(ALICE, "Где заказ?")
    talk.minute += 15 * 60
    await talk.answers(BOB, "Едет")
    found = await november(talk)
    assert (found.response_working, found.target.missed) == (None, (1,))
    await talk.says(CAROL, "/hours пн-пт 10-20", place=DESK)
    await talk.presses(CAROL, "С сегодня")
    found = await november(talk)
    assert (found.headline.working_p50, found.target.hit) == (60 * 60, (1,))
    await talk.presses(CAROL, "↩ Вернуть как было")
    found = await november(talk)
    assert (found.response_working, found.target.missed) == (None, (1,))


async def test_a_reopening_changes_nothing_in_the_months_before_it(database: Database) -> None:
    talk = await begin(database)
    await asked_late(talk)
    await talk.presses(BOB, "Ещё")
    await talk.presses(BOB, "Закрыть")
    before = await november(talk)
    assert (before.backlog.resolved, before.backlog.still) == ((1,), ())
    talk.minute += 60
    await talk.presses(BOB, "Вернуть")
    found = await november(talk)
    assert (found.backlog, found.resolution) == (before.backlog, before.resolution)
    december = figures(await database.run(lambda c: month_facts(c, talk.brand, 2026, 12, talk.now)))
    assert december.backlog.still == (1,)
