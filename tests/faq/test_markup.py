"""An answer is checked by Telegram's own rules, and the person is told where and what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.markup import length, markup_problem, plain_text


def refused(html: str) -> str | None:
    problem = markup_problem(html)
    return problem.code.removeprefix("library-markup-") if problem else None


@pytest.mark.parametrize(
    "html",
    [
        "",
        "просто текст",
        "<b>жирный</b> <strong>и</strong> <i>курсив</i> <em>и</em> <u>линия</u> <ins>и</ins>",
        "<s>нет</s> <strike>нет</strike> <del>нет</del>",
        '<span class="tg-spoiler">тайна</span> <tg-spoiler>тайна</tg-spoiler>',
        '<a href="https://example.org/?a=1&amp;b=2">ссылка</a>',
        "<a href='http://example.org'>ссылка</a>",
        "<a href=example.org>ссылка</a>",
        '<a href="tg://user?id=1">Алиса</a>',
        '<a href="{post}">к посту</a>',
        "<a>example.org</a>",
        '<a href="https://example.org" target="_blank">ссылка</a>',
        "<code>x</code> <pre>y</pre>",
        '<pre><code class="language-python">print()</code></pre>',
        "<blockquote>слова</blockquote> <blockquote expandable>много слов</blockquote>",
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        "<B>регистр</b  > <b\n>и пробелы</B>",
        "<b>закрыт безымянно</>",
        "&lt;b&gt; &amp; &quot; &#128512; &#x1F600; &lt без точки с запятой",
        "R&D, A & B, &неизвестное; &unknown; &#0; &#99999999;",
        "<b><i><u>вложены</u></i></b>",
        "<b></b>",
    ],
)
def test_markup_that_telegram_takes_is_taken(html: str) -> None:
    assert refused(html) is None


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("цена < 100", "angle"),
        ("<3", "angle"),
        ("конец <", "angle"),
        ("<>", "angle"),
        ("<br>", "line-tag"),
        ("<br/>", "line-tag"),
        ("<P>абзац</P>", "line-tag"),
        ('<font color="red">красный</font>', "tag"),
        ("<имя>", "tag"),
        ("<b>не закрыт", "unclosed"),
        ("<b>внешний <i>внутренний</i>", "unclosed"),
        ("не открыт</b>", "not-opened"),
        ("<b><i>накрест</b></i>", "crossed"),
        ("<b>конец</b", "cut"),
        ('<a href="https://example.org"', "cut"),
        ('<a href="https://example.org>ссылка</a>', "attribute"),
        ("<a href=https://example.org>ссылка</a>", "attribute"),
        ('<a ="x">ссылка</a>', "attribute"),
        ('<a href="просто слова">ссылка</a>', "link"),
        ('<a href="mailto:bob@example.org">почта</a>', "link"),
        ("<span>текст</span>", "span"),
        ('<span class="red">текст</span>', "span"),
        ("<tg-emoji>👍</tg-emoji>", "emoji"),
        ('<tg-emoji emoji-id="палец">👍</tg-emoji>', "emoji"),
        ("неразрывный&nbsp;пробел", "reference"),
        ("&laquo;кавычки&raquo;", "reference"),
        ("половина знака &#xD83D;", "character"),
    ],
)
def test_markup_that_telegram_refuses_or_spoils_is_refused(html: str, code: str) -> None:
    assert refused(html) == code


def test_a_problem_says_line_position_and_what_stands_there() -> None:
    problem = markup_problem("Здравствуйте!\nДоставка — <b>300 ₽, срок < 3 дней</b>")
    assert problem
    assert (problem.code, dict(problem.values)) == (
        "library-markup-angle",
        {"line": 2, "position": 27, "excerpt": "300 ₽, срок < 3 дней</b>"},
    )


def test_plain_text_is_what_a_reader_sees() -> None:
    html = '<b>Привет</b>, <a href="https://example.org/?q=>">сюда</a>: 2 &lt; 3 &amp;amp; <i\n>да</> &#128512; &copy'
    assert plain_text(html) == "Привет, сюда: 2 < 3 &amp; да 😀 &copy"


def test_length_counts_what_telegram_counts() -> None:
    assert [length(html) for html in ("<b>раз</b>", " \n раз ", "😀", "&lt;", "")] == [3, 3, 2, 1, 0]


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    markup_problem(text)
    assert length(text) >= 0


@given(st.text(alphabet="<>/&;ba =\"'{}#x1"))
def test_any_near_markup_is_answered(text: str) -> None:
    markup_problem(text)
    assert length(text) <= len(text)
