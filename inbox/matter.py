"""What a message asks for, courtesies aside: nothing, when it only greets, thanks, or asks whether anybody is there.

By this a nag is told from the question that it reminds of, though both need an answer (see `attention`). Invariant: a
message that names anything of its own has a matter. Deliberately absent: which matter it is.
"""

import re

from inbox import attention_rules as rules
from inbox.attention_kinds import kind
from inbox.attention_reading import Reading, read

REMINDERS = re.compile(
    r"\b(?:ответ\w*|отвеч\w*|отпиш\w*|новост\w*|вопрос\w*|сообщени\w*|живой|живые"
    r"|repl(?:y|ies)|answer\w*|respon\w*|news|updates?|questions?|messages?|there)\b"
)
THANKS = frozenset("t%")
COURTESIES = THANKS | {"g"}
WISHED = ("день", "дня", "ночи")
CALLS = frozenset(
    [
        "подскажите",
        "подскажи",
        "скажите",
        "скажи",
        "ребят",
        "ребята",
        "народ",
        "друзья",
        "коллеги",
        "guys",
        "folks",
        "please",
    ]
)
SMALL = frozenset("gftk%1#EqyYeoIirnOL0,.")
"""Kinds of words that by themselves ask for nothing."""
WITH_REMINDER = SMALL | frozenset("QwhacHpDJW")
WAITING = SMALL | frozenset("DJHpW")
WELL = re.compile("f*[ch]f*|g+,?z")  # ну что там? как? привет всем


def matter(text: str) -> str:
    """The words that ask; empty when there are none."""
    return "" if _is_empty(text) else _without_courtesies(text)


def _is_empty(text: str) -> bool:
    plain = text.casefold().replace("ё", "е")
    reading, rest = read(plain), read(REMINDERS.sub(" ", plain))
    if rules.is_wordless(reading) or (rules.closes(reading) and not _asks(reading)):
        return True
    if WELL.fullmatch(reading.shape):
        return True
    if REMINDERS.search(plain):
        return WITH_REMINDER.issuperset(rest.shape)
    return (WAITING if "W" in reading.shape else SMALL).issuperset(reading.shape)


def _asks(reading: Reading) -> bool:
    return any(rules.asks(each) or rules.requests(each) or rules.complains(each) for each in reading.sentences)


def _without_courtesies(text: str) -> str:
    """Those around the question; within it a word like *morning* means what it says."""
    words = text.split()
    begin, end = 0, len(words)
    while begin < end and (_is_courtesy(words[begin]) or (begin and _bare(words[begin]) in WISHED)):
        begin += 1
    while end > begin and kind(_bare(words[end - 1])) in THANKS:
        end -= 1
    return " ".join(words[begin:end]).lstrip(".,!:- ") or text


def _is_courtesy(word: str) -> bool:
    return _bare(word) in CALLS or kind(_bare(word)) in COURTESIES


def _bare(word: str) -> str:
    return re.sub(r"[\W_]", "", word).casefold()
