"""What is learnt from, and what the teachers say of it: made once, and kept in a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np

from tools.encoder import packages, teachers
from tools.encoder.teachers import Halves
from tools.encoder.texts import Text, gathered

Said: TypeAlias = dict[str, tuple[Halves, Halves | None]]
"""By teacher: a row for each text in English, and for each in Russian, of which the first teacher knows none."""


def texts_in(folder: Path) -> list[Text]:
    """The texts, fetched where the folder has none."""
    kept = folder / "texts.json"
    if not kept.exists():
        fetched = folder / "packages"
        fetched.mkdir(parents=True, exist_ok=True)
        packages.fetched(fetched)
        kept.write_bytes(msgspec.json.encode(gathered(fetched)))
    return msgspec.json.decode(kept.read_bytes(), type=list[Text])


def said_in(folder: Path, texts: Sequence[Text]) -> Said:
    """What each teacher says of each text."""
    english = [text.english for text in texts if text.english]
    russian = [text.russian for text in texts if text.russian]
    return {
        "mpnet": (_kept(folder / "mpnet.en.npy", lambda: teachers.mpnet(english, folder / "packages")), None),
        "e5": (
            _kept(folder / "e5.en.npy", lambda: teachers.e5(english)),
            _kept(folder / "e5.ru.npy", lambda: teachers.e5(russian)),
        ),
        "use": (
            _kept(folder / "use.en.npy", lambda: teachers.use(english)),
            _kept(folder / "use.ru.npy", lambda: teachers.use(russian)),
        ),
    }


def _kept(path: Path, make: Callable[[], Halves]) -> Halves:
    """What stands in the file at `path`, made once."""
    if not path.exists():
        np.save(path, make())
    vectors: Halves = np.load(path)
    return vectors
