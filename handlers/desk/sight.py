"""Everything that a card shows of a conversation, read at once, and what follows from it.

Invariant: a sight is what the database says at this moment; whoever needs to know whether somebody waits, has answered
or is just answering asks it here. Absent: words and buttons (see handlers.desk.drawing).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from faq.files.cells import bare
from handlers.scene import Scene
from inbox.calendars import CalendarVersion
from inbox.conversations import State
from inbox.entries import Entry
from inbox.ids import EntryId, MessageId, TelegramId
from inbox.matter import matter
from storage import brands, chats, library, messages, people, posts, replies, suggestions, waits
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation
from storage.messages import Kept
from storage.people import KnownPerson
from storage.posts import Post
from storage.replies import Reply
from storage.suggestions import Suggested
from storage.waits import KeptWait


class Condition(StrEnum):
    """How a conversation stands in the eyes of the desk."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    ANSWERED = "answered"
    NEEDLESS = "needless"
    WITHDRAWN = "withdrawn"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    SPAM = "spam"


BY_STATE = {State.SNOOZED: Condition.SNOOZED, State.RESOLVED: Condition.RESOLVED, State.SPAM: Condition.SPAM}


@dataclass(frozen=True, slots=True)
class Sight:
    """`said`: the newest messages and notes, oldest first, and the older ones that ask for an answer."""

    conversation: Conversation
    brand: Brand
    chat: Chat
    post: Post | None
    said: tuple[Kept, ...]
    wait: KeptWait | None
    reply: Reply | None
    suggested: tuple[Suggested, ...]
    people: Mapping[TelegramId, KnownPerson]
    calendar: tuple[CalendarVersion, ...]
    given: Reply | None
    """The reply that the newest answer was given by, unless it was written natively."""
    aim: MessageId | None
    """The message that is meant to be answered, or was, where somebody has chosen."""
    learnt: EntryId | None
    """The entry that the question has been added to as a phrasing."""
    wording: str
    """The words of the question that ask for the entry it was answered with; empty where they are the entry's own."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.brand.time_zone)

    @property
    def offers(self) -> list[Suggested]:
        """The open suggestions for all that waits, best first; an entry for the message that it fits best."""
        best: dict[EntryId, Suggested] = {}
        for offer in sorted(self.suggested, key=lambda one: -one.score):
            best.setdefault(offer.entry, offer)
        return list(best.values())

    @property
    def condition(self) -> Condition:
        if self.reply is not None and self.reply.state == "sending":
            return Condition.SENDING
        if self.reply is not None and self.reply.state == "uncertain":
            return Condition.UNCERTAIN
        if self.conversation.standing.state in BY_STATE:
            return BY_STATE[self.conversation.standing.state]
        if self.conversation.waiting_since is not None:
            return Condition.WAITING
        if self.wait is None and not self.asked:
            return Condition.WITHDRAWN
        is_needless = self.answer is None if self.wait is None else self._is_corrected
        return Condition.NEEDLESS if is_needless else Condition.ANSWERED

    @property
    def asked(self) -> list[Kept]:
        """What the member wrote since the newest wait began, albums once."""
        incoming = [one for one in self.said if one.direction == "incoming" and one.reason != "album"]
        return [one for one in incoming if self.wait is None or one.sent_at >= self.wait.asked_at] or incoming[-1:]

    @property
    def question(self) -> Kept | None:
        """The message that an answer goes to: the one aimed at; else the newest that needs one, a mere reminder of
        another (*ау?*) aside; else the newest of all.
        """
        asked = self.asked
        if aimed := next((one for one in asked if one.id == self.aim), None):
            return aimed
        waiting = [one for one in asked if one.needs_answer] or asked[-1:]
        if len(waiting) < 2:
            return waiting[0] if waiting else None
        return next((one for one in reversed(waiting) if matter(one.text) or not one.text), waiting[-1])

    def aimed_at(self, entry: EntryId) -> "Sight":
        """With the message that the entry is suggested for as its question."""
        aim = next((offer.message for offer in self.offers if offer.entry == entry), self.aim)
        return replace(self, aim=aim)

    @property
    def answers(self) -> list[Kept]:
        """The team's public words, oldest first, albums once."""
        outgoing = [one for one in self.said if one.direction == "outgoing" and one.reason != "album"]
        return [one for one in outgoing if not one.is_automatic]

    @property
    def answer(self) -> Kept | None:
        """The newest answer to what was asked."""
        return self.answers[-1] if self.answers and self.asked and self._is_after_asking(self.answers[-1]) else None

    @property
    def answer_before(self) -> Kept | None:
        """The team's last word before the newest wait began."""
        return next((one for one in reversed(self.answers) if not self._is_after_asking(one)), None)

    @property
    def notes(self) -> list[Kept]:
        return [one for one in self.said if one.direction == "note"]

    @property
    def refusal(self) -> Reply | None:
        """The newest reply, when it did not reach the member and nobody has answered since."""
        reply = self.reply
        if reply is None or reply.state != "refused" or self.conversation.waiting_since is None:
            return None
        return None if any(one.sent_at > reply.created_at for one in self.answers) else reply

    def name_of(self, person: TelegramId) -> str:
        known = self.people.get(person)
        if known is not None:
            return known.name
        return next((one.sender_name for one in reversed(self.said) if one.sender == person), "")

    def parts_of(self, message: Kept) -> list[Kept]:
        """The message, with the other parts of its album."""
        return [
            one for one in self.said if one.id == message.id or (message.album_id and one.album_id == message.album_id)
        ]

    @property
    def _is_corrected(self) -> bool:
        """The team judged the newest words to need no answer, after the last wait was over."""
        last = self.asked[-1] if self.asked else None
        if last is None or last.corrected_by is None or last.needs_answer:
            return False
        return all(answer.sent_at < last.sent_at for answer in self.answers)

    def _is_after_asking(self, answer: Kept) -> bool:
        """While somebody waits, the newest answer was on its way before they asked, though it may have come after."""
        if self.wait is not None and self.wait.answered_at is None:
            return False
        return not self.asked or answer.sent_at >= self.asked[0].sent_at


def look(scene: Scene, conversation: Conversation) -> Sight:
    connection = scene.connection
    wait = waits.latest(connection, conversation.id)
    said = tuple(messages.latest_of(connection, conversation.id, wait.asked_at if wait is not None else None))
    reply = replies.current(connection, conversation.id)
    known = {one.sender for one in said} | {conversation.member, *_people_of(conversation, said, reply)}
    sight = Sight(
        conversation,
        brands.get(connection, conversation.brand),
        chats.get(connection, conversation.chat),
        posts.get(connection, conversation.post) if conversation.post is not None else None,
        said,
        wait,
        reply,
        tuple(suggestions.open_of(connection, conversation.id)),
        people.find_all(connection, known),
        brands.calendar_versions(connection, conversation.brand) if conversation.waiting_since is not None else (),
        None,
        None,
        None,
        "",
    )
    given = _given(scene, sight)
    sight = replace(sight, given=given, aim=given.question if given is not None else None)
    return replace(sight, learnt=_learnt(scene, sight), wording=_wording(scene, sight))


def _given(scene: Scene, sight: Sight) -> Reply | None:
    """Mostly the current one; an earlier one where that did not arrive or was taken back."""
    reply, answer = sight.reply, sight.answer
    if reply is None or answer is None:
        return None
    if reply.state == "sent" and reply.message == answer.id:
        return reply
    return replies.given_as(scene.connection, sight.conversation.id, answer.id)


def _learnt(scene: Scene, sight: Sight) -> EntryId | None:
    if sight.question is None or sight.given is None or sight.given.entry is None:
        return None
    found = library.phrasing_from(scene.connection, sight.question.id)
    return None if found is None else found[0]


def _wording(scene: Scene, sight: Sight) -> str:
    if sight.question is None or sight.given is None or sight.given.entry is None:
        return ""
    entry = library.get(scene.connection, sight.brand.id, sight.given.entry)
    shown = suggestions.shown_for(scene.connection, sight.conversation.id, sight.question.id)
    words = heard(sight.question, [offer for offer in shown if offer.entry == entry.id])
    return "" if has_wording(entry, words) else words


def heard(question: Kept, offers: Sequence[Suggested]) -> str:
    """The sentence that one of these entries was suggested for; the whole message where there is no such."""
    found = (offer.reason["sentence"] for offer in offers if offer.message == question.id)
    return next(found, "") or question.text


def has_wording(entry: Entry, words: str) -> bool:
    """Word for word, however it was typed."""
    return bare(words) in map(bare, entry.wordings())


def _people_of(conversation: Conversation, said: tuple[Kept, ...], reply: Reply | None) -> set[TelegramId]:
    named = {conversation.assignee, conversation.standing.resolved_by, reply.author if reply else None}
    return {TelegramId(one) for one in named | {each.corrected_by for each in said} if one is not None}
