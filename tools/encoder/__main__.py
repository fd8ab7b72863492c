"""``python -m tools.encoder FOLDER``: see the package's docstring."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import torch

from faq.pieces import pieces
from tools.encoder import apart, asked, e5, joint, packages, packing, student, teachers, texts, use
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
    both = joint.Joint(student.Student(kept))
    weights, last = folder / "student.pt", folder / "joint.pt"
    if not last.exists():
        lessons = student.Lessons(learnt_from, known, student.targets(said, student.originals(learnt_from)))
        if not weights.exists():
            torch.save(student.taught(lessons, kept).state_dict(), weights)
        both.student.load_state_dict(torch.load(weights))
        trades, kept_back = asked.trades()
        apart.tell_apart(both, lessons, trades, known)
        print(f"told apart: {apart.told_apart(both, kept_back, known):.1%}", flush=True)  # noqa: T201
        torch.save(both.state_dict(), last)
    both.load_state_dict(torch.load(last))
    teacher = use.read()
    packing.packed(both, known, teacher, needed(learnt_from, teacher.pieces), KNOWLEDGE)


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
