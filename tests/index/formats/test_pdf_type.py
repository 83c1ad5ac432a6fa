"""How a PDF is set: weights, widths and codes of its type, numbers of its lines, edges of its columns."""

from __future__ import annotations

import pytest

from index.formats.pdf.reader import read_pdf
from tests.index.formats.pdf_samples import lines, pdf, stream, text
from tests.index.formats.test_pdf import FOX, FOX_TEXT, body
from tests.index.formats.test_pdf_refusals import refusal

STEMS = (
    "/F5 << /Type /Font /Subtype /TrueType /BaseFont /Foo-Regular /Encoding /WinAnsiEncoding"
    " /FirstChar 32 /LastChar 33 /Widths [ 280 280 ] /FontDescriptor << /Type /FontDescriptor"
    " /FontName /Foo-Regular /Flags 32 /StemV {} /ItalicAngle 0 /Ascent 700 /Descent -200 /CapHeight 700"
    " /FontBBox [ 0 -200 1000 900 ] >> >>"
)
NUMBERED = [f"{words}" for words in (*FOX[:2], *FOX[:2], *FOX[:2], *FOX[:2])]


def unnamed(codes: str) -> str:
    """A font whose codes mean what the lines of `codes` say: "<41> <001C>"."""
    return (
        "/F6 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
        f" /ToUnicode {codes} 0 R >>"
    )


def meaning(*codes: tuple[str, int]) -> str:
    """The object that says what codes of a font mean."""
    said = "\n".join(f"<{ord(code):02x}> <{meant:04x}>" for code, meant in codes)
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{said}\nendbfchar\nendcmap end end"
    )


def test_type_that_is_all_said_to_be_heavy_has_bold_headings() -> None:
    """Many files of TeX say that their plain type has thick stems."""
    page = lines(50, 700, FOX, font="F5") + text(50, 640, "Hunting", font="F2")
    page += lines(50, 620, FOX, font="F5")
    assert "\n\n# Hunting\n\n" in read_pdf(pdf(page, fonts=STEMS.format(160))).text


def test_letters_of_one_width_are_code_whatever_their_font_is_called() -> None:
    font = (
        "/F7 << /Type /Font /Subtype /TrueType /BaseFont /Foo /Encoding /WinAnsiEncoding /FirstChar 32"
        f" /LastChar 126 /Widths [ {'600 ' * 95} ] /FontDescriptor << /Type /FontDescriptor /FontName /Foo"
        " /Flags 32 /StemV 80 /ItalicAngle 0 /Ascent 700 /Descent -200 /CapHeight 700"
        " /FontBBox [ 0 -200 1000 900 ] >> >>"
    )
    code = lines(50, 650, ("while foxes.hungry:", "hunt(foxes, mice)"), font="F7")
    found = read_pdf(pdf(lines(50, 700, FOX) + code, fonts=font)).text
    assert found == f"{FOX_TEXT}\n\n```\nwhile foxes.hungry:\nhunt(foxes, mice)\n```\n"


def test_words_in_a_line_of_code_make_it_text() -> None:
    page = text(50, 700, "The folders") + text(103, 700, "/opt/bin and /opt/lib", font="F3")
    assert read_pdf(pdf(page, body(1))).text.startswith("The folders /opt/bin and /opt/lib\n")


def test_codes_of_tex_are_letters_and_dashes() -> None:
    page = lines(50, 700, ("It ~ows di^cult for 2|3 months, as #rst seen.",), font="F6")
    codes = meaning(("~", 29), ("^", 30), ("|", 21), ("#", 28))
    found = read_pdf(pdf(page, fonts=unnamed("7"), objects=[codes])).text
    assert found == "It flows difficult for 2–3 months, as first seen.\n"


def test_accents_over_letters_are_one_with_them() -> None:
    page = text(50, 700, "M") + text(59.4, 700, "\xa8") + text(58.33, 700, "ochte sie")
    page += text(101.2, 700, "fur") + text(105.3, 701, "\xa8")
    assert read_pdf(pdf(page, body(1))).text.startswith("Möchte sie\n\nfür\n")


def test_an_indented_line_that_ends_early_goes_on() -> None:
    said = (
        "We have now retired the fox of whom all the",
        "hunters speak, and have moved on to another one,",
        "which is lazy, and will stay where it is for now",
        "and for ever after.",
    )
    page = text(62, 712, said[0]) + lines(50, 700, said[1:])
    assert read_pdf(pdf(page)).text == " ".join(said) + "\n"


def test_what_is_unknown_between_two_figures_does_not_make_one_of_them() -> None:
    page = text(50, 700, "It took 2|3 months to get there.", font="F6")
    found = read_pdf(pdf(page, fonts=unnamed("7"), objects=[meaning(("|", 0xE123))])).text
    assert found == "It took 2 3 months to get there.\n"


def test_signs_in_the_place_of_letters_are_no_text() -> None:
    page = lines(50, 700, ["abcde abcde abcde"] * 8, font="F6")
    codes = meaning(*((letter, 0x2761 + at) for at, letter in enumerate("abcde")))
    assert refusal(pdf(page, fonts=unnamed("7"), objects=[codes])) == (
        "has fonts that do not say which letters they show; save it anew from the program that made it"
    )
    mixed = read_pdf(pdf(page, body(1), fonts=unnamed("9"), objects=[codes]))
    assert mixed.text.startswith("Page 1 begins")
    said = (
        "skipped pages whose fonts do not say which letters they show: 1; save it anew from the program that"
    )
    assert mixed.notes == (f"{said} made it",)


@pytest.mark.parametrize(("side", "step"), [(30, 1), (560, 5)])
def test_small_numbers_of_lines_are_no_part_of_them(side: float, step: int) -> None:
    page = lines(50, 700, NUMBERED)
    page += "".join(text(side, 700 - 12 * at, str(step * (at + 11)), 6) for at in range(len(NUMBERED)))
    found = read_pdf(pdf(page)).text
    assert not any(map(str.isdigit, found))
    assert found.startswith(
        "The quick brown fox jumps over the lazy dog and runs away from all the hunters that were"
    )


def test_numbers_as_large_as_the_lines_that_run_on_are_no_part_of_them() -> None:
    page = lines(50, 700, NUMBERED * 2)
    page += "".join(text(30, 700 - 12 * at, str(at + 1)) for at in range(2 * len(NUMBERED)))
    assert not any(map(str.isdigit, read_pdf(pdf(page)).text))


def test_ranks_are_no_numbers_of_lines() -> None:
    names = ("Germany", "France", "Italy", "Spain", "Poland", "Greece", "Malta", "Ireland") * 2
    page = "".join(
        text(30, 700 - 12 * at, str(at + 1)) + text(60, 700 - 12 * at, name) for at, name in enumerate(names)
    )
    found = read_pdf(pdf(page)).text
    assert [number for number in range(1, 17) if str(number) in found] == [*range(1, 17)]


def test_one_line_that_did_not_fit_parts_no_paragraph() -> None:
    said = [
        *FOX[:2],
        *FOX[:2],
        FOX[0] + " were",
        "running for it, and not one of them had ever come back in all",
    ]
    found = read_pdf(pdf(lines(50, 700, [*said, *FOX[1:]]))).text
    assert "hunters that were running for it" in found
    assert found.count("\n\n") == 0


def test_a_label_goes_on_in_no_number_above_it() -> None:
    page = text(50, 500, "Number of all visits to the office of a doctor") + text(330, 620, "0")
    assert "doctor 0" not in read_pdf(pdf(page + text(330, 560, "5"), body(1))).text


def test_the_second_line_of_a_sentence_may_begin_with_a_capital() -> None:
    page = lines(
        50,
        700,
        (
            "This manual is free software; you may pass it on under the terms of the General Public",
            "License. See there.",
        ),
    )
    assert read_pdf(pdf(page)).text.endswith("General Public License. See there.\n")
