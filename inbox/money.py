"""Amounts of money as people of one language read them."""

from typing import Literal

from babel.numbers import format_decimal, get_currency_symbol


def money(hundredths: float, currency: str, language: Literal["ru", "en"]) -> str:
    """Without kopecks where there are none; an amount without a currency is just a number."""
    amount = round(hundredths) / 100
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    number = format_decimal(amount, format=pattern, locale=language)
    if not currency:
        return number
    symbol = get_currency_symbol(currency, language)
    if language == "ru":
        return f"{number}\u00a0{symbol}"
    return f"{symbol}\u00a0{number}" if symbol.isalpha() else f"{symbol}{number}"
