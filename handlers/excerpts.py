"""Long texts made short enough for a line, a button or a card. Lengths are Telegram's: UTF-16 units."""


def cut(text: str, limit: int) -> str:
    """At most `limit` units; what is left out shows as an ellipsis."""
    text = text.strip()
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def one_line(text: str, limit: int) -> str:
    return cut(" ".join(text[: 4 * limit].split()), limit)
