"""The gate that the package brings is what learning gives, from the same sets in any order."""

from pathlib import Path

import numpy as np

from faq.evidence import NAMES
from faq.gate import learned
from faq.learning import learn
from faq.sets import read_set
from faq.training import episodes

SMALL = Path(__file__).parent / "sets" / "ru_telecom_dev.json"


def test_the_same_set_gives_the_same_gate() -> None:
    labelled = read_set(SMALL)
    assert learn(list(episodes(labelled, "lexical"))) == learn(list(episodes(labelled, "lexical")))


def test_the_gate_kept_weighs_the_evidence_there_is() -> None:
    kept = {tier: len(gate.weights) for tier, gate in learned().items()}
    assert kept == {"lexical": len(NAMES), "semantic": len(NAMES)}


def test_chatter_speaks_against_a_suggestion() -> None:
    lexical = learned()["lexical"]
    quiet, chatty = (np.array([0.3, 0.4, 0.2, likeness], np.float32) for likeness in (0.0, 1.0))
    assert lexical.raw(chatty) < lexical.raw(quiet)
