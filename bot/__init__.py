"""How Otklik reaches Telegram, and where all is put together: command line, settings, reader, adapters, delivery.

Invariant: only this package knows aiogram or python-telegram-bot, and neither is imported before it is used.
"""
