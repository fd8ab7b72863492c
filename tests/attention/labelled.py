"""The labelled messages: who needs an answer, and where the message stood.

Two parts: on *development* the rules were written; *held-out* only measures them: no rule is fitted to it. One person
wrote both parts and the rules, so real chats will show somewhat less. Labels say what a community manager would want.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inbox.attention import Context, judge

Part = Literal["development", "held-out"]
Language = Literal["ru", "en"]


@dataclass(frozen=True, slots=True)
class Labelled:
    part: Part
    language: Language
    brand: str
    needs_answer: bool
    text: str
    context: Context


@dataclass(frozen=True, slots=True)
class Score:
    """In percent, with the messages that need an answer (`asking`) and all others (`chatter`)."""

    precision: float
    recall: float
    asking: int
    chatter: int


def labelled_messages() -> list[Labelled]:
    lines = Path(__file__).with_name("labelled.jsonl").read_text("utf-8").splitlines()
    return [Labelled(**{**row, "context": Context(**row["context"])}) for row in map(json.loads, lines)]


def score(messages: Iterable[Labelled]) -> Score:
    pairs = [(message.needs_answer, judge(message.text, message.context).needs_answer) for message in messages]
    right = pairs.count((True, True))
    asking, found = sum(needs for needs, _ in pairs), sum(judged for _, judged in pairs)
    return Score(100 * right / found, 100 * right / asking, asking, len(pairs) - asking)
