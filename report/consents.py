"""The register of user-generated content as a workbook, and each consent as a document of its own.

Invariant: what the author was shown and what they said stand there word for word, with the messages that prove it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from inbox.rights import Piece, Step
from report.plain_files import Part, plain_document, plain_workbook
from texts import Catalogue, Language, catalogue

COLUMNS = (
    "number", "author", "username", "author-id", "message", "what", "text", "state", "purposes", "term", "credit",
    "asked", "decided", "words", "proof", "ends", "withdrawn", "edited", "uses",
)  # fmt: skip
DECIDED = ("consented", "refused")


@dataclass(frozen=True, slots=True)
class Consent:
    """A piece with its steps, oldest first."""

    piece: Piece
    steps: tuple[Step, ...]

    def last(self, *kinds: str) -> Step | None:
        return next((step for step in reversed(self.steps) if step.what in kinds), None)

    @property
    def edits(self) -> tuple[Step, ...]:
        granted = self.piece.granted_at
        return tuple(
            step for step in self.steps if step.what in ("edited", "replaced") and granted and step.at >= granted
        )


def register_workbook(consents: Sequence[Consent], language: Language, zone: str, now: datetime) -> bytes:
    say = catalogue(language)
    writing = _Writing(say, ZoneInfo(zone))
    columns = [say(f"ugc-col-{name}") for name in COLUMNS]
    return plain_workbook(say("ugc-sheet"), columns, [writing.row(consent, now) for consent in consents])


def consent_document(consent: Consent, brand: str, language: Language, zone: str, now: datetime) -> bytes:
    say = catalogue(language)
    writing = _Writing(say, ZoneInfo(zone))
    title = say("ugc-document-title", n=consent.piece.id)
    return plain_document(title, brand, tuple(writing.parts(consent, brand, now)), now)


class _Writing:
    def __init__(self, say: Catalogue, zone: ZoneInfo) -> None:
        self.say, self.zone = say, zone

    def moment(self, at: datetime | None) -> str:
        if at is None:
            return ""
        return format_datetime(at.astimezone(self.zone), "dd.MM.y HH:mm", locale=self.say.language)

    def purposes(self, piece: Piece) -> str:
        return ", ".join(self.say(f"ugc-for-{purpose}") for purpose in piece.scope.purposes)

    def credit(self, piece: Piece) -> str:
        return self.say("ugc-named" if piece.scope.names_author else "ugc-unnamed")

    def row(self, consent: Consent, now: datetime) -> list[str | int]:
        piece, asked, decided = consent.piece, consent.last("asked"), consent.last(*DECIDED)
        withdrawn = consent.last("withdrawn")
        return [
            piece.id,
            piece.author_name,
            f"@{piece.author_username}" if piece.author_username else "",
            str(piece.author),
            piece.link,
            self.what(piece),
            piece.text,
            self.say(f"ugc-state-{piece.standing(now)}"),
            self.purposes(piece),
            self.say("ugc-months", n=piece.scope.months) if asked else "",
            self.credit(piece) if asked else "",
            self.moment(asked.at if asked else None),
            self.moment(decided.at if decided else None),
            decided.text if decided else "",
            decided.link if decided else "",
            self.moment(piece.ends_at),
            self.moment(withdrawn.at if withdrawn else None),
            "\n".join(self._edits(consent)),
            "\n".join(self._uses(consent)),
        ]

    def what(self, piece: Piece) -> str:
        if piece.parts > 1:
            return self.say("ugc-what-album", n=piece.parts)
        return self.say(f"ugc-what-{piece.content if piece.content in ('photo', 'video') else 'other'}")

    def parts(self, consent: Consent, brand: str, now: datetime) -> Iterable[Part]:
        say, piece = self.say, consent.piece
        granted = consent.last("consented")
        assert granted is not None
        username = f" (@{piece.author_username})" if piece.author_username else ""
        yield Part(
            "",
            (
                say("ugc-document-brand", brand=brand),
                say("ugc-document-author", name=f"{piece.author_name}{username}", id=piece.author),
                say("ugc-document-piece", what=self.what(piece), at=self.moment(piece.sent_at), link=piece.link or "—"),
                say("ugc-document-state", state=say(f"ugc-state-{piece.standing(now)}"), at=self.moment(now)),
            ),
        )
        term = say("ugc-months", n=piece.scope.months)
        yield Part(
            say("ugc-document-scope"),
            (
                say("ugc-document-purposes", purposes=self.purposes(piece)),
                say("ugc-document-term", term=term, ends=self.moment(piece.ends_at)),
                say("ugc-document-credit", credit=self.credit(piece)),
                say("ugc-document-caption", text=piece.text or "—"),
            ),
        )
        yield Part(say("ugc-document-question"), tuple(piece.question.split("\n")))
        words = say("ugc-document-said", at=self.moment(granted.at), text=granted.text, link=granted.link or "—")
        yield Part(say("ugc-document-answer"), (words,))
        yield Part(say("ugc-document-history"), tuple(self._history(consent.steps)))

    def _history(self, steps: Iterable[Step]) -> Iterable[str]:
        for step in steps:
            told = self.say(
                f"ugc-step-{step.what}",
                name=step.name,
                text="…" if step.what == "asked" else step.text,
                purpose=self.say(f"ugc-for-{step.purpose}") if step.purpose else "",
            )
            yield " ".join(filter(None, (f"{self.moment(step.at)} — {told}", step.link)))

    def _edits(self, consent: Consent) -> Iterable[str]:
        """What the author made of it after the consent."""
        for step in consent.edits:
            words = self.say("ugc-other-file") if step.what == "replaced" else step.text
            yield f"{self.moment(step.at)} {words}"

    def _uses(self, consent: Consent) -> Iterable[str]:
        for step in consent.steps:
            if step.what == "used":
                yield f"{self.moment(step.at)} {self.say(f'ugc-for-{step.purpose}')} {step.link}"
