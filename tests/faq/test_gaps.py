"""Unanswered questions are gathered by what they ask for."""

from faq.gaps import gathered

TEXTS = [
    "Можно ли прийти с собакой?",
    "а с собакой можно к вам?",
    "Сколько стоит аренда зала?",
    "можно прийти с собакой на веранду",
    "сколько стоит аренда зала на вечер?",
    "   ",
]


def test_questions_about_the_same_stand_together_the_most_frequent_first() -> None:
    assert [sorted(group) for group in gathered(TEXTS)] == [[0, 1, 3], [2, 4]]


def test_a_group_holds_together_through_questions_between() -> None:
    asked = ["пускаете с собаками", "можно прийти с собаками", "можно ли прийти с собакой", "есть ли у вас вайфай"]
    assert gathered(asked) == [[1, 0, 2], [3]]


def test_nothing_asked_makes_no_group() -> None:
    assert gathered([]) == gathered(["", "  "]) == []


def test_the_same_words_many_times_are_one_group() -> None:
    assert [len(group) for group in gathered(["где вы находитесь?"] * 50)] == [50]
