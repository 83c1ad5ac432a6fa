"""The forms of a shared answer as files, and the picture."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from qa.models import Answer
from qa.sharing.card import CODE, PAD, QUIET, WIDTH
from qa.sharing.formats import FORMS
from tests.qa.sharing.samples import cited, shared

DENSITY = 2


def picture(**given: object) -> Image.Image:
    made = FORMS["picture"].make(shared(cited(), **given))  # type: ignore[arg-type]
    return Image.open(io.BytesIO(made))


def test_every_form_makes_bytes_of_its_kind() -> None:
    made = {name: form.make(shared(cited())) for name, form in FORMS.items()}
    assert made["picture"].startswith(b"\x89PNG")
    assert Answer.model_validate(json.loads(made["json"])) == shared(cited()).reply.answer
    assert {name for name, content in made.items() if content.decode("utf-8", "ignore").isspace()} == set()
    assert {form.suffix for form in FORMS.values()} == {".md", ".json", ".bib", ".ris", ".txt", ".png"}


def test_the_code_in_the_picture_is_that_of_the_address() -> None:
    import segno

    matrix = segno.make("https://footnote.example/a/k1", error="m", micro=False).matrix
    drawn = picture().convert("L")
    side = CODE / (len(matrix) + 2 * QUIET) * DENSITY
    left = (WIDTH - PAD - CODE) * DENSITY
    rows = [y for y in range(drawn.height) if drawn.getpixel((int(left + CODE * DENSITY / 2), y)) == 0]
    top = rows[0] - next(i for i, row in enumerate(matrix) if row[len(matrix) // 2]) * side
    places = [(left + (QUIET + x + 0.5) * side) for x in range(len(matrix))]
    seen = [
        [int(drawn.getpixel((int(x), int(top + (y + 0.5) * side))) == 0) for x in places]
        for y in range(len(matrix))
    ]
    assert seen == [list(map(int, row)) for row in matrix]


def test_without_an_address_there_is_no_code() -> None:
    assert picture(url=None).height < picture().height


@pytest.mark.parametrize("language", ["en", "fr", "zh-Hans", "zh-Hant", "ja"])
def test_long_and_strange_texts_are_cut_and_drawn(language: str) -> None:
    text = "字 <b>\u202e\u200b 🐟 " * 9_000
    made = picture(question=text, text=text, notices=(text,) * 9, language=language)
    assert made.width == WIDTH * DENSITY
    assert made.height < 5_000
