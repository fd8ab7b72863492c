"""Learning the gate from labelled sets: ``python -m faq.training SET.json…``, tested on each set left out in turn.

From each set come episodes: libraries with answers withheld, fewer phrasings, typos in the messages, so that what is
learned holds for libraries small and large; messages that ask for withheld answers teach what is near but not there.
Invariant: what is drawn from a set depends on its name alone, so that the same sets give the same gate, in any order.
Deliberately absent: choosing kernels; they are set by hand in `faq.ridge`.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
import msgspec
import numpy as np

from faq import embedding, gate
from faq.evidence import evidence, standard
from faq.learning import Episode, learn, report
from faq.message import read
from faq.ridge import solved
from faq.sets import LabelledSet, Query, read_set
from faq.shelf import stocked
from faq.tiers import Tier
from faq.typos import mistyped
from inbox.entries import Entry

DRAWN, MOST_QUERIES, MOST_WHOLE, MOST_ANSWERS = 8, 600, 1500, 120
PHRASINGS = (2, 4, 8, 16, 99)
TYPOS = (0, 0, 0.6)  # the share of messages with typos, in equally many episodes
CHATTER = {"far", "oos", "chatter"}  # kinds of messages that ask a brand nothing; others that aren't answered are near


def episodes(labelled: LabelledSet, tier: Tier) -> Iterable[Episode]:
    """The whole set, then libraries drawn from it."""
    chance = random.Random(labelled.name)  # noqa: S311 - a fixed draw, not a secret
    some = labelled.queries[:: 1 + len(labelled.queries) // MOST_WHOLE]
    yield _played(labelled, labelled.library(), some, tier, whole=True)
    for _ in range(DRAWN):
        entries = list(labelled.library())
        chance.shuffle(entries)
        kept = entries[: min(MOST_ANSWERS, round(len(entries) * chance.uniform(0.3, 0.9)))]
        most, typos = chance.choice(PHRASINGS), chance.choice(TYPOS)
        fewer = [_shortened(entry, chance.randint(most // 2, most)) for entry in kept]
        queries = chance.sample(labelled.queries, min(MOST_QUERIES, len(labelled.queries)))
        typed = [_typed(query, chance) if chance.random() < typos else query for query in queries]
        yield _played(labelled, fewer, typed, tier, whole=False)


def _shortened(entry: Entry, wordings: int) -> Entry:
    return replace(entry, phrasings=entry.phrasings[: wordings - 1])


def _typed(query: Query, chance: random.Random) -> Query:
    return msgspec.structs.replace(query, text=mistyped(query.text, chance))


def _played(
    labelled: LabelledSet, library: Sequence[Entry], queries: Sequence[Query], tier: Tier, *, whole: bool
) -> Episode:
    shelf = stocked(library, embedding.loaded() if tier == "semantic" else None)
    regression = solved(shelf)
    usual = standard(shelf, regression)
    heard = [shelf.heard(read(query.text, shelf.spelling))[0] for query in queries]
    scores = [regression.scores(each) for each in heard]
    gold = [-1 if query.entry_id is None else shelf.numbers.get(query.entry_id, -1) for query in queries]
    return Episode(
        family=labelled.name.partition("_")[0] if labelled.language == "en" else labelled.name,
        whole=whole,
        evidence=np.array([evidence(shelf, usual, *each) for each in zip(heard, scores, strict=True)], float),
        strangers=gate.strangers_evidence(shelf, regression, usual).astype(float),
        scores=tuple(each.astype(float) for each in scores),
        gold=np.array(gold),
        kinds=np.array([_kind(query, asked=number >= 0) for query, number in zip(queries, gold, strict=True)]),
    )


def _kind(query: Query, *, asked: bool) -> str:
    if asked:
        return "asked"
    return "chatter" if query.kind in CHATTER else "near"


@click.command()
@click.argument("sets", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(sets: tuple[Path, ...]) -> None:
    """Learn the gate of both tiers from labelled SETS and write it; print what it reaches on each set left out."""
    labelled = sorted((read_set(path) for path in sets), key=lambda each: each.name)
    found: dict[str, gate.Gate] = {}
    tiers: tuple[Tier, ...] = ("lexical", "semantic")
    for tier in tiers:
        played = [(each.name, episode) for each in labelled for episode in episodes(each, tier)]
        for name, tested in played:
            if tested.whole:
                others = [each for _, each in played if each.family != tested.family]
                click.echo(f"{tier:8} | {name} left out | {report(learn(others), tested)}")
        found[tier] = learn([each for _, each in played])
    target = Path(__file__).parent / "knowledge" / "gate.json"
    target.write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")


if __name__ == "__main__":
    main()
