"""A question as the model reads it: letters for names, nothing for editions, and all else as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.language.detection import LANGUAGES
from qa.understanding.phrase import BLANK, GROUP, SUBJECTS, Name, Phrase, phrase

OWN = st.characters(exclude_categories=("Cs", "Co"), exclude_characters=SUBJECTS + GROUP)


@st.composite
def named_texts(draw: st.DrawFn) -> tuple[str, list[Name]]:
    """A text and names anywhere in it, some of them empty, in order."""
    text = draw(st.text(OWN, max_size=60))
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=24)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return text, [Name(start, end, draw(st.booleans()), draw(st.booleans())) for start, end in pairs]


@given(named_texts(), st.sampled_from(LANGUAGES))
def test_all_that_is_no_name_is_kept(drawn: tuple[str, list[Name]], language: str) -> None:
    text, names = drawn
    found = phrase(text, language, names)
    beside = text
    for name in reversed(names):
        beside = beside[: name.start] + beside[name.end :]
    kept = "".join(character for character in found.text if character not in SUBJECTS + GROUP)
    assert "".join(kept.split()) == "".join(beside.split())
    assert found.editions == sum(name.edition for name in names)
    assert found.subjects <= sum(not name.edition and not name.group for name in names)


@given(named_texts(), st.sampled_from(LANGUAGES))
def test_a_name_shows_no_letter_of_itself(drawn: tuple[str, list[Name]], language: str) -> None:
    text, names = drawn
    other = list(text)
    for name in names:
        other[name.start : name.end] = "q" * (name.end - name.start)
    assert phrase("".join(other), language, names).blanked == phrase(text, language, names).blanked


def test_subjects_groups_and_editions() -> None:
    text = "Zorvex 3 or Kamolin by Ostrava in Q2 2031?"
    names = [Name(0, 8), Name(12, 19), Name(23, 30, group=True), Name(34, 41, edition=True)]
    assert phrase(text, "en", names, follows=True) == Phrase(
        text="X or Y by Z in ?",
        blanked=f"{BLANK * 8} or {BLANK * 7} by {BLANK * 7} in {BLANK * 7}?",
        language="en",
        subjects=2,
        groups=1,
        editions=1,
        follows=True,
    )


def test_a_name_that_comes_again_has_its_letter_again() -> None:
    found = phrase("Zorvex, Kamolin, ZORVEX", "en", [Name(0, 6), Name(8, 15), Name(17, 23)])
    assert (found.text, found.subjects) == ("X, Y, X", 2)


def test_more_names_than_letters_share_the_last() -> None:
    text = " ".join(f"n{place:02}" for place in range(12))
    found = phrase(text, "en", [Name(4 * place, 4 * place + 3) for place in range(12)])
    assert found.text == "X Y W V U T S R Q P P P"
    assert found.subjects == 12


def test_white_space_is_a_space() -> None:
    assert phrase("  how\n many\u3000users ", "en", []).text == "how many users"


def test_plain_text_has_no_accents_and_the_standard_forms() -> None:
    assert phrase("Où est l’ÉCOLE ?", "fr", []).blanked == "ou est l'ecole ?"
