"""Whose network a table's row speaks of."""

from inbox.ids import ChatId
from inbox.networks import channel_meant, is_elsewhere

NEWS, BEANS = ChatId(1), ChatId(2)
ONE = {NEWS: {"coffee news", "coffee_news"}}
TWO = {**ONE, BEANS: {"beans"}}


def test_telegram_and_the_brands_channels_are_not_elsewhere() -> None:
    told = ("", "Telegram", "ТГ-канал", "Coffee News", "@coffee news", "VK", "Instagram, VK")
    assert [is_elsewhere(name, {"coffee news"}) for name in told] == [False, False, False, False, False, True, True]


def test_a_channel_is_meant_by_its_name_and_telegram_means_the_only_one() -> None:
    told = ("Coffee News", "@coffee_news", "https://t.me/coffee_news", "Telegram", "ТГ-канал")
    assert [channel_meant(name, ONE) for name in told] == [NEWS] * 5
    assert [channel_meant(name, TWO) for name in told] == [NEWS, NEWS, NEWS, None, None]


def test_what_may_mean_something_else_means_no_channel() -> None:
    told = ("", "VK", "Telegram Ads", "Instagram, Telegram", "канал")
    assert [channel_meant(name, ONE) for name in told] == [None] * 5
    assert [channel_meant("Telegram", {}), channel_meant("beans", {NEWS: {"beans"}, BEANS: {"beans"}})] == [None, None]
