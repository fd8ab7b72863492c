"""How long it takes to hold a post against an earlier one."""

import random
from time import perf_counter

from rich import print as show

from inbox.uniqueness import comparable, likest

EARLIER, NEW = 3_000, 60
WORDS = (
    "кофе зерно новая обжарка сегодня приходите в кофейню на завтрак попробуйте раф какао корица сливки утро город "
    "бариста рассказывает почему вкус меняется от воды помола и температуры а ещё у нас скидка до конца недели"
)


def post(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS.split(), k=dice.randrange(40, 160)))


def main() -> None:
    dice = random.Random(3)
    earlier = [comparable(post(dice)) for _ in range(EARLIER)]
    new = [comparable(post(dice)) for _ in range(NEW)]
    began = perf_counter()
    for text in new:
        likest(text, earlier)
    took = perf_counter() - began
    show(f"{EARLIER * NEW:,} pairs: {took / EARLIER / NEW * 1e6:.1f} µs a pair, {took / NEW * 1000:.1f} ms a post")
