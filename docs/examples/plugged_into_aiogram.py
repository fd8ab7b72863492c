"""An aiogram bot that greets, with Otklik beside it: BOT_TOKEN=… python docs/examples/plugged_into_aiogram.py

Reactions and members come only if they are asked for: that is what `KINDS` is good for. As long as Otklik has no owner,
each start prints the link by which you become it. What comes while the database cannot be written is kept in memory
until it can: only a kill in between loses it.

The bot's own commands and buttons stay its own and are part of no conversation. Otklik answers the team's commands, its
`/start` and `/help` among them, `/withdraw`, and `/start` with a link that Otklik gave out; the bot answers everybody
else's `/start` and `/help`.

Who feeds the dispatcher by hand awaits `dispatcher.emit_startup(bot=bot)` first and `emit_shutdown` in the end.
"""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.filters import Command
from aiogram.types import Message

from bot.hosts.aiogram import plug_into
from bot.reader import KINDS

dispatcher = Dispatcher()


@dispatcher.message(Command("hello"))
async def greet(message: Message) -> None:
    await message.reply("Hello!")


async def main() -> None:
    plug_into(dispatcher, "sqlite:///otklik.db")
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"]), allowed_updates=list(KINDS))


if __name__ == "__main__":
    asyncio.run(main())
