"""How a message, a press or a result finds its row in handlers.routes, and how a refusal becomes words.

Invariant: what a refused request had written is undone; the person gets one answer that says why and what to do.
Plugged into a host, its own commands and buttons are left to it.
"""

from collections.abc import Callable

from handlers import guide, routes, speech
from handlers.access import admit, is_on_a_team, request_in
from handlers.activations import running as activation_running
from handlers.commands import command_of, is_command
from handlers.community import corrections, tracking
from handlers.desk import second_thoughts
from handlers.desk.subjects import is_reply_to_card
from handlers.growth import placements
from handlers.library import importing
from handlers.onboarding.start import is_our_link
from handlers.requests import Command, Request
from handlers.scene import Scene
from handlers.ugc import asking as ugc_asking
from handlers.ugc import candidates as ugc_candidates
from handlers.ugc import consent as ugc_consent
from handlers.ugc import edits as ugc_edits
from inbox.errors import OtklikError
from inbox.events import ButtonPress, CallSettled, ChatMigrated, MessageEdited, MessageReceived
from inbox.messages import Message
from storage import brands, chats, dialogues, people
from storage.chats import Chat
from texts import catalogue

COMMANDS = {command.name: command for command in routes.COMMANDS}
PRESSES = {press.verb: press for press in routes.PRESSES}


def receive(scene: Scene, event: MessageReceived) -> None:
    """A message: something said to the bot by the team, or something that a community says."""
    message = event.message
    chat = chats.remember(scene.connection, message.place, scene.now)
    if message.person is not None and not message.person.is_bot:
        people.remember(scene.connection, message.person)
    if message.place.business_connection:
        _receive_business(scene, chat, message)
    elif not _is_hosts(scene, chat, message) and not _is_for_us(scene, chat, message):
        tracking.record_in(scene, chat, message)
        guide.point_the_way(scene, chat, message)
        _notice(scene, chat, message)
        _ask_for_a_name(scene, chat, message)


def _is_hosts(scene: Scene, chat: Chat, message: Message) -> bool:
    """A command that we do not have, `/start` with a link that is not ours, and in private `/start` and `/help` of
    somebody who is on no team.
    """
    if not scene.me.is_plugged or not is_command(message, scene.me.username):
        return False
    name, args = command_of(message.text, scene.me.username)
    if name == "start" and args:
        return not is_our_link(args)
    if name in ("start", "help") and chat.kind == "private" and message.person is not None:
        return not is_on_a_team(scene, message.person.id)
    return name not in COMMANDS


def _receive_business(scene: Scene, chat: Chat, message: Message) -> None:
    """The bot has no commands here, but what a customer agreed to here they can take back here."""
    is_customers = message.sender_id == message.place.id
    if is_customers and _takes_back(scene, chat, message):
        return
    tracking.record_business(scene, chat, message)
    if is_customers:
        _notice(scene, chat, message)


def _notice(scene: Scene, chat: Chat, message: Message) -> None:
    """What a member's message means beside a question: material to publish, a word about it, an entry of a contest."""
    ugc_candidates.notice(scene, chat, message)
    ugc_consent.hear(scene, chat, message)
    activation_running.hear(scene, chat, message)


def _ask_for_a_name(scene: Scene, chat: Chat, message: Message) -> None:
    """On the desk an administrator who hides behind the chat's name meant to answer: they hear that nobody got it."""
    is_hidden = message.sender_chat is not None and message.sender_chat.id == message.place.id
    is_for_us = _is_reply_to_us(scene, message) or is_command(message, scene.me.username)
    if chat.purpose == "desk" and is_hidden and is_for_us:
        texts = catalogue(brands.get(scene.connection, chat.brand).language if chat.brand else "ru")
        speech.say(scene, chat, texts("desk-anonymous"), reply_to=message.message_id)


def edited(scene: Scene, event: MessageEdited) -> None:
    """New words for something said on the desk, or in a community."""
    chat = chats.find(scene.connection, event.message.place.id, event.message.place.business_connection)
    if chat is not None and chat.purpose == "desk":
        second_thoughts.edited(scene, chat, event)
    else:
        with ugc_edits.heeded(scene, event):
            corrections.edit(scene, event)
        activation_running.edited(scene, event)


def migrated(scene: Scene, event: ChatMigrated) -> None:
    """A group has a new number: all goes on there, and what was asked in it is asked anew. Telegram tells it twice."""
    known = chats.find(scene.connection, event.before)
    if known is not None and chats.moved_to(scene.connection, known.id) is None:
        corrections.migrate(scene, event)
        ugc_asking.follow(scene, event)
        activation_running.follow(scene, event)
        placements.follow(scene, event)


def press(scene: Scene, event: ButtonPress) -> None:
    verb, args, brand = speech.carried(event.data)
    row = PRESSES.get(verb)
    if row is None and scene.me.is_plugged:
        return
    people.remember(scene.connection, event.person)
    chat = chats.remember(scene.connection, event.place, scene.now)
    about = brand if chat.kind == "private" else None
    request = request_in(scene, chat, event.person, args, press_id=event.press_id, card=event.message_id, brand=about)
    is_of_another = chat.kind != "private" and brand is not None and chat.brand not in (None, brand)
    if row is None or is_of_another:
        speech.toast(scene, request, request.texts("stale-button"), alert=True)
        return

    def act() -> None:
        admit(scene, request, row)
        row.act(scene, request)

    _explained(scene, request, act)


def settle(scene: Scene, event: CallSettled) -> None:
    """One of our calls came to its end: whoever made it goes on."""
    if event.purpose:
        routes.RESULTS[event.purpose](scene, event)


def _is_for_us(scene: Scene, chat: Chat, message: Message) -> bool:
    """Whether it was said to the bot by somebody of a team, and has been dealt with."""
    if message.person is None or message.is_automatic_forward:
        return False
    if message.person.is_bot:
        return message.sender_chat is not None and _takes_back(scene, chat, message)
    return any(act(scene, chat, message) for act in (_obey, _wonder, _go_on, _listen, _point_out))


def _takes_back(scene: Scene, chat: Chat, message: Message) -> bool:
    """`/withdraw` of a Business customer, or in a channel's name; of neither is another command obeyed."""
    return command_of(message.text, scene.me.username)[0] == "withdraw" and _obey(scene, chat, message)


def _obey(scene: Scene, chat: Chat, message: Message) -> bool:
    name, args = command_of(message.text, scene.me.username)
    command = COMMANDS.get(name)
    if command is None or message.origin is not None or chat.purpose not in command.places:
        return False
    if not _is_heard(scene, chat, message, command):
        return False
    assert message.person is not None
    request = request_in(scene, chat, message.person, args, message=message)
    if chat.kind == "private":
        dialogues.end(scene.connection, chat.telegram_id, message.person.id)

    def act() -> None:
        admit(scene, request, command)
        command.act(scene, request)

    _explained(scene, request, act)
    return True


def _wonder(scene: Scene, chat: Chat, message: Message) -> bool:
    """A teammate's command that there is not is no answer to anything, and is not passed over in silence."""
    if not is_command(message, scene.me.username) or chat.purpose not in ("desk", "private"):
        return False
    assert message.person is not None
    name, _ = command_of(message.text, scene.me.username)
    request = request_in(scene, chat, message.person, name, message=message)
    if request.role is None or name in COMMANDS:
        return False
    speech.answer(scene, request, request.texts("help-unknown", said=f"/{name}"))
    return True


def _is_heard(scene: Scene, chat: Chat, message: Message, command: Command) -> bool:
    """From somebody who has no role anywhere, a command of the team is a message like any other; in private they are
    told how to ask.
    """
    assert message.person is not None
    return not command.roles or chat.purpose == "desk" or is_on_a_team(scene, message.person.id)


def _go_on(scene: Scene, chat: Chat, message: Message) -> bool:
    assert message.person is not None
    if chat.purpose == "community":
        return False
    dialogue = dialogues.find(scene.connection, chat.telegram_id, message.person.id)
    if dialogue is None or is_reply_to_card(scene, chat, message):
        return False
    if chat.kind != "private" and message.attachment is None and not _is_reply_to_us(scene, message):
        return False
    asked = routes.DIALOGUES[dialogue.kind]
    request = request_in(scene, chat, message.person, message.text, message=message, brand=dialogue.brand)
    is_other = asked.file and message.attachment is None
    if is_other or request.role not in asked.roles:
        dialogues.end(scene.connection, chat.telegram_id, message.person.id)
    if is_other:
        return False

    def act() -> None:
        admit(scene, request, asked)
        asked.hear(scene, request, dialogue.state)

    _explained(scene, request, act)
    return True


def _is_reply_to_us(scene: Scene, message: Message) -> bool:
    """Among others, what answers our question is a reply; the rest is their talk."""
    return message.reply_to is not None and message.reply_to.sender_id == scene.me.id


def _listen(scene: Scene, chat: Chat, message: Message) -> bool:
    """What a teammate writes on the desk or to the bot in private, beside commands."""
    assert message.person is not None
    if chat.purpose == "desk" or (chat.purpose == "private" and is_on_a_team(scene, message.person.id)):
        request = request_in(scene, chat, message.person, message.text, message=message)
        is_form = request.role is not None and importing.is_form(message)
        act = routes.HEAR_FORM if is_form else routes.LISTEN
        _explained(scene, request, lambda: act(scene, request))
        return True
    return False


def _point_out(scene: Scene, chat: Chat, message: Message) -> bool:
    """A chat that is of no brand (any more): a teammate's command, or a reply to what was a card, is not passed over in
    silence.
    """
    assert message.person is not None
    if chat.purpose != "unbound" or not is_on_a_team(scene, message.person.id):
        return False
    if not is_reply_to_card(scene, chat, message) and command_of(message.text, scene.me.username)[0] not in COMMANDS:
        return False
    request = request_in(scene, chat, message.person, message=message)
    speech.answer(scene, request, request.texts("not-bound"))
    return True


def _explained(scene: Scene, request: Request, act: Callable[[], None]) -> None:
    calls = len(scene.calls)
    try:
        with scene.connection.begin_nested():
            act()
    except OtklikError as error:
        del scene.calls[calls:]
        speech.refuse(scene, request, error)
