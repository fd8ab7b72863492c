"""An entry's wordings are what the matcher learns from."""

from inbox.entries import Entry


def test_wordings_are_the_question_and_its_phrasings_each_once() -> None:
    entry = Entry(1, "Где заказ?", "Вот он.", phrasings=("где мой заказ", "Где заказ?", " ", "когда привезут"))
    assert entry.wordings() == ("Где заказ?", "где мой заказ", "когда привезут")
