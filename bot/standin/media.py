"""What a message can carry besides words, and the store of the files behind it.

Invariant: a file sent once has one `file_id` for ever, and /file hands out exactly its bytes.
"""

from dataclasses import dataclass, field

from bot.standin.wire import Json

SHAPES: dict[str, Json] = {
    "video": {"width": 1280, "height": 720, "mime_type": "video/mp4"},
    "animation": {"width": 480, "height": 270, "mime_type": "video/mp4"},
    "voice": {"mime_type": "audio/ogg"},
    "audio": {"mime_type": "audio/mpeg"},
    "video_note": {"length": 384},
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
}
TIMED = {"video", "animation", "voice", "audio", "video_note"}
NAMED = {"document", "video", "audio", "animation"}
FOLDERS = {"photo": "photos", "video": "videos", "voice": "voice", "audio": "music", "sticker": "stickers"}


@dataclass(frozen=True, slots=True)
class Media:
    """A file of some kind on its way into a message; `seconds` where it plays."""

    kind: str
    content: bytes
    name: str | None = None
    mime_type: str | None = None
    seconds: int = 5
    emoji: str | None = None

    def shown(self, files: "Files") -> Json:
        """The message field that carries it."""
        stored = files.keep(self)
        return stored.fields()


@dataclass(frozen=True, slots=True)
class Bare:
    """What needs no file: a contact, a place, a die."""

    fields: Json

    def shown(self, _: "Files") -> Json:
        return self.fields


Attachment = Media | Bare


def photo(content: bytes = b"jpeg") -> Media:
    return Media("photo", content)


def document(name: str, content: bytes, mime_type: str = "application/octet-stream") -> Media:
    return Media("document", content, name, mime_type)


def voice(seconds: int = 5) -> Media:
    return Media("voice", b"opus", seconds=seconds)


def video(seconds: int = 5) -> Media:
    return Media("video", b"mp4", "video.mp4", seconds=seconds)


def video_note(seconds: int = 5) -> Media:
    return Media("video_note", b"mp4", seconds=seconds)


def animation() -> Media:
    return Media("animation", b"mp4", "giphy.mp4")


def audio(seconds: int = 5) -> Media:
    return Media("audio", b"mp3", "song.mp3", seconds=seconds)


def sticker(emoji: str = "👍") -> Media:
    return Media("sticker", b"webp", emoji=emoji)


def contact(phone_number: str, first_name: str) -> Bare:
    return Bare({"contact": {"phone_number": phone_number, "first_name": first_name}})


def location(latitude: float, longitude: float) -> Bare:
    return Bare({"location": {"latitude": latitude, "longitude": longitude}})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps."""

    number: int
    media: Media

    @property
    def file_id(self) -> str:
        return f"AgACAgIAAx{self.number:06d}{self.media.kind.title().replace('_', '')}"

    @property
    def path(self) -> str:
        name = self.media.name or f"file_{self.number}"
        return f"{FOLDERS.get(self.media.kind, 'documents')}/file_{self.number}_{name}".replace(" ", "_")

    @property
    def identity(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": f"AQAD{self.number:06d}",
            "file_size": len(self.media.content),
        }

    def fields(self) -> Json:
        """The message fields that show it; an animation is also a document, for old clients."""
        kind = self.media.kind
        if kind == "photo":
            sizes = [("s", 90, 67), ("x", 1280, 960)]
            return {"photo": [self._size(letter, width, height) for letter, width, height in sizes]}
        about = self.identity | SHAPES.get(kind, {}) | self._named()
        if kind in TIMED:
            about["duration"] = self.media.seconds
        if kind == "sticker":
            about |= {"emoji": self.media.emoji or "👍", "set_name": "Hello"}
        if kind == "animation":
            return {"animation": about, "document": self.identity | self._named() | {"mime_type": "video/mp4"}}
        return {kind: about}

    def _named(self) -> Json:
        named: Json = {"file_name": self.media.name} if self.media.name and self.media.kind in NAMED else {}
        return named | ({"mime_type": self.media.mime_type} if self.media.mime_type else {})

    def _size(self, letter: str, width: int, height: int) -> Json:
        """One size of a picture; the largest has the file's own id."""
        suffix = "" if letter == "x" else letter
        identity = {
            key: f"{value}{suffix}" if suffix and key != "file_size" else value for key, value in self.identity.items()
        }
        return identity | {"width": width, "height": height}


@dataclass(slots=True)
class Files:
    """All files, by their ids and paths."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def keep(self, media: Media) -> StoredFile:
        stored = StoredFile(len(self.by_path) + 1, media)
        for identity in (stored.file_id, f"{stored.file_id}s"):
            self.by_id[identity] = stored
        self.by_path[stored.path] = stored
        return stored
