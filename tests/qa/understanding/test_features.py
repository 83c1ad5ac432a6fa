"""What is measured of a phrase: question words, how it is built, runs of characters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.language.detection import LANGUAGES
from qa.understanding.features import BUCKETS, LONG, SIGNALS, WORDS, runs, signals
from qa.understanding.phrase import BLANK, Name, phrase

BUILT = slice(SIGNALS - 8, SIGNALS)


def signal(text: str, language: str, group: str, name: str) -> float:
    return float(signals(phrase(text, language, []))[WORDS.index((group, name))])


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_features_are_finite(text: str, language: str) -> None:
    read = phrase(text, language, [])
    found = signals(read)
    assert found.shape == (SIGNALS,)
    assert found.dtype == np.float32
    assert ((found >= 0) & (found <= 1)).all()
    buckets, counts = runs(read.blanked)
    assert len(buckets) == len(set(buckets.tolist())) == len(counts)
    assert ((buckets >= 0) & (buckets < BUCKETS)).all()
    assert np.isfinite(counts).all()
    assert (counts >= 1).all()


def test_question_words_in_each_language() -> None:
    asked = {
        "en": "When did it open?",
        "fr": "Quand a-t-il ouvert ?",
        "zh-Hans": "什么时候开放？",
        "zh-Hant": "什麼時候開放？",
        "ja": "いつ開きましたか？",
    }
    for language, text in asked.items():
        assert signal(text, language, "types", "date") == 1.0, text
        assert signal(text, language, "smalltalk", "thanks") == 0.0, text
    assert signal("top 5", "ja", "operations", "top") == 1.0, "English words turn up everywhere"


def test_how_a_phrase_is_built() -> None:
    text = "Zorvex or Kamolin by Ostrava in Q2"
    names = [Name(0, 6), Name(10, 17), Name(21, 28, group=True), Name(32, 34, edition=True)]
    built = signals(phrase(text, "en", names))[BUILT]
    assert built.tolist() == [0, 0, 1, 1, 1, 0, 0, np.float32(len(text) / LONG)]
    built = signals(phrase("above 80 " * 20, "en", []))[BUILT]
    assert built.tolist() == [1, 0, 0, 0, 0, 0, 1, 1]


def test_runs_are_counted_within_words() -> None:
    buckets, counts = runs("ab ab")
    assert len(buckets) == 9, "' ', 'a', 'b'; ' a', 'ab', 'b '; ' ab', 'ab '; ' ab '"
    values = sorted(set(counts.tolist()))
    assert np.allclose(values, [1 + np.log(2), 1 + np.log(4)]), "of ' ' there are four"
    assert set(runs("ab")[0].tolist()) == set(buckets.tolist())
    assert set(runs(f"ab {BLANK * 3}")[0].tolist()) == set(buckets.tolist()), "names are left out"
    assert [len(found) for found in runs("")] == [0, 0]
