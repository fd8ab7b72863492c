"""`otklik library check FILE`: phrasings in a form that two answers share, or that another answer would get."""

from pathlib import Path

import click

from bot.spoken import command, option
from faq.files.reading import read_library
from faq.linter import Finding, find_conflicts
from faq.wording import in_words
from inbox.errors import LibraryInvalid
from inbox.ids import EntryId
from texts import LANGUAGES, Catalogue, Language, catalogue


@command(help="cli-about-library-check")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option(
    "--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="cli-option-messages-language"
)
def check(path: Path, language: Language) -> None:
    say = catalogue(language)
    try:
        entries = read_library(path.read_bytes(), path.name).entries
    except LibraryInvalid as invalid:
        raise click.ClickException("\n".join(in_words(problem, language) for problem in invalid.problems)) from invalid
    findings = find_conflicts(entries)
    questions = {entry.id: entry.question for entry in entries}
    for finding in findings:
        click.echo(_in_words(finding, questions, say))
    click.echo(say("check-findings", n=len(findings)) if findings else say("check-nothing"))


def _in_words(finding: Finding, questions: dict[EntryId, str], say: Catalogue) -> str:
    return say(
        f"check-{finding.trouble}",
        phrasing=finding.phrasing,
        question=questions[finding.entry_id],
        other_phrasing=finding.other_phrasing,
        other_question=questions[finding.other_id],
    )
