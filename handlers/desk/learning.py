"""The library learns from answers: phrasings, drafts of standard replies, suggestions that were wrong; and says why.

Invariant: every change of the library from here is logged with who and when, and can be taken back by a button.
"""

from dataclasses import replace

from faq.letters import plain, tokens
from faq.words import alphabets
from handlers import speech
from handlers.community.language import written_in
from handlers.desk import cards
from handlers.desk.acceptance import forget_phrasing, native_reply
from handlers.desk.answering import words_on
from handlers.desk.buttons import MOST_OFFERS, back, percent
from handlers.desk.contents import attached
from handlers.desk.drawing import Picture, head
from handlers.desk.sight import Sight, look
from handlers.desk.subjects import entry_pressed, meant, pressed
from handlers.excerpts import one_line
from handlers.library.faults import refuse_twin
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.entries import Entry
from inbox.errors import Stale
from inbox.ids import EntryId
from storage import library, replies, suggestions
from storage.replies import Reply
from storage.suggestions import Suggested
from texts import Catalogue

QUESTION_LIMIT = 300
AS_IT_STANDS = "as it stands"


def dismiss(scene: Scene, request: Request) -> None:
    """Not this one: the suggestion goes, and the matcher hears of it."""
    conversation, entry = pressed(scene, request), entry_pressed(request)
    suggestions.decide(scene.connection, conversation.id, "dismissed", scene.now, request.person.id, entry)
    is_the_last = entry in _unwanted(scene, look(scene, conversation))
    speech.toast(scene, request, request.texts("desk-toast-unwanted" if is_the_last else "desk-toast-dismissed"))
    cards.refresh(scene, conversation.id)


def restore(scene: Scene, request: Request) -> None:
    """Undo of "not this one"."""
    conversation = pressed(scene, request)
    since = conversation.waiting_since
    if since is None or not suggestions.restore(scene.connection, conversation.id, since):
        raise Stale("stale-button")
    speech.toast(scene, request, request.texts("desk-toast-restored"))
    cards.refresh(scene, conversation.id)


def add_phrasing(scene: Scene, request: Request) -> None:
    """The message, or the sentence of it that counts, was one more way to ask for the entry that answered it."""
    sight = look(scene, pressed(scene, request))
    question, reply = sight.question, sight.given
    if question is None or reply is None or reply.entry is None or not question.text:
        raise Stale("stale-button")
    if sight.wording:
        library.add_phrasing(
            scene.connection, sight.brand.id, reply.entry, sight.wording, scene.now, request.person.id, question.id
        )
    key = "desk-toast-phrasing" if sight.wording else "desk-toast-phrasing-known"
    speech.toast(scene, request, request.texts(key))
    cards.refresh(scene, sight.conversation.id)


def remove_phrasing(scene: Scene, request: Request) -> None:
    sight = look(scene, pressed(scene, request))
    found = sight.question and library.phrasing_from(scene.connection, sight.question.id)
    if not found:
        raise Stale("stale-button")
    forget_phrasing(scene, sight.brand.id, *found, request.person.id)
    speech.toast(scene, request, request.texts("desk-toast-phrasing-removed"))
    cards.refresh(scene, sight.conversation.id)


def save(scene: Scene, request: Request) -> None:
    """An own answer becomes the draft of a standard reply, in the category of the likest one."""
    sight = look(scene, pressed(scene, request))
    question, reply = sight.question, sight.given or _native(scene, sight)
    if question is None or reply is None or reply.saved is not None or not question.text:
        raise Stale("stale-button")
    file = attached(reply.method, reply.params)
    entry = Entry(
        id=0,
        question=one_line(question.text, QUESTION_LIMIT),
        answer=reply.typed or reply.html.replace("{", "{{").replace("}", "}}"),
        category=_category(scene, sight, question.text),
        language=written_in(question.text, sight.brand.language),
        state="draft",
        attachment=file.file_id if file else "",
        attachment_content=file.content if file else "",
    )
    refuse_twin(scene, request, entry)
    number = library.add(scene.connection, sight.brand.id, entry, scene.now, request.person.id)
    replies.change(scene.connection, reply.id, saved_id=number)
    category = entry.category or request.texts("desk-no-category")
    speech.toast(scene, request, request.texts("desk-toast-saved", number=number, category=category))
    cards.refresh(scene, sight.conversation.id)


def unsave(scene: Scene, request: Request) -> None:
    """Undo of saving: the draft goes to the retired ones, unless somebody has approved it by now."""
    sight = look(scene, pressed(scene, request))
    reply = sight.given
    if reply is None or reply.saved is None:
        raise Stale("stale-button")
    entry = library.get(scene.connection, sight.brand.id, reply.saved)
    if entry.state == "approved":
        raise Stale("desk-draft-approved", number=entry.id)
    if entry.state == "draft":
        retired = replace(entry, state="retired")
        library.change(scene.connection, sight.brand.id, retired, scene.now, request.person.id, "undone")
    replies.change(scene.connection, reply.id, saved_id=None)
    speech.toast(scene, request, request.texts("desk-toast-unsaved", number=entry.id))
    cards.refresh(scene, sight.conversation.id)


def _native(scene: Scene, sight: Sight) -> Reply | None:
    answer = sight.answer
    if answer is None or not answer.text:
        return None
    return native_reply(scene, sight, answer.id, answer.sender, answer.text, answer.sent_at)


def why(scene: Scene, request: Request) -> None:
    """By the button: on the card."""
    sight = look(scene, pressed(scene, request))
    texts = words_on(request, sight)
    speech.toast(scene, request)
    text = f"{head(sight, texts, scene.now)}\n\n{explained(scene, sight, texts)}"
    cards.turn(scene, request, Picture(text, (back(sight, texts),)), "why")


def why_by_command(scene: Scene, request: Request) -> None:
    sight = look(scene, meant(scene, request)[0])
    speech.answer(scene, request, explained(scene, sight, request.texts))


def explained(scene: Scene, sight: Sight, texts: Catalogue) -> str:
    """Why it needs an answer, and why each standard reply on the card is suggested, or was for what was answered."""
    offers = sight.offers[:MOST_OFFERS] or _made_for_question(scene, sight)
    lines = [texts("desk-why-here", reason=_reason(sight, texts))]
    lines += [_why_suggested(sight, offer, texts) for offer in offers]
    unwanted = [library.get(scene.connection, sight.brand.id, entry) for entry in _unwanted(scene, sight)]
    lines += [texts("desk-why-unwanted", question=safe(one_line(each.question, QUESTION_LIMIT))) for each in unwanted]
    if not offers and not unwanted:
        lines.append(texts("desk-why-silent"))
    return "\n\n".join(lines)


def _made_for_question(scene: Scene, sight: Sight) -> list[Suggested]:
    if sight.question is None:
        return []
    return suggestions.shown_for(scene.connection, sight.conversation.id, sight.question.id)


def _unwanted(scene: Scene, sight: Sight) -> tuple[EntryId, ...]:
    """What would be suggested for the question, had the team not dismissed it so often."""
    if sight.question is None:
        return ()
    return scene.library.unwanted(scene.connection, sight.brand.id, sight.question.text)


def _why_suggested(sight: Sight, offer: Suggested, texts: Catalogue) -> str:
    reason, asked = offer.reason, _text(sight, offer)
    is_earlier = sight.question is not None and offer.message != sight.question.id
    heard = reason["sentence"] or (asked if is_earlier else "")
    phrasing, sentence = (safe(one_line(words, QUESTION_LIMIT)) for words in (reason["phrasing"], heard))
    key = "desk-why-sentence" if sentence else "desk-why-like"
    parts = [texts(key, phrasing=phrasing, sentence=sentence)]
    repaired = [f"{typed} → {read}" for typed, read in reason["repaired"]]
    if repaired:
        parts.append(texts("desk-why-repaired", words=safe(one_line(", ".join(repaired), QUESTION_LIMIT))))
    if reason["typed"] != AS_IT_STANDS:
        parts.append(texts(f"desk-why-typed-{reason['typed'].replace(' ', '-')}"))
    elif _is_translated(reason["sentence"] or asked, reason["phrasing"]):
        parts.append(texts("desk-why-translated"))
    question = safe(one_line(offer.question, QUESTION_LIMIT))
    return texts("desk-why-entry", question=question, score=percent(offer.score), reasons="; ".join(parts))


def _is_translated(heard: str, phrasing: str) -> bool:
    """Whether no word of one is in an alphabet of the other."""
    own, others = alphabets(tokens(plain(heard))), alphabets(tokens(plain(phrasing)))
    return bool(own and others) and own.isdisjoint(others)


def _text(sight: Sight, offer: Suggested) -> str:
    """The message that the entry was offered for; empty where it is too long ago to be read."""
    return next((one.text for one in sight.said if one.id == offer.message), "")


def _reason(sight: Sight, texts: Catalogue) -> str:
    question = sight.question
    if question is None or not question.reason:
        return "—"
    return texts(f"attention-{question.reason}")


def _category(scene: Scene, sight: Sight, text: str) -> str:
    """That of the entry which the question is likely to ask for; none where it is like no other."""
    found = scene.library.suggest(scene.connection, sight.brand.id, text, sight.brand.language)
    return library.get(scene.connection, sight.brand.id, found[0].entry_id).category if found else ""
