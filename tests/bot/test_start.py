"""The start is quick because it imports nothing that only some need."""

import subprocess
import sys
from pathlib import Path

ONLY_SOME_NEED = (
    "aiogram", "alembic", "asyncpg", "docx", "holidays", "onnxruntime", "openpyxl", "telegram.ext", "typst",
    "xlsxwriter",
)  # fmt: skip
STARTED = (
    f"import sys, bot.commands.run, bot.hosts.ptb; print([name for name in {ONLY_SOME_NEED} if name in sys.modules])"
)


def test_what_only_some_need_is_not_imported_at_the_start() -> None:
    root = Path(__file__).parents[2]
    told = subprocess.run([sys.executable, "-c", STARTED], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
