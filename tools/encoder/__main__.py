"""``python -m tools.encoder FOLDER``: see the package's docstring."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import torch

from faq.pieces import pieces
from tools.encoder import e5, packages, packing, student, teachers, texts, use
from tools.encoder.teachers import Halves
from tools.encoder.vocabulary import needed

KNOWLEDGE = Path(__file__).parents[2] / "faq" / "knowledge"


def main(folder: Path) -> None:
    learnt_from = _texts(folder)
    english = [text.english for text in learnt_from if text.english]
    russian = [text.russian for text in learnt_from if text.russian]
    said: dict[str, tuple[Halves, Halves | None]] = {
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
    stuff = e5.unpacked()
    kept = [number + e5.UNKNOWN for number in needed(learnt_from, e5.known(stuff))]
    known = pieces({stuff.pieces[number]: float(stuff.chances[number]) for number in kept})
    weights = folder / "student.pt"
    if not weights.exists():
        aims = student.targets(said, student.originals(learnt_from))
        torch.save(student.taught(learnt_from, kept, known, aims).state_dict(), weights)
    learnt = student.Student(kept)
    learnt.load_state_dict(torch.load(weights))
    teacher = use.read()
    packing.packed(learnt, known, teacher, needed(learnt_from, teacher.pieces), KNOWLEDGE)


def _texts(folder: Path) -> list[texts.Text]:
    kept = folder / "texts.json"
    if not kept.exists():
        fetched = folder / "packages"
        fetched.mkdir(parents=True, exist_ok=True)
        packages.fetched(fetched)
        kept.write_bytes(msgspec.json.encode(texts.gathered(fetched)))
    return msgspec.json.decode(kept.read_bytes(), type=list[texts.Text])


def _kept(path: Path, make: Callable[[], Halves]) -> Halves:
    """What stands in the file at `path`, made once."""
    if not path.exists():
        np.save(path, make())
    vectors: Halves = np.load(path)
    return vectors


if __name__ == "__main__":
    main(Path(sys.argv[1]))
