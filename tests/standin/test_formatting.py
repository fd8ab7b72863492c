"""Markup becomes text and entities as Telegram makes them; faults are told with their byte offset."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.standin.formatting import Formatted, plain, trimmed
from bot.standin.markup import from_html
from bot.standin.refusals import Refusal
from bot.standin.wire import Json, utf16


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length} | more


MARKED: dict[str, tuple[str, str, list[Json]]] = {
    "bold": ("<b>Да</b>, есть", "Да, есть", [entity("bold", 0, 2)]),
    "after emoji": ("👍 <i>ок</i>", "👍 ок", [entity("italic", 3, 2)]),
    "nested": ("<b>a<u>b</u></b>", "ab", [entity("bold", 0, 2), entity("underline", 1, 1)]),
    "same place": ("<i><b>x</b></i>", "x", [entity("bold", 0, 1), entity("italic", 0, 1)]),
    "empty end": ("<s>x</>", "x", [entity("strikethrough", 0, 1)]),
    "nothing inside": ("a<b></b>", "a", []),
    "link": ('<a href="ya.ru">тут</a>', "тут", [entity("text_link", 0, 3, url="http://ya.ru/")]),
    "link with path": (
        "<a href='https://ya.ru/a?b&lt;'>т</a>",
        "т",
        [entity("text_link", 0, 1, url="https://ya.ru/a?b<")],
    ),
    "link to nowhere": ("<a>тут</a>", "тут", []),
    "person": ('<a href="tg://user?id=5">Ann</a>', "Ann", [entity("text_link", 0, 3, url="tg://user?id=5")]),
    "spoiler": ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
    "quote": ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
    "code in a language": (
        '<pre><code class="language-py">x</code></pre>',
        "x",
        [entity("pre", 0, 1, language="py")],
    ),
    "references": ("&lt;&gt;&amp;&quot;&#33;&#x21; &nbsp; & b", '<>&"!! &nbsp; & b', []),
    "meaningless attribute": ('<b title="x" y=z>x</b>', "x", [entity("bold", 0, 1)]),
}


@pytest.mark.parametrize("name", MARKED)
def test_html_is_read(name: str) -> None:
    source, text, entities = MARKED[name]
    assert from_html(source) == Formatted(text, entities)


FAULTS = {
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "ё<b": "Unclosed start tag at byte offset 2",
    "1 < 2": 'Unsupported start tag "" at byte offset 2',
    "<div>x</div>": 'Unsupported start tag "div" at byte offset 0',
    "<b>x</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b>x</b ": "Unclosed end tag at byte offset 4",
    "<a href='x>y</a>": "Unclosed start tag at byte offset 0",
    "<a =x>y</a>": 'Empty attribute name in the tag "a" at byte offset 0',
    "<a href=~>y</a>": "Unexpected end of name token at byte offset 8",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "&#xD800;": (
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units"
    ),
}


@pytest.mark.parametrize("source", FAULTS)
def test_a_fault_in_html_is_told_with_its_place(source: str) -> None:
    with pytest.raises(Refusal) as told:
        from_html(source)
    assert told.value.description == f"Bad Request: can't parse entities: {FAULTS[source]}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start claim_1", [entity("bot_command", 0, 6)]),
        ("👍 /inbox@otklik_bot", [entity("bot_command", 3, 17)]),
        ("спросите @bob_cm или a@b.ru", [entity("mention", 9, 7), entity("email", 21, 6)]),
        ("#отзыв https://ya.ru/x.", [entity("hashtag", 0, 6), entity("url", 7, 15)]),
        ("и/или 5/5 a#b", []),
    ],
)
def test_telegram_finds_entities_by_itself(text: str, found: list[Json]) -> None:
    assert plain(text).entities == found


def test_inside_code_nothing_is_found() -> None:
    assert from_html("<code>/start</code>").entities == [entity("code", 0, 6)]


def test_white_space_around_goes_and_entities_move() -> None:
    assert trimmed(from_html(" \n<b> да </b>\n")) == Formatted("да", [entity("bold", 0, 2)])


@given(st.text())
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    assert from_html(html.escape(text, quote=True).replace("&#x27;", "'")).text == text


@given(st.text(min_size=1), st.text(), st.text())
def test_an_entity_covers_its_words_in_utf16(marked: str, before: str, after: str) -> None:
    source = f"{html.escape(before)}<b>{html.escape(marked)}</b>{html.escape(after)}"
    said = from_html(source)
    bold = [e for e in said.entities if e["type"] == "bold"]
    assert bold == [entity("bold", utf16(before), utf16(marked))]
