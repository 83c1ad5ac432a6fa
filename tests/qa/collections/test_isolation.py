"""Nothing of one collection reaches another's readers, whatever is asked, given and taken meanwhile."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FootnoteError
from qa.collections.collection import DEFAULT
from qa.collections.desk import Desk
from qa.collections.federation import Federation
from qa.knowledge.kinds import Role
from qa.models import Compare, History, LookUp, Profile, Rank, Reply, Score, Turn
from tests.examples import examples
from tests.qa.collections.operators import CHANGES, Change, operate
from tests.qa.collections.secrecy import HOME, INSTRUMENTS, NAMES, SERVERS, SecretWorld, listening

ASKED: Final = (
    "What is the {} bridge toll?",
    "What did {} score?",
    "How many people in {}?",
    "and {}?",
    "Compare {} and {}",
    "Tell me about {}. And who leads?",
    "Summarize {}",
    "{}",
    "why?",
    "and its score?",
    "hello",
    "where is that from?",
    "Which reports do you have?",
    "What do the reports say about tolls?",
)
MAKERS: Final[tuple[Role, ...]] = ("maker",)
LOOKED_UP: Final[tuple[Callable[[str], LookUp], ...]] = (
    Score,
    History,
    Profile,
    lambda name: Compare((name, "Zephyr")),
    lambda name: Rank((name,)),
    lambda _: Rank(),
    lambda name: Score("Zephyr", measure=name),
    lambda name: Score(name, edition="2033-Q1"),
)
WAYS: Final[dict[str, Callable[[Federation, str, list[Turn]], Any]]] = {
    "ask": lambda one, question, turns: one.ask(question, history=turns),
    "explain": lambda one, question, turns: one.explain(question, history=turns, locale="en"),
    "reply": lambda one, question, turns: one.ask_in_reply("why?", question, history=turns),
    "fixed": lambda one, question, turns: one.ask(question, history=turns, language="ja", edition="2033-Q1"),
}
servers: Final = st.sampled_from(SERVERS)
some: Final = st.integers(0, 10_000)


@dataclass(frozen=True)
class Visit:
    """What a server asks; `before` may be turns of any server, and of collections that were taken since."""

    server: int | None
    asked: list[tuple[str, int, int]]
    before: list[int]
    way: str
    looked_up: Callable[[str], LookUp]
    alone: str
    language: str


changes: Final = st.builds(
    Change,
    st.sampled_from(sorted(CHANGES)),
    some,
    servers,
    st.sampled_from(["first", "second"]),
    st.booleans(),
)
visits: Final = st.builds(
    Visit,
    servers,
    st.lists(st.tuples(st.sampled_from(ASKED), some, some), min_size=2, max_size=3),
    st.lists(some, max_size=2),
    st.sampled_from(sorted(WAYS)),
    st.sampled_from(LOOKED_UP),
    st.sampled_from((*NAMES, *HOME, "none-such")),
    st.sampled_from(["en", "ja"]),
)


@dataclass
class Life:
    """What goes on in a world: changes, and visits, each of which is watched."""

    world: SecretWorld
    turns: list[tuple[int | None, Turn]] = field(default_factory=list)
    kept: list[Reply] = field(default_factory=list)

    def begin(self, declared: list[bool], reader: int | None) -> None:
        """Two servers have collections of their own; the third is given to one of them, or to everyone."""
        for name, owner, figures in zip(NAMES, (1, 2, None), declared, strict=True):
            self.world.create(name, owner, declared=figures)
            self.world.put(name, "first")
        self.world.put(DEFAULT, "first")
        self.world.give(NAMES[-1], reader)

    def glance(self) -> None:
        """What all servers are shown who ask nothing: engines are open that a change may have outdated."""
        for server in SERVERS:
            self.shown(server, lambda desk: (desk.of(server).titles(), desk.of(server).complete("")))  # noqa: B023

    def visit(self, visit: Visit) -> None:
        server, world = visit.server, self.world
        turns = [self.turns[place % len(self.turns)][1] for place in visit.before] if self.turns else []
        for asked, first, second in visit.asked:
            question = asked.format(world.word(first), world.word(second))
            said = world.own_words(server, question, turns)
            ask = WAYS[visit.way]
            found = self.shown(server, lambda desk: ask(desk.of(server), question, turns), said)  # noqa: B023
            if found is not None:
                reply = found[0] if isinstance(found, tuple) else found
                assert (reply.turn.collection is None) == (reply.collections == ())
                self.turns.append((server, reply.turn))
                self.kept.append(reply)
                turns = [*turns, reply.turn][-3:]
        name = world.word(visit.asked[0][1])
        looked_up = self.shown(server, lambda desk: desk.of(server).look_up(visit.looked_up(name)), name)
        self.kept += [looked_up] if looked_up is not None else []
        self.shown(server, lambda desk: list(offered(desk.of(server), name)))
        self.shown(server, lambda desk: around(desk, server, visit.language))
        self.ask_alone(server, visit.alone, f"What is the {name} bridge toll?")
        listed = {one.name for one in world.desk.offered(server)}
        assert listed == {ward.name for ward in world.readable(server)}

    def ask_alone(self, server: int | None, name: str, question: str) -> None:
        found = self.shown(server, lambda desk: desk.alone(name, server).ask(question), question)
        assert (found is not None) == (name in {ward.name for ward in self.world.readable(server)})
        assert found is None or set(found.collections) <= {name}

    def shown(self, server: int | None, ask: Callable[[Desk], Any], said: str = "") -> Any:
        """What is answered; None where it is refused. Neither it nor the log tells what it should not."""
        found: Any = None
        with listening() as heard:
            try:
                found = ask(self.world.desk)
            except FootnoteError as error:
                heard.append(f"{type(error)} {error}")
        assert self.world.leaks(server, "\n".join((written(found), *heard)), said) == []
        return found

    def show_again(self) -> None:
        """Every kept reply, wherever it was made, in every server: shared, its buttons pressed, explained.

        What is no quote may be of a collection that was removed since, where there is one of its name.
        """
        world = self.world
        for server, reply in ((server, reply) for server in SERVERS for reply in self.kept):
            if world.desk.may_show(reply, server):
                said = world.own_words(server, reply.answer.question, (reply.turn,))
                quoted = "\n".join(one.quote for one in reply.answer.citations)
                past = set[str]().union(*(world.past.get(name, ()) for name in reply.collections))
                assert world.leaks(server, quoted, said) == []
                assert world.leaks(server, reply.model_dump_json(), said, past) == []

    def find(self, server: int | None) -> None:
        """What may be read is found, by whoever may read it."""
        readable = self.world.readable(server)
        self.world.renewed([ward.name for ward in readable])
        for ward in readable:
            for one in ward.papers.values():
                for asked in (self.world.desk.of(server), self.world.desk.alone(ward.name, server)):
                    cited = asked.ask(one.question).answer.citations
                    assert cited
                    assert cited[0].quote == one.sentence

    def compare(self, server: int | None) -> None:
        """All is answered as if there were no collections but those that may be read."""
        readable = [ward.name for ward in self.world.readable(server)]
        with self.world.without(set(self.world.wards).difference(readable, HOME)) as alone:
            history = [turn for by, turn in self.turns if by == server][-2:]
            one, other = self.world.desk.of(server), alone.of(server)
            for question in (
                "who leads?",
                "and its score?",
                f"the {self.world.word(-3)} bridge toll?",
                "hello",
            ):
                said, expected = (same(each.ask(question, history=history)) for each in (one, other))
                assert said == expected
            assert one.complete("") == other.complete("")
            assert one.examples("en") == other.examples("en")
            assert one.corpus_version == other.corpus_version

    def end(self) -> None:
        """All is made anew for everyone, then emptied, then taken from everyone; each time it is open."""
        named = sorted(set(self.world.wards).difference(HOME))
        for name in named:
            self.glance()
            self.world.make_anew(name, None)
            self.world.put(name, "first")
            self.world.give(name, None)
            self.glance()
            self.show_again()
        for name in named:
            self.world.take_out(name, "first")
            self.glance()
        for name in sorted(self.world.wards):
            self.world.take_from_all(name)
            self.show_again()


def offered(federation: Federation, name: str) -> Iterator[Any]:
    """What is offered while a name is typed, from nothing to all of it."""
    for typed in range(len(name) + 1):
        yield federation.complete(name[:typed])
        yield federation.complete(name[:typed], roles=MAKERS)
        yield federation.complete_measures(name[:typed])


def around(desk: Desk, server: int | None, language: str) -> list[Any]:
    """All that is told to who asks nothing."""
    one, findings = desk.of(server), desk.to_review(server) if server else None
    found = [one.titles(language), one.examples(language), one.editions, one.times, one.corpus_version]
    held = findings.reviewed.store.all() if findings else ()
    return [*found, one.measures, desk.offered(server), findings and findings.name, held]


def written(found: Any) -> str:
    """All that is in an answer, as text."""
    if isinstance(found, tuple | list):
        return "\n".join(map(written, found))
    return found.model_dump_json() if hasattr(found, "model_dump_json") else repr(found)


def same(reply: Reply) -> Reply:
    """A reply without what no two have in common: its id, and how long it took."""
    answer = reply.answer.model_copy(update={"latency_ms": 0.0, "id": ""})
    return reply.model_copy(update={"answer": answer})


@contextmanager
def a_world() -> Iterator[SecretWorld]:
    folder = Path(tempfile.mkdtemp(prefix="footnote-isolation-"))
    try:
        yield SecretWorld(folder, INSTRUMENTS)
    finally:
        shutil.rmtree(folder)


@pytest.mark.no_cover  # each line is covered by a test that tries it once; tracing doubles its time
@settings(max_examples=examples(4))
@given(
    st.lists(st.booleans(), min_size=3, max_size=3),
    servers,
    st.lists(st.tuples(changes, visits), min_size=6, max_size=10),
)
def test_nothing_reaches_who_may_not_read_it(
    declared: list[bool], reader: int | None, steps: list[tuple[Change, Visit]]
) -> None:
    with a_world() as world:
        life = Life(world)
        life.begin(declared, reader)
        for change, visit in steps:
            life.glance()
            operate(world, change)
            life.glance()
            life.visit(visit)
        assert world.stray() == {}
        life.show_again()
        for server in SERVERS:
            life.find(server)
            life.compare(server)
        life.end()
