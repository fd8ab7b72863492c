"""What is left in the folder: the documents that the bot sent to the desk, and some chats as people saw them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.stage import Stage
from bot.standin import Chat, Json, Message

EDITED = "✎ "


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
    """As text, a message a paragraph; of the desk also every change of every card, in the order of time."""
    folder.mkdir(exist_ok=True)
    told: dict[str, Chat] = {
        "desk": stage.desk, "group": stage.group, "comments": stage.discussion, "owner": stage.world.dm(stage.owner),
        "client": stage.world.dm(stage.client),
    }  # fmt: skip
    for name, chat in told.items():
        states = [(message.raw, message) for message in chat.standing_messages]
        _write(folder / f"{name}.txt", states, zone)
    changes = [(raw, one) for one in stage.desk.standing_messages for raw in (*one.former, one.raw)]
    _write(folder / "desk-as-it-went.txt", sorted(changes, key=lambda change: _moment(change[0])), zone)


def _write(path: Path, states: Iterable[tuple[Json, Message]], zone: ZoneInfo) -> None:
    path.write_text("\n\n".join(_line(Message(message.chat, raw), zone) for raw, message in states) + "\n", "utf-8")


def _line(message: Message, zone: ZoneInfo) -> str:
    at = datetime.fromtimestamp(_moment(message.raw), UTC).astimezone(zone)
    is_edited = EDITED if "edit_date" in message.raw else ""
    return f"[{at:%d.%m %H:%M}] {is_edited}{message.line}{_answered(message)}"


def _moment(raw: Json) -> int:
    return int(raw["edit_date"] if "edit_date" in raw else raw["date"])


def _answered(message: Message) -> str:
    """Whom a reply answers."""
    replied = message.raw.get("reply_to_message")
    if replied is None or "forum_topic_created" in replied:
        return ""
    return f"\n  ↪ {Message(message.chat, replied).line.splitlines()[0][:60]}"
