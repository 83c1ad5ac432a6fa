"""What no message of the bot may do, whatever it says: ping, overflow, answer what does not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

MOST_TEXT: Final = 4_000  # characters of all texts of a card
MOST_COMPONENTS: Final = 40
MOST_CONTENT: Final = 2_000
NO_PINGS: Final = ("parse", "users", "roles")


@dataclass
class Conduct:
    """Notes each kind of misconduct with its first case."""

    faults: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def judge(self, method: str, path: str, body: Any) -> None:
        """Look at what is sent to `path`, if it is a message."""
        message = body.get("data") if isinstance(body, dict) and path.endswith("/callback") else body
        if not isinstance(message, dict) or not _carries(path, message):
            return
        for fault in _faults(message, new=method == "POST"):
            self.faults[fault] += 1
            self.first.setdefault(fault, f"{method} {path}")


def _carries(path: str, message: Mapping[str, Any]) -> bool:
    """Whether this is a message that people see, and no form or list of suggestions."""
    parts = path.strip("/").split("/")
    return parts[0] in {"channels", "webhooks", "interactions"} and bool(
        message.get("content") or (message.get("components") and "title" not in message)
    )


def _faults(message: Mapping[str, Any], *, new: bool) -> Iterator[str]:
    mentions = message.get("allowed_mentions")
    if new and mentions is None:
        yield "allowed_mentions are not said"
    if mentions and (any(mentions.get(name) for name in NO_PINGS) or mentions.get("replied_user")):
        yield "somebody may be pinged"
    parts = list(_walk(message.get("components") or ()))
    if len(parts) > MOST_COMPONENTS:
        yield "more than 40 components"
    if sum(len(part.get("content", "")) for part in parts if part.get("type") == 10) > MOST_TEXT:
        yield "more than 4,000 characters on a card"
    if len(message.get("content") or "") > MOST_CONTENT:
        yield "more than 2,000 characters of content"
    names = [part["custom_id"] for part in parts if part.get("custom_id")]
    if len(names) != len(set(names)):
        yield "two components of one id"


def _walk(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or ())
        if isinstance(component.get("accessory"), dict):
            yield component["accessory"]
