"""The floor under the matcher's quality: a labelled set of Russian community messages, reached figures minus one point.

The set's library and messages share an author, so it flatters a little; it is a floor, not a boast.
"""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from faq.embedding import loaded
from faq.evaluation import Figures, Prediction, by_kind, figures, predictions
from faq.matcher import build
from faq.sets import LabelledSet, read_set
from faq.tiers import Tier
from tests.faq.politely import said

SETS = Path(__file__).parent / "sets"
FLOORS = {"lexical": (89, 96, 93, 79), "semantic": (92, 95, 95, 85)}
ENGLISH = ("ru_bank_english_dev", "ru_telecom_english_dev")
ENGLISH_FLOORS = {"lexical": (96, 96, 66), "semantic": (95, 97, 89)}
POLITE_FLOORS = {"lexical": (78, 94, 89, 59), "semantic": (86, 94, 92, 69)}


@cache
def evaluated(tier: Tier) -> tuple[LabelledSet, tuple[Prediction, ...]]:
    labelled = read_set(SETS / "ru_community_dev.json")
    matcher = build(labelled.library(), tier)
    return labelled, tuple(predictions(matcher, asked(labelled)))


def below(reached: Sequence[float], floor: Sequence[int]) -> list[float]:
    return [round(100 * figure, 1) for figure, least in zip(reached, floor, strict=True) if 100 * figure < least]


def quality(found: Figures) -> tuple[float, float, float, float]:
    return found.hit_1, found.hit_3, found.auroc, found.acc_10


def asked(labelled: LabelledSet) -> list[str]:
    return [query.text for query in labelled.queries]


def tiers() -> list[Tier]:
    return ["lexical", "semantic"] if loaded() else ["lexical"]


@pytest.mark.parametrize("tier", tiers())
def test_quality_stays_above_its_floor(tier: Tier) -> None:
    labelled, made = evaluated(tier)
    assert below(quality(figures(labelled.queries, made)), FLOORS[tier]) == []


@pytest.mark.parametrize("tier", tiers())
def test_greetings_and_thanks_cost_little(tier: Tier) -> None:
    labelled, _ = evaluated(tier)
    chance = random.Random(3)
    queries = [
        replace(query, text=said(query.text, "with courtesies", "ru", chance))
        for query in labelled.queries
        if query.kind in {"russian", "oos"}
    ]
    made = tuple(predictions(build(labelled.library(), tier), [query.text for query in queries]))
    assert below(quality(figures(queries, made)), POLITE_FLOORS[tier]) == []


@pytest.mark.parametrize("tier", tiers())
def test_silence_is_kept_about_what_nobody_answers(tier: Tier) -> None:
    labelled, made = evaluated(tier)
    assert round(figures(labelled.queries, made).falsely_shown * 100) <= 3


@pytest.mark.parametrize("tier", tiers())
def test_the_wrong_layout_and_transliteration_cost_nothing(tier: Tier) -> None:
    labelled, made = evaluated(tier)
    kinds = by_kind(labelled.queries, made)
    assert [kinds[kind].hit_1 for kind in ("layout", "translit")] == [1, 1]


@pytest.mark.parametrize("tier", tiers())
def test_an_english_question_finds_the_russian_entry(tier: Tier) -> None:
    sets = [read_set(SETS / f"{name}.json") for name in ENGLISH]
    queries = [query for labelled in sets for query in labelled.queries]
    made = [each for labelled in sets for each in predictions(build(labelled.library(), tier), asked(labelled))]
    found = figures(queries, made)
    assert below((found.hit_1, found.hit_3, found.shown_right), ENGLISH_FLOORS[tier]) == []
