"""Colours are legible, told apart by everybody, and a lab keeps its own."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.charts.palette import DARK, LIGHT, Theme, colours, mixed

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
LMS = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
LAB = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
]
MAIN = ("openai", "deepseek", "alibaba", "moonshot-ai", "bytedance", "tencent", "zhipu", "stepfun")


def linear(colour: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    parts = np.frombuffer(bytes.fromhex(colour[1:]), np.uint8) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it: 1 to 21."""
    darker, lighter = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str) -> float:
    """In OKLab, as the kind of vision sees it that tells the two apart worst."""
    seen = [
        [
            np.asarray(LAB) @ np.cbrt(np.asarray(LMS) @ np.clip(np.asarray(eye) @ linear(c), 0, 1))
            for c in (one, other)
        ]
        for eye in VISION.values()
    ]
    return min(float(np.linalg.norm(first - second)) for first, second in seen)


@THEMES
def test_texts_and_bars_stand_out(theme: Theme) -> None:
    for ground in (theme.card, theme.panel):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    assert all(contrast(colour, theme.panel) >= 3 for colour in (*theme.makers, theme.other))


@THEMES
def test_everybody_can_tell_the_labs_apart(theme: Theme) -> None:
    assert min(distance(one, other) for one, other in combinations(theme.makers, 2)) >= 0.08


@THEMES
def test_the_first_labs_of_a_corpus_keep_their_colours(theme: Theme) -> None:
    places = {lab: place for place, lab in enumerate(MAIN)}
    own = {lab: colours([lab], theme, places)[lab] for lab in MAIN}
    assert own == dict(zip(MAIN, theme.makers, strict=True))
    assert colours(MAIN, theme, places) == own
    for lab in MAIN:  # newcomers take what is left
        found = colours([lab, "another", "another", "a third"], theme, places | {"another": 8})
        assert found[lab] == own[lab]
        assert len(set(found.values())) == 3


@given(
    st.lists(st.text(max_size=8), max_size=30),
    st.dictionaries(st.text(max_size=8), st.integers(min_value=0, max_value=20)),
)
def test_labs_have_a_colour_each_as_long_as_there_are_some(makers: list[str], places: dict[str, int]) -> None:
    found = colours(makers, DARK, places)
    assert set(found) == set(makers)
    assert found == colours(reversed(makers), DARK, places)
    coloured = [colour for colour in found.values() if colour != DARK.other]
    assert len(coloured) == len(set(coloured)) == min(len(found), len(DARK.makers))


def test_labs_with_the_most_models_have_the_colours() -> None:
    many = [f"lab-{number}" for number in range(9)]
    assert colours([*many, *many[1:]], DARK, {"lab-0": 0})["lab-0"] == DARK.other


def test_mixing() -> None:
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 1) == "#102030"
