"""docs/metrics.md names exactly the fields that the JSON has."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from inbox.facts import Revised
from report.columns import fields
from report.figures import figures
from report.headline import COMPARED
from report.model import build
from report.record import record
from tests.report.sample import HISTORY, sample
from tests.report.sample_seen import sample_seen

DOCUMENT = Path("docs/metrics.md").read_text("utf-8")
TYPES = {
    name: re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", told))
    for name, told in re.findall(
        r"^\| (spread|working|share|target|group|headline|change) \| (.+) \|$", DOCUMENT, re.MULTILINE
    )
}
for name in ("working", "group"):
    TYPES[name] += TYPES["spread"]


def paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from paths(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for one in value:
            yield from paths(one, f"{path}[]")
    else:
        yield path


def documented() -> Iterator[str]:
    for path, kind in re.findall(r"^\| `([^`]+)` \| (\w+) \|", DOCUMENT, re.MULTILINE):
        for place in [path.replace("*", key) for key in COMPARED] if "*" in path else [path]:
            yield from (f"{place}.{field}" for field in TYPES[kind]) if kind in TYPES else [place]


def test_every_field_of_the_json_is_documented_and_no_other() -> None:
    revised = (Revised(5, "", "", "", "", ""),)
    facts = replace(sample(), seen=sample_seen(), revised=revised)
    assert set(documented()) == set(paths(record(build(figures(facts, HISTORY)))))


def test_every_metric_of_a_kpi_table_has_names() -> None:
    assert len(fields("kpi")) == 16
