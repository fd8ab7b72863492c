"""What the outbox holds reaches Telegram once, in order, whatever Telegram and the network make of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery import Delivery
from bot.leasing import LENGTH, Leases
from bot.messenger import Messenger
from bot.pace import UNLIMITED
from bot.standin import BAD_GATEWAY, TOO_MANY, Hold, Refuse, Reset, Standin, Swallow, World, document
from inbox.calls import Call
from inbox.errors import DatabaseProblem
from inbox.events import CallSettled, ChatMigrated
from inbox.ids import TelegramId
from storage import Connection, outbox
from storage.database import Database, Work
from tests.bot.echo import Echo

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Sender:
    """A delivery whose time moves only as the test says."""

    def __init__(self, database: Database, messenger: Messenger, echo: Echo) -> None:
        self.database = database
        self.now = NOW
        self.leases = Leases(database, lambda: self.now)
        self.delivery = Delivery(database, messenger, echo, lambda: self.now, UNLIMITED, self.leases, lambda: None)

    async def put(self, *calls: Call) -> None:
        await self.database.run(lambda connection: outbox.put(connection, calls, self.now))

    async def delivers(self, turns: int = 1) -> None:
        """As many turns, each followed by what it has started."""
        await self.leases.turn()
        for _ in range(turns):
            await self.delivery.turn()
            await self.delivery.come_back()
        await self.delivery.settle()

    async def waiting(self) -> int:
        number, _ = await self.database.run(outbox.count_waiting)
        return number


@pytest.fixture
async def sender(database: Database, messenger: Messenger, echo: Echo) -> Sender:
    return Sender(database, messenger, echo)


def outcomes(echo: Echo) -> list[tuple[str, str]]:
    return [(settled.outcome, settled.reason) for settled in echo.settled]


async def test_the_result_comes_back_to_whoever_asked(sender: Sender, echo: Echo, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    call = Call("sendMessage", {"chat_id": chat.id, "text": "Hi"}, chat.id, "greet", {"of": 7})
    await sender.put(call)
    await sender.delivers()
    assert echo.settled == [CallSettled("greet", {"of": 7}, "ok", chat.sent[0].raw, NOW, call_id=1)]
    assert await sender.waiting() == 0


async def test_a_chat_keeps_its_order_and_does_not_hold_up_others(
    sender: Sender, echo: Echo, telegram: Standin, world: World
) -> None:
    slow, quick = world.supergroup("Slow"), world.supergroup("Quick")
    telegram.spoils("sendMessage", TOO_MANY)
    await sender.put(echo.say(slow.id, "1"), echo.say(slow.id, "2"), echo.say(quick.id, "3"))
    await sender.delivers(2)
    assert ([m.text for m in slow.sent], [m.text for m in quick.sent]) == ([], ["3"])
    sender.now += timedelta(seconds=1)
    await sender.delivers(2)
    assert [m.text for m in slow.sent] == ["1", "2"]


async def test_a_call_meant_for_later_lets_others_pass(sender: Sender, echo: Echo, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    later = echo.say(chat.id, "later")
    await sender.put(
        Call(later.method, later.params, chat.id, not_before=NOW + timedelta(seconds=5)), echo.say(chat.id, "now")
    )
    await sender.delivers()
    assert [m.text for m in chat.sent] == ["now"]
    sender.now += timedelta(seconds=5)
    await sender.delivers()
    assert [m.text for m in chat.sent] == ["now", "later"]


async def test_unordered_calls_go_side_by_side(sender: Sender, telegram: Standin) -> None:
    hold = Hold()
    telegram.spoils("getMe", hold)
    await sender.put(Call("getMe", {}), Call("getChat", {"chat_id": 1}))
    await sender.leases.turn()
    await sender.delivery.turn()
    await telegram.called("getChat")
    await hold.reached()
    hold.release()
    await sender.delivery.come_back()


@pytest.mark.parametrize("fault", [BAD_GATEWAY, Reset(), Swallow()])
async def test_what_a_member_may_see_twice_is_not_sent_again(
    sender: Sender, echo: Echo, telegram: Standin, world: World, fault: Any
) -> None:
    chat = world.supergroup("Coffee lovers")
    telegram.spoils("sendMessage", fault)
    await sender.put(echo.say(chat.id, "Hi"))
    await sender.delivers(3)
    assert [settled.outcome for settled in echo.settled] == ["uncertain"]
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_what_only_the_desk_sees_is_sent_again(
    sender: Sender, echo: Echo, telegram: Standin, world: World
) -> None:
    echo.to_member = False
    chat = world.supergroup("Desk")
    telegram.spoils("sendMessage", BAD_GATEWAY)
    await sender.put(echo.say(chat.id, "Card"))
    await sender.delivers()
    sender.now += timedelta(seconds=1)
    await sender.delivers()
    assert (outcomes(echo), [m.text for m in chat.sent]) == ([("ok", "")], ["Card"])


async def test_what_was_being_sent_at_a_kill_is_uncertain_or_sent_again(
    sender: Sender, echo: Echo, world: World, database: Database
) -> None:
    chat, desk = world.supergroup("Coffee lovers"), world.supergroup("Desk")
    await sender.put(echo.say(chat.id, "Hi"), Call("sendMessage", {"chat_id": desk.id, "text": "Card"}, desk.id))
    await database.run(lambda connection: outbox.mark_started(connection, [1, 2], NOW))
    await sender.delivers()
    sender.now += timedelta(seconds=2)
    await sender.delivers()
    assert ([m.text for m in chat.sent], [m.text for m in desk.sent]) == ([], ["Card"])
    assert outcomes(echo) == [("uncertain", "the program was stopped while the call was being made")]


async def test_a_refusal_comes_back_in_telegrams_words(sender: Sender, echo: Echo, telegram: Standin) -> None:
    await sender.put(echo.say(-5, "Hi"))
    await sender.delivers()
    assert outcomes(echo) == [("refused", "Chat not found")]


async def test_an_edit_that_changes_nothing_is_as_good_as_made(sender: Sender, echo: Echo, world: World) -> None:
    chat = world.supergroup("Desk")
    await sender.put(echo.say(chat.id, "Card"))
    await sender.delivers()
    same = {"chat_id": chat.id, "message_id": chat.sent[0].id, "text": "Card"}
    await sender.put(Call("editMessageText", same, chat.id, "card"))
    await sender.delivers()
    assert [settled.outcome for settled in echo.settled] == ["ok", "ok"]


async def test_markup_that_telegram_cannot_read_is_sent_as_plain_text(
    sender: Sender, echo: Echo, telegram: Standin, world: World
) -> None:
    chat = world.supergroup("Coffee lovers")
    await sender.put(echo.say(chat.id, "1 < 2 &amp; <b>bold", parse_mode="HTML"))
    await sender.delivers()
    assert [m.text for m in chat.sent] == ["1 < 2 & bold"]


async def test_a_group_that_moved_is_followed(sender: Sender, echo: Echo, world: World) -> None:
    group = world.group("Coffee lovers")
    supergroup = world.migrates(group, world.person("Bob"))
    await sender.put(echo.say(group.id, "1"), echo.say(group.id, "2"))
    await sender.delivers(3)
    assert [m.text for m in supergroup.sent] == ["1", "2"]
    assert echo.migrated == [ChatMigrated(TelegramId(group.id), TelegramId(supergroup.id))]


async def test_a_flood_holds_up_everything(sender: Sender, echo: Echo, telegram: Standin, world: World) -> None:
    chats = [world.supergroup(f"{number}") for number in range(4)]
    telegram.spoils("sendMessage", Refuse(429, "Too Many Requests: retry after 60", 60), times=3)
    await sender.put(*(echo.say(chat.id, "Hi") for chat in chats[:3]))
    await sender.delivers()
    await sender.put(echo.say(chats[3].id, "Hi"))
    sender.now += timedelta(seconds=59)
    await sender.delivers()
    assert [len(chat.sent) for chat in chats] == [0, 0, 0, 0]
    sender.now += timedelta(seconds=1)
    await sender.delivers()
    assert [len(chat.sent) for chat in chats] == [1, 1, 1, 1]


async def test_a_bug_in_what_follows_a_result_does_not_make_the_call_again(
    sender: Sender, echo: Echo, world: World, telegram: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = world.supergroup("Coffee lovers")
    await sender.put(echo.say(chat.id, "1"), echo.say(chat.id, "2"))
    await sender.leases.turn()
    await sender.delivery.turn()
    await sender.delivery.come_back()
    broken: Callable[[Connection, Any, datetime], Sequence[Call]] = _broken
    monkeypatch.setattr(echo, "handle", broken)
    await sender.delivers(3)
    assert ([m.text for m in chat.sent], await sender.waiting()) == (["1", "2"], 0)


def _broken(connection: Connection, event: Any, now: datetime) -> Sequence[Call]:
    raise RuntimeError("told to break")


async def test_of_two_senders_on_one_database_one_sends(
    shared_database: Database, messenger: Messenger, echo: Echo, world: World
) -> None:
    chat = world.supergroup("Coffee lovers")
    first, second = (Sender(shared_database, messenger, echo) for _ in range(2))
    await first.delivers()
    await first.put(echo.say(chat.id, "Hi"))
    await second.delivers()
    assert len(chat.sent) == 0
    second.now += LENGTH
    await second.delivers()
    assert len(chat.sent) == 1


@pytest.fixture
async def paused(shared_database: Database, messenger: Messenger, echo: Echo, world: World) -> Sender:
    """Has sent to a member and to the desk, and then stood still until its lease had lapsed."""
    sender = Sender(shared_database, messenger, echo)
    chat, desk = world.supergroup("Coffee lovers"), world.supergroup("Desk")
    await sender.put(echo.say(chat.id, "Hi"), Call("sendMessage", {"chat_id": desk.id, "text": "Card"}, desk.id))
    await sender.leases.turn()
    await sender.delivery.turn()
    await sender.delivery.come_back()
    sender.now += LENGTH
    return sender


async def test_a_pause_neither_doubles_a_card_nor_doubts_an_answer(
    paused: Sender, echo: Echo, telegram: Standin
) -> None:
    await paused.delivery.turn()
    await paused.delivers(2)
    assert (outcomes(echo), len(telegram.calls_of("sendMessage"))) == ([("ok", "")], 2)
    assert await paused.waiting() == 0


async def test_a_stop_settles_what_took_longer_than_the_lease(paused: Sender, echo: Echo) -> None:
    await paused.delivery.finish()
    assert (outcomes(echo), await paused.waiting()) == ([("ok", "")], 0)


async def test_what_comes_back_while_the_lease_is_taken_again_is_not_doubted(
    shared_database: Database,
    messenger: Messenger,
    echo: Echo,
    world: World,
    telegram: Standin,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sender, run, hold = Sender(shared_database, messenger, echo), shared_database.run, Hold()
    telegram.spoils("sendMessage", hold)
    await sender.put(echo.say(world.supergroup("Coffee lovers").id, "Hi"))
    await sender.leases.turn()
    await sender.delivery.turn()
    await hold.reached()
    sender.now += LENGTH
    await sender.delivery.turn()
    await sender.leases.turn()

    async def slow(work: Work[Any]) -> Any:
        hold.release()
        await sender.delivery.come_back()
        return await run(work)

    monkeypatch.setattr(shared_database, "run", slow)
    await sender.delivery.turn()
    await sender.delivery.settle()
    assert (outcomes(echo), await sender.waiting()) == ([("ok", "")], 0)


async def test_a_database_that_is_lost_while_the_guilty_call_is_sought_loses_no_result(
    sender: Sender, echo: Echo, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = [world.supergroup(name) for name in ("Coffee lovers", "Tea lovers")]
    await sender.put(*(echo.say(chat.id, "Hi") for chat in chats))
    await sender.leases.turn()
    await sender.delivery.turn()
    await sender.delivery.come_back()
    troubles = iter([RuntimeError("told to break"), DatabaseProblem("database-unreachable", words="lost")])

    async def run(work: Work[Any]) -> Any:
        raise next(troubles)

    with monkeypatch.context() as lost:
        lost.setattr(sender.database, "run", run)
        with pytest.raises(DatabaseProblem):
            await sender.delivery.turn()
    await sender.delivers()
    assert (outcomes(echo), await sender.waiting()) == ([("ok", ""), ("ok", "")], 0)


async def test_what_a_lost_commit_has_marked_as_started_does_not_hold_up_its_chat(
    sender: Sender, echo: Echo, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, run = world.supergroup("Coffee lovers"), sender.database.run
    await sender.delivers()
    await sender.put(echo.say(chat.id, "1"), echo.say(chat.id, "2"))

    async def unheard(work: Work[Any]) -> Any:
        await run(work)
        raise DatabaseProblem("database-unreachable", words="lost")

    with monkeypatch.context() as lost:
        lost.setattr(sender.database, "run", unheard)
        with pytest.raises(DatabaseProblem):
            await sender.delivery.turn()
    await sender.delivers(2)
    assert ([settled.outcome for settled in echo.settled], await sender.waiting()) == (["uncertain", "ok"], 0)
    assert [m.text for m in chat.sent] == ["2"]


async def test_what_another_has_settled_meanwhile_stays_so(paused: Sender, messenger: Messenger, echo: Echo) -> None:
    other = Sender(paused.database, messenger, echo)
    other.now = paused.now
    await other.delivers()
    await other.leases.give_back()
    await paused.delivers()
    assert outcomes(echo) == [("uncertain", "the program was stopped while the call was being made")]


async def test_a_file_is_downloaded_for_its_bytes(sender: Sender, echo: Echo, world: World) -> None:
    alice = world.person("Alice")
    message = world.dm(alice).says(alice, media=document("faq.csv", b"a;b\n"))
    await sender.put(Call("download", {"file_id": message.raw["document"]["file_id"]}, purpose="import"))
    await sender.delivers()
    assert [settled.result for settled in echo.settled] == [b"a;b\n"]
