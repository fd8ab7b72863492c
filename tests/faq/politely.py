"""Messages as people really send them: a greeting before what they ask, thanks after it, or a story around it.

For measuring only. The phrases are not those of `faq/knowledge/courtesy.txt`, though some stand there too.
"""

import random
from typing import Literal

Manner = Literal["with courtesies", "with a story"]

_GREETINGS = {
    "ru": (
        "Здравствуйте!", "Добрый день!", "Привет!", "Всем доброго вечера.", "Девочки, привет)", "Здравствуйте, Алиса!",
        "Приветствую, команда!", "Доброго времени суток, подскажите, пожалуйста:", "Добрый день, скажите,",
        "Не подскажете случайно,", "У меня такой вопрос:", "Простите, если не туда пишу.", "Ребят,",
    ),
    "en": (
        "Hello!", "Hi there,", "Hey guys,", "Good morning.", "Hello dear team!", "Hi Alice,",
        "Could you please tell me,",
        "Quick question:", "Sorry if this is the wrong place.", "Hope you are all well.", "I was wondering,",
    ),
}  # fmt: skip
_THANKS = {
    "ru": (
        "Спасибо!", "Заранее спасибо за ответ.", "Спасибо большое, хорошего вам дня!", "Благодарю.", "Жду ответа.",
        "С уважением, Анна.", "Буду очень признательна за помощь.", "Спасибо за внимание)",
    ),
    "en": (
        "Thanks!", "Thank you in advance.", "Many thanks and have a nice day!", "Cheers.", "Waiting for your reply.",
        "Best regards, Anna.", "I would be very grateful for your help.",
    ),
}  # fmt: skip
_STORIES = {
    "ru": (
        "Давно слежу за вашим каналом.", "Я уже писала вам на прошлой неделе, но никто не ответил.",
        "Вчера весь вечер пытался разобраться сам.", "Муж сказал написать сюда.", "Сижу на работе, поэтому коротко.",
        "Пользуюсь вами второй год, в целом всё нравилось.", "Нигде не могу найти эту информацию.",
    ),
    "en": (
        "I have been reading your channel for a long time.", "I wrote to you last week but nobody answered me.",
        "I spent the whole evening trying to figure it out.", "My husband told me to write here.",
        "I am at work so I will be brief.", "I could not find this anywhere.",
    ),
}  # fmt: skip


def said(text: str, manner: Manner, language: str, chance: random.Random) -> str:
    """The text with courtesies at one end or both, or with a sentence or two of another matter too."""
    parts = [text]
    if manner == "with a story":
        parts.insert(chance.randint(0, 1), chance.choice(_STORIES[language]))
    before, after = chance.choice(((True, False), (False, True), (True, True)))
    greeting = [chance.choice(_GREETINGS[language])] * before
    return " ".join([*greeting, *parts, *[chance.choice(_THANKS[language])] * after])
