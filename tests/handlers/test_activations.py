"""Contests from the first word to the winners: made in the chat, entered once, closed, drawn so that all can check."""

import json
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from bot.commands.draw import draw as draw_command
from faq.markup import length
from inbox.draw import Record, commitment, discrepancies
from inbox.events import ChatMigrated, MembershipChange, MessageEdited, PollAnswered
from inbox.ids import TelegramId
from inbox.messages import Message, Person, Place
from report.figures import figures
from report.model import build
from storage import chats
from storage.database import Database
from storage.months import month_facts
from storage.tables import activation_entries, activations, waits
from tests.cast import ALICE, BOB, DESK, GROUP, MALLORY, NINE, at
from tests.deskwork import Dialogue, begin

CROWD = [Person(TelegramId(200 + n), f"Guest {n}", language="ru") for n in range(8)]
HERE = {"status": "member"}
SUPERGROUP = Place(TelegramId(-1009), "supergroup", GROUP.title)


async def drafted(database: Database, kind: str, *said: str) -> Dialogue:
    talk = await begin(database)
    await talk.says(BOB, "/activation new", place=DESK)
    await talk.presses(BOB, kind)
    for words in said:
        await talk.answers(BOB, words)
    return talk


async def contest(database: Database, prize: str = "2 × чашка") -> Dialogue:
    talk = await drafted(database, "Конкурс: кнопка", "Чашка\nЖмите кнопку!", "3 дня", prize)
    talk.telegram["getChatMember"] = lambda _: HERE
    await talk.presses(BOB, "Опубликовать")
    return talk


async def entries(database: Database) -> list[tuple[Any, ...]]:
    columns = (
        activation_entries.c.name, activation_entries.c.number, activation_entries.c.verdict,
        activation_entries.c.doubles,
    )  # fmt: skip
    rows = await database.run(lambda c: c.execute(select(*columns).order_by(activation_entries.c.id)).all())
    return [tuple(row) for row in rows]


def record_of(talk: Dialogue) -> Record:
    """The draw's record, as the community got it."""
    upload = next(call.upload for call in talk.calls if call.upload_name == "draw-1.json")
    return Record.from_json(json.loads(upload or b""))


async def test_a_short_dialogue_makes_a_draft_that_names_what_the_rules_lack(database: Database) -> None:
    talk = await drafted(database, "Конкурс: кнопка", "Чашка\nЖмите кнопку!", "3 дня", "2 × чашка")
    assert talk.desk[-1].split("\n")[:12] == [
        "✏️ №1 · Чашка",
        "Конкурс: кнопка «Участвую» · черновик",
        "До 5 нояб., 12:00",
        "Призы: чашка (2 штуки)",
        "",
        "Правила: не хватает",
        "▫️ Организатор: кто, ИНН или ОГРН, адрес",
        "▫️ Территория проведения",
        "▫️ Налоги с приза: кто и как их платит",
        "▫️ Персональные данные: какие, зачем, как долго",
        "▫️ Возраст и другие условия участия",
        "▫️ Где опубликованы правила",
    ]
    await talk.presses(BOB, "Организатор")
    await talk.answers(BOB, "ООО «Чашка»")
    assert "✅ Организатор: кто, ИНН или ОГРН, адрес" in talk.desk[-1]
    await talk.presses(BOB, "Правила (DOCX)")
    told = [paragraph.text for paragraph in Document(BytesIO(talk.calls[-1].upload or b"")).paragraphs]
    assert told[:5] == [
        "Правила конкурса «Чашка»",
        "Черновик: не заполнены 6 пунктов, они отмечены прочерком.",
        "Организатор",
        "ООО «Чашка»",
        "Территория",
    ]


async def test_what_cannot_be_understood_is_asked_again(database: Database) -> None:
    talk = await drafted(database, "Конкурс: кнопка", "Чашка", "когда-нибудь")
    assert talk.desk[-1] == "Не понимаю, до какого времени. Например: «3 дня», «12 ч», «12.11 18:00»."
    await talk.answers(BOB, "3 дня")
    await talk.answers(BOB, "-")
    assert talk.desk[-1].split("\n")[0] == "✏️ №1 · Чашка"


async def test_a_person_enters_once_and_the_team_not_at_all(database: Database) -> None:
    talk = await contest(database)
    assert talk.community == ["Чашка\n\nЖмите кнопку!\n[Участвую]"]
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.presses(MALLORY, "Участвую", place=GROUP)
    await talk.presses(BOB, "Участвую", place=GROUP)
    assert talk.toasts[-4:] == [
        "Вы участвуете! Ваш номер — 1.",
        "Вы уже участвуете, ваш номер — 1.",
        "Вы участвуете! Ваш номер — 2.",
        "Команда бренда не участвует.",
    ]
    assert await entries(database) == [("Alice", 1, "in", 1), ("Mallory", 2, "in", 0)]


async def test_a_member_whose_own_chat_is_of_the_brand_takes_part(database: Database) -> None:
    talk = await contest(database)
    mine = Place(ALICE.id, "private", "Alice")
    await database.run(lambda c: chats.bind(c, chats.remember(c, mine, NINE).id, "private", talk.brand))
    await talk.presses(ALICE, "Участвую", place=GROUP)
    assert await entries(database) == [("Alice", 1, "in", 0)]


async def test_after_the_end_an_entry_is_late_and_the_hashes_are_public(database: Database) -> None:
    talk = await contest(database)
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.later(3 * 24 * 60)
    seed = await database.run(lambda c: c.scalar(select(activations.c.seed)))
    assert talk.community[-1].split("\n")[:4] == [
        "«Чашка»: приём закрыт, 1 участник.",
        "",
        "Чтобы розыгрыш мог проверить каждый, заранее публикуем:",
        f"хеш ключа {commitment(seed or '')}",
    ]
    await talk.presses(MALLORY, "Участвую", place=GROUP)
    assert talk.toasts[-1] == "Приём уже закрыт."
    assert await entries(database) == [("Alice", 1, "in", 0), ("Mallory", None, "late", 0)]
    assert talk.desk[-1].split("\n")[0] == "🔒 №1 · Чашка"


async def test_the_draw_can_be_recomputed_and_who_left_is_passed_over(database: Database, tmp_path: Path) -> None:
    talk = await contest(database)
    for guest in CROWD:
        await talk.presses(guest, "Участвую", place=GROUP)
    await talk.presses(BOB, "Закрыть приём")
    gone = {CROWD[0].id, CROWD[1].id, CROWD[2].id, CROWD[3].id}
    talk.telegram["getChatMember"] = lambda params: {"status": "left"} if params["user_id"] in gone else HERE
    await talk.presses(BOB, "🎲 Разыграть")
    record = record_of(talk)
    assert discrepancies(record) == []
    assert len(record.drawn.winners) == 2
    assert {number for number in (*record.drawn.winners, *record.drawn.substitutes) if number <= 4} == set()
    winners = [f"№{number} — Guest {number - 1}" for number in record.drawn.winners]
    assert talk.community[-2].split("\n")[:3] == ["🏁 «Чашка»: победители", *winners]
    file = tmp_path / "draw-1.json"
    file.write_text(json.dumps(record.to_json()))
    assert CliRunner().invoke(draw_command, ["verify", str(file)]).exit_code == 0
    file.write_text(json.dumps(record.to_json() | {"seed": "another"}))
    assert CliRunner().invoke(draw_command, ["verify", str(file)]).exit_code == 1


async def test_a_draw_that_lost_an_answer_of_telegram_goes_on(database: Database) -> None:
    talk = await contest(database, "чашка")
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.presses(BOB, "Закрыть приём")
    talk.holds.add("activation-member")
    await talk.presses(BOB, "🎲 Разыграть")
    talk.holds.clear()
    await talk.press(BOB, "acw:1", talk.newest(DESK))
    assert record_of(talk).drawn.winners == (1,)


async def test_membership_that_telegram_does_not_tell_is_said_to_the_team(database: Database) -> None:
    talk = await contest(database, "чашка")
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.presses(BOB, "Закрыть приём")
    talk.telegram["getChatMember"] = lambda _: None
    await talk.presses(BOB, "🎲 Разыграть")
    assert talk.desk[-1].split("\n")[:5] == [
        "Розыгрыш проведён. Победители:",
        "№1 — Alice",
        "",
        "Проверить, в чате ли они, не удалось:",
        "№1 — Alice",
    ]


async def test_a_contest_without_entries_ends_with_words(database: Database) -> None:
    talk = await contest(database)
    await talk.presses(BOB, "Закрыть приём")
    await talk.presses(BOB, "🎲 Разыграть")
    assert talk.community[-2] == "🏁 «Чашка»: разыгрывать не между кем."


async def test_a_comment_with_the_word_is_an_entry_and_no_question(database: Database) -> None:
    talk = await drafted(database, "Конкурс: слово", "Чашка", "хочу", "3 дня", "чашка")
    await talk.presses(BOB, "Опубликовать")
    post = talk.newest(GROUP).number
    mine = await talk.says(ALICE, "Очень хочу!", reply_to=post)
    await talk.says(ALICE, "хочу ещё раз", reply_to=post)
    plain = await talk.says(MALLORY, "Красиво", reply_to=post)
    await talk.says(CROWD[0], "хочу")
    assert await entries(database) == [("Alice", 1, "in", 1)]
    assert await database.run(lambda c: c.execute(select(waits)).all()) == []
    for who, number, text in ((ALICE, mine, "Передумала"), (MALLORY, plain, "Хочу")):
        message = Message(GROUP, number, at(0), who, text=text, thread_id=post)
        await talk.happens(MessageEdited(message, at(1)))
    assert await entries(database) == [("Alice", 1, "in", 1)]
    edited = await database.run(lambda c: c.scalar(select(activation_entries.c.edited_at)))
    assert edited == at(1)


async def test_votes_may_be_withdrawn_and_polls_of_others_are_ignored(database: Database) -> None:
    talk = await drafted(database, "Квиз", "Сколько в капучино эспрессо?\n+Один\nДва", "3 дня", "чашка")
    talk.telegram["sendPoll"] = lambda _: {"message_id": 900, "poll": {"id": "ours"}}
    await talk.presses(BOB, "Опубликовать")
    sent = next(call for call in talk.calls if call.method == "sendPoll")
    assert (sent.params["is_anonymous"], sent.params["type"], sent.params["correct_option_ids"]) == (False, "quiz", [0])
    for poll, who, choice in (
        ("ours", ALICE, (0,)),
        ("theirs", CROWD[0], (0,)),
        ("ours", MALLORY, (0,)),
        ("ours", MALLORY, ()),
        ("ours", CROWD[1], (1,)),
        ("ours", BOB, (0,)),
        ("ours", CROWD[2], ()),
    ):
        await talk.happens(PollAnswered(poll, who.id, who.name, choice))
    expected = [("Alice", 1, "in", 0), ("Mallory", 2, "withdrawn", 0), ("Guest 1", 3, "wrong", 0)]
    assert await entries(database) == expected
    await talk.happens(PollAnswered("ours", MALLORY.id, MALLORY.name, (0,)))
    assert (await entries(database))[1] == ("Mallory", 2, "in", 0)
    await talk.presses(BOB, "Закрыть приём")
    assert [call.method for call in talk.calls if call.method == "stopPoll"] == ["stopPoll"]
    await talk.happens(PollAnswered("ours", MALLORY.id, MALLORY.name, ()))
    assert (await entries(database))[1] == ("Mallory", 2, "in", 0)


async def test_members_who_join_by_the_link_enter_once(database: Database) -> None:
    talk = await drafted(database, "Конкурс: новые", "Зовите друзей", "3 дня", "чашка")
    link = "https://t.me/+abc"
    talk.telegram["createChatInviteLink"] = lambda _: {"invite_link": link}
    await talk.presses(BOB, "Опубликовать")
    assert talk.community == ["Зовите друзей\n\nУчаствует каждый, кто придёт по этой ссылке: https://t.me/+abc"]
    for before, after, by in (("left", "member", link), ("member", "left", ""), ("left", "member", link)):
        await talk.happens(MembershipChange(GROUP, ALICE, ALICE, at(1), before, after, link=by))  # type: ignore[arg-type]
    other = "https://t.me/+other"
    await talk.happens(MembershipChange(GROUP, MALLORY, MALLORY, at(1), "left", "member", link=other))
    assert await entries(database) == [("Alice", 1, "in", 1)]


async def test_what_telegram_refuses_leaves_the_draft(database: Database) -> None:
    talk = await drafted(database, "Опрос", "Какой?\nА\nБ", "3 дня", "-")
    talk.telegram["sendPoll"] = lambda _: None
    await talk.presses(BOB, "Опубликовать")
    assert talk.desk[-1].split("\n")[:3] == ["Опубликовать не получилось: Bad Request", "", "✏️ №1 · Какой?"]


async def test_the_entries_are_a_table_with_the_results(database: Database) -> None:
    talk = await contest(database, "чашка")
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.presses(BOB, "Закрыть приём")
    await talk.presses(BOB, "🎲 Разыграть")
    await talk.presses(BOB, "Участники")
    table = next(call.upload for call in talk.calls if call.upload_name == "entries-1.xlsx")
    sheet: Any = load_workbook(BytesIO(table or b"")).active
    told = dict(zip(*([cell.value for cell in row] for row in sheet.iter_rows()), strict=True))
    assert (told["Номер"], told["Имя"], told["Участие"], told["Итог"]) == (1, "Alice", "участвует", "победа")


async def test_the_months_report_tells_what_ran(database: Database) -> None:
    talk = await contest(database)
    for guest in CROWD[:3]:
        await talk.presses(guest, "Участвую", place=GROUP)
    await talk.presses(BOB, "Закрыть приём")
    await talk.presses(MALLORY, "Участвую", place=GROUP)
    await talk.presses(BOB, "🎲 Разыграть")
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(60)))
    item = build(figures(facts)).sections[3]
    assert (item.mark, item.summary) == ("auto", "1 активность, участий: 3")
    table: Any = item.blocks[0]
    drawn = record_of(talk).drawn
    winners = ", ".join(f"Guest {number - 1}" for number in drawn.winners)
    assert [cell.text for cell in table.rows[0]][2:] == ["3", "1", "0", "0", "чашка — 2 шт.", winners]
    before = await database.run(lambda c: month_facts(c, talk.brand, 2026, 10, at(60)))
    assert build(figures(before)).sections[3].mark == "no_data"


async def test_the_votes_of_a_poll_are_told(database: Database) -> None:
    talk = await drafted(database, "Опрос", "Какой?\nТёмный\nСветлый", "3 дня", "-")
    talk.telegram["sendPoll"] = lambda _: {"message_id": 900, "poll": {"id": "ours"}}
    await talk.presses(BOB, "Опубликовать")
    for who, choice in ((ALICE, (0,)), (MALLORY, (1,)), (CROWD[0], (0,)), (CROWD[1], (0,)), (CROWD[1], ())):
        await talk.happens(PollAnswered("ours", who.id, who.name, choice))
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(60)))
    votes: Any = build(figures(facts)).sections[3].blocks[1]
    assert [[cell.value or cell.text for cell in row] for row in votes.rows] == [
        ["Тёмный", 2, 2 / 3],
        ["Светлый", 1, 1 / 3],
    ]


async def test_a_vote_taken_back_later_still_counts_in_the_month_it_was_given(database: Database) -> None:
    talk = await drafted(database, "Опрос", "Какой?\nТёмный\nСветлый", "40 дней", "-")
    talk.telegram["sendPoll"] = lambda _: {"message_id": 900, "poll": {"id": "ours"}}
    await talk.presses(BOB, "Опубликовать")
    for who in (ALICE, MALLORY):
        await talk.happens(PollAnswered("ours", who.id, who.name, (0,)))
    talk.minute = 60 * 24 * 30
    await talk.happens(PollAnswered("ours", ALICE.id, ALICE.name, ()))
    told = []
    for month in (11, 12):
        facts = await database.run(lambda c, m=month: month_facts(c, talk.brand, 2026, m, at(talk.minute + 1)))  # type: ignore[misc]
        [one] = facts.seen.activated if facts.seen else ()
        told.append((one.counts.get("in", 0), one.counts.get("withdrawn", 0), one.votes[0]))
    assert told == [(2, 0, ("Тёмный", 2)), (1, 1, ("Тёмный", 1))]


async def linked(database: Database) -> Dialogue:
    """A contest by a link to the group, which has become a supergroup."""
    talk = await drafted(database, "Конкурс: новые", "Друзья\nЗовите!", "3 дня", "чашка")
    links = count(1)
    talk.telegram["createChatInviteLink"] = lambda _: {"invite_link": f"https://t.me/+{next(links)}"}
    await talk.presses(BOB, "Опубликовать")
    return talk


async def test_a_contest_by_link_gets_a_new_link_where_its_group_got_a_new_number(database: Database) -> None:
    talk = await linked(database)
    for _ in range(2):  # Telegram tells it on both sides
        await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    [announced] = talk.of(SUPERGROUP)
    assert "https://t.me/+2" in announced
    told = talk.desk[-1]
    assert told.splitlines()[1] == "https://t.me/+1 → https://t.me/+2"
    for link in ("https://t.me/+1", "https://t.me/+2"):
        await talk.happens(MembershipChange(SUPERGROUP, ALICE, ALICE, at(1), "left", "member", link=link))
    assert await entries(database) == [("Alice", 1, "in", 0)]


async def test_a_link_that_cannot_be_renewed_is_told_to_the_team(database: Database) -> None:
    talk = await linked(database)
    talk.telegram["createChatInviteLink"] = lambda _: None
    await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    assert talk.of(SUPERGROUP) == []
    assert talk.desk[-1].startswith(
        "У группы в Telegram сменился номер, и ссылка конкурса https://t.me/+1 больше не считается."
    )


async def test_many_winners_are_announced_in_as_many_messages_as_it_takes(database: Database) -> None:
    talk = await contest(database, "60 × чашка")
    name = "Гость с длинным именем"
    for number in range(190):
        guest = Person(TelegramId(1000 + number), f"{name} {number}", "", "ru")
        await talk.presses(guest, "Участвую", place=GROUP)
    await talk.presses(BOB, "Закрыть приём")
    await talk.presses(BOB, "🎲 Разыграть")
    said = [text for text in talk.community if name in text]
    assert len(said) > 1
    assert max(map(length, said)) <= 4096
    assert max(text.count("№") for text in said) <= 100
    assert "\n".join(said).count("№") == 180
