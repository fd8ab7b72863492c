"""Telegram Desktop's export (`result.json`): read as a stream, repaired, any size, into the messages that a bot would
have been told.

`chats_of` lists the chats of an export, `read_messages` gives those of one. What cannot be read as a message is passed
over and counted, never guessed. Deliberately absent: storing (see handlers.community.history).
"""
