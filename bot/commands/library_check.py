"""`otklik library check FILE`: what of a form cannot be read, phrasings that two answers share or another would get."""

from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from bot.spoken import command, option, spoken
from faq.files.reading import LibraryFile, read_library
from faq.linter import Finding, find_conflicts
from faq.wording import in_words, problems_in_words
from inbox.errors import LibraryInvalid
from inbox.ids import EntryId
from texts import LANGUAGES, Catalogue, Language, catalogue


@command(help="cli-about-library-check")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--language", type=click.Choice(LANGUAGES), default=None, help="cli-option-messages-language")
def check(path: Path, language: Language | None) -> None:
    language = language or spoken().language
    say = catalogue(language)
    try:
        file = read_library(path.read_bytes(), path.name)
    except LibraryInvalid as invalid:
        raise click.ClickException("\n".join(in_words(problem, language) for problem in invalid.problems)) from invalid
    entries = [replace(entry, id=number) for number, entry in enumerate(file.entries)]  # new ones have no id as yet
    with Console(stderr=True).status(say("check-working")):
        findings = find_conflicts(entries)
    questions = {entry.id: entry.question for entry in entries}
    found = problems_in_words(_but_shared_phrasings(file), language)
    found += [_in_words(finding, questions, say) for finding in findings]
    click.echo("\n".join([*found, say("check-findings", n=len(found)) if found else say("check-nothing")]))


def _but_shared_phrasings(file: LibraryFile) -> LibraryFile:
    """The linter finds them itself, and more of them."""
    notices = tuple(notice for notice in file.notices if notice.code != "library-phrasing-twice")
    return replace(file, notices=notices)


def _in_words(finding: Finding, questions: dict[EntryId, str], say: Catalogue) -> str:
    return say(
        f"check-{finding.trouble}",
        phrasing=finding.phrasing,
        question=questions[finding.entry_id],
        other_phrasing=finding.other_phrasing,
        other_question=questions[finding.other_id],
    )
