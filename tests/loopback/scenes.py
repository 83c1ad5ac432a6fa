"""Scenes in which the bot makes a call to Discord: what somebody does, and what they should see of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeAlias

from simcord.backend import serializers

from tests.loopback.people import Seat
from tests.loopback.stage import SLOW, Stage

R1: Final = "What did DeepSeek R1 score?"
GAVE_UP: Final = "That took too long"
FOLLOW_UP: Final = "/webhooks/*/simcord_interaction_*"
FOUND: Final = "DeepSeek R1 scored 89"
ORIGINAL: Final = "/webhooks/*/*/messages/@original"
CALLBACK: Final = "/interactions/*/*/callback"
POSTS: Final = "/channels/*/messages"
POST: Final = "/channels/*/messages/*"
_NUMBERS: Final = count(1)

Act: TypeAlias = Callable[[], int]
Prepare: TypeAlias = Callable[[Stage, Seat], Awaitable[Act]]


@dataclass(frozen=True, slots=True)
class Scene:
    """`prepare` comes before the fault, and hands back what somebody does then, which is asked once.

    In the path of the call {channel} is theirs. `good` is a part of what they should see; "" where there is
    nothing to see, as with a button that removes. A call that is a `courtesy` may fail unnoticed.
    """

    name: str
    call: tuple[str, str]
    prepare: Prepare
    good: str
    courtesy: bool = False
    direct: bool = False
    notice: bool = False
    """Whether what they should see is only a notice, which may stand twice."""
    form: bool = False
    """Whether a form is to be seen."""


async def mention(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.ask(seat, R1)


async def command(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.command(seat, "ask", question=R1)


async def declined(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.ask(seat, SLOW)


async def command_declined(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.command(seat, "ask", question=SLOW)


async def away(stage: Stage, seat: Seat) -> Act:
    """Ask while the bot has no connection; it has to begin a new one, which is told of nothing before."""

    def act() -> int:
        stage.discord.gateway.forget_sessions()
        return stage.people.ask(seat, R1)

    return act


async def in_private(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.interact(seat, 2, _command(stage, "ask", question=R1, private=True))


async def chart(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.command(seat, "compare", model1="DeepSeek R1", model2="o1")


async def guide(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.command(seat, "help")


async def form(stage: Stage, seat: Seat) -> Act:
    return await _ask_about(stage, seat)


async def submitted(stage: Stage, seat: Seat) -> Act:
    """Fill in the form that asks about a message."""
    opened = (await _ask_about(stage, seat))()
    await stage.quiet()
    shown = stage.discord.backend.interactions[opened].modal
    assert shown is not None
    (label,) = shown["components"]
    field = label["component"]
    filled = {"type": 4, "custom_id": field["custom_id"], "value": R1, "id": field.get("id", 2)}
    data = {
        "custom_id": shown["custom_id"],
        "components": [{"type": 18, "id": label.get("id", 1), "component": filled}],
    }
    return lambda: stage.people.interact(seat, 5, data)


async def suggestions(stage: Stage, seat: Seat) -> Act:
    data = _command(stage, "score")
    data["options"] = [{"name": "model", "type": 3, "value": "Deep", "focused": True}]
    return lambda: stage.people.interact(seat, 4, data)


async def sources(stage: Stage, seat: Seat) -> Act:
    return await _press(stage, seat, "sources")


async def turning(stage: Stage, seat: Seat) -> Act:
    return await _press(stage, seat, "page", "Tell me everything")


async def deleting(stage: Stage, seat: Seat) -> Act:
    return await _press(stage, seat, "delete")


async def follow_up(stage: Stage, seat: Seat) -> Act:
    return await _press(stage, seat, "follow")


async def helpful(stage: Stage, seat: Seat) -> Act:
    return await _press(stage, seat, "voice:helpful")


async def own_data(stage: Stage, seat: Seat) -> Act:
    return lambda: stage.people.command(seat, "privacy")


async def sharing(stage: Stage, seat: Seat) -> Act:
    """Post a private answer for all, from the menu of its card."""
    asked = (await in_private(stage, seat))()
    await stage.quiet()
    opened = stage.people.shown(asked)
    assert opened is not None
    stage.people.click(seat, opened, "fn:share:")
    await stage.quiet()
    return lambda: stage.people.click(seat, opened, "fn:share-as:", values=["0"])


async def _ask_about(stage: Stage, seat: Seat) -> Act:
    backend = stage.discord.backend
    message = backend.create_message(seat.channel, seat.person, R1)
    name, held = next(
        (name, held) for (name, kind), held in backend.commands[None].items() if kind == 3 and "Ask" in name
    )
    data = {
        "id": held["id"],
        "name": name,
        "type": 3,
        "target_id": str(message.id),
        "resolved": {"messages": {str(message.id): dict(serializers.message_payload(backend, message))}},
    }
    return lambda: stage.people.interact(seat, 2, data)


async def _press(stage: Stage, seat: Seat, verb: str, question: str = R1) -> Act:
    """Press the button of a card that stands there."""
    asked = stage.people.ask(seat, question)
    await stage.quiet()
    (card,) = stage.people.told[asked].cards
    stored = stage.discord.backend.get_message(seat.channel, card)
    return lambda: stage.people.click(seat, stored, f"fn:{verb}:")


def _command(stage: Stage, name: str, **options: str | bool) -> dict[str, object]:
    held = stage.discord.backend.commands[None][name, 1]
    given = [
        {"name": key, "type": 5 if value is True else 3, "value": value} for key, value in options.items()
    ]
    return {"id": held["id"], "name": name, "type": 1, "options": given}


SCENES: Final = (
    Scene("a mention is answered", ("POST", POSTS), mention, FOUND),
    Scene("a direct message is answered", ("POST", POSTS), mention, FOUND, direct=True),
    Scene("the bot is seen typing", ("POST", "/channels/*/typing"), mention, FOUND, courtesy=True),
    Scene("a mention is found that was missed", ("GET", "/channels/{channel}/messages"), away, FOUND),
    Scene("`/ask` is acknowledged", ("POST", CALLBACK), command, FOUND),
    Scene("`/ask` is answered", ("PATCH", ORIGINAL), command, FOUND),
    Scene("`/ask private` is answered", ("PATCH", ORIGINAL), in_private, FOUND),
    Scene("`/compare` is answered with a chart", ("PATCH", ORIGINAL), chart, "o1 scored 94"),
    Scene("`/help` is answered", ("POST", CALLBACK), guide, "Answers you can check"),
    Scene("*Ask about this* opens its form", ("POST", CALLBACK), form, "", form=True),
    Scene("the form is acknowledged", ("POST", CALLBACK), submitted, FOUND),
    Scene("the form is answered", ("PATCH", ORIGINAL), submitted, FOUND),
    Scene("names are suggested while one types", ("POST", CALLBACK), suggestions, "", courtesy=True),
    Scene("*Sources* is pressed", ("POST", CALLBACK), sources, "R1-0528 obtient 68 points"),
    Scene("a page is turned", ("POST", CALLBACK), turning, "Paragraph "),
    Scene("a suggested question is acknowledged", ("POST", CALLBACK), follow_up, "And Kimi k1.5?"),
    Scene("a suggested question is answered", ("PATCH", ORIGINAL), follow_up, "And Kimi k1.5?"),
    Scene("👍 is pressed", ("POST", CALLBACK), helpful, "Thank"),
    Scene("*Delete* is acknowledged", ("POST", CALLBACK), deleting, ""),
    Scene("*Delete* removes the card", ("DELETE", ORIGINAL), deleting, ""),
    Scene("an answer is shared: acknowledged", ("POST", CALLBACK), sharing, FOUND),
    Scene("an answer is shared: posted", ("POST", POSTS), sharing, FOUND),
    Scene("an answer is shared: its card drawn anew", ("PATCH", ORIGINAL), sharing, FOUND),
    Scene("`/privacy` is acknowledged", ("POST", CALLBACK), own_data, "What I keep of you"),
    Scene("`/privacy` is answered", ("PATCH", ORIGINAL), own_data, "What I keep of you"),
    Scene("a mention is declined", ("POST", POSTS), declined, GAVE_UP, notice=True),
    Scene("`/ask` is declined: acknowledged", ("POST", CALLBACK), command_declined, GAVE_UP, notice=True),
    Scene("`/ask` is declined: its place held", ("PATCH", ORIGINAL), command_declined, GAVE_UP, notice=True),
    Scene("`/ask` is declined: told so", ("POST", FOLLOW_UP), command_declined, GAVE_UP, notice=True),
    Scene("`/ask` is declined: its place left", ("DELETE", ORIGINAL), command_declined, GAVE_UP, notice=True),
)
