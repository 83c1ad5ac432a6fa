"""Drawing aside from the event loop: kept pictures, a bounded store, and no harm from a failure."""

from __future__ import annotations

import asyncio
import logging
import threading

import pytest

import bot.cards.pictures as module
from bot.cards.pictures import Pictures, described, draw_dark
from qa.charts.plot import Plot
from qa.store.shown_answer import ShownAnswer
from tests.bot import fakes


def numbered(number: int) -> Plot:
    return fakes.plot(fakes.point("R1", number))


async def test_a_picture_is_drawn_once_and_in_another_thread() -> None:
    threads: list[str] = []

    def draw(plot: Plot) -> bytes:
        threads.append(threading.current_thread().name)
        return plot.title.encode()

    pictures = Pictures(draw)
    assert await pictures.draw(fakes.PLOT) == b"Intelligence Index score"
    assert await pictures.draw(fakes.PLOT.model_copy()) == b"Intelligence Index score"
    assert len(threads) == 1
    assert threads[0].startswith("pictures")
    pictures.close()


async def test_the_least_used_pictures_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    drawn: list[float] = []

    def draw(plot: Plot) -> bytes:
        drawn.append(plot.panels[0].points[0].value)
        return b"png"

    pictures = Pictures(draw)
    for number in (1, 2, 1, 3, 1, 2):
        await pictures.draw(numbered(number))
    assert drawn == [1, 2, 3, 2]
    assert len(pictures) == 2
    pictures.close()


async def test_a_picture_that_takes_too_long_is_done_without(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.01)
    leave = threading.Event()

    def draw(_plot: Plot) -> bytes:
        leave.wait(5)
        return b"png"

    pictures = Pictures(draw)
    assert await pictures.draw(fakes.PLOT) is None
    assert "a picture was not drawn in time" in caplog.text
    leave.set()
    pictures.close()


async def test_a_failure_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fails = [True]

    def draw(_plot: Plot) -> bytes:
        if fails.pop():
            raise OSError("no font")
        return b"png"

    pictures = Pictures(draw)
    fails = [False, True]
    assert await pictures.draw(fakes.PLOT) is None
    assert "a picture could not be drawn: OSError" in caplog.text
    assert await pictures.draw(fakes.PLOT) == b"png"
    pictures.close()


async def test_warming_draws_something_that_is_not_kept() -> None:
    drawn: list[Plot] = []

    def draw(plot: Plot) -> bytes:
        drawn.append(plot)
        return draw_dark(plot)

    pictures = Pictures(draw)
    await asyncio.gather(pictures.warm(), pictures.draw(fakes.PLOT))
    assert len(drawn) == 2
    assert len(pictures) == 1
    pictures.close()


def test_a_long_description_is_cut_for_discord() -> None:
    assert described(fakes.PLOT) == "Bar chart: DeepSeek R1: 89."
    assert len(described(fakes.plot(fakes.point("R1", 1), alt="豆包 " * 900))) <= 1_024


def test_records_with_and_without_plots_are_read_back() -> None:
    shown = ShownAnswer(key="k", reply=fakes.COMPARED, asker=1, channel=2, private=False, pictured=True)
    again = ShownAnswer.model_validate_json(shown.model_dump_json())
    assert again == shown
    assert again.plot == fakes.PLOT
    old = ShownAnswer(key="k", reply=fakes.R1, asker=1, channel=2, private=False)
    kept = old.model_dump_json(exclude={"pictured": True, "reply": {"plot", "rows"}})
    assert "plot" not in kept
    assert ShownAnswer.model_validate_json(kept) == old
