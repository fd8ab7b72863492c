"""What a teammate decides about a conversation without answering it: whose it is, later, done, spam, no answer needed.

Invariant: each of these can be undone from the card, and the card says who decided.
"""

from handlers import speech
from handlers.community import corrections
from handlers.desk import cards
from handlers.desk.later import later
from handlers.desk.sight import Sight, look
from handlers.desk.subjects import meant, pressed
from handlers.moments import moment
from handlers.requests import Request
from handlers.scene import Scene
from inbox.conversations import Happening, State, decide
from inbox.errors import Stale
from inbox.ids import MessageId
from storage import conversations
from storage.conversations import Conversation


def take(scene: Scene, request: Request) -> None:
    conversation = _named(scene, request)
    state = conversation.standing.state
    if state in (State.RESOLVED, State.SPAM):
        raise Stale(f"stale-{state}")
    if conversation.assignee == request.person.id:
        raise Stale("desk-already-yours")
    conversations.change(scene.connection, conversation.id, assignee_id=request.person.id)
    _done(scene, request, conversation, "desk-toast-taken")


def release(scene: Scene, request: Request) -> None:
    conversation = pressed(scene, request)
    conversations.change(scene.connection, conversation.id, assignee_id=None)
    _done(scene, request, conversation, "desk-toast-released")


def resolve(scene: Scene, request: Request) -> None:
    _move(scene, request, _named(scene, request), Happening.RESOLVE, "desk-toast-resolved")


def spam(scene: Scene, request: Request) -> None:
    _move(scene, request, pressed(scene, request), Happening.SPAM, "desk-toast-spam")


def reopen(scene: Scene, request: Request) -> None:
    """Undo of a resolve or of spam."""
    conversation = pressed(scene, request)
    is_spam = conversation.standing.state is State.SPAM
    _move(scene, request, conversation, Happening.UNSPAM if is_spam else Happening.REOPEN, "desk-toast-reopened")


def wake(scene: Scene, request: Request) -> None:
    _move(scene, request, pressed(scene, request), Happening.WAKE, "desk-toast-woken")


def snooze(scene: Scene, request: Request) -> None:
    """By a button of the card: `sz:12:3h`."""
    conversation = pressed(scene, request)
    choice = request.parts[1] if len(request.parts) > 1 else ""
    _snooze(scene, request, conversation, choice)


def snooze_by_command(scene: Scene, request: Request) -> None:
    """`/snooze 3h`: 30m, 3h, 2d, 15:30, tomorrow, monday, or their Russian words; an hour without any."""
    conversation, words = meant(scene, request)
    _snooze(scene, request, conversation, words.strip().lower() or "1h")


def dismiss_question(scene: Scene, request: Request) -> None:
    """No answer needed: the wait is as if it had never been."""
    conversation = pressed(scene, request)
    sight = look(scene, conversation)
    waiting = [one for one in sight.asked if one.needs_answer]
    if conversation.waiting_since is None or not waiting:
        raise Stale("desk-nothing-waits")
    for message in waiting:
        corrections.correct(scene, sight.brand.id, message.id, request.person.id, needs_answer=False)
    speech.toast(scene, request, request.texts("desk-toast-needless"))


def demand_answer(scene: Scene, request: Request) -> None:
    """Undo of "no answer needed"."""
    sight = look(scene, pressed(scene, request))
    judged = _judged(sight)
    if not judged:
        raise Stale("stale-button")
    for message in judged:
        corrections.correct(scene, sight.brand.id, message, request.person.id, needs_answer=True)
    speech.toast(scene, request, request.texts("desk-toast-waits-again"))


def _named(scene: Scene, request: Request) -> Conversation:
    return pressed(scene, request) if request.press_id else meant(scene, request)[0]


def _snooze(scene: Scene, request: Request, conversation: Conversation, words: str) -> None:
    sight = look(scene, conversation)
    until = later(words, scene.now, sight.zone)
    standing = decide(conversation.standing, Happening.SNOOZE, scene.now, by=request.person.id, until=until)
    conversations.keep_standing(scene.connection, conversation.id, standing)
    when = moment(request.texts, until, sight.zone, scene.now)
    _done(scene, request, conversation, "desk-toast-snoozed", until=when)


def _move(scene: Scene, request: Request, conversation: Conversation, happening: Happening, words: str) -> None:
    standing = decide(conversation.standing, happening, scene.now, by=request.person.id)
    conversations.keep_standing(scene.connection, conversation.id, standing)
    _done(scene, request, conversation, words)


def _done(scene: Scene, request: Request, conversation: Conversation, words: str, **values: object) -> None:
    """The card shows it; whoever asked for it elsewhere is told there."""
    cards.refresh(scene, conversation.id)
    said = request.texts(words, number=conversation.id, **values)
    if request.message is not None:
        _confirm(scene, request, request.message.message_id, said)
        return
    speech.toast(scene, request, said)
    assert request.card is not None
    if not cards.is_card(scene, conversation, request.chat, request.card):
        speech.edit(scene, request.chat, request.card, said)


def _confirm(scene: Scene, request: Request, message: int, said: str) -> None:
    """A command has been obeyed: on the desk the card shows how."""
    if request.chat.purpose == "desk":
        speech.nod(scene, request.chat, message)
    else:
        speech.answer(scene, request, said)


def _judged(sight: Sight) -> list[MessageId]:
    """What the team judged to need no answer since it last gave one."""
    since = sight.answers[-1].sent_at if sight.answers else sight.conversation.opened_at
    return [
        one.id for one in sight.said if one.corrected_by is not None and not one.needs_answer and one.sent_at >= since
    ]
