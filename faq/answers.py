"""Whether an answer can be sent, asked when it is saved: so that no teammate learns it from a failed delivery.

Invariant: an answer without problems is accepted by Telegram, whatever its placeholders are filled with.
"""

from faq.markup import LONGEST_CAPTION, LONGEST_TEXT, length, markup_problem, problem_at
from faq.placeholders import ROOM, unknown_placeholders, widest
from inbox.errors import Problem

LONGEST_SOURCE = 32_767
"""With its markup; a spreadsheet's cell holds no more."""


def answer_problems(answer: str, *, has_attachment: bool = False) -> tuple[Problem, ...]:
    """Every reason why the answer cannot be kept; none when it can."""
    if len(answer) > LONGEST_SOURCE:
        return (Problem("library-answer-source-long", {"length": len(answer), "most": LONGEST_SOURCE}),)
    broken = markup_problem(answer)
    problems = [broken] if broken else _length_problems(answer, has_attachment=has_attachment)
    known = ", ".join(f"{{{name}}}" for name in ROOM)
    return (
        *problems,
        *(
            problem_at("library-placeholder-unknown", answer, offset, placeholder=placeholder, known=known)
            for offset, placeholder in unknown_placeholders(answer)
        ),
    )


def _length_problems(answer: str, *, has_attachment: bool) -> list[Problem]:
    taken = length(widest(answer))
    most = LONGEST_CAPTION if has_attachment else LONGEST_TEXT
    if not taken and not has_attachment:
        return [Problem("library-answer-empty")]
    if taken > most:
        code = "library-caption-long" if has_attachment else "library-answer-long"
        return [Problem(code, {"length": taken, "most": most, "over": taken - most})]
    return []
