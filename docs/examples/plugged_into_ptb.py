"""An application that greets, with Otklik beside it: BOT_TOKEN=… python docs/examples/plugged_into_ptb.py

Reactions and members come only if they are asked for: that is what `KINDS` is good for. As long as Otklik has no owner,
each start prints the link by which you become it. What comes while the database cannot be written is kept in memory
until it can: only a kill in between loses it.

The bot's own commands and buttons stay its own and are part of no conversation. Otklik answers the team's commands, its
`/start` and `/help` among them, `/withdraw`, and `/start` with a link that Otklik gave out; the bot answers everybody
else's `/start` and `/help`.

Who starts the application by hand awaits `application.post_init(application)` first and `post_stop` in the end.
"""

import os
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, CommandHandler

from bot.hosts.ptb import plug_into
from bot.reader import KINDS


async def greet(update: Update, _: Any) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text("Hello!")


def main() -> None:
    application = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).build()
    application.add_handler(CommandHandler("hello", greet))
    plug_into(application, "sqlite:///otklik.db")
    application.run_polling(allowed_updates=KINDS)


if __name__ == "__main__":
    main()
