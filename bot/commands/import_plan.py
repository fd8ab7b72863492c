"""`otklik import-plan FILE`: a content plan, against which posts are held: items 1 and 2."""

from bot.commands.table_import import table_import

import_plan = table_import("plan")
