"""What a failing Discord does to people: `python -m tests.soak.faults [--only WORDS] [--write]`.

Every scene of `tests.loopback.scenes` is played once for each fault of the call it is about, by the bot over
a loopback Discord, so that discord.py's own tries count. Each cell of the table says what people see. With
`--write` they become those rows of docs/FAULTS.md. Exit code 1 where somebody is left without a word, or gets
two answers.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from tests.loopback.faults import Fault
from tests.loopback.people import LOADING, Seat, said
from tests.loopback.scenes import SCENES, Scene
from tests.loopback.stage import TOO_LATE, Stage, staged

PAGE: Final = Path(__file__).parents[2] / "docs" / "FAULTS.md"
PLACEHOLDER: Final = "…"
THINKING: Final = "(thinking)"
CODES: Final = {
    400: 50035,  # invalid form body
    403: 50013,  # missing permissions
    413: 40005,  # request entity too large
}
GONE: Final = {"interactions": 10062, "webhooks": 10015, "channels": 10003}
"""What is unknown with 404: an interaction, its token, a channel."""
Seen: TypeAlias = dict[int, str]
Cell: TypeAlias = Literal["once", "told", "again", "both", "Discord", "gone", "none", "SILENT", "TWICE"]
LEGEND: Final[dict[Cell, str]] = {
    "once": "what was asked for is seen, once",
    "told": "it is not, and whoever asked is told so and what to do",
    "again": "so, and the notice stands twice: Discord never said that the first had arrived",
    "both": "it is seen, and told besides what did not go as it should",
    "Discord": "Discord itself tells that the bot did not respond; it takes nothing more from the bot",
    "gone": "where it would be said is gone, or may not be read any more",
    "none": "nothing is lost but a courtesy, as suggested names",
    "SILENT": "nobody says anything: a fault of the bot",
    "TWICE": "two answers: a fault of the bot",
}
INTRODUCTION: Final = """\
Every call that answers somebody, and what they see if it fails in each of these ways. The table is made by
`python -m tests.soak.faults --write`, which plays each cell: the bot on a Discord of the tests, over HTTP and
a gateway on loopback. A test plays some rows again and compares."""
WRONG: Final[frozenset[Cell]] = frozenset({"SILENT", "TWICE"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """A column: what happens to the call, `faults` in the order in which calls meet them; or to the event."""

    name: str
    told: str
    status: int = 0
    how: Literal["answer", "cut before", "cut after", "late"] = "answer"
    body: dict[str, Any] | None = None
    tries: int = 1
    deliveries: int = 1

    def fault(self, scene: Scene, channel: int) -> Fault | None:
        if self.deliveries > 1:
            return None
        method, path = scene.call[0], scene.call[1].format(channel=channel)
        root = path.strip("/").split("/")[0]
        code = GONE[root] if self.status == 404 else CODES.get(self.status, 0)
        body = self.body or {"message": "as the table says", "code": code}
        seconds = TOO_LATE + 0.2 if self.how == "late" else 0.0
        return Fault(method, path, self.how, self.status, body, seconds, self.tries)


LIMITED: Final = {"message": "You are being rate limited.", "global": False}
TROUBLES: Final = (
    Trouble("400", "the call is refused as malformed", 400),
    Trouble("403", "it is forbidden", 403),
    Trouble("404", "what it is about is unknown", 404),
    Trouble("413", "it is too large", 413),
    Trouble("429", "it comes too early, and may be tried again", 429, body=LIMITED | {"retry_after": 0.01}),
    Trouble("429 bare", "so, and nothing is said of when", 429, body=LIMITED),
    Trouble("500", "Discord fails, and does at each of discord.py's five tries", 500, tries=5),
    Trouble("cut before", "the connection is lost before the call has done anything", how="cut before"),
    Trouble("cut after", "the connection is lost once it has", how="cut after"),
    Trouble("late", "it is done after the client has given it up", how="late"),
    Trouble(
        "event twice", "nothing happens to the call, but Discord tells twice what was asked", deliveries=2
    ),
)


async def play(stage: Stage, scene: Scene, trouble: Trouble) -> Cell:
    """What people see of a scene in that trouble."""
    people = stage.people
    seat = people.direct("asker") if scene.direct else people.server("server", 1)[0]
    act = await scene.prepare(stage, seat)
    await stage.quiet()
    before, fault = _seen(stage, seat), trouble.fault(scene, seat.channel)
    if fault:
        stage.discord.rest.faults.waiting.append(fault)
    people.times = trouble.deliveries
    asked = act()
    await stage.quiet()
    people.times = 1
    met = fault is None or fault not in stage.discord.rest.faults.waiting or fault.times != trouble.tries
    assert met, f"{scene.name}, {trouble.name}: nothing called {scene.call}"
    stage.discord.rest.faults.waiting.clear()
    return _judge(stage, scene, trouble, asked, before, _seen(stage, seat))


def _seen(stage: Stage, seat: Seat) -> Seen:
    """What the bot's messages say that somebody sees, in their channel and in direct messages."""
    backend = stage.discord.backend
    channels = {seat.channel, backend.dm_channels.get(seat.person, seat.channel)}
    return {
        one.id: THINKING if one.flags & LOADING else said(vars(one))
        for channel in channels
        for one in backend.messages[channel].values()
        if one.author_id == backend.bot_user.id
    }


def _judge(stage: Stage, scene: Scene, trouble: Trouble, asked: int, before: Seen, after: Seen) -> Cell:
    new = [text for key, text in after.items() if before.get(key) != text]
    record = stage.discord.backend.interactions.get(asked)
    if scene.good:
        good = sum(scene.good in text for text in new)
    elif scene.form:
        good = int(record is not None and record.modal is not None)
    elif scene.courtesy:
        good = int(record is not None and bool(record.autocomplete_choices))
    else:  # what was to go is gone
        good = int(len(after) < len(before))
    told = [
        text
        for text in new
        if text not in {PLACEHOLDER, THINKING} and not (scene.good and scene.good in text)
    ]
    if good > 1 and not scene.notice:
        return "TWICE"
    if good > 1 or len(told) > 1:
        return "again"
    if good:
        return "both" if told else "once"
    if told:
        return "told"
    if scene.courtesy:
        return "none"
    if record is not None and not record.responded:
        return "Discord"
    unread = trouble.status == 403 and scene.call[0] == "GET"
    return "gone" if trouble.status == 404 or unread else "SILENT"


async def played(
    folder: Path, scenes: Sequence[Scene], told: Callable[[str], None] = lambda _: None
) -> dict[str, list[Cell]]:
    """A row for each scene; `told` is told each as it is found."""
    rows: dict[str, list[Cell]] = {}
    async with staged(folder) as stage:
        for scene in scenes:
            rows[scene.name] = [await play(stage, scene, trouble) for trouble in TROUBLES]
            told(row_of(scene, rows[scene.name]))
    return rows


def page(rows: dict[str, list[Cell]]) -> str:
    """The page, as docs/FAULTS.md holds it."""
    return "\n".join(_lines(rows)) + "\n"


def held_rows() -> dict[str, list[Cell]]:
    """What the page holds by now."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else []
    rows = [line.strip("| ").split(" | ") for line in lines if line.count(" | ") == len(TROUBLES) + 1]
    return {row[0]: cast(list[Cell], row[2:]) for row in rows if set(row[2:]) <= set(get_args(Cell))}


def row_of(scene: Scene, cells: Sequence[Cell]) -> str:
    call = " ".join(scene.call).format(channel="*")
    return f"| {scene.name} | `{call}` | " + " | ".join(cells) + " |"


def _lines(rows: dict[str, list[Cell]]) -> Iterator[str]:
    yield "# When Discord fails"
    yield ""
    yield INTRODUCTION
    yield ""
    yield "| what is asked for | call | " + " | ".join(one.name for one in TROUBLES) + " |"
    yield "| --- | --- |" + " --- |" * len(TROUBLES)
    yield from (row_of(scene, rows[scene.name]) for scene in SCENES if scene.name in rows)
    yield ""
    every = [cell for cells in rows.values() for cell in cells]
    silent, twice = every.count("SILENT"), every.count("TWICE")
    yield f"{len(every)} cells: {silent} silent losses, {twice} double answers."
    yield ""
    yield from (f"- **{one.name}**: {one.told}." for one in TROUBLES)
    yield ""
    yield from (f"- *{cell}*: {told}." for cell, told in LEGEND.items() if cell not in WRONG)


def _say(row: str) -> None:
    sys.stderr.write(row + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.faults", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="scenes with these words in their names")
    parser.add_argument("--write", action="store_true", help="write docs/FAULTS.md")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    scenes = [scene for scene in SCENES if options.only in scene.name]
    with tempfile.TemporaryDirectory(prefix="footnote-faults-") as folder:
        rows = asyncio.run(played(Path(folder), scenes, _say))
    sys.stdout.write(page(rows))
    if options.write:
        PAGE.write_text(page(held_rows() | rows), encoding="utf-8")
    return 1 if any(cell in WRONG for cells in rows.values() for cell in cells) else 0


if __name__ == "__main__":
    sys.exit(main())
