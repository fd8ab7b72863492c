"""A piece on the desk: one card that says whose it is, what was asked and answered, and what may be done now.

Invariant: a card is a picture of the database; what is offered is what the piece's state allows.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from babel.dates import format_date

from handlers import speech
from handlers.scene import Scene
from handlers.speech import Rows, safe
from inbox.events import CallSettled
from inbox.rights import PURPOSES, Piece, Purpose, Scope, State, Step, arrived
from storage import brands, chats, pieces
from storage.brands import Brand
from texts import Catalogue, catalogue

EXCERPT = 300
SIGNS: dict[State, str] = {
    "candidate": "🖼", "asked": "⏳", "consented": "✅", "refused": "🚫", "withdrawn": "↩️", "dismissed": "▫️",
    "expired": "⌛",
}  # fmt: skip
OFFERED: tuple[tuple[Purpose, ...], ...] = (("post",), ("story",), ("video",), PURPOSES)


def show(scene: Scene, number: int) -> None:
    """A new card on the brand's desk, in place of an earlier one; without a desk there is nothing to show."""
    piece = pieces.find(scene.connection, number)
    assert piece is not None
    desk = chats.desk_of(scene.connection, piece.brand)
    if desk is None:
        return
    text, rows = draw(scene, piece)
    pieces.change(scene.connection, piece.id, card_chat_id=desk.id, card=None)
    speech.say(scene, desk, text, rows, purpose="ugc-card", subject={"piece": piece.id, "shown": text})


def confirm(scene: Scene, event: CallSettled) -> None:
    """The card stands on the desk now; if the piece has moved on meanwhile, the card follows."""
    if event.outcome != "ok":
        return
    piece = pieces.find(scene.connection, event.subject["piece"])
    if piece is not None:
        pieces.change(scene.connection, piece.id, card=event.result["message_id"])
        if draw(scene, piece)[0] != event.subject["shown"]:
            refresh(scene, piece.id)


def refresh(scene: Scene, number: int) -> None:
    """The card as the piece stands now."""
    piece = pieces.find(scene.connection, number)
    if piece is not None and piece.card is not None and piece.card_chat is not None:
        speech.edit(scene, chats.get(scene.connection, piece.card_chat), piece.card, *draw(scene, piece))


def draw(scene: Scene, piece: Piece) -> tuple[str, Rows]:
    brand = brands.get(scene.connection, piece.brand)
    texts = catalogue(brand.language)
    steps = pieces.steps(scene.connection, [piece.id])[piece.id]
    standing = piece.standing(scene.now)
    parts = [
        f"{SIGNS[standing]} <b>UGC №{piece.id}</b> · {texts(f'ugc-state-{standing}')}",
        f"{safe(author(piece))}: {linked(what(piece, texts), piece.link)}",
    ]
    if piece.text:
        parts.append(f"<blockquote>{safe(piece.text[:EXCERPT])}</blockquote>")
    parts += _history(steps, brand, texts)
    if standing == "candidate":
        parts.append(texts("ugc-ask-what", scope=scope_words(piece.scope, texts), where=texts(f"ugc-in-{piece.asks}")))
    return "\n".join(parts), _rows(piece, standing, texts)


def author(piece: Piece) -> str:
    return f"{piece.author_name} (@{piece.author_username})" if piece.author_username else piece.author_name


def what(piece: Piece, texts: Catalogue) -> str:
    """`photo`, or `album of 3`."""
    if piece.parts > 1:
        return texts("ugc-what-album", n=piece.parts)
    return texts(f"ugc-what-{piece.content if piece.content in ('photo', 'video') else 'other'}")


def linked(words: str, link: str) -> str:
    return f'<a href="{link}">{safe(words)}</a>' if link else safe(words)


def scope_words(scope: Scope, texts: Catalogue) -> str:
    """`post, story · 12 months · with the author's name`, leaving out the purposes while none are chosen."""
    named = texts("ugc-named" if scope.names_author else "ugc-unnamed")
    told = (purposes_words(scope.purposes, texts), texts("ugc-months", n=scope.months), named)
    return " · ".join(part for part in told if part)


def purposes_words(purposes: Sequence[str], texts: Catalogue) -> str:
    return ", ".join(texts(f"ugc-for-{purpose}") for purpose in purposes)


def _history(steps: Sequence[Step], brand: Brand, texts: Catalogue) -> list[str]:
    return [f"<i>{_told(step, brand, texts)}</i>" for step in arrived(steps)]


def _told(step: Step, brand: Brand, texts: Catalogue) -> str:
    on = format_date(step.at.astimezone(ZoneInfo(brand.time_zone)).date(), "d MMM", locale=texts.language)
    words = texts(
        f"ugc-step-{step.what}",
        name=safe(step.name),
        text=safe(step.text[:EXCERPT]),
        purpose=texts(f"ugc-for-{step.purpose}") if step.purpose else "",
    )
    return f"{on} — {linked_html(words, step.link)}"


def linked_html(html: str, link: str) -> str:
    return f'{html} <a href="{speech.safe(link)}">↗</a>' if link else html


def _rows(piece: Piece, standing: State, texts: Catalogue) -> Rows:
    match standing:
        case "candidate":
            return _asking_rows(piece, texts)
        case "asked":
            return [[(texts("ugc-button-dismiss"), f"ugx:{piece.id}")]]
        case "consented":
            return [[(texts("ugc-button-used"), f"ugu:{piece.id}"), (texts("ugc-button-document"), f"ugd:{piece.id}")]]
        case "withdrawn" | "expired":
            return [[(texts("ugc-button-document"), f"ugd:{piece.id}")]]
    return []


def _asking_rows(piece: Piece, texts: Catalogue) -> Rows:
    buttons = [
        (texts(f"ugc-ask-{'all' if len(chosen) > 1 else chosen[0]}"), f"uga:{piece.id}:{','.join(chosen)}")
        for chosen in OFFERED
    ]
    return [
        buttons[:2],
        buttons[2:],
        [
            (texts("ugc-button-term", months=texts("ugc-months", n=piece.scope.months)), f"ugt:{piece.id}:term"),
            (texts("ugc-button-named" if piece.scope.names_author else "ugc-button-unnamed"), f"ugt:{piece.id}:name"),
        ],
        [
            (texts(f"ugc-button-{piece.asks}"), f"ugt:{piece.id}:where"),
            (texts("ugc-button-dismiss"), f"ugx:{piece.id}"),
        ],
    ]
