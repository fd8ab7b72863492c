"""The client's word on entries, sent back in the form: what of it counts, told to the client, then to the team.

Invariant: a client changes no words; what they wrote into other columns is named as not taken, never dropped silently.
A yes to words that have been changed since counts for nothing, nor does one beside an answer that they wrote anew: that
answer is a remark. A no and a comment always count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from faq.files.changes import Changes, Verdict
from faq.files.reading import LibraryFile
from handlers import speech
from handlers.excerpts import one_line
from handlers.library.long_lists import first_lines, first_numbers, is_told_whole
from handlers.onboarding import leads
from handlers.scene import Scene
from inbox.ids import BrandId, EntryId, TelegramId
from storage import brands, chats, library, people
from texts import Catalogue, catalogue

SAID = "said"
"""The step of a plan that tells the team."""
SHOWN, QUESTION_LIMIT = 10, 60


def plan_of(changes: Changes) -> list[tuple[str, dict[str, Any]]]:
    """What the client approved, and what they sent back; at the end what the team has to hear, if anything."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("approved", asdict(replace(each.entry, state="approved"))) for each in changes.verdicts if _is_approval(each)
    ]
    approved = [step["id"] for _, step in steps]
    refused = [each.entry for each in changes.verdicts if _is_refusal(each)]
    steps += [("drafted", asdict(replace(entry, state="draft"))) for entry in refused if entry.state == "approved"]
    said = said_of(approved, [entry.id for entry in refused], changes.verdicts)
    return [*steps, (SAID, said)] if any(said.values()) else []


def said_of(
    approved: Sequence[EntryId], refused: Sequence[EntryId] = (), remarked: Iterable[Verdict] = ()
) -> dict[str, Any]:
    """What the team has to hear, as plain values."""
    remarks = [
        [kind, each.entry.id, each.entry.question, words]
        for each in remarked
        for kind, words in (("comment", each.comment), ("wording", each.wording))
        if words
    ]
    return {"approved": list(approved), "refused": list(refused), "remarks": remarks}


def told(texts: Catalogue, changes: Changes, file: LibraryFile) -> list[str]:
    """For the client, before they say so: what will come of the file, and what of it will not."""
    counts = {
        "approved": sum(map(_is_approval, changes.verdicts)),
        "already": sum(map(_is_no_news, changes.verdicts)),
        "refused": sum(map(_is_refusal, changes.verdicts)),
        "comments": sum(bool(each.comment) + bool(each.wording) for each in changes.verdicts),
        "bad": file.bad_rows,
    }
    lines = [texts(f"faq-verdicts-{kind}", n=n) for kind, n in counts.items() if n]
    yes = [each for each in changes.verdicts if each.approved]
    decided = [each.entry for each in changes.verdicts if each.approved is not None]
    named: dict[str, list[EntryId]] = {
        "outdated": [each.entry.id for each in yes if each.is_outdated],
        "reworded": [each.entry.id for each in yes if each.wording],
        "retired": [entry.id for entry in decided if entry.state == "retired"],
        "words": _lost(changes),
    }
    lines += [texts(f"faq-verdicts-{kind}", ids=first_numbers(found)) for kind, found in named.items() if found]
    return [*lines, texts("faq-verdicts-new", n=len(changes.new))] if changes.new else lines


def nothing(texts: Catalogue, changes: Changes) -> str:
    """For the client, where nothing of what they said has to be heard."""
    is_said = any(each.approved is not None for each in changes.verdicts)
    return texts("faq-verdicts-no-news" if is_said else "faq-verdicts-none")


def _lost(changes: Changes) -> list[EntryId]:
    """Entries of which they changed what nobody will read: an answer beside a word of theirs is a remark."""
    heard = {each.entry.id for each in changes.verdicts if each.wording}
    return [
        change.before.id
        for change in (*changes.changed, *changes.outdated)
        if set(change.fields) - {"state"} - ({"answer"} if change.before.id in heard else set())
    ]


def remarks(texts: Catalogue, said: Mapping[str, Any]) -> list[str]:
    """A line for each: plain text."""
    return [
        texts(f"faq-verdicts-{kind}", id=number, question=one_line(question, QUESTION_LIMIT), words=words)
        for kind, number, question, words in said["remarks"]
    ]


def tell_team(scene: Scene, brand: BrandId, client: TelegramId, said: Mapping[str, Any]) -> None:
    """On the desk, with buttons to the entries in question; where there is none, the leads in private."""
    texts = catalogue(brands.get(scene.connection, brand).language)
    lines = [_head(scene, texts, client)]
    if said["approved"]:
        lines.append(texts("faq-verdicts-said-approved", n=len(said["approved"])))
    if said["refused"]:
        lines.append(texts("faq-verdicts-said-refused", ids=first_numbers(said["refused"])))
    found = remarks(texts, said)
    lines += first_lines(texts, found)
    _tell(scene, brand, lines, [*said["refused"], *(number for _, number, *_ in said["remarks"])])
    if not is_told_whole(found):
        _hand(scene, brand, f"{scene.now:%Y-%m-%d}-remarks.txt", "\n".join(found).encode())


def tell_taken_back(scene: Scene, brand: BrandId, client: TelegramId, number: EntryId) -> None:
    """What the client decided about an entry holds no longer."""
    texts = catalogue(brands.get(scene.connection, brand).language)
    entry = library.get(scene.connection, brand, number)
    question, state = speech.safe(one_line(entry.question, QUESTION_LIMIT)), texts(f"library-state-{entry.state}")
    line = texts("faq-verdicts-taken-back", id=number, question=question, state=state)
    _tell(scene, brand, [_head(scene, texts, client), line], [number])


def _head(scene: Scene, texts: Catalogue, client: TelegramId) -> str:
    return texts("faq-verdicts-head", name=speech.safe(name_of(scene, texts, client)))


def name_of(scene: Scene, texts: Catalogue, client: TelegramId) -> str:
    known = people.find(scene.connection, client)
    return known.name if known is not None else texts("faq-somebody")


def _tell(scene: Scene, brand: BrandId, lines: Sequence[str], entries: Iterable[EntryId]) -> None:
    desk = chats.desk_of(scene.connection, brand)
    if desk is None:
        leads.tell(scene, brand, "faq-verdicts-no-desk", said="\n".join(lines))
        return
    buttons = [(f"№ {number}", f"fe:{number}") for number in dict.fromkeys(entries)][:SHOWN]
    speech.say(scene, desk, "\n".join(lines), [buttons[:5], buttons[5:]])


def _hand(scene: Scene, brand: BrandId, name: str, content: bytes) -> None:
    desk = chats.desk_of(scene.connection, brand)
    if desk is None:
        leads.hand(scene, brand, name, content)
    else:
        speech.hand(scene, desk, name, content)


def _is_approval(verdict: Verdict) -> bool:
    return _is_yes(verdict) and verdict.entry.state == "draft"


def _is_no_news(verdict: Verdict) -> bool:
    return _is_yes(verdict) and verdict.entry.state == "approved"


def _is_yes(verdict: Verdict) -> bool:
    """To these very words."""
    return verdict.approved is True and not verdict.is_outdated and not verdict.wording


def _is_refusal(verdict: Verdict) -> bool:
    return verdict.approved is False and verdict.entry.state != "retired"
