"""A nag, a greeting and thanks ask for nothing of their own; a question does, whatever courtesies stand around it."""

import pytest

from inbox.matter import matter

NOTHING = (
    "?", "??", "…", "👍", "", "Здравствуйте!", "Добрый день", "привет всем", "Спасибо большое!", "ну что там?",
    "ну что?",
    "как там?", "ау", "Ау, кто-нибудь ответит?", "алло!!!", "есть кто живой?", "вы тут?", "есть новости?",
    "какие новости?", "всё ещё жду ответа", "жду уже третий день", "когда ответите?", "Почему никто не отвечает?",
    "Ответьте пожалуйста на мой вопрос", "hello?", "anyone there?", "any news?", "any updates?", "still waiting",
    "still waiting for a reply", "Спасибо за помощь", "12345",
)  # fmt: skip
SOMETHING = {
    "Здравствуйте! Сколько стоит раф?": "Сколько стоит раф?",
    "Здравствуйте, подскажите, пожалуйста: а когда итоги?": "а когда итоги?",
    "ребят, можно прийти с корги?": "можно прийти с корги?",
    "Доброе утро! столик на субботу можно?": "столик на субботу можно?",
    "Добрый день! как сделать предзаказ к 9 утра? заранее спасибо": "как сделать предзаказ к 9 утра? заранее",
    "есть новости по заказу?": "есть новости по заказу?",
    "жду заказ третий день": "жду заказ третий день",
    "Сколько?": "Сколько?",
    "Вы работаете?": "Вы работаете?",
    "Спасибо! А доставка есть?": "А доставка есть?",
    "Hi! Any news on my order?": "Any news on my order?",
    "приложение не работает": "приложение не работает",
    "ghbdtn, ljcnfdrf tcnm?": "ghbdtn, ljcnfdrf tcnm?",
}


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_greets_thanks_or_reminds_has_no_matter(text: str) -> None:
    assert matter(text) == ""


@pytest.mark.parametrize("text", SOMETHING)
def test_what_asks_for_something_is_told_without_courtesies(text: str) -> None:
    assert matter(text) == SOMETHING[text]
