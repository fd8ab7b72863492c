"""An answer typed in Telegram keeps its formatting."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.formatting import html_of
from faq.markup import markup_problem, plain_text


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("made", "html"),
    [
        (entity("bold", 0, 4), "<b>text</b>"),
        (entity("italic", 0, 4), "<i>text</i>"),
        (entity("underline", 0, 4), "<u>text</u>"),
        (entity("strikethrough", 0, 4), "<s>text</s>"),
        (entity("spoiler", 0, 4), "<tg-spoiler>text</tg-spoiler>"),
        (entity("code", 0, 4), "<code>text</code>"),
        (entity("pre", 0, 4), "<pre>text</pre>"),
        (entity("pre", 0, 4, language="sql"), '<pre><code class="language-sql">text</code></pre>'),
        (entity("blockquote", 0, 4), "<blockquote>text</blockquote>"),
        (entity("expandable_blockquote", 0, 4), "<blockquote expandable>text</blockquote>"),
        (entity("text_link", 0, 4, url="https://a.b/?c=1&d"), '<a href="https://a.b/?c=1&amp;d">text</a>'),
        (entity("text_mention", 0, 4, user={"id": 7}), '<a href="tg://user?id=7">text</a>'),
        (entity("custom_emoji", 0, 4, custom_emoji_id="5"), '<tg-emoji emoji-id="5">text</tg-emoji>'),
        (entity("hashtag", 0, 4), "text"),
        (entity("something_new", 0, 4), "text"),
    ],
)
def test_each_kind_has_its_tag(made: dict[str, Any], html: str) -> None:
    assert html_of("text", [made]) == html
    assert markup_problem(html) is None


def test_offsets_count_utf16_units() -> None:
    assert html_of("😀 да < нет", [entity("bold", 3, 2)]) == "😀 <b>да</b> &lt; нет"


def test_entities_nest_and_follow_each_other() -> None:
    entities = [entity("italic", 4, 3), entity("bold", 0, 7), entity("code", 8, 4)]
    assert html_of("раз два сто!", entities) == "<b>раз <i>два</i></b> <code>сто!</code>"


def test_entities_that_cross_or_stick_out_are_cut() -> None:
    assert html_of("раз два", [entity("bold", 0, 5), entity("italic", 4, 99)]) == "<b>раз <i>д</i></b>ва"


KINDS = st.sampled_from(["bold", "italic", "pre", "blockquote", "mention", "text_link"])
ENTITIES = st.builds(entity, KINDS, st.integers(0, 12), st.integers(0, 12), url=st.just("https://example.org"))


@given(st.text(max_size=10), st.lists(ENTITIES, max_size=5))
def test_whatever_is_typed_comes_out_valid_and_reads_the_same(text: str, entities: list[dict[str, Any]]) -> None:
    html = html_of(text, entities)
    assert (plain_text(html), markup_problem(html)) == (text, None)
