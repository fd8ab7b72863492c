"""``python -m tools.encoder FOLDER``: see the package's docstring."""

import sys
from pathlib import Path

import torch

from faq.pieces import pieces
from tools.encoder import apart, asked, e5, joint, packing, student, use
from tools.encoder.material import said_in, texts_in
from tools.encoder.vocabulary import needed

KNOWLEDGE = Path(__file__).parents[2] / "faq" / "knowledge"


def main(folder: Path) -> None:
    texts, stuff = texts_in(folder), e5.unpacked()
    kept = [number + e5.UNKNOWN for number in needed(texts, e5.known(stuff))]
    known = pieces({stuff.pieces[number]: float(stuff.chances[number]) for number in kept})
    both = joint.Joint(student.Student(kept))
    weights, last = folder / "student.pt", folder / "joint.pt"
    if not last.exists():
        aims = student.targets(said_in(folder, texts), student.originals(texts))
        lessons = student.Lessons(texts, known, aims)
        if not weights.exists():
            torch.save(student.taught(lessons, kept).state_dict(), weights)
        both.student.load_state_dict(torch.load(weights))
        trades, kept_back = asked.trades()
        apart.tell_apart(both, lessons, trades, known)
        print(f"told apart: {apart.told_apart(both, kept_back, known):.1%}", flush=True)  # noqa: T201
        torch.save(both.state_dict(), last)
    both.load_state_dict(torch.load(last))
    teacher = use.read()
    packing.packed(both, known, teacher, needed(texts, teacher.pieces), KNOWLEDGE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
