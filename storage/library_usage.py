"""How the library's entries serve: since when, how often each was sent, offered and accepted, and when last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from inbox.ids import BrandId, EntryId
from storage.tables import entries, suggestions, uses


@dataclass(frozen=True, slots=True)
class Usage:
    """`offered` counts messages for which the entry was suggested; `accepted` of these were answered with it."""

    sent: int = 0
    last_at: datetime | None = None
    offered: int = 0
    accepted: int = 0


def usage(connection: Connection, brand: BrandId, entry: EntryId | None = None) -> Mapping[EntryId, Usage]:
    """Of every entry that was ever sent or offered, or of one."""
    of_uses, of_offers = [uses.c.brand_id == brand], [suggestions.c.brand_id == brand]
    if entry is not None:
        of_uses.append(uses.c.entry_id == entry)
        of_offers.append(suggestions.c.entry_id == entry)
    sent = {
        row[0]: (row[1], row[2])
        for row in connection.execute(
            select(uses.c.entry_id, func.count(), func.max(uses.c.used_at)).where(*of_uses).group_by(uses.c.entry_id)
        )
    }
    accepted = func.sum(case((suggestions.c.outcome.in_(("as_is", "edited")), 1), else_=0))
    offered = {
        row[0]: (row[1], int(row[2] or 0))
        for row in connection.execute(
            select(suggestions.c.entry_id, func.count(), accepted).where(*of_offers).group_by(suggestions.c.entry_id)
        )
    }
    return {entry: Usage(*sent.get(entry, (0, None)), *offered.get(entry, (0, 0))) for entry in {*sent, *offered}}


def approved_before(connection: Connection, brand: BrandId, instant: datetime) -> set[EntryId]:
    """The entries that have been there to be sent since then."""
    stands = (entries.c.brand_id == brand) & (entries.c.state == "approved")
    return set(connection.scalars(select(entries.c.id).where(stands, entries.c.approved_at < instant)))
