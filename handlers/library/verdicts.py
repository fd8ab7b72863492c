"""The client's word on entries, sent back in the form: what of it counts, told to the client, then to the team.

Invariant: a client changes no words; what they wrote into other columns is named as not taken, never dropped silently.
A yes to words that have been changed since counts for nothing, a no and a comment always do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from faq.files.changes import Changes, Verdict
from faq.files.reading import LibraryFile
from handlers import speech
from handlers.excerpts import one_line
from handlers.scene import Scene
from inbox.ids import BrandId, TelegramId
from storage import brands, chats, people
from texts import Catalogue, catalogue

SAID = "said"
"""The step of a plan that tells the team."""
SHOWN, IDS, QUESTION_LIMIT, COMMENT_LIMIT = 10, 20, 60, 300


def plan_of(changes: Changes) -> list[tuple[str, dict[str, Any]]]:
    """What the client approved, and what they sent back; at the end what the team has to hear, if anything."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("approved", asdict(replace(each.entry, state="approved"))) for each in changes.verdicts if _is_approval(each)
    ]
    refused = [each for each in changes.verdicts if each.approved is False]
    steps += [
        ("drafted", asdict(replace(each.entry, state="draft"))) for each in refused if each.entry.state == "approved"
    ]
    said = {
        "approved": len([what for what, _ in steps if what == "approved"]),
        "refused": [each.entry.id for each in refused],
        "comments": [[each.entry.id, each.entry.question, each.comment] for each in changes.verdicts if each.comment],
    }
    return [*steps, (SAID, said)] if any(said.values()) else []


def told(texts: Catalogue, changes: Changes, file: LibraryFile) -> list[str]:
    """For the client, before they say so: what will come of the file, and what of it will not."""
    counts = {
        "approved": sum(map(_is_approval, changes.verdicts)),
        "refused": sum(each.approved is False for each in changes.verdicts),
        "comments": sum(bool(each.comment) for each in changes.verdicts),
        "bad": file.bad_rows,
    }
    lines = [texts(f"faq-verdicts-{kind}", n=n) for kind, n in counts.items() if n]
    outdated = [each.entry.id for each in changes.verdicts if each.approved and each.is_outdated]
    retired = [each.entry.id for each in changes.verdicts if each.approved and each.entry.state == "retired"]
    worded = [change.before.id for change in changes.changed if set(change.fields) != {"state"}]
    lines += [texts(f"faq-verdicts-{kind}", ids=_ids(found)) for kind, found in
              (("outdated", outdated), ("retired", retired), ("words", worded)) if found]  # fmt: skip
    return [*lines, texts("faq-verdicts-new", n=len(changes.new))] if changes.new else lines


def comments(texts: Catalogue, said: Iterable[Sequence[Any]]) -> list[str]:
    """A line for each: plain text."""
    return [
        texts(
            "faq-verdicts-comment",
            id=number,
            question=one_line(question, QUESTION_LIMIT),
            comment=one_line(comment, COMMENT_LIMIT),
        )
        for number, question, comment in said
    ]


def tell_team(scene: Scene, brand: BrandId, client: TelegramId, said: Mapping[str, Any]) -> None:
    """On the desk, with buttons to the entries in question."""
    desk = chats.desk_of(scene.connection, brand)
    if desk is None:
        return
    texts = catalogue(brands.get(scene.connection, brand).language)
    known = people.find(scene.connection, client)
    lines = [texts("faq-verdicts-head", name=speech.safe(known.name if known else texts("faq-somebody")))]
    if said["approved"]:
        lines.append(texts("faq-verdicts-said-approved", n=said["approved"]))
    if said["refused"]:
        lines.append(texts("faq-verdicts-said-refused", ids=_ids(said["refused"])))
    found = comments(texts, said["comments"])
    lines += [f"• {speech.safe(line)}" for line in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(texts("library-and-more", n=len(found) - SHOWN))
    numbers = list(dict.fromkeys([*said["refused"], *(number for number, *_ in said["comments"])]))[:SHOWN]
    buttons = [(f"№ {number}", f"fe:{number}") for number in numbers]
    speech.say(scene, desk, "\n".join(lines), [buttons[:5], buttons[5:]])


def _is_approval(verdict: Verdict) -> bool:
    return verdict.approved is True and not verdict.is_outdated and verdict.entry.state == "draft"


def _ids(numbers: Sequence[object]) -> str:
    listed = ", ".join(f"№ {number}" for number in numbers[:IDS])
    return f"{listed}…" if len(numbers) > IDS else listed
