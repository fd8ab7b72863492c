"""The two Telegram libraries, each as a host: it speaks, hands over, and needs nothing else.

Invariant: a module here is imported only when its library is used.
"""
