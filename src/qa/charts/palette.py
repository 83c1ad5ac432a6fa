"""Colours: two themes, and a colour for each lab that people with any colour vision can tell apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Theme:
    """`makers` are for labs, `other` for bars without one and for labs beyond the palette."""

    card: str
    panel: str
    text: str
    muted: str
    grid: str
    makers: tuple[str, ...]
    other: str


# Chosen by search: under normal, protan, deutan and tritan vision all pairs lie at least 0.08 apart in OKLab,
# and each colour has a contrast of at least 3 to the panel. Tests measure it.
DARK: Final = Theme(
    card="#1e1f22",
    panel="#2b2d31",
    text="#f2f3f5",
    muted="#b5bac1",
    grid="#4a4d55",
    makers=("#56b4e9", "#e69f00", "#7c73f1", "#f05648", "#bbb489", "#e0e557", "#ad739a", "#9de9e4"),
    other="#9a9ca3",
)
LIGHT: Final = Theme(
    card="#ffffff",
    panel="#f2f3f5",
    text="#1e1f22",
    muted="#4e5058",
    grid="#d0d2d8",
    makers=("#0072b2", "#d55e00", "#4d23cc", "#9d5c63", "#4b5e1f", "#91256e", "#4c1c97", "#553928"),
    other="#80828a",
)


def colours(makers: Iterable[str], theme: Theme, places: Mapping[str, int]) -> dict[str, str]:
    """A colour for each lab id in `makers`, one entry a bar; `places` are the labs' places in the corpus.

    The first labs of the corpus own a colour each, which is theirs in every picture. The others take what
    these leave free. Where there are more labs than colours, those with the fewest bars share `theme.other`.
    """
    counted, beyond = Counter(makers), len(theme.makers)
    ordered = sorted(counted, key=lambda lab: (places.get(lab, beyond), lab))
    foremost = sorted(ordered, key=lambda lab: -counted[lab])[:beyond]
    found, free = dict.fromkeys(counted, theme.other), list(theme.makers)
    for lab in sorted(foremost, key=ordered.index):
        place = places.get(lab, beyond)
        own = theme.makers[place] if place < beyond else free[0]
        found[lab] = own if own in free else free[0]
        free.remove(found[lab])
    return found


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of `colour` over `ground`, all "#rrggbb"."""
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(share * top + (1 - share) * below) for top, below in parts).hex()
