"""What a teammate made of the suggestions: accepted as they were, edited, another entry chosen, passed over.

Invariant: a suggestion counts as accepted when less than 40 % of its text was changed, whether it was tapped, typed on
the desk or typed in the community itself. A message that was answered by a suggestion of high score is remembered as a
phrasing of its entry: the sentence that it was suggested for, without the story around it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rapidfuzz.distance import Levenshtein

from faq.markup import plain_text
from faq.placeholders import fill
from handlers.desk.buttons import PHRASING_LIMIT
from handlers.desk.contents import placeholder_values
from handlers.desk.sight import Sight, has_wording, heard, look
from handlers.scene import Scene
from handlers.speech import safe
from inbox.entries import Entry
from inbox.ids import BrandId, EntryId, MessageId, TelegramId
from inbox.messages import Message
from storage import library, replies, suggestions
from storage.conversations import Conversation
from storage.replies import Reply
from storage.suggestions import Outcome, Suggested

CHANGED_LIMIT = 0.4
SURE = 0.9
"""The score from which an accepted message becomes a phrasing by itself."""


def decide(scene: Scene, sight: Sight, reply: Reply, answer: MessageId) -> None:
    """The reply has been sent: give the open suggestions their outcomes and count the use of its entry. What the entry
    was suggested for is what the reply answers, whatever message it went to.
    """
    connection, author = scene.connection, reply.author
    entry = _entry_sent(scene, sight, reply)
    offer = None if entry is None else _taken(sight, reply, entry.id)
    question = reply.question if offer is None else offer.message
    replies.change(connection, reply.id, entry_id=None if entry is None else entry.id, question_id=question)
    if entry is not None:
        is_edited = _changed(entry, sight, reply.html) > 0
        library_use = (connection, sight.brand.id, entry.id, answer, question, scene.now, author)
        suggestions.record_use(*library_use, edited=is_edited)
        if offer is not None:
            suggestions.accept(connection, offer, scene.now, author, edited=is_edited)
            _remember(scene, sight, reply, offer)
    rest: Outcome = "ignored" if entry is None or offer is not None else "other"
    suggestions.decide(connection, sight.conversation.id, rest, scene.now, author, until=reply.created_at)


def _taken(sight: Sight, reply: Reply, entry: EntryId) -> Suggested | None:
    """The entry as it was suggested for the reply's question; else for the one that it fits best."""
    offers = [offer for offer in known(sight, reply.created_at) if offer.entry == entry]
    return max(offers, key=lambda offer: (offer.message == reply.question, offer.score), default=None)


def known(sight: Sight, until: datetime) -> list[Suggested]:
    """The open suggestions for what had been asked by then."""
    return [offer for offer in sight.suggested if offer.asked_at <= until]


def undo(scene: Scene, reply: Reply, answer: MessageId, by: TelegramId) -> None:
    """Somebody took the answer back: so is what was concluded from it, the phrasing that was learned included."""
    replies.change(scene.connection, reply.id, state="removed")
    suggestions.take_back(scene.connection, reply.question, answer)
    learned = None if reply.question is None else library.phrasing_from(scene.connection, reply.question)
    if learned is not None and learned[0] == reply.entry:
        forget_phrasing(scene, reply.brand, *learned, by)


def forget_phrasing(scene: Scene, brand: BrandId, number: EntryId, words: str, by: TelegramId) -> None:
    entry = library.get(scene.connection, brand, number)
    left = replace(entry, phrasings=tuple(text for text in entry.phrasings if text != words))
    library.change(scene.connection, brand, left, scene.now, by, "undone")


def decide_native(scene: Scene, conversation: Conversation, answer: MessageId, message: Message) -> None:
    """An answer written in the community: an open suggestion that it comes close to was accepted by hand."""
    if not message.text or message.is_automatic or not suggestions.open_of(scene.connection, conversation.id):
        return
    sight = look(scene, conversation)
    offers = known(sight, message.sent_at)
    if _nearest(scene, sight, [offer.entry for offer in offers], safe(message.text)) is not None:
        reply = native_reply(scene, sight, answer, message.sender_id, message.text, message.sent_at)
        decide(scene, sight, reply, answer)


def native_reply(
    scene: Scene, sight: Sight, answer: MessageId, author: TelegramId, text: str, sent_at: datetime
) -> Reply:
    """An answer written in the community itself, as if it had been given from the desk."""
    return replies.add(
        scene.connection,
        sight.brand.id,
        sight.conversation.id,
        author,
        "sent",
        sent_at,
        question_id=sight.question.id if sight.question else None,
        method="",
        params={},
        html=safe(text),
        message_id=answer,
    )


def _entry_sent(scene: Scene, sight: Sight, reply: Reply) -> Entry | None:
    """The entry that was chosen, or the suggested one that own words come close to; not one rewritten beyond it."""
    offered = [offer.entry for offer in known(sight, reply.created_at)]
    candidates = [reply.entry] if reply.entry is not None else offered
    return _nearest(scene, sight, candidates, reply.html)


def _nearest(scene: Scene, sight: Sight, candidates: Sequence[EntryId], html: str) -> Entry | None:
    found = [library.get(scene.connection, sight.brand.id, entry) for entry in candidates]
    near = [
        (changed, at) for at, entry in enumerate(found) if (changed := _changed(entry, sight, html)) < CHANGED_LIMIT
    ]
    return found[min(near)[1]] if near else None


def _changed(entry: Entry, sight: Sight, html: str) -> float:
    """The share of the words that differ, from 0 to 1; formatting does not count."""
    standard = plain_text(fill(entry.answer, placeholder_values(sight)))
    return Levenshtein.normalized_distance(standard.strip(), plain_text(html).strip())


def _remember(scene: Scene, sight: Sight, reply: Reply, offer: Suggested) -> None:
    question = next((one for one in sight.said if one.id == offer.message), None)
    if question is None or offer.score < SURE:
        return
    words = heard(question, [offer])
    entry = library.get(scene.connection, sight.brand.id, offer.entry)
    if len(words) <= PHRASING_LIMIT and not has_wording(entry, words):
        library.add_phrasing(scene.connection, sight.brand.id, entry.id, words, scene.now, reply.author, question.id)
