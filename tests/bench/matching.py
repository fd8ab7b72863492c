"""How long suggestions take, and how much memory, beside three peers on the same library in the same run.

Run it with the rest by ``make bench``, or alone: ``python -m tests.bench.matching [SET.json…]``; labelled sets given
also get their quality figures. Every query is new, one thread; CPU time, so that a busy machine measures alike.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded

import random
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import get_args

import numpy as np
import psutil
from msgspec.structs import replace
from rapidfuzz import fuzz, process
from rich.console import Console

from faq import embedding, grams, index
from faq.evaluation import figures, predictions
from faq.letters import plain, tokens
from faq.matcher import Matcher, build
from faq.sets import Query, read_set
from faq.tiers import Tier
from faq.typos import mistyped
from faq.words import common_words, is_cyrillic
from inbox.entries import Entry
from tests.faq.politely import Manner, said

SAY = Console(highlight=False, soft_wrap=True)
QUERIES = 300
TYPED_OTHERWISE = {"layout", "translit", "english"}
"""Kinds of messages that nobody would say among courtesies typed as they should be."""
SIZES: tuple[tuple[int, tuple[Tier, ...]], ...] = (
    (1_000, ("lexical", "semantic")),
    (10_000, ("lexical", "semantic")),
    (100_000, ("lexical",)),
)


def library(phrasings: int, chance: random.Random) -> tuple[Entry, ...]:
    """Entries of five phrasings each: variations on a handful of an entry's own words among everyday ones."""
    words = [word for word, common in common_words().items() if is_cyrillic(word) and len(word) > 3 and common > 3.6]
    everyday = words[:300]
    entries = []
    for number in range(phrasings // 5):
        own = chance.sample(words, 5)
        lines = [" ".join(chance.sample(own, 3) + chance.sample(everyday, 3)) for _ in range(5)]
        entries.append(Entry(number, lines[0], "", phrasings=tuple(lines[1:])))
    return tuple(entries)


def questions(entries: Sequence[Entry], chance: random.Random) -> list[str]:
    """New messages: a phrasing with its words shuffled, a word of chatter, typos in some."""
    asked = []
    for entry in chance.choices(entries, k=QUERIES):
        words = chance.choice(entry.wordings()).split()
        chance.shuffle(words)
        text = " ".join(["подскажите", *words[:5]])
        asked.append(mistyped(text, chance) if chance.random() < 0.3 else text)
    return asked


def timed(ask: Callable[[str], object], texts: Sequence[str]) -> str:
    """Median and 99th percentile in milliseconds."""
    taken = []
    for text in texts:
        start = process_time()
        ask(text)
        taken.append((process_time() - start) * 1000)
    return f"p50 {np.median(taken):8.2f} ms   p99 {np.quantile(taken, 0.99):8.2f} ms"


def wratio(lines: Sequence[str]) -> Callable[[str], object]:
    return lambda text: process.extract(text, lines, scorer=fuzz.WRatio, limit=3)


def bm25(lines: Sequence[str]) -> Callable[[str], object]:
    words = [grams.stems(tokens(plain(line))) for line in lines]
    stems = index.built(words)
    lengths = np.array([len(line) for line in words]) / np.mean([len(line) for line in words])
    saturated = 2.2 / (1 + 1.2 * (0.25 + 0.75 * lengths))

    def ask(text: str) -> object:
        numbers = np.array(
            [stems.numbers[stem] for stem in grams.stems(tokens(plain(text))) if stem in stems.numbers], int
        )
        rows, _, sizes = stems.postings.gathered(numbers)
        scores = np.bincount(rows, np.repeat(stems.rarity[numbers], sizes) * saturated[rows], minlength=len(lines))
        return np.argpartition(-scores, 3)[:3]

    return ask


def trigrams(lines: Sequence[str]) -> Callable[[str], object]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE library USING fts5(line, tokenize = 'trigram')")
    base.executemany("INSERT INTO library VALUES (?)", [(line,) for line in lines])

    def ask(text: str) -> object:
        pieces = {word[at : at + 3] for word in tokens(plain(text)) for at in range(len(word) - 2)}
        sought = " OR ".join(f'"{piece}"' for piece in sorted(pieces))
        found = base.execute("SELECT rowid FROM library WHERE library MATCH ? ORDER BY rank LIMIT 3", (sought,))
        return found.fetchall()

    return ask


def main() -> None:
    """Print the table."""
    for size, tiers in SIZES:
        chance = random.Random(size)
        entries = library(size, chance)
        texts, lines = questions(entries, chance), [line for entry in entries for line in entry.wordings()]
        SAY.print(f"matching, {size} phrasings")
        for tier in tiers:
            ours(entries, texts, tier)
        few = texts if size < 100_000 else texts[:20]
        for name, peer in (("WRatio extract", wratio), ("BM25", bm25), ("FTS5 trigram", trigrams)):
            SAY.print(f"  {name:16} {timed(peer(lines), few)}")


def ours(entries: Sequence[Entry], texts: Sequence[str], tier: Tier) -> None:
    if tier == "semantic" and embedding.loaded() is None:
        return
    build(entries[:2], tier).suggest("разогрев")
    start = process_time()
    matcher = build(entries, tier)
    built = process_time() - start
    SAY.print(f"  {tier:16} {timed(matcher.suggest, texts)}   built in {built:.2f} s", end="")
    if len(entries) <= 200:
        start = process_time()
        matcher.with_phrasing(0, "ещё одна формулировка")
        SAY.print(f", one more phrasing in {process_time() - start:.2f} s", end="")
    SAY.print(f", process {psutil.Process().memory_info().rss / 2**20:.0f} MB")


def quality(paths: Sequence[str]) -> None:
    """The figures of labelled sets in both tiers: as they stand, then each message among courtesies, or in a story."""
    tiers: tuple[Tier, ...] = ("lexical", "semantic")
    for labelled in (read_set(Path(path)) for path in paths):
        for tier in tiers:
            matcher = build(labelled.library(), tier)
            told(f"{labelled.name:20} {tier:9} as they stand   ", labelled.queries, matcher)
            for manner in get_args(Manner):
                chance = random.Random(labelled.name)
                queries = [
                    replace(query, text=said(query.text, manner, labelled.language[:2], chance))
                    for query in labelled.queries
                    if query.kind not in TYPED_OTHERWISE
                ]
                told(f"{labelled.name:20} {tier:9} {manner:16}", queries, matcher)


def told(what: str, queries: Sequence[Query], matcher: Matcher) -> None:
    found = figures(queries, list(predictions(matcher, [query.text for query in queries])))
    shares = (found.hit_1, found.hit_3, found.auroc, found.acc_10)
    line = "/".join("—" if np.isnan(share) else f"{100 * share:.1f}" for share in shares)
    SAY.print(f"{what} hit@1/hit@3/AUROC/acc@10 {line}")


if __name__ == "__main__":
    main()
    quality(sys.argv[1:])
