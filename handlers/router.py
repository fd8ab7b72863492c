"""The one entry of the core: an event comes in, calls go out, within the connection's transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers import dispatch, long_work, routes
from handlers.activations import running as activation_running
from handlers.community import corrections
from handlers.desk import cards
from handlers.growth import members
from handlers.onboarding import arrivals, business
from handlers.scene import Effects, Library, Me, Scene
from inbox.calls import Call
from inbox.events import (
    BusinessConnected,
    ButtonPress,
    CallSettled,
    ChatMigrated,
    Event,
    MembersCame,
    MembershipChange,
    MessageEdited,
    MessageReceived,
    MessagesDeleted,
    PollAnswered,
    PostEdited,
    PostPublished,
    ReactionChange,
    ReactionCounts,
)
from storage import Connection

EVENTS: Mapping[type[Event], Callable[[Scene, Any], None]] = {
    MessageReceived: dispatch.receive,
    ButtonPress: dispatch.press,
    CallSettled: dispatch.settle,
    MembershipChange: arrivals.change,
    MembersCame: members.came,
    ReactionChange: members.react,
    ReactionCounts: members.react_unnamed,
    PollAnswered: activation_running.vote,
    BusinessConnected: business.connect,
    MessageEdited: dispatch.edited,
    MessagesDeleted: corrections.forget,
    PostPublished: corrections.publish,
    PostEdited: corrections.edit_post,
    ChatMigrated: dispatch.migrated,
}
"""Events not named here have no effect yet."""


class Router:
    """What the bot does. `library` is asked for suggestions; `me` is the bot itself."""

    def __init__(self, me: Me, library: Library) -> None:
        self._me = me
        self._library = library

    def handle(self, connection: Connection, event: Event, now: datetime) -> Sequence[Call]:
        scene = Scene(connection, now, self._me, self._library)
        act = EVENTS.get(type(event))
        if act is not None:
            act(scene, event)
        cards.draw_changed(scene)
        return scene.calls

    def job(self, connection: Connection, kind: str, params: Mapping[str, Any], now: datetime) -> Effects:
        """Long work, on a connection that only reads."""
        scene = Scene(connection, now, self._me, self._library)
        routes.JOBS[kind](scene, params)
        return Effects(scene.calls, scene.writes, scene.steps)

    def job_failed(self, connection: Connection, params: Mapping[str, Any], now: datetime) -> Sequence[Call]:
        """A job came to nothing by a fault of ours: whoever asked for it is told."""
        scene = Scene(connection, now, self._me, self._library)
        long_work.fail(scene, params)
        return scene.calls

    def tick(self, connection: Connection, now: datetime) -> Sequence[Call]:
        """What is due by the clock alone."""
        scene = Scene(connection, now, self._me, self._library)
        for look in routes.TICKS:
            look(scene)
        cards.draw_changed(scene)
        self._library.keep_up(connection)
        return scene.calls
