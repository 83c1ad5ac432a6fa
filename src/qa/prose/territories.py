"""Countries and parts of the world by their names in any language that is told: Brazil, Brésil, 巴西."""

from __future__ import annotations

from functools import cache
from typing import Final

from index.text import aligned

LANGUAGES: Final = ("en", "fr", "ja", "zh_Hans", "zh_Hant", "de", "es")


def is_told(name: str, flat: str) -> bool:
    """Whether a text, `aligned`, names the territory that `name` names, if it names one."""
    return any(other in flat for code in _codes().get(aligned(name), ()) for other in _names()[code])


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The names of each territory, as CLDR has them."""
    from babel import Locale  # loaded when a name is in doubt

    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            found.setdefault(code, []).append(aligned(name))
    return {code: tuple(dict.fromkeys(names)) for code, names in found.items()}


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, names in _names().items():
        for name in names:
            found[name] = (*found.get(name, ()), code)
    return found
