"""What of a message asks for something is found among courtesies and stories."""

import pytest

from faq.feedback import Verdict
from faq.matcher import build
from faq.message import read
from faq.repair import spelling
from inbox.entries import Entry

SPELLING = spelling(("доставка", "заказ", "адрес", "order"))
LIBRARY = (
    Entry("delivery", "Сколько идёт доставка?", "Три дня.", phrasings=("когда привезут заказ", "сроки доставки")),
    Entry("return", "Как вернуть товар?", "В течение 14 дней.", phrasings=("хочу сделать возврат", "возврат денег")),
    Entry("shops", "Где ваши магазины?", "На карте.", phrasings=("адрес магазина", "часы работы")),
)
STORY = (
    "Здравствуйте! Давно слежу за вашим каналом, очень нравится. Сколько идёт доставка? Муж просил узнать. "
    "И как вернуть товар? Спасибо!"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Здравствуйте! Подскажите, пожалуйста, где заказ", "где заказ"),
        ("добрый день девушки скажите а когда доставка заранее спасибо", "когда доставка"),
        ("Hi there, could you please tell me where my order is? Thanks!", "where my order is"),
        ("спасибо большое!", "спасибо большое"),
        ("как сказать спасибо по-английски", "как сказать спасибо по английски"),
    ],
)
def test_courtesies_around_a_question_are_left_out(text: str, words: str) -> None:
    assert " ".join(read(text, SPELLING).tokens) == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Где заказ?", []),
        ("Привет! Где мой заказ?", ["где мой заказ"]),
        ("Заказала чайник. Он течёт. Что делать?", ["что делать"]),
        ("Заказала чайник. Он течёт", ["заказала чайник", "он течет"]),
        ("Привет! Спасибо! Пока.", []),
        ("Ура! Где доствака", ["где доставка"]),
        ("Есть чай? Есть кофе? Есть какао из Перу? А мёд с липы есть?",
         ["а мед с липы есть", "есть какао из перу", "есть чай"]),
        ("Ult vjq pfrfp. Ghbdtn? rfr ltkf", []),
    ],
)  # fmt: skip
def test_sentences_that_may_ask_are_read_by_themselves(text: str, sentences: list[str]) -> None:
    assert [" ".join(words) for words in read(text, SPELLING).sentences] == sentences


@pytest.mark.parametrize("greeting", ["", "Здравствуйте! ", "Добрый день, подскажите, пожалуйста, "])
def test_a_greeting_changes_no_score(greeting: str) -> None:
    matcher = build(LIBRARY)
    assert matcher.rank(f"{greeting}когда привезут мой заказ") == matcher.rank("когда привезут мой заказ")


def test_two_questions_in_a_story_get_both_answers() -> None:
    assert sorted(str(found.entry_id) for found in build(LIBRARY).suggest(STORY)[:2]) == ["delivery", "return"]


@pytest.mark.parametrize("between", [" ", " И ещё вопрос: ", " И ещё: "])
def test_an_answer_that_is_surer_than_another_does_not_hide_it(between: str) -> None:
    found = build(LIBRARY).suggest(f"Сколько идёт доставка?{between}Как мне вернуть вам товар?")
    assert sorted(str(each.entry_id) for each in found) == ["delivery", "return"]


def test_the_reason_is_the_phrasing_nearest_to_a_sentence() -> None:
    reasons = {found.entry_id: found.reason for found in build(LIBRARY).suggest(STORY)}
    assert {(entry, each.phrasing, each.sentence) for entry, each in reasons.items()} == {
        ("delivery", "Сколько идёт доставка?", "Сколько идёт доставка?"),
        ("return", "Как вернуть товар?", "И как вернуть товар?"),
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Где ваши магазины?", ""),
        ("Здравствуйте! Где ваши магазины? Спасибо", ""),
        ("Живу рядом. Подскажите, где ваши МАГАЗИНЫ?!", "Подскажите, где ваши МАГАЗИНЫ?!"),
        ("Купила чайник у вас. Где ваши магзины?", "Где ваши магзины?"),
        ("Рассказываю, как было дело на той неделе. " * 30 + "Где ваши магазины?", "Где ваши магазины?"),
    ],
)
def test_the_reason_names_the_sentence_as_it_was_typed(text: str, sentence: str) -> None:
    assert build(LIBRARY).suggest(text)[0].reason.sentence == sentence


def test_what_the_team_dismissed_for_a_message_is_not_offered_for_its_sentences() -> None:
    matcher = build(LIBRARY).adapted([Verdict(STORY, "delivery", "dismissed")] * 3)
    assert [found.entry_id for found in matcher.suggest(STORY)] == ["return"]


def test_the_end_of_a_long_message_is_heard() -> None:
    text = "Рассказываю всё по порядку, как было дело на прошлой неделе. " * 30 + "Когда привезут заказ?"
    assert build(LIBRARY).rank(text)[0][0] == "delivery"


def test_of_many_long_sentences_those_are_read_that_fit() -> None:
    long, longer = "сколько стоит доставка " * 4, "когда привезут заказ " * 12
    text = f"{long}? {longer}? {long} домой? А возврат есть?"
    assert [" ".join(words) for words in read(text, SPELLING).sentences] == [f"{long}домой", "а возврат есть"]
