"""`otklik import-kpi FILE`: a month's KPIs of any network: evidence for item 6."""

from bot.commands.table_import import table_import

import_kpi = table_import("kpi")
