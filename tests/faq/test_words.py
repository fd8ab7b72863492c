"""Words are read alike, whoever else is reading."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest

from faq.words import common_words, is_cyrillic, stem


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns all the time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_do_not_spoil_each_other_s_stems() -> None:
    words = list(islice(filter(is_cyrillic, common_words()), 2000))
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(lambda _: [stem.__wrapped__(word) for word in words], range(2)))
    assert together == [alone, alone]
