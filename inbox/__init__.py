"""The domain: conversations, messages, waits, calendars, targets.

Invariant: pure. No I/O, no clock (time is an argument), imports nothing of ours.
"""
