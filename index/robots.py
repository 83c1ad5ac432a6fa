"""What the robots.txt of a site lets a robot read, as RFC 9309 has it.

The file is foreign and may have half a megabyte: how long an address takes grows with the length of its rules
and no faster.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

_LINE: Final = re.compile(rb"\s*(user-agent|allow|disallow)\s*:([^#]*)", re.IGNORECASE)
_ENDS: Final = re.compile(rb"\r\n?|\n")
_PRODUCT: Final = re.compile(rb"[a-z_-]+|\*(?!\S)")
_ANY: Final = b"*"


@dataclass(frozen=True, slots=True)
class RobotRule:
    """A pattern of paths: its parts in their order; `ends` is whether a path has to end with the last."""

    allows: bool
    parts: tuple[bytes, ...]
    ends: bool

    @property
    def weight(self) -> int:
        """Of several rules that match, the longest counts."""
        return sum(map(len, self.parts)) + len(self.parts) + self.ends

    def matches(self, path: bytes) -> bool:
        first, *rest = self.parts
        if self.ends and not rest:
            return path == first
        if not path.startswith(first):
            return False
        last, at = rest.pop() if self.ends else b"", len(first)
        for part in rest:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return path.endswith(last) and at <= len(path) - len(last)


class Robots:
    """The rules of a robots.txt for the robot named `agent`; where it is not named, those for all."""

    def __init__(self, content: bytes, agent: str) -> None:
        groups = list(_groups(content))
        own = [rules for names, rules in groups if agent.lower().encode() in names]
        chosen = own or [rules for names, rules in groups if _ANY in names]
        self._rules = tuple(rule for rules in chosen for rule in rules)

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be read."""
        path = unquote_to_bytes(target)
        found = [(rule.weight, rule.allows) for rule in self._rules if rule.matches(path)]
        return max(found, default=(0, True))[1]


def _groups(content: bytes) -> Iterator[tuple[set[bytes], list[RobotRule]]]:
    """The names of the robots of each group, in lower case, and its rules."""
    names, rules, begun = set[bytes](), list[RobotRule](), False
    for line in _ENDS.split(content.removeprefix(codecs.BOM_UTF8)):
        found = _LINE.match(line)
        if found is None:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == b"user-agent":
            if begun:
                yield names, rules
                names, rules, begun = set(), [], False
            product = _PRODUCT.match(value.lower())
            names.add(product[0] if product else value)
        else:
            begun = True
            if value:
                ends = value.endswith(b"$")
                parts = value.removesuffix(b"$").split(b"*")
                rules.append(RobotRule(key == b"allow", tuple(map(unquote_to_bytes, parts)), ends))
    yield names, rules
