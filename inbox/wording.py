"""Texts made comparable: lower case, one kind of е, no addresses, no punctuation or emoji, single spaces."""

import re

ADDRESS = re.compile(r"https?://\S+|t\.me/\S+|@\w+")
NO_WORD = re.compile(r"[\W_]+")


def bare_words(text: str) -> str:
    return NO_WORD.sub(" ", ADDRESS.sub(" ", text.lower().replace("ё", "е"))).strip()
