"""How long pictures take: `python -m tests.bench.charts [--rounds N]`.

Each picture is drawn in turn with an empty card of the same size, which is what saving a PNG costs by itself,
so that both meet the same machine. The first picture is drawn in a process of its own. It is no test.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Final

from PIL import Image
from rich.console import Console
from rich.table import Table

from qa.charts.drawing import draw
from qa.charts.palette import DARK
from qa.charts.plot import Panel, Plot, Point

TARGET: Final = 500.0  # ms a picture
LABS: Final = ("openai", "deepseek", "alibaba", "moonshot-ai", "bytedance", "tencent", "zhipu", "stepfun")
LANGUAGES: Final = ("en", "zh-Hans", "ja")
COLD: Final = "from bot.cards.pictures import WARMING, draw_dark; draw_dark(WARMING)"
BARE: Final = "import bot.cards.pictures"


def plot(bars: int, panels: int, language: str, *, steps: bool = False) -> Plot:
    """`bars` bars in all, on so many scales, in names of the language's length."""
    name = "DeepSeek R1-0528" if language == "en" else "豆包 1.5 Pro 模型"
    points = [
        Point(
            label=f"{name} {number}",
            value=100 - number,
            low=95 - number if number % 7 == 0 else 100 - number,
            text=f"{100 - number}",
            maker=LABS[number % len(LABS)],
            maker_name=LABS[number % len(LABS)],
            open_weights=number % 3 == 0,
            when="2025-01" if steps else None,
        )
        for number in range(bars)
    ]
    each = bars // panels
    return Plot(
        kind="steps" if steps else "bars",
        language=language,
        title="Intelligence Index",
        panels=tuple(
            Panel(
                title=f"Q{place + 1} 2025", editions=(str(place),), points=tuple(points[start : start + each])
            )
            for place, start in enumerate(range(0, bars, each))
        ),
        apart="The scales differ. " * 8 if panels > 1 else "",
        sources="Sources: AIbase, March 3, 2025; unnamed publisher",
        alt="A chart",
        open_weights="open weights",
    )


def empty(size: tuple[int, int]) -> bytes:
    """A card with nothing on it."""
    out = io.BytesIO()
    Image.new("RGB", size, DARK.card).save(out, "PNG", compress_level=6)
    return out.getvalue()


def in_turn(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """The median time of each call, in ms; the first round is discarded."""
    times: list[list[float]] = [[] for _ in calls]
    for place in range(rounds + 1):
        for call, taken in zip(calls, times, strict=True):
            started = time.perf_counter()
            call()
            if place:
                taken.append((time.perf_counter() - started) * 1e3)
    return [median(taken) for taken in times]


def warm(rounds: int) -> Iterator[tuple[str, float, float, int]]:
    """(what, ms, ms of an empty card, bytes)."""
    cases = {"2 bars": (2, 1), "10 bars": (10, 1), "10 steps, 2 scales": (10, 2), "40 bars": (40, 1)}
    for what, (bars, panels) in cases.items():
        for language in LANGUAGES:
            shown = plot(bars, panels, language, steps="steps" in what)
            png = draw(shown, dark=True)
            size = Image.open(io.BytesIO(png)).size
            taken, bare = in_turn(rounds, partial(draw, shown, dark=True), partial(empty, size))
            yield f"{what}, {language}", taken, bare, len(png)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    table = Table("picture", "ms", "÷ an empty card", "KB", f"under {TARGET:.0f} ms")
    for what, taken, bare, size in warm(rounds):
        met = "yes" if taken < TARGET else "no"
        table.add_row(what, f"{taken:.0f}", f"{taken / bare:.1f}", f"{size / 1e3:.0f}", met)
    run = (
        lambda: subprocess.run([sys.executable, "-c", COLD], check=True),
        lambda: subprocess.run([sys.executable, "-c", BARE], check=True),
    )
    first, without = in_turn(2, *run)
    table.add_row("the first of a process, loading included", f"{first - without:.0f}", "", "", "")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
