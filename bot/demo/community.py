"""What the demo's people say, read from `community/<language>.toml`: topics with their standard replies, and talk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.demo.script import Script, script
from inbox.entries import Entry
from texts import Language


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask: how they put it, and what the team says to it; `entry` when the library has the reply."""

    asks: tuple[str, ...]
    reply: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """`title` is its line in the content plan, `topics` what it makes people ask."""

    title: str
    text: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Community:
    language: Language
    brand: Mapping[str, Any]
    people: Mapping[str, Any]
    slots: Mapping[str, tuple[str, ...]]
    manners: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Any]
    posts: tuple[Post, ...]
    known: tuple[Topic, ...]
    """Topics that the library answers, in the community's own language."""
    foreign: tuple[Topic, ...]
    """… and in the other one."""
    unknown: tuple[Topic, ...]
    complaints: tuple[Topic, ...]
    placements: tuple[str, ...]
    """What is typed after `/link new`."""
    items: Mapping[int, str]
    """A line for each item of the checklist that people see to."""
    script: Script

    @property
    def library(self) -> tuple[Entry, ...]:
        return tuple(topic.entry for topic in (*self.known, *self.foreign) if topic.entry is not None)


@cache
def community(language: Language) -> Community:
    told = tomllib.loads(files(__package__).joinpath("community", f"{language}.toml").read_text("utf-8"))
    topics = [_known(entry, language) for entry in told["entry"]]
    return Community(
        language=language,
        brand=told["brand"],
        people=told["people"],
        slots=told["slots"],
        manners=told["manners"],
        words=told["words"],
        posts=tuple(_post(post) for post in told["post"]),
        known=tuple(topic for topic in topics if topic.entry and topic.entry.language == language),
        foreign=tuple(topic for topic in topics if topic.entry and topic.entry.language != language),
        unknown=tuple(Topic(tuple(topic["asks"]), topic["reply"]) for topic in told["open"]),
        complaints=tuple(Topic(tuple(topic["asks"]), topic["reply"]) for topic in told["complaint"]),
        placements=tuple(told["brand"]["placements"]),
        items={item["number"]: item["text"] for item in told["item"]},
        script=script(language),
    )


def _post(told: Mapping[str, Any]) -> Post:
    return Post(told["title"], told["text"], tuple(Topic((question,), reply) for question, reply in told["asks"]))


def _known(told: Mapping[str, Any], language: Language) -> Topic:
    entry = Entry(
        id="",
        question=told["question"],
        answer=told["answer"],
        category=told["category"],
        phrasings=tuple(told["phrasings"]),
        language=told.get("language", language),
        state="draft",
    )
    return Topic(tuple(told["asks"]), told["answer"], entry)
