"""Does a member's message need an answer of the team? A verdict with its reason, from the words and where they stand.

A question, a request, a complaint, a mention of the brand, a reply to the team, a direct message: yes; thanks,
greetings, reactions, talk among members: no. Invariant: pure and quick, the same for the same message; every verdict
has a reason that a person can be told (`attention-<reason>` in the catalogues).
Deliberately absent: learning, and what the question is about.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from inbox import attention_rules as rules
from inbox.attention_reading import Reading, read


class Reason(StrEnum):
    """Why a message needs an answer, or why not."""

    QUESTION = "question"
    REQUEST = "request"
    COMPLAINT = "complaint"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "direct"
    FOLLOW_UP = "follow-up"
    TO_MEMBER = "to-member"
    THANKS = "thanks"
    GREETING = "greeting"
    REACTION = "reaction"
    CHATTER = "chatter"


NEEDS_ANSWER = frozenset(
    {
        Reason.QUESTION,
        Reason.REQUEST,
        Reason.COMPLAINT,
        Reason.MENTION,
        Reason.REPLY,
        Reason.DIRECT,
        Reason.FOLLOW_UP,
    }
)


ADDRESSED = re.compile(r"\s*@\w")  # @alex, …


@dataclass(frozen=True, slots=True)
class Context:
    """Where a message stands. `team_said` is what the team last said to this member, if nothing came after it.

    `has_media` is a photo, a voice message and the like; a sticker is none.
    """

    is_private: bool = False
    is_comment: bool = False
    replies_to: Literal["team", "member"] | None = None
    mentions_brand: bool = False
    mentions_member: bool = False
    has_media: bool = False
    has_open_conversation: bool = False
    team_said: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    reason: Reason

    @property
    def needs_answer(self) -> bool:
        return self.reason in NEEDS_ANSWER


def judge(text: str, context: Context) -> Verdict:
    """Whether a member's message needs an answer."""
    reading = read(text)
    is_among_members = context.replies_to == "member" or context.mentions_member or ADDRESSED.match(text)
    if is_among_members and not context.mentions_brand:
        return Verdict(_among_members(reading))
    return Verdict(_said(reading, context) or _where(reading, context) or _talk(reading))


def _among_members(reading: Reading) -> Reason:
    """What one member says to another is theirs, unless it is a trouble of their own with us."""
    is_own_trouble = "I" in reading.shape and any(rules.complains(sentence) for sentence in reading.sentences)
    return Reason.COMPLAINT if is_own_trouble else Reason.TO_MEMBER


def _said(reading: Reading, context: Context) -> Reason | None:
    if reading.laughs and not rules.is_meant(reading):
        return None
    if any(rules.complains(sentence) for sentence in reading.sentences):
        return Reason.COMPLAINT
    if any(rules.requests(sentence) for sentence in reading.sentences):
        return Reason.REQUEST
    if any(
        rules.asks(sentence) or (context.is_comment and rules.names_goods(sentence)) for sentence in reading.sentences
    ):
        return Reason.QUESTION
    return None


def _where(reading: Reading, context: Context) -> Reason | None:
    """A message to the team needs an answer whatever it says, unless it closes the talk."""
    if rules.closes(reading) and not (context.has_media and not reading.shape):
        return None
    if context.mentions_brand:
        return Reason.MENTION
    if context.replies_to == "team" or (context.team_said and _asks_or_requests(read(context.team_said))):
        return Reason.REPLY
    if context.is_private:
        return Reason.DIRECT
    if context.has_open_conversation and rules.follows_up(reading):
        return Reason.FOLLOW_UP
    return None


def _asks_or_requests(reading: Reading) -> bool:
    return any(rules.asks(sentence) or rules.requests(sentence) for sentence in reading.sentences)


def _talk(reading: Reading) -> Reason:
    if rules.is_wordless(reading):
        return Reason.REACTION
    if rules.closes(reading):
        return Reason.THANKS
    return Reason.GREETING if rules.greets(reading) else Reason.CHATTER
