"""`otklik import-competitors FILE`: what competitors did in a month: evidence for item 8."""

from bot.commands.table_import import table_import

import_competitors = table_import("competitors")
