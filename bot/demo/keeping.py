"""What is left in the folder: the documents that the bot sent to the desk, and some chats as they stood at the end."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.stage import Stage
from bot.standin import Chat, Message


def keep_documents(stage: Stage, folder: Path) -> dict[str, Path]:
    """Every file that the bot has sent to the desk, by its name; the newest of a name stays."""
    kept: dict[str, Path] = {}
    for message in stage.desk.sent:
        document = message.raw.get("document")
        if document is not None:
            stored = stage.world.ground.files.by_id[document["file_id"]]
            path = folder / Path(document["file_name"]).name
            path.write_bytes(stored.media.content)
            kept[path.name] = path
    return kept


def keep_chats(stage: Stage, folder: Path, zone: ZoneInfo) -> None:
    """As text, a message a paragraph."""
    folder.mkdir(exist_ok=True)
    told: dict[str, Chat] = {
        "desk": stage.desk, "group": stage.group, "comments": stage.discussion, "owner": stage.world.dm(stage.owner),
        "client": stage.world.dm(stage.client),
    }  # fmt: skip
    for name, chat in told.items():
        (folder / f"{name}.txt").write_text("\n\n".join(_lines(chat.standing_messages, zone)) + "\n", "utf-8")


def _lines(messages: Iterable[Message], zone: ZoneInfo) -> Iterator[str]:
    for message in messages:
        at = datetime.fromtimestamp(message.raw["date"], UTC).astimezone(zone)
        yield f"[{at:%d.%m %H:%M}] {message.line}"
