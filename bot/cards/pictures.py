"""Pictures of plots: drawn in a thread of their own, and kept while they may be shown again."""

from __future__ import annotations

import io
import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

import discord

from bot.cards.answer import PICTURE
from bot.cards.markup import clip
from bot.declined import DeclinedError
from bot.logs import place_of
from bot.workers import WorkerPool
from qa.charts.plot import Panel, Plot, Point

log = logging.getLogger(__name__)

KEPT: Final = 32  # pictures of 50 to 300 KB
WAITING: Final = 64
PATIENCE, SECONDS = 1.25, 1.25  # a pressed button has to be answered within three seconds
DESCRIPTION: Final = 1_000  # units, and bytes; Discord allows 1,024 to an attachment and an item of a gallery
WARMING: Final = Plot(
    kind="bars",
    language="en",
    title="0",
    panels=(
        Panel(title="0", editions=("0",), points=(Point(label="0", value=1, low=1, text="1", maker="0"),)),
    ),
    alt="0",
)

Draw = Callable[[Plot], bytes]


class Pictures:
    """Draws plots with `draw`. A failure is logged, not raised: a picture is an extra."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pool = WorkerPool("pictures", 1, waiting=WAITING, patience=PATIENCE, seconds=SECONDS)
        self._drawn: OrderedDict[Plot, bytes] = OrderedDict()

    async def draw(self, plot: Plot) -> bytes | None:
        """The PNG of `plot`; None if it cannot be drawn, or not in time."""
        png = self._drawn.get(plot) or await self._new(plot)
        if png is not None:
            self._drawn[plot] = png
            self._drawn.move_to_end(plot)
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return png

    async def warm(self) -> None:
        """Load what drawing needs, in its thread, before the first picture is asked for."""
        await self._new(WARMING)

    def __len__(self) -> int:
        return len(self._drawn)

    def close(self) -> None:
        self._pool.close()

    async def _new(self, plot: Plot) -> bytes | None:
        try:
            return await self._pool.run(partial(self._draw, plot))
        except DeclinedError as error:
            log.warning("a picture was not drawn in time: %s", error.message)
        except Exception as error:  # whatever it is, the answer has to be shown
            log.error("a picture could not be drawn: %s\n%s", type(error).__name__, place_of(error))
        return None


def described(plot: Plot) -> str:
    """What a screen reader says of the picture."""
    return clip(plot.alt, DESCRIPTION, DESCRIPTION)


def attachment(plot: Plot, png: bytes) -> discord.File:
    """A file to send, once."""
    return discord.File(io.BytesIO(png), PICTURE, description=described(plot))


def draw_dark(plot: Plot) -> bytes:
    """`plot` as Discord shows it: on a dark card of its own, legible in the light theme, too."""
    from qa.charts.drawing import draw

    return draw(plot, dark=True)
