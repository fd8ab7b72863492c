"""Methods for polls."""

from bot.standin.calls import Call
from bot.standin.methods.place import chat_of, message_of, place_of
from bot.standin.methods.words import keyboard_of
from bot.standin.polls import new_poll
from bot.standin.refusals import bad_request
from bot.standin.wire import Json
from bot.standin.world import World


def send_poll(world: World, call: Call) -> Json:
    chat = chat_of(world, call, "write")
    options = [option if isinstance(option, str) else option["text"] for option in call.object("options") or []]
    if not call.text("question"):
        raise bad_request("poll question must be non-empty")
    if not options:
        raise bad_request("poll must have at least 1 option")
    anonymous = bool(call.params.get("is_anonymous", True))
    multiple = call.flag("allows_multiple_answers")
    right = _right(call, len(options))
    revoting = bool(call.params.get("allows_revoting", right is None))
    number, question = world.ground.number("poll"), call.text("question")
    poll = new_poll(
        number, question, options, anonymous=anonymous, multiple=multiple, right=right, revoting=revoting
    )  # fmt: skip
    return chat.bot_stands({"poll": poll} | place_of(chat, call) | keyboard_of(call)).raw


def _right(call: Call, number: int) -> list[int] | None:
    """A quiz's right options, as they are named since Bot API 9.6 or as the one was before."""
    if call.text("type") != "quiz":
        return None
    one = call.params.get("correct_option_id")
    right: list[int] = call.object("correct_option_ids") or ([] if one is None else [one])
    if not right or not all(0 <= option < number for option in right):
        raise bad_request("wrong correct option ID specified")  # unverified wording
    return right


def stop_poll(world: World, call: Call) -> Json:
    message = message_of(chat_of(world, call), call, "message with poll to stop")
    if not message.is_bots or "poll" not in message.raw:
        raise bad_request("poll can't be stopped")
    if message.raw["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    poll: Json = message.raw["poll"] | {"is_closed": True}
    message.replace(message.raw | {"poll": poll})
    world.ground.publish("poll", poll)
    return poll


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
