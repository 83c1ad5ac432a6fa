"""Taking over what earlier versions kept, deciding, and erasing a person, as operations to be killed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from typing import Final

from qa.store.address import FILE, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.feedback import Feedback
from qa.store.settings import ServerSettings
from qa.store.shown_answer import ShownAnswer
from qa.store.watches import Watch, Watches
from tests.bot.fakes import R1
from tests.soak.operations import Fault, Operation, Workplace
from tests.soak.stores import unsound

OLD: Final = "answers.sqlite3"
HELD: Final = 5
ADA, BEN, GUILD = 1, 2, 3
OWN_WORDS: Final = "as only Ada puts it"
STEPS: Final = 8
LATER: Final = """CREATE TABLE answers (key TEXT PRIMARY KEY, shown_at REAL NOT NULL, record TEXT NOT NULL,
    asker INTEGER, message INTEGER, share TEXT, sharer TEXT, shared INTEGER)"""


@asynccontextmanager
async def _store(place: Workplace) -> AsyncIterator[AnswerStore]:
    store = AnswerStore(StoreDatabase(store_address(place.data)), keep=100, days=1e6)
    try:
        yield store
    finally:
        await store.close()


def _answer(key: str, asker: int, question: str = "?") -> ShownAnswer:
    answer = R1.answer.model_copy(update={"question": question})
    reply = R1.model_copy(update={"answer": answer})
    return ShownAnswer(key=key, reply=reply, asker=asker, channel=2, guild=GUILD, private=True)


def _prepare_taking(place: Workplace) -> None:
    place.data.mkdir()
    with closing(sqlite3.connect(place.data / OLD)) as base, base:
        base.execute(LATER)
        rows = [(f"k{number}", 1.0, _answer(f"k{number}", ADA).model_dump_json()) for number in range(HELD)]
        base.executemany("INSERT INTO answers (key, shown_at, record) VALUES (?, ?, ?)", rows)


def _take(place: Workplace) -> None:
    async def take() -> None:
        async with _store(place) as store:
            await store.forget("k0")
            place.acknowledge("forgotten")

    asyncio.run(take())


def _check_taking(place: Workplace) -> list[Fault]:
    async def held() -> list[bool]:
        async with _store(place) as store:
            return [await store.get(f"k{number}") is not None for number in range(HELD)]

    found, forgotten = asyncio.run(held()), bool(place.acknowledged())
    faults = [Fault("lost", f"answers {found}")] if not all(found[1:]) else []
    faults += [Fault("doubled", "what was deleted came back")] if forgotten and found[0] else []
    if (place.data / OLD).exists():
        faults.append(Fault("litter", OLD))
    return faults + unsound(place.data / FILE)


def _steps(settings: ServerSettings, feedback: Feedback) -> Iterable[tuple[str, object]]:
    """What is decided, one after the other."""
    for number in range(STEPS):
        yield f"set {number}", settings.put("tone", number, guild=GUILD, by=ADA)
        yield f"say {number}", feedback.give("a", number, "wrong", OWN_WORDS)
        if number % 3 == 0:
            yield f"undo {number}", settings.undo(GUILD)


def _prepare_decisions(place: Workplace) -> None:
    async def put() -> None:
        async with _store(place) as store:
            await store.put(_answer("a", ADA))

    asyncio.run(put())


def _decide(place: Workplace) -> None:
    async def decide() -> None:
        async with _store(place) as store:
            for name, step in _steps(ServerSettings(store.database), Feedback(store.database)):
                await step  # type: ignore[misc]
                place.acknowledge(name)

    asyncio.run(decide())


def _state(steps: Sequence[str]) -> tuple[object, int]:
    """The tone and how many opinions there are after some steps."""
    tones: list[int] = []
    for kind, number in (step.split() for step in steps):
        if kind == "set":
            tones.append(int(number))
        elif kind == "undo":
            tones.pop()
    return (tones[-1] if tones else None), sum(step.startswith("say") for step in steps)


def _check_decisions(place: Workplace) -> list[Fault]:
    async def held() -> tuple[object, int]:
        async with _store(place) as store:
            said = await Feedback(store.database).of("a")
            return await ServerSettings(store.database).get("tone", GUILD), len(said)

    every = [
        f"{kind} {number}"
        for number in range(STEPS)
        for kind in ("set", "say", *(("undo",) if number % 3 == 0 else ()))
    ]
    found, said = asyncio.run(held()), len(place.acknowledged())
    wanted = [_state(every[:kept]) for kept in (said, said + 1)]  # one kept and not yet said
    faults = [] if found in wanted else [Fault("lost", f"after {said} decisions: {found}, not {wanted}")]
    return faults + unsound(place.data / FILE)


def _prepare_erasure(place: Workplace) -> None:
    async def fill() -> None:
        async with _store(place) as store:
            for key, person in (("a", ADA), ("b", BEN)):
                await store.put(_answer(key, person, OWN_WORDS if person == ADA else "?"))
            for person in (ADA, BEN):
                await Feedback(store.database).give("b", person, "wrong", OWN_WORDS if person == ADA else "")
                await Watches(store.database).begin(Watch("x", answer="b", person=person))

    asyncio.run(fill())


def _erase(place: Workplace) -> None:
    async def erase() -> None:
        async with _store(place) as store:
            await Erasure(store).person(ADA)
            place.acknowledge("erased")

    asyncio.run(erase())


def _check_erasure(place: Workplace) -> list[Fault]:
    """All of Ada's is there, or nothing; once it was said to be gone, no file holds her words."""
    faults = _words(place) if place.acknowledged() else []

    async def held() -> tuple[int, ...]:
        async with _store(place) as store:
            said = [one for one in await Feedback(store.database).of("b") if one.person == ADA]
            watched = await Watches(store.database).of(ADA)
            found = int(await store.get("a") is not None), len(said), len(watched)
            if await store.get("b") is None:
                faults.append(Fault("lost", "what somebody else asked"))
            await Erasure(store).person(ADA)  # once more
            return found

    found = asyncio.run(held())
    if found not in ((0, 0, 0), *(() if place.acknowledged() else ((1, 1, 1),))):
        faults.append(Fault("damaged", f"erased in part: {found}"))
    return faults + _words(place) + unsound(place.data / FILE)


def _words(place: Workplace) -> list[Fault]:
    held = [path.name for path in place.data.iterdir() if OWN_WORDS.encode() in path.read_bytes()]
    return [Fault("litter", f"the words of somebody who was erased, in {name}") for name in held]


def operations() -> Iterable[Operation]:
    yield Operation("take over", _prepare_taking, _take, _check_taking)
    yield Operation("decide", _prepare_decisions, _decide, _check_decisions)
    yield Operation("erase", _prepare_erasure, _erase, _check_erasure)
