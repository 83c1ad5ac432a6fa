"""The font has what the five languages are written in, and lines break where they fit."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import LOCALES as BOT_WORDS
from qa.charts.typeface import NARROW, NO_BREAK, typeface
from qa.language.detection import LANGUAGES
from qa.wording.messages import LOCALES

CORPUS = Path(__file__).parents[3] / "corpus"
SIGNS = "⚖️⚠️🌐🧩🔎◀▶"  # emoji of Discord cards, in no picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_drawn_without_a_missing_character(language: str) -> None:
    """All that the program says in a language, and all that the corpus calls anything."""
    face = typeface(language)
    said = (LOCALES / f"{language}.ftl").read_text("utf-8") + (BOT_WORDS / f"{language}.ftl").read_text(
        "utf-8"
    )
    names = "".join(file.read_text("utf-8") for file in sorted(CORPUS.glob("*.yaml")))
    wanted = set((said + names).replace(NARROW, NO_BREAK)) - set("\n" + SIGNS)
    assert [character for character in sorted(wanted) if not face.has(character)] == []


def test_no_line_begins_with_a_mark_that_french_sets_apart() -> None:
    face = typeface("fr")
    text = face.clean("Anue\u202f; AIbase\u00a0: x")
    assert text == "Anue\u00a0; AIbase\u00a0: x"
    assert face.wrap(text, 12.5, face.width("Anue AIbase", 12.5), 9) == ("Anue\u00a0;", "AIbase\u00a0: x")


def test_chinese_and_japanese_have_faces_of_their_own() -> None:
    """直 and 骨 are written differently in all three."""
    faces = {language: typeface(language) for language in LANGUAGES}
    assert faces["zh-Hans"].family == "Noto Sans CJK SC"
    assert faces["zh-Hant"].family == "Noto Sans CJK TC"
    assert {faces[language].family for language in ("en", "fr", "ja")} == {"Noto Sans CJK JP"}
    bones = {bytes(faces[tag].font(40).getmask("骨")) for tag in ("zh-Hans", "zh-Hant", "ja")}
    assert len(bones) == 3


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("DeepSeek R1", "DeepSeek R1"),
        ("a\x00b\u202ec\u200bd", "abcd"),
        ("😀 Kimi 👩‍👩‍👧", "Kimi"),
        ("ไทย 1", "??? 1"),
        ("\ud83d", ""),
        ("\uffff\U0010ffff", ""),
        ("e\u0301", "é"),
        ("豆包\n\t 1.5", "豆包 1.5"),
        ("$x^2$ <b>", "$x^2$ <b>"),
    ],
)
def test_what_cannot_be_drawn_is_replaced(text: str, clean: str) -> None:
    assert typeface("en").clean(text) == clean


def test_texts_are_measured_as_they_are_drawn() -> None:
    face = typeface("ja")
    assert face.width("豆包", 12.5) == pytest.approx(25)
    assert face.width("", 12.5) == 0
    assert 5 < face.width("a", 12.5) < 9


def test_a_text_is_cut_with_an_ellipsis_where_there_is_no_room() -> None:
    face = typeface("en")
    assert face.fit("Kimi", 12.5, 100) == "Kimi"
    cut = face.fit("Kimi and many others", 12.5, 60)
    assert cut.endswith(face.ellipsis)
    assert face.width(cut, 12.5) <= 60
    assert face.fit("Kimi", 12.5, 1) == face.ellipsis


def test_lines_break_between_words_and_between_chinese_characters() -> None:
    face = typeface("en")
    assert face.wrap("one two three", 12.5, face.width("one two ", 12.5), 3) == ("one two", "three")
    chinese = typeface("zh-Hans")
    assert chinese.wrap("两个版本的指数不同。", 10, 91, 3) == (
        "两个版本的指数不",
        "同。",
    )  # no line begins with 。
    assert chinese.wrap("指数（版本）", 10, 30, 3) == ("指数", "（版", "本）")
    assert face.wrap("", 12.5, 100, 2) == ()
    assert face.wrap("one" + " " * 40, 12.5, 60, 2) == ("one",)
    assert face.wrap("WWWWWWWW", 12.5, 40, 2)[1].endswith(face.ellipsis)


@given(st.text(max_size=80), st.floats(1, 400), st.integers(1, 4), st.sampled_from(LANGUAGES))
def test_lines_fit_and_lose_nothing_but_what_is_cut(
    text: str, width: float, lines: int, language: str
) -> None:
    face = typeface(language)
    clean = face.clean(text)
    assert face.clean(clean) == clean
    wrapped = face.wrap(clean, 12.5, width, lines)
    assert len(wrapped) <= lines
    widest = max([width, face.width(face.ellipsis, 12.5), *(face.width(one, 12.5) for one in clean)])
    assert all(face.width(line, 12.5) <= widest for line in wrapped)
    joined = re.sub(r"\s", "", "".join(wrapped))
    whole = re.sub(r"\s", "", clean)
    assert joined == whole or (
        joined.endswith(face.ellipsis) and whole.startswith(joined[: -len(face.ellipsis)])
    )


def test_a_face_is_shared_by_threads() -> None:
    face, widths = typeface("fr"), set()

    def measure() -> None:
        widths.add(sum(face.width(chr(code), 12.5) for code in range(0x20, 0x250) if face.has(chr(code))))

    threads = [threading.Thread(target=measure) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(widths) == 1
