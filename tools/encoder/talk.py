"""What people ask and say, in one language: sayings, lines for bots, chats, questions to search engines and forums.

Questions are those that the sets for measuring search came with; of their answers, and of what they were asked about,
nothing is read.
"""

import gzip
import io
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

from tools.encoder.packages import installed

SAYINGS, RUSSIAN_SAYINGS, CHATS, QUESTIONS = 16_000, 20_000, 30_000, 40_000
_SAYINGS = re.compile("/games/fortunes/")
_TOPICS = "topics-and-qrels/topics."
_ASKED = {
    "en": ("dpr.nq.dev.txt", "dpr.nq.test.txt", "dpr.wq.test.txt", "dpr.squad.test.txt",
           "mrtydi-v1.1-en.train.txt.gz", "mrtydi-v1.1-en.dev.txt.gz", "mrtydi-v1.1-en.test.txt.gz",
           *(f"beir-v1.0.0-cqadupstack-{forum}.test.tsv.gz" for forum in (
               "android", "english", "gaming", "gis", "physics", "programmers", "stats", "unix", "webmasters",
               "wordpress"))),
    "ru": ("mrtydi-v1.1-ru.train.txt.gz", "mrtydi-v1.1-ru.dev.txt.gz", "mrtydi-v1.1-ru.test.txt.gz",
           "miracl-v1.0-ru-dev.tsv"),
}  # fmt: skip


def sayings(folder: Path, chance: random.Random) -> tuple[list[str], list[str]]:
    """English and Russian sayings, the English ones with conversations written for bots."""
    found: dict[str, list[str]] = {"en": [], "ru": []}
    for package in sorted(folder.glob("fortunes*.deb")):
        language = "ru" if "-ru" in package.name else "en"
        for path, content in installed(package, _SAYINGS):
            if not path.endswith(".dat"):
                found[language] += _split(content.decode("utf-8", "ignore"))
    for wheel in folder.glob("chatterbot_corpus*.whl"):
        with ZipFile(wheel) as archive:
            for name in archive.namelist():
                if "/english/" in name:
                    lines = archive.read(name).decode("utf-8", "ignore").splitlines()
                    found["en"] += [line.lstrip(" -") for line in lines if line.lstrip().startswith("- ")]
    english, russian = _plain(found["en"], "[A-Za-z]"), _plain(found["ru"], "[А-Яа-яё]")
    return _some(english, SAYINGS, chance), _some(russian, RUSSIAN_SAYINGS, chance)


def questions(folder: Path, chance: random.Random) -> tuple[list[str], list[str]]:
    """English and Russian questions that people asked; among the English ones lines of chats too."""
    asked: dict[str, list[str]] = {"en": [], "ru": []}
    for wheel in folder.glob("pyserini*.whl"):
        with ZipFile(wheel) as archive:
            jar = next(name for name in archive.namelist() if name.endswith(".jar"))
            with ZipFile(io.BytesIO(archive.read(jar))) as topics:
                for language, names in _ASKED.items():
                    for name in names:
                        asked[language] += _topics(name, topics.read(_TOPICS + name))
    chats: list[str] = []
    for wheel in folder.glob("chitchat_dataset*.whl"):
        with ZipFile(wheel) as archive:
            chats += _chats(archive.read("chitchat_dataset/dataset.json"))
    english = _some(_plain(asked["en"], "[A-Za-z]"), QUESTIONS, chance)
    return english + _some(_plain(chats, "[A-Za-z]"), CHATS, chance), _plain(asked["ru"], "[А-Яа-яё]")


def _topics(name: str, content: bytes) -> Iterator[str]:
    """The question of each line: the first field, the last one after a number, or the one named so in JSON."""
    for line in (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8").splitlines():
        if line.startswith("{"):
            yield json.loads(line)["question"]
        elif name.startswith("dpr."):
            yield line.partition("\t")[0]
        else:
            yield line.rpartition("\t")[2].replace("\N{COMBINING ACUTE ACCENT}", "")


def _chats(content: bytes) -> Iterator[str]:
    for chat in json.loads(content).values():
        for turn in chat["messages"]:
            yield from (message["text"].strip() for message in turn)


def _split(text: str) -> list[str]:
    joined = re.sub(r"(?<!\n)\n(?![\n%])", " ", text)
    parts = re.split(r"(?<=[.!?])\s+|\n%+\s*|\n\n", joined)
    return [part.strip().removeprefix("--").strip() for part in parts if part.strip()]


def _plain(lines: Iterable[str], letter: str) -> list[str]:
    """Those of 3 to 22 words, mostly of letters of the alphabet, each once."""
    return [
        line for line in dict.fromkeys(lines)
        if 3 <= len(line.split()) <= 22 and len(re.findall(letter, line)) > 0.7 * len(line)
    ]  # fmt: skip


def _some(lines: list[str], most: int, chance: random.Random) -> list[str]:
    return chance.sample(lines, min(most, len(lines)))
