"""Invalid escapes become valid ones, wherever a chunk ends."""

import io
import json
import re

from hypothesis import given
from hypothesis import strategies as some

from bot.history.repair import RepairedStream, repaired

pieces = some.lists(some.sampled_from([b"\\x1f", b"\\\\x41", b"\\\\", b'\\"', b"\\n", b"abc", b"x", b"\\u0041"]))


def in_chunks(content: bytes, size: int) -> bytes:
    stream = RepairedStream(io.BytesIO(content))
    return b"".join(iter(lambda: stream.read(size), b""))


@given(pieces, some.integers(1, 9))
def test_a_stream_in_chunks_of_any_size_is_repaired_like_the_whole(parts: list[bytes], size: int) -> None:
    content = b"".join(parts)
    assert in_chunks(content, size) == repaired(content)


@given(pieces)
def test_what_is_repaired_is_json_and_says_the_same(parts: list[bytes]) -> None:
    spoken = json.loads(b'"' + repaired(b"".join(parts)) + b'"')
    by_hand = {b"\\x1f": "\x1f", b"\\\\x41": "\\x41", b"\\\\": "\\", b'\\"': '"', b"\\n": "\n", b"\\u0041": "A"}
    assert spoken == "".join(by_hand.get(part, part.decode()) for part in parts)


def test_valid_json_is_left_alone() -> None:
    content = json.dumps({"text": "\\x1f и \x1f", "n": [1, 2]}).encode()
    assert repaired(content) == content
    assert not re.search(rb"\\x", repaired(rb'"\x00"'))
