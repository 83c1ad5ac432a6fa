"""What operators do to collections while servers ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from qa.collections.collection import CollectionError
from tests.qa.collections.secrecy import HOME, NAMES, SecretWorld


@dataclass(frozen=True)
class Change:
    """What an operator does; `place` says with which collection. The ids of documents are the same in all."""

    kind: str
    place: int
    server: int | None
    id: str
    declared: bool


def operate(world: SecretWorld, change: Change) -> None:
    """Make a change, where it can be made to the collection that it falls on."""
    named = sorted(world.wards)
    CHANGES[change.kind](world, named[change.place % len(named)], change)


def _create(world: SecretWorld, _name: str, change: Change) -> None:
    name = NAMES[change.place % len(NAMES)]
    try:
        world.create(name, change.server, declared=change.declared)
        world.put(name, change.id)
    except CollectionError:
        assert name in world.wards or change.server in world.owners


def _remove(world: SecretWorld, name: str, _change: Change) -> None:
    if name not in HOME:
        world.remove(name)


def _make_anew(world: SecretWorld, name: str, change: Change) -> None:
    if name not in HOME:
        world.make_anew(name, change.server)
        world.put(name, change.id)


def _put(world: SecretWorld, name: str, change: Change) -> None:
    if name != HOME[0]:
        world.put(name, change.id)


def _put_and_drop(world: SecretWorld, name: str, change: Change) -> None:
    _put(world, name, change)
    world.desk.drop(name)


def _take_out(world: SecretWorld, name: str, change: Change) -> None:
    if change.id in world.wards[name].papers:
        world.take_out(name, change.id)


def _empty(world: SecretWorld, name: str, _change: Change) -> None:
    for id_ in tuple(world.wards[name].papers):
        world.take_out(name, id_)


def _give(world: SecretWorld, name: str, change: Change) -> None:
    world.give(name, change.server)


def _take(world: SecretWorld, name: str, change: Change) -> None:
    if change.server is None or change.server != world.wards[name].owner:
        world.take(name, change.server)


def _renew(world: SecretWorld, _name: str, _change: Change) -> None:
    world.desk.renew()


Operation: TypeAlias = Callable[[SecretWorld, str, Change], None]
CHANGES: Final[dict[str, Operation]] = {
    "create": _create,
    "remove": _remove,
    "make anew": _make_anew,
    "put": _put,
    "put and drop": _put_and_drop,
    "take out": _take_out,
    "empty": _empty,
    "give": _give,
    "take": _take,
    "renew": _renew,
}
