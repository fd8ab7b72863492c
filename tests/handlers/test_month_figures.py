"""A month's figures stay true to what was done to its messages afterwards."""

from datetime import UTC, datetime

from inbox.events import MessagesDeleted
from report.figures import MonthFigures, figures
from storage.database import Database
from storage.months import month_facts
from tests.cast import ALICE, BOB
from tests.deskwork import Dialogue, begin
from tests.handlers.test_desk_places import BUSINESS, with_business

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


async def november(talk: Dialogue) -> MonthFigures:
    return figures(await talk.database.run(lambda c: month_facts(c, talk.brand, 2026, 11, DECEMBER)))


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
