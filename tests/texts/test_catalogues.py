"""Both languages say the same things: the same keys, the same placeholders, all plural forms of their language."""

from string import Formatter

import pytest
from babel import Locale

from texts import LANGUAGES, Catalogue, Sentence, catalogue, language_of, quoted

RU, EN = catalogue("ru"), catalogue("en")


def placeholders(sentence: Sentence) -> set[str]:
    sentences = [sentence] if isinstance(sentence, str) else sentence.values()
    return {name for text in sentences for _, name, _, _ in Formatter().parse(text) if name} - {"n"}


def test_both_languages_hold_the_same_keys() -> None:
    assert sorted(RU.sentences) == sorted(EN.sentences)


@pytest.mark.parametrize("key", sorted(RU.sentences))
def test_both_languages_use_the_same_placeholders(key: str) -> None:
    assert placeholders(RU.sentences[key]) == placeholders(EN.sentences[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_name_every_category_of_their_language(language: str) -> None:
    needed = {*Locale(language).plural_form.rules, "other"}
    plurals = {key: set(s) for key, s in catalogue(language).sentences.items() if not isinstance(s, str)}
    assert {key: names for key, names in plurals.items() if names != needed} == {}


def test_a_plural_is_chosen_by_the_rules_of_the_language() -> None:
    russian = Catalogue("ru", {"days": {"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"}})
    assert [russian("days", n=n) for n in (1, 2, 5, 11, 21)] == ["1 день", "2 дня", "5 дней", "11 дней", "21 день"]


@pytest.mark.parametrize(("n", "told"), [(21, "из 21 обращения"), (24, "из 24 обращений"), (25, "из 25 обращений")])
def test_a_conclusion_counts_requests_as_people_do(n: int, told: str) -> None:
    assert told in RU("report-rule-target-kept", share="96 %", n=n)


@pytest.mark.parametrize(("n", "told"), [(21, "21 раз."), (24, "24 раза."), (25, "25 раз.")])
def test_a_conclusion_counts_times_as_people_do(n: int, told: str) -> None:
    assert told in RU("report-rule-topics", topics=3, n=n, question="«Есть доставка?»")


def test_language_is_english_when_telegram_says_so_and_russian_otherwise() -> None:
    assert [language_of(code) for code in ("en", "en-US", "ru", "kk", None)] == ["en", "en", "ru", "ru", "ru"]


def test_what_stands_between_quotation_marks_has_the_inner_ones() -> None:
    russian = Catalogue(
        "ru", {"made": "Бренд «{brand}» создан: {brand}.", "at": "В «{chat}, {topic}»", "plain": "{brand}"}
    )
    assert russian("made", brand="Кофейня «Зерно»") == "Бренд «Кофейня „Зерно“» создан: Кофейня „Зерно“."
    assert russian("at", chat="Чат «А»", topic='"Б"') == 'В «Чат „А“, "Б"»'
    assert russian("plain", brand="Кофейня «Зерно»") == "Кофейня «Зерно»"
    assert Catalogue("en", {"made": "“{brand}” is made."})("made", brand="The “Bean”") == "“The ‘Bean’” is made."
    assert (quoted("«Зерно»", "ru"), quoted("“Bean”", "en")) == ("«„Зерно“»", "“‘Bean’”")
