"""Without the embedding the lexical tier goes on, and says so once."""

import sys
from collections.abc import Sequence
from threading import Event, Thread

import numpy as np
import pytest

from faq import embedding
from faq.matcher import build
from faq.message import Message, read
from faq.ridge import solved
from faq.shelf import stocked
from inbox.entries import Entry


def test_an_embedding_that_fails_to_load_leaves_the_lexical_tier(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    embedding.loaded.cache_clear()
    tiers = [build([Entry(1, "Где заказ?", "")], "semantic").tier for _ in range(2)]
    embedding.loaded.cache_clear()
    assert (tiers, [record.levelname for record in caplog.records]) == (["lexical", "lexical"], ["WARNING"])


@pytest.mark.parametrize("broken", ["raises", "not numbers"])
def test_what_the_encoder_cannot_read_is_matched_by_wording(broken: str, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def encode(self, lines: Sequence[str]) -> embedding.Floats:
            if broken == "raises":
                message = "no more memory"
                raise MemoryError(message)
            return np.full((len(lines), 512), np.nan, np.float32)

    embedding._say_broken.cache_clear()
    deaf = embedding.Embedding(Broken(), np.zeros(512, np.float32), np.zeros((1, 512), np.float32))
    shelf = stocked([Entry(1, "Где заказ?", ""), Entry(2, "Есть ли скидки?", "")], deaf)
    scores = [solved(shelf).scores(shelf.heard(read("где мой заказ", shelf.spelling))[0]) for _ in range(2)]
    assert [int(each.argmax()) for each in scores] == [0, 0]
    assert len(caplog.records) == (broken == "raises")


def test_nobody_waits_while_anothers_library_is_read() -> None:
    begun, may_end = Event(), Event()

    class Slow:
        def encode(self, lines: Sequence[str]) -> embedding.Floats:
            if lines[0] == "долгая":
                begun.set()
                assert may_end.wait(60)
            return np.ones((len(lines), 4), np.float32)

    shared = embedding.Embedding(Slow(), np.zeros(4, np.float32), np.zeros((1, 4), np.float32))
    others = Thread(target=shared.vectors, args=([Message(("долгая",))],))
    others.start()
    assert begun.wait(60)
    assert shared.vectors([Message(("быстрая",))]).shape == (1, 4)
    may_end.set()
    others.join()
    assert set(shared.kept) == {("долгая",), ("быстрая",)}


def test_of_many_texts_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        read: list[str] = []  # noqa: RUF012 - of this test alone

        def encode(self, lines: Sequence[str]) -> embedding.Floats:
            self.read += lines
            return np.ones((len(lines), 4), np.float32)

    monkeypatch.setattr(embedding, "_KEPT", 2)
    counted = embedding.Embedding(Counting(), np.zeros(4, np.float32), np.zeros((1, 4), np.float32))
    for texts in ("абв", "бв", "а"):
        counted.vectors([Message((text,)) for text in texts])
    assert (Counting.read, set(counted.kept)) == ([*"абв", "а"], {("в",), ("а",)})
