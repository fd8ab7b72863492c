r"""A stand-in for Telegram: people, chats and channels in memory, and the Bot API served over HTTP on this machine.

For the tests and the demo. The program under test talks to `telegram.url` with a real client; the test speaks for the
people::

    async with Standin(now=clock) as telegram:  # or Standin() for real time, Standin(world=World(…)), limits=True
        world = telegram.world  # the client needs telegram.url and telegram.token
        alice, bob = world.person("Alice"), world.person("Bob", language="en", username="bob")
        chat = world.supergroup("Coffee lovers", admins=[bob])  # bot="administrator" | "member" | "absent"; forum=True
        question = chat.says(alice, "Где моя доставка?")  # media=photo(), reply_to=…, quote=…, topic=…, via=…
        reply = await chat.answer()  # the bot's next message here; never sleeps, fails loudly
        assert reply.text == "Завтра"
        assert chat.transcript == ["Alice: Где моя доставка?", "Otklik: Завтра\n[Спасибо]"]
        press = world.presses(bob, reply, "Спасибо")  # by a button's text or data; stale=True for one that is gone
        assert (await press.answered()).text == "Готово"
        await reply.edited()  # its next edit; then reply.text, reply.buttons, reply.data

- Private chats: `dm = world.dm(alice)`, `dm.starts("payload")`, `dm.says(alice, …)`, `dm.blocks()`, `dm.unblocks()`.
- Groups: `joins(alice, link)`, `leaves`, `bans`, `promotes(bob, by=carol, title="Support")`, `demotes`, `adds_bot(by)`,
  `removes_bot(by)`, `mutes_bot(by)`, `promotes(world.bot, by)`, `pins`, `retitles`, `edits(message, "text")`,
  `deletes(message)`, `shares(alice, [photo(), photo()], "caption")` for an album, `opens_topic(bob, "Delivery")`,
  `deletes_topic(topic)`, `world.migrates(group, by)`, `chat.says(AnonymousAdmin(bob, "Support"), …)`,
  `chat.says(channel, …)` in a channel's name.
- Channels: `channel = world.channel("News", discussion=chat)`, `post = channel.posts("text")` (`post.copy` stands in
  the discussion group), `channel.comments(alice, post, "text")`, `world.direct_messages(channel).says(alice, "text")`.
- Business: `account = world.business(bob)`, `account.chat(alice).says(alice, "text")`, `.says(bob, …)`, `.edits`,
  `.deletes`, `account.allows(reply=False)`, `account.disconnects()`.
- Touches: `world.reacts(alice, message, "👍")`, `world.counts_reactions(message, {"👍": 3})`,
  `world.votes(alice, poll, "Yes")`.
- Waiting: `await chat.answer()`, `chat.answers(3)`, `message.edited()`, `press.answered()`,
  `telegram.called("sendMessage", times=2)`, `world.confirmed()` (every update is), `world.until(lambda: …)`.
- Looking: `chat.transcript`, `chat.sent` (the bot's messages), `message.raw`, `telegram.calls_of("sendMessage")`.
- Trouble: `telegram.spoils("sendMessage", Reset(), times=2)` with Refuse, Reset, Swallow (work done, answer lost),
  Truncate, Hold (`await hold.reached()`, `hold.release()`), TOO_MANY, BAD_GATEWAY, INTERNAL; `telegram.heals()`,
  `telegram.revokes_token()`, `press.expires()`. The queue, `world.ground.updates`: `inject({…})` for a captured or
  poisoned update, `clear()` for what a day's downtime lost, `restart(5)` for the new numbers after a quiet week.

Invariant: the bot is told exactly what Telegram would tell it: by membership, rights, privacy mode
(`World(privacy_mode=True)`) and allowed_updates (chat_member and reactions only if asked for); `date` comes from `now`.
Deliberately absent: anything of ours, the Telegram libraries, Markdown, and what no community bot meets (payments,
games, the making of stickers).
"""

from bot.standin.business import BusinessAccount, BusinessChat
from bot.standin.calls import Call, Upload
from bot.standin.channel import Channel, DirectMessages
from bot.standin.chat import Chat
from bot.standin.faults import BAD_GATEWAY, INTERNAL, TOO_MANY, Hold, Refuse, Reset, Swallow, Truncate
from bot.standin.group import Group
from bot.standin.links import InviteLink
from bot.standin.media import animation, audio, contact, document, location, photo, sticker, video, video_note, voice
from bot.standin.message import Message
from bot.standin.people import AnonymousAdmin, Person
from bot.standin.press import Press
from bot.standin.private import Private
from bot.standin.server import Standin
from bot.standin.wire import Json
from bot.standin.world import World

__all__ = [
    "BAD_GATEWAY", "INTERNAL", "TOO_MANY", "AnonymousAdmin", "BusinessAccount", "BusinessChat", "Call", "Channel",
    "Chat", "DirectMessages", "Group", "Hold", "InviteLink", "Json", "Message", "Person", "Press", "Private",
    "Refuse", "Reset", "Standin", "Swallow", "Truncate", "Upload", "World", "animation", "audio", "contact",
    "document", "location", "photo", "sticker", "video", "video_note", "voice",
]  # fmt: skip
