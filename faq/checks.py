"""Whether an entry can be kept, asked when it is saved: so that no teammate learns it from a failed delivery.

Invariant: an answer without problems is accepted by Telegram, whatever its placeholders are filled with.
A problem's `column` is the field that it is about. Only what is approved needs an answer: a question that waits for one
may be kept as a draft.
"""

import re
from dataclasses import replace

from faq.markup import LONGEST_CAPTION, LONGEST_TEXT, length, markup_problem, problem_at
from faq.placeholders import ROOM, unknown_placeholders, widest
from inbox.entries import Entry
from inbox.errors import Problem

LONGEST_SOURCE = 16_000
"""With its markup: half of what a spreadsheet's cell holds, where some characters count twice."""
LONGEST_QUESTION = 1000

_CODE = re.compile(r"[\w-]{1,32}")


def entry_problems(entry: Entry) -> tuple[Problem, ...]:
    """Every reason why the entry cannot be kept; none when it can."""
    problems: list[Problem] = []
    if entry.answer or entry.state == "approved":
        problems += answer_problems(entry.answer, has_attachment=bool(entry.attachment))
    if not entry.question.strip():
        problems.append(Problem("library-question-missing", column="question"))
    if len(entry.question) > LONGEST_QUESTION:
        values = {"length": len(entry.question), "most": LONGEST_QUESTION}
        problems.append(Problem("library-question-long", values, column="question"))
    if entry.code and not _CODE.fullmatch(entry.code):
        problems.append(Problem("library-code-invalid", {"short": entry.code}, column="code"))
    elif entry.code.isdecimal():
        problems.append(Problem("library-code-number", {"short": entry.code}, column="code"))
    return tuple(problems)


def answer_problems(answer: str, *, has_attachment: bool = False) -> tuple[Problem, ...]:
    """Every reason why the answer cannot be sent."""
    if len(answer) > LONGEST_SOURCE:
        return (
            Problem("library-answer-source-long", {"length": len(answer), "most": LONGEST_SOURCE}, column="answer"),
        )
    known = ", ".join(f"{{{name}}}" for name in ROOM)
    found = [
        markup_problem(answer) or _length_problem(answer, has_attachment=has_attachment),
        *(
            problem_at("library-placeholder-unknown", answer, offset, placeholder=placeholder, known=known)
            for offset, placeholder in unknown_placeholders(answer)
        ),
    ]
    return tuple(replace(problem, column="answer") for problem in found if problem)


def _length_problem(answer: str, *, has_attachment: bool) -> Problem | None:
    taken = length(widest(answer))
    most = LONGEST_CAPTION if has_attachment else LONGEST_TEXT
    if not taken and not has_attachment:
        return Problem("library-answer-empty")
    if taken > most:
        code = "library-caption-long" if has_attachment else "library-answer-long"
        return Problem(code, {"length": taken, "most": most, "over": taken - most})
    return None
