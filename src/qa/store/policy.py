"""What a server decided about the bot, read from its settings in one place: a value for everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

from pydantic import JsonValue

from qa.language.detection import LANGUAGES
from qa.store.settings import DAYS, SettingChange

Where = Literal["everywhere", "chosen", "commands"]
"""Where messages are answered: in all channels, in those that were chosen, in none."""
PolicyName = Literal[
    "language", "where", "chosen", "ask", "private", "roles", "managers", "cooldown", "days", "share"
]
POLICY: Final[tuple[PolicyName, ...]] = get_args(PolicyName)
OF_CHANNELS: Final[tuple[PolicyName, ...]] = ("language", "where", "private")
"""What a channel may have of its own, in place of its server's."""
OF_PEOPLE: Final[tuple[PolicyName, ...]] = ("language", "private")
"""What a person may have of their own, where no server has decided it."""
ASKED: Final = "asked"
"""That of the question: in a channel of a server that answers in one language otherwise."""
MOST_IDS: Final = 25  # channels or roles of a setting: as many as a menu of Discord's takes
LONGEST_COOLDOWN: Final = 86_400.0  # seconds
NOBODYS: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class PolicyBounds:
    """What the operator set: it holds where a server has decided nothing, and nobody may have more.

    A person may ask `questions` in any `seconds`, and answers are kept for `days`.
    """

    questions: int
    seconds: float
    days: float


@dataclass(frozen=True, slots=True)
class ServerPolicy:
    """What holds in a place.

    `language` is the only one that is answered in; None for that of the question. `chosen` are the channels
    that are answered in where only some are, `ask` those in which every message is a question. `roles` may
    use the bot, all where none is named; `managers` administer it as administrators do. A person may ask
    `questions` in any `seconds`, if they are fewer than elsewhere; answers are kept for `days`. `share` says
    whether answers may have pages.
    """

    questions: int
    seconds: float
    days: float
    language: str | None = None
    where: Where = "everywhere"
    chosen: frozenset[int] = NOBODYS
    ask: frozenset[int] = NOBODYS
    private: bool = False
    roles: frozenset[int] = NOBODYS
    managers: frozenset[int] = NOBODYS
    share: bool = True

    def answers_in(self, channel: int, parent: int | None) -> bool:
        """Whether messages are answered in a channel, or in a thread of `parent`."""
        if {channel, parent} & self.ask:
            return True
        return self.where == "everywhere" or (
            self.where == "chosen" and bool({channel, parent} & self.chosen)
        )

    def hides(self, channel: int, parent: int | None) -> bool:
        """Whether nothing is to be written in a channel: commands are answered there in private."""
        return self.where == "chosen" and not self.answers_in(channel, parent)

    def may_use(self, roles: Iterable[int]) -> bool:
        """Whether somebody with these roles may use the bot."""
        return not self.roles or not self.roles.isdisjoint(roles)


def checked(name: PolicyName, value: JsonValue, bounds: PolicyBounds) -> Any:  # noqa: ANN401 - by its name
    """The value of a setting as a policy has it; ValueError for what it cannot have."""
    if name == "language" and (value in LANGUAGES or value == ASKED):
        return None if value == ASKED else value
    if name == "where" and value in get_args(Where):
        return value
    if name in ("private", "share") and isinstance(value, bool):
        return value
    if name in ("chosen", "ask", "roles", "managers") and isinstance(value, list):
        ids = frozenset(one for one in value if isinstance(one, int))
        if len(ids) == len(value) <= MOST_IDS:
            return ids
    if name == DAYS and isinstance(value, int | float) and 1 <= value <= max(bounds.days, 1):
        return float(value)
    if name == "cooldown":
        return _cooldown(value, bounds)
    raise ValueError(name)


def policy_of(
    changes: Iterable[SettingChange],
    bounds: PolicyBounds,
    places: tuple[int | None, ...] = (None,),
    own: Iterable[SettingChange] = (),
) -> ServerPolicy:
    """What holds by the settings of a server, read in the order of `places`, the last of which counts most.

    `own` are the settings of whoever asks. What cannot be read, as of a newer version, counts as not set.
    """
    policy = ServerPolicy(bounds.questions, bounds.seconds, bounds.days)
    held = [one for one in own if one.name in OF_PEOPLE]
    held += [one for place in places for one in changes if one.channel == place]
    for one in held:
        if one.name not in POLICY or (one.channel is not None and one.name not in OF_CHANNELS):
            continue
        try:
            value = checked(one.name, one.value, bounds)
        except ValueError:
            continue
        if one.name == "cooldown":
            policy = replace(policy, questions=value[0], seconds=value[1])
        else:
            policy = replace(policy, **{one.name: value})
    return policy


def _cooldown(value: JsonValue, bounds: PolicyBounds) -> tuple[int, float]:
    """Questions and seconds: no more questions than the operator allows, in no less time. ValueError."""
    match value:
        case [int(questions), int() | float() as seconds] if (
            1 <= questions <= bounds.questions and bounds.seconds <= seconds <= LONGEST_COOLDOWN
        ):
            return questions, float(seconds)
    raise ValueError("cooldown")
