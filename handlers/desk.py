"""The desk: what the team writes there beside commands."""

from handlers.requests import Request
from handlers.scene import Scene


def listen(scene: Scene, request: Request) -> None:
    """A reply to a card is an own answer to its member; other talk of the team among themselves is left alone."""
