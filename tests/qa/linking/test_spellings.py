"""Names that stand for something as a whole: in full, misspelt, begun, nearly, and while they are typed."""

from __future__ import annotations

import pytest

from qa.linking.spellings import Spellings

NAMES = Spellings(
    {
        "kestrel": ("Kestrel GT", "隼GT"),
        "heron": ("Heron 2",),
        "heron-x": ("Heron X",),
        "margin": ("Operating margin", "営業利益率"),
        "other": ("operating-margin",),
        "share": ("%",),
    }
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ＫＥＳＴＲＥＬ-gt", ("kestrel",)),
        ("隼 GT", ("kestrel",)),
        ("heron-x", ("heron-x",)),
        ("Operating Margin", ("margin", "other")),
        ("%", ("share",)),
        ("Kestrel", ()),
        ("", ()),
    ],
)
def test_in_full(written: str, meant: tuple[str, ...]) -> None:
    assert NAMES.exact(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kestrl GT", ("kestrel",)),
        ("oprating margin", ("margin", "other")),
        ("営業利益卒", ("margin",)),
        ("Kestrel GS", ()),
        ("Heron 3", ()),
        ("Hron 2", ("heron",)),
        ("Hron Y", ()),
        ("Osprey", ()),
        ("GT", ()),
        ("%%", ()),
    ],
)
def test_with_a_slip_but_never_in_a_number_or_a_letter_by_itself(
    written: str, meant: tuple[str, ...]
) -> None:
    assert NAMES.slipped(written) == meant


def test_of_some_alone() -> None:
    assert NAMES.slipped("oprating margin", ("other", "heron")) == ("other",)
    assert NAMES.slipped("oprating margin", ("heron",)) == ()
    assert NAMES.nearest("heron", ("kestrel", "heron")) == ("heron", "kestrel")


def test_begun() -> None:
    assert NAMES.opened("heron") == ("heron", "heron-x")
    assert NAMES.opened("Operating") == ("margin", "other")
    assert NAMES.opened("Operat") == NAMES.opened("GT") == NAMES.opened("margin") == ()


def test_the_nearest_are_three_at_most_and_alike_enough() -> None:
    assert NAMES.nearest("Herons") == ("heron", "heron-x", "margin")
    assert len(NAMES.nearest("anything")) == 3
    assert NAMES.nearest("anything", least=60.0) == ()
    assert Spellings({}).nearest("anything") == ()


def test_while_they_are_typed() -> None:
    assert NAMES.beginning("h", 9) == ("heron", "heron-x")
    assert NAMES.beginning("gt", 9) == ("kestrel",)
    assert NAMES.beginning("r", 9) == ("kestrel", "heron", "heron-x", "margin", "other")
    assert NAMES.beginning("", 2) == ("kestrel", "heron")
    assert NAMES.beginning("x" * 5000, 9) == NAMES.beginning("h", 0) == Spellings({}).beginning("h", 9) == ()
