"""What file it is, by its content and never by its name, and its sheets.

Invariant: what cannot be read ends in one `LibraryInvalid` that says what the file is and what to do.
"""

from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as BrokenDeflate  # noqa: N812 # a name that says what it is

from faq.files.delimited import BrokenQuotes, read_delimited
from faq.files.sheets import Sheet, TooBig
from faq.files.xlsx import LARGEST, NotWorkbook, read_workbook
from inbox.errors import LibraryInvalid, Problem

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"\x1f\x8b", b"7z\xbc\xaf", b"{\\rtf", b"PK")

_BROKEN = (
    BadZipFile, BrokenDeflate, EOFError, ParseError, KeyError, IndexError, ValueError, OSError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""Whatever `zipfile` and the XML parser find wrong: no archive, a wrong sum, an unknown packing, a password, no XML."""


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    if not content.strip():
        raise _invalid("library-file-empty", name)
    if len(content) > LARGEST:
        raise _invalid("library-file-big", name)
    if content.startswith(_OLE):
        raise _invalid("library-file-locked" if _ENCRYPTED in content else "library-file-old", name)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise _invalid("library-file-web", name)
    if content.startswith(_OTHERS) and not content.startswith(_ZIP):
        raise _invalid("library-file-other", name)
    return _read(content, name)


def _read(content: bytes, name: str) -> list[Sheet]:
    try:
        return read_workbook(content) if content.startswith(_ZIP) else [read_delimited(content, name)]
    except TooBig as error:
        raise _invalid("library-file-big", name) from error
    except NotWorkbook as error:
        raise _invalid("library-file-other", name) from error
    except BrokenQuotes as error:
        raise LibraryInvalid([Problem("library-file-quotes", row=error.row)], name) from error
    except _BROKEN as error:
        raise _invalid("library-file-broken", name) from error


def _invalid(code: str, name: str) -> LibraryInvalid:
    return LibraryInvalid([Problem(code, {"file": name})], name)
