"""Long texts made short enough for a line, a button or a card."""


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; what is left out shows as an ellipsis."""
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def one_line(text: str, limit: int) -> str:
    return cut(" ".join(text.split()), limit)
