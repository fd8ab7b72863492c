"""From a suggestion to an answer: the preview of what will be sent, then sending, or writing it anew.

Invariant: what `Send` sends is what the preview showed, to the question that it showed; where either has changed, the
preview is shown anew. It is sent only if nobody has answered since; else the teammate is told who was faster, and may
add to it.
"""

import hashlib

from faq.markup import length
from handlers import speech
from handlers.desk import cards, prompts, replies
from handlers.desk.buttons import back
from handlers.desk.contents import Contents, standard, unfilled
from handlers.desk.drawing import Picture, head
from handlers.desk.replies import Answer
from handlers.desk.sight import Condition, Sight, look
from handlers.desk.subjects import entry_pressed, pressed
from handlers.excerpts import one_line
from handlers.moments import moment
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import TEXT_LIMIT, Rows, safe
from inbox.entries import Entry
from inbox.errors import NotFound, Stale
from inbox.ids import MessageId
from storage import library, messages
from storage.cards import Prompt
from texts import Catalogue, catalogue

EXCERPT = 120


def preview(scene: Scene, request: Request) -> None:
    """The very text that the member would get, on the card, with the buttons to send it, change it or go back."""
    sight, entry = _meant(scene, request)
    speech.toast(scene, request)
    _show(scene, request, sight, entry)


def send(scene: Scene, request: Request) -> None:
    """Send what the preview showed, unless somebody was faster."""
    sight, entry = _meant(scene, request)
    _refuse_while_sending(sight)
    if last_answer(sight) > request.number(2):
        _offer_to_add(scene, request, sight, entry)
    else:
        _send(scene, request, sight, entry)


def send_anyway(scene: Scene, request: Request) -> None:
    sight, entry = _meant(scene, request)
    _refuse_while_sending(sight)
    _send(scene, request, sight, entry)


def rewrite(scene: Scene, request: Request) -> None:
    """Ask for the answer in the teammate's words, as a reply; the standard one stands there to be copied."""
    sight, entry = _meant(scene, request)
    contents = standard(entry, sight)
    intro = request.texts("desk-rewrite", name=safe(sight.conversation.member_name))
    text = f"{intro}\n\n{contents.html}" if length(intro + contents.html) + 2 <= TEXT_LIMIT else contents.html
    speech.toast(scene, request)
    prompts.ask(
        scene, request, text, request.texts("desk-rewrite-here"), Prompt(sight.conversation.id, "edit", entry.id)
    )


def go_back(scene: Scene, request: Request) -> None:
    """The card as it stands; another message that opened something is taken away."""
    conversation = pressed(scene, request)
    speech.toast(scene, request)
    assert request.card is not None
    if cards.is_card(scene, conversation, request.chat, request.card):
        cards.refresh(scene, conversation.id)
    else:
        speech.remove(scene, request.chat, request.card)


def last_answer(sight: Sight) -> int:
    """Names what had been answered by now: two teammates who see the same name have seen the same."""
    last = sight.answers[-1].id if sight.answers else 0
    return max(last, sight.wait.answer or 0) if sight.wait is not None else last


def words_on(request: Request, sight: Sight) -> Catalogue:
    """What everybody on the desk reads is in the brand's language; in private, in the person's."""
    return catalogue(sight.brand.language) if request.chat.purpose == "desk" else request.texts


def _meant(scene: Scene, request: Request) -> tuple[Sight, Entry]:
    sight = look(scene, pressed(scene, request))
    entry = library.get(scene.connection, sight.brand.id, entry_pressed(request))
    if entry.state != "approved":
        raise NotFound("entry-not-found", entry=entry.id)
    return sight.aimed_at(entry.id), entry


def _refuse_while_sending(sight: Sight) -> None:
    reply = sight.reply
    if sight.condition is Condition.SENDING and reply is not None:
        raise Stale("desk-just-answering", name=sight.name_of(reply.author))
    if sight.condition is Condition.UNCERTAIN:
        raise Stale("desk-decide-first")


def _show(scene: Scene, request: Request, sight: Sight, entry: Entry) -> None:
    texts = words_on(request, sight)
    text = _preview_text(sight, entry, standard(entry, sight), texts, scene)
    cards.turn(scene, request, Picture(text, _preview_rows(sight, entry, texts)), f"preview:{entry.id}")


def _seen(sight: Sight, entry: Entry) -> str:
    """Names the question and the answer of a preview: another name, and it shows something else by now."""
    question = sight.question
    asked = (question.id, question.text) if question is not None else None
    return hashlib.blake2b(repr((asked, standard(entry, sight))).encode(), digest_size=4).hexdigest()


def _is_as_seen(request: Request, sight: Sight, entry: Entry) -> bool:
    return request.parts[-1] == _seen(sight, entry)


def _send(scene: Scene, request: Request, sight: Sight, entry: Entry) -> None:
    if not _is_as_seen(request, sight, entry):
        speech.toast(scene, request, request.texts("desk-preview-changed"), alert=True)
        _show(scene, request, sight, entry)
        return
    replies.send(scene, sight, Answer(request.person.id, standard(entry, sight), entry.id))
    speech.toast(scene, request, request.texts("desk-toast-sending"))
    assert request.card is not None
    if not cards.is_card(scene, sight.conversation, request.chat, request.card):
        speech.remove(scene, request.chat, request.card)


def _offer_to_add(scene: Scene, request: Request, sight: Sight, entry: Entry) -> None:
    """Somebody has answered since the preview was shown; what it showed is what may be added."""
    texts = words_on(request, sight)
    speech.toast(scene, request, was_faster(scene, sight, request.texts), alert=True)
    anyway = f"sa:{sight.conversation.id}:{entry.id}:{request.parts[-1]}"
    rows: Rows = (((texts("desk-button-sa"), anyway),), back(sight, texts))
    text = f"{head(sight, texts, scene.now)}\n\n{safe(was_faster(scene, sight, texts))}"
    cards.turn(scene, request, Picture(text, rows), "add")


def was_faster(scene: Scene, sight: Sight, texts: Catalogue) -> str:
    """Who answered, when and what: plain text."""
    answer = messages.get(scene.connection, MessageId(last_answer(sight)))
    when = moment(texts, answer.sent_at, sight.zone, scene.now)
    words = one_line(answer.text, EXCERPT) or texts(f"desk-content-{answer.content}")
    return texts("desk-was-faster", name=answer.sender_name, when=when, text=words)


def _preview_text(sight: Sight, entry: Entry, contents: Contents, texts: Catalogue, scene: Scene) -> str:
    question = sight.question
    asked = f"<blockquote>{safe(one_line(question.text, EXCERPT))}</blockquote>\n" if question and question.text else ""
    key = "desk-preview" if entry.attachment_content or not entry.attachment else "desk-preview-without"
    attached = ""
    if entry.attachment_content:
        what = texts(f"desk-content-{entry.attachment_content}")
        attached = texts("desk-preview-attached", what=what) if contents.html else f" {what}"
    intro = texts(key, name=safe(one_line(sight.conversation.member_name, 64)), file=safe(entry.attachment))
    if missing := unfilled(entry, sight):
        intro, attached = texts("desk-preview-unfilled", placeholders=missing), ""
    text = f"{head(sight, texts, scene.now)}\n{asked}{intro}{attached}\n\n{contents.html}"
    return text if length(text) <= TEXT_LIMIT else contents.html


def _preview_rows(sight: Sight, entry: Entry, texts: Catalogue) -> Rows:
    it = f"{sight.conversation.id}:{entry.id}"
    offered = any(offer.entry == entry.id for offer in sight.offers)
    wrong = ((texts("desk-button-nx"), f"nx:{it}"),) if offered else ()
    send = f"sd:{it}:{last_answer(sight)}:{_seen(sight, entry)}"
    sending = () if unfilled(entry, sight) else ((texts("desk-button-sd"), send),)
    return (
        (*sending, (texts("desk-button-ed"), f"ed:{it}")),
        (*wrong, *back(sight, texts)),
    )
