"""The columns of the Q&A form in the order in which we write them, and under which headers people do.

The headers that we write are in the catalogues; here is what else is understood. A header that is not is named to the
person; a column "№" is an agency's row count, not the identity of an entry.
"""

import re
from functools import cache
from typing import Literal, TypeAlias, get_args

from faq.files.cells import bare
from texts import LANGUAGES, Language, catalogue

Column: TypeAlias = Literal[
    "id", "category", "question", "phrasings", "answer", "state", "approved", "comment",
    "language", "code", "attachment", "group", "auto_send", "version",
]  # fmt: skip
COLUMNS: tuple[Column, ...] = get_args(Column)
REQUIRED: tuple[Column, ...] = ("question", "answer")

_ALSO: dict[Column, tuple[str, ...]] = {
    "id": ("id", "ид", "n id", "id записи", "идентификатор", "entry id"),
    "category": ("категория", "раздел", "тема", "рубрика", "блок", "category", "section", "topic"),
    "question": (
        "вопрос", "вопросы", "типовой вопрос", "вопрос клиента", "вопрос пользователя", "question", "questions", "q",
    ),
    "phrasings": (
        "другие формулировки", "формулировки", "варианты вопроса", "варианты формулировок", "другие варианты вопроса",
        "альтернативные формулировки", "похожие вопросы", "синонимы", "как еще спрашивают",
        "как еще могут спросить", "варианты", "перефразировки", "other phrasings", "phrasings", "variants",
        "alternative phrasings", "alternatives", "similar questions", "other ways to ask", "variations",
    ),
    "answer": (
        "ответ", "ответы", "стандартный ответ", "типовой ответ", "текст ответа", "ответ бренда",
        "answer", "answers", "reply", "standard reply", "response", "a",
    ),
    "language": ("язык", "language", "lang"),
    "state": ("статус", "состояние", "status", "state"),
    "code": ("код", "короткий код", "шорткод", "code", "short code", "shortcut"),
    "attachment": ("вложение", "файл", "картинка", "медиа", "attachment", "file", "media"),
    "group": ("группа", "группа вариантов", "перевод", "варианты ответа", "group", "variants group", "language group"),
    "auto_send": (
        "автоответ", "автоматически", "автоотправка", "отправлять без подтверждения", "auto send", "automatic",
    ),
    "approved": (
        "согласовано", "согласовано клиентом", "согласование", "согласование клиента", "утверждено клиентом",
        "утверждено", "утверждение", "статус согласования", "approved", "approved by client", "client approval",
        "approval", "approval status",
    ),
    "comment": (
        "комментарий", "комментарии", "комментарий клиента", "замечание", "замечания", "правки",
        "правки клиента", "comment", "comments", "client comment", "remarks",
    ),
    "version": ("версия", "version"),
}  # fmt: skip


def header(column: Column, language: Language) -> str:
    return catalogue(language)(f"library-column-{column}")


def column_of(text: str) -> Column | None:
    """The column that a header means, whatever its case, blanks, signs and what stands in brackets."""
    known = _headers()
    return known.get(bare(text)) or known.get(bare(re.sub(r"\(.*?\)", "", text)))


@cache
def _headers() -> dict[str, Column]:
    written = {bare(header(column, language)): column for column in COLUMNS for language in LANGUAGES}
    return written | {bare(name): column for column, names in _ALSO.items() for name in names}
