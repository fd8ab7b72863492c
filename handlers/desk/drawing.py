"""The picture of a conversation: what its card says, and the buttons under it.

Invariant: a picture is a function of a sight, a language and the time; it stays within Telegram's limits whatever
people wrote. Absent: sending it (see handlers.desk.cards) and what the buttons do (see handlers.routes).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from faq.markup import plain_text
from handlers.desk import buttons
from handlers.desk.promises import promise
from handlers.desk.refusals import reason_of
from handlers.desk.sight import Condition, Sight
from handlers.excerpts import cut, one_line
from handlers.links import comment_link, message_link, person_link, post_link
from handlers.moments import MINUTE, duration, moment
from handlers.speech import Rows, safe
from inbox.ids import TelegramId
from inbox.targets import Standing
from storage.messages import LATEST, Kept
from texts import Catalogue

MOST_QUESTIONS, QUESTION_LIMIT, TITLE_LIMIT, NAME_LIMIT = 4, 500, 50, 64
MOST_NOTES, NOTE_LIMIT, ANSWER_LIMIT, POST_LIMIT = 3, 200, 240, 60
MARKS = {
    Condition.SENDING: "✉️", Condition.UNCERTAIN: "❓", Condition.ANSWERED: "✅", Condition.NEEDLESS: "➖",
    Condition.WITHDRAWN: "🗑", Condition.SNOOZED: "💤", Condition.RESOLVED: "☑️", Condition.SPAM: "🚫",
}  # fmt: skip
LIGHTS = {Standing.ON_TIME: "🟢", Standing.SOON: "🟡", Standing.BREACHED: "🔴"}


@dataclass(frozen=True, slots=True)
class Picture:
    text: str
    rows: Rows

    @property
    def fingerprint(self) -> str:
        """Names the picture: the same one needn't be shown again."""
        return hashlib.blake2b(repr((self.text, self.rows)).encode(), digest_size=16).hexdigest()


def draw(sight: Sight, texts: Catalogue, now: datetime) -> Picture:
    blocks = (
        _block(head(sight, texts, now), where(sight, texts)),
        _block(_before(sight, texts), *questions(sight, texts)),
        _block(_answer(sight, texts)),
        _block(state(sight, texts, now), _trouble(sight, texts), _assignee(sight, texts), *_notes(sight, texts)),
        _learnt(sight, texts),
    )
    return Picture("\n\n".join(block for block in blocks if block), buttons.of(sight, texts))


def head(sight: Sight, texts: Catalogue, now: datetime) -> str:
    """The mark of its state, who it is, the conversation's number."""
    conversation = sight.conversation
    member = sight.people.get(conversation.member)
    name = f"<b>{_cut_name(conversation.member_name) or texts('desk-nameless')}</b>"
    handle = ""
    if member is not None:
        handle = f" @{member.username}" if member.username else ""
        name = name if handle else f'<a href="{person_link(member)}">{name}</a>'
    return f"{_mark(sight, now)} {name}{handle} · {texts('desk-number', number=conversation.id)}"


def where(sight: Sight, texts: Catalogue) -> str:
    """The chat, linked to the message; the post for a comment."""
    chat, question = sight.chat, sight.question
    if chat.business_connection:
        return texts("desk-where-business")
    if chat.kind == "private":
        return texts("desk-where-private")
    title = safe(one_line(chat.title, TITLE_LIMIT)) or texts("desk-untitled")
    link = message_link(chat, question.message_id) if question is not None and question.chat == chat.id else ""
    if sight.post is not None:
        if question is not None and question.chat == chat.id and sight.post.channel_username:
            link = comment_link(sight.post, question.message_id)
        words = safe(one_line(sight.post.text, POST_LIMIT)) or texts("desk-post-wordless")
        return texts("desk-where-comment", chat=_linked(title, link), post=_linked(words, post_link(sight.post)))
    key = "desk-where-direct" if chat.is_direct_messages else "desk-where-group"
    return texts(key, chat=_linked(title, link))


def questions(sight: Sight, texts: Catalogue) -> Iterator[str]:
    """What the member wrote; when it is much, what needs an answer, then the newest of it."""
    foremost = sorted(sight.asked, key=lambda one: one.needs_answer)[-MOST_QUESTIONS:]
    shown = [message for message in sight.asked if message in foremost]
    if left := len(sight.asked) - len(shown):
        yield texts("desk-many-messages") if len(sight.said) == LATEST else texts("desk-more-messages", n=left)
    for message in shown:
        words, attached = safe(cut(message.text, QUESTION_LIMIT)), _attached(sight, texts, message)
        yield f"<blockquote>{words}{chr(10) if words and attached else ''}{attached}</blockquote>"


def state(sight: Sight, texts: Catalogue, now: datetime) -> str:
    """Where it stands, in one line."""
    return STATES[sight.condition](sight, texts, now)


def _mark(sight: Sight, now: datetime) -> str:
    if sight.condition is Condition.WAITING and sight.wait is not None:
        return "⚠️" if sight.refusal is not None else LIGHTS[promise(sight, now).standing]
    return MARKS.get(sight.condition, "🟢")


def _waiting(sight: Sight, texts: Catalogue, now: datetime) -> str:
    assert sight.wait is not None
    made = promise(sight, now)
    since = moment(texts, sight.wait.asked_at, sight.zone, now)
    waited = now - sight.wait.asked_at
    line = texts("desk-waiting", since=since)
    line += texts("desk-waited", waited=duration(texts, waited)) if waited >= MINUTE else ""
    if made.due_at is None:
        return line
    key = "desk-overdue" if made.standing is Standing.BREACHED else "desk-due"
    return f"{line} · {texts(key, due=moment(texts, made.due_at, sight.zone, now))}"


def _answered(sight: Sight, texts: Catalogue, _now: datetime) -> str:
    if sight.wait is None:
        return _by(texts("desk-answered-unasked"), _cut_name(sight.answers[-1].sender_name))
    assert sight.wait.answered_at is not None
    waited = sight.wait.answered_at - sight.wait.asked_at
    key = "desk-answered" if waited >= MINUTE else "desk-answered-at-once"
    return _by(texts(key, waited=duration(texts, waited)), _name(sight, sight.wait.answered_by))


def _sending(sight: Sight, texts: Catalogue, _now: datetime) -> str:
    assert sight.reply is not None
    return texts("desk-sending", name=_name(sight, sight.reply.author))


def _uncertain(_sight: Sight, texts: Catalogue, _now: datetime) -> str:
    return texts("desk-uncertain")


def _needless(sight: Sight, texts: Catalogue, _now: datetime) -> str:
    judge = sight.asked[-1].corrected_by if sight.asked else None
    return _by(texts("desk-needless"), _name(sight, judge))


def _withdrawn(_sight: Sight, texts: Catalogue, _now: datetime) -> str:
    return texts("desk-withdrawn")


def _snoozed(sight: Sight, texts: Catalogue, now: datetime) -> str:
    until = sight.conversation.standing.snoozed_until
    assert until is not None
    return texts("desk-snoozed", until=moment(texts, until, sight.zone, now))


def _resolved(sight: Sight, texts: Catalogue, now: datetime) -> str:
    by, wait = sight.conversation.standing.resolved_by, sight.wait
    if by is None:
        closed = texts("desk-closed-by-silence", silence=duration(texts, sight.brand.silence))
    else:
        closed = _by(texts("desk-resolved"), _name(sight, TelegramId(by)))
    return _block(_answered(sight, texts, now) if wait is not None and wait.answered_at is not None else "", closed)


def _spam(_sight: Sight, texts: Catalogue, _now: datetime) -> str:
    return texts("desk-spam")


STATES: dict[Condition, Callable[[Sight, Catalogue, datetime], str]] = {
    Condition.WAITING: _waiting,
    Condition.SENDING: _sending,
    Condition.UNCERTAIN: _uncertain,
    Condition.ANSWERED: _answered,
    Condition.NEEDLESS: _needless,
    Condition.WITHDRAWN: _withdrawn,
    Condition.SNOOZED: _snoozed,
    Condition.RESOLVED: _resolved,
    Condition.SPAM: _spam,
}


def _trouble(sight: Sight, texts: Catalogue) -> str:
    refused = sight.refusal
    return "" if refused is None else texts("desk-refused", reason=safe(reason_of(texts, refused.reason)))


def _before(sight: Sight, texts: Catalogue) -> str:
    """The team's last word before, so that a question that goes on from it can be understood."""
    answer = sight.answer_before
    if answer is None or sight.condition is not Condition.WAITING:
        return ""
    return texts("desk-before", name=_cut_name(answer.sender_name), text=safe(one_line(answer.text, ANSWER_LIMIT // 2)))


def _answer(sight: Sight, texts: Catalogue) -> str:
    answer, reply = sight.answer, sight.reply
    if reply is not None and sight.condition in (Condition.SENDING, Condition.UNCERTAIN):
        words = cut(plain_text(reply.html), ANSWER_LIMIT)
        return texts("desk-answer", text=safe(words)) if words else ""
    if answer is None or sight.condition is Condition.WAITING:
        return ""
    words, attached = safe(cut(answer.text, ANSWER_LIMIT)), _attached(sight, texts, answer)
    return texts("desk-answer", text=" ".join(part for part in (words, attached) if part))


def _learnt(sight: Sight, texts: Catalogue) -> str:
    """What the library has learnt from the answer."""
    if sight.given is not None and sight.given.saved is not None:
        return texts("desk-learnt-draft", number=sight.given.saved)
    is_theirs = sight.given is not None and sight.learnt is not None and sight.learnt == sight.given.entry
    return texts("desk-learnt-phrasing") if is_theirs else ""


def _assignee(sight: Sight, texts: Catalogue) -> str:
    if sight.conversation.assignee is None or sight.condition in (Condition.RESOLVED, Condition.SPAM):
        return ""
    return texts("desk-assignee", name=_name(sight, sight.conversation.assignee))


def _notes(sight: Sight, texts: Catalogue) -> Iterator[str]:
    for note in sight.notes[-MOST_NOTES:]:
        yield texts("desk-note", name=_cut_name(note.sender_name), text=safe(cut(note.text, NOTE_LIMIT)))


def _attached(sight: Sight, texts: Catalogue, message: Kept) -> str:
    """What came along with the words: `📷 photo × 3`, `📎 price.pdf`."""
    if message.content == "text":
        return ""
    parts = sight.parts_of(message)
    name = (message.attachment or {}).get("name", "")
    if message.content == "document" and name and len(parts) == 1:
        return f"📎 {safe(one_line(name, TITLE_LIMIT))}"
    words = texts(f"desk-content-{message.content}")
    return f"{words} × {len(parts)}" if len(parts) > 1 else words


def _name(sight: Sight, person: TelegramId | None) -> str:
    return "" if person is None else _cut_name(sight.name_of(person))


def _cut_name(name: str) -> str:
    return safe(one_line(name, NAME_LIMIT))


def _by(words: str, name: str) -> str:
    return f"{words} · {name}" if name else words


def _linked(words: str, link: str) -> str:
    return f'<a href="{safe(link)}">{words}</a>' if link else words


def _block(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
