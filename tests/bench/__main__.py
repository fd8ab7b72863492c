"""`make bench`: every module of this folder prints its own figures; `python -m tests.bench NAME …` runs only those."""

import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console


def main(names: list[str]) -> None:
    modules = names or sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    for name in modules:
        Console().rule(name)
        import_module(f"tests.bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
