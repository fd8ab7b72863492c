"""Amounts of money as people of one language read them."""

from typing import Literal

from babel.numbers import format_currency, format_decimal


def money(hundredths: float, currency: str, language: Literal["ru", "en"]) -> str:
    """Without kopecks where there are none; an amount without a currency is just a number."""
    amount = round(hundredths) / 100
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    if not currency:
        return format_decimal(amount, format=pattern, locale=language)
    shown = f"{pattern}\u00a0¤" if language == "ru" else f"¤{pattern}"
    return format_currency(amount, currency, format=shown, locale=language, currency_digits=False)
