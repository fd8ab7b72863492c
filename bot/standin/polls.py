"""Polls: what stands in the message, and how people vote.

Invariant: a bot hears of votes only in its own polls, of voters only when the poll is not anonymous; a withdrawn vote
is an empty list of options. A quiz takes one answer, which stays.
"""

from collections.abc import Sequence

from bot.standin.ground import Ground
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.wire import Json


def new_poll(
    number: int,
    question: str,
    options: Sequence[str],
    *,
    anonymous: bool,
    multiple: bool,
    right: Sequence[int] | None = None,
    revoting: bool = True,
) -> Json:
    """The Bot API's `Poll` before anyone has voted; with right options it is a quiz."""
    shown = [{"persistent_id": f"o{i}", "text": text, "voter_count": 0} for i, text in enumerate(options)]
    poll: Json = {
        "id": str(5_200_000_000_000_000 + number),
        "question": question,
        "options": shown,
        "total_voter_count": 0,
    }
    kind: Json = {"type": "regular"} if right is None else {"type": "quiz", "correct_option_ids": list(right)}
    poll |= {"is_closed": False, "is_anonymous": anonymous, "allows_multiple_answers": multiple}
    return poll | kind | {"allows_revoting": revoting, "members_only": False}


def vote(ground: Ground, who: Person, message: Message, wanted: Sequence[str]) -> None:
    """Someone chooses these options instead of any before; none withdraws the vote."""
    poll: Json = message.raw["poll"]
    voters = message.voters
    assert poll.get("allows_revoting", True) or not voters.get(who.id), "this poll takes one answer, which stays"
    assert not poll.get("is_closed"), "the poll is closed"
    texts = [option["text"] for option in poll["options"]]
    voters[who.id] = [texts.index(option) for option in wanted]
    counts = [sum(i in chosen for chosen in voters.values()) for i in range(len(texts))]
    options = [option | {"voter_count": count} for option, count in zip(poll["options"], counts, strict=True)]
    poll = poll | {"options": options, "total_voter_count": sum(1 for chosen in voters.values() if chosen)}
    message.raw = message.raw | {"poll": poll}
    if not message.is_bots:
        return
    ground.publish("poll", poll)
    if not poll["is_anonymous"]:
        chosen = voters[who.id]
        answer: Json = {"poll_id": poll["id"], "user": who.user, "option_ids": chosen}
        ground.publish("poll_answer", answer | {"option_persistent_ids": [options[i]["persistent_id"] for i in chosen]})
