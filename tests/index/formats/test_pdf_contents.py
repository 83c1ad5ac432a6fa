"""Contents and indexes of a PDF name its pages; they are no sentences, and are left out."""

from __future__ import annotations

from index.formats.pdf.reader import read_pdf
from tests.index.formats.pdf_samples import lines, pdf, text
from tests.index.formats.test_pdf import FOX_TEXT, body

ENTRIES = (
    ("1 Foxes", "1"),
    ("1.1 Red ones", "2"),
    ("1.2 White ones", "4"),
    ("2 Dogs", "5"),
    ("2.1 Lazy ones", "5"),
)


def listed(entries: tuple[tuple[str, str], ...], dots: str = " . . . . . .") -> str:
    """A page of contents: titles, dots, and the pages flush right."""
    return "".join(
        text(50, 700 - 14 * at, name + dots) + text(500 - 5.56 * len(number), 700 - 14 * at, number)
        for at, (name, number) in enumerate(entries)
    )


def paged(*pages: str) -> str:
    """What a PDF says on these pages and on six pages of running text."""
    return read_pdf(pdf(*pages, *(body(at) for at in range(6)))).text


def test_contents_with_dots_are_left_out_and_what_follows_them_stays() -> None:
    found = paged(text(50, 740, "Contents", 16) + listed(ENTRIES) + text(50, 600, "A word before it begins."))
    assert found.startswith("# Contents\n\nA word before it begins.\n\nPage 0 begins so, and says")
    assert "Red ones" not in found


def test_contents_whose_dots_run_up_to_the_number() -> None:
    page = "".join(
        text(50, 700 - 14 * at, f"{name} {'. ' * 8}{number:>2}", 14, "F2")
        for at, (name, number) in enumerate(ENTRIES)
    )
    assert paged(page).startswith("Page 0 begins")


def test_titles_of_several_lines_and_parts_without_a_page_belong_to_contents() -> None:
    entries = (
        *ENTRIES[:2],
        ("1.2 White ones, and what is said of those that live where it is cold", ""),
        ("for most of the year", "4"),
        ("Part B", ""),
        *ENTRIES[3:],
    )
    page = "".join(
        text(50, 700 - 14 * at, name + (" . . . . . ." if number else ""))
        + (text(494.44, 700 - 14 * at, number) if number else "")
        for at, (name, number) in enumerate(entries)
    )
    assert paged(page).startswith("Page 0 begins")


def test_contents_go_on_on_the_next_page_even_with_one_line() -> None:
    first = listed(ENTRIES) + text(50, 60, "2")
    assert paged(first, listed((("2.2 Quick ones", "6"),))).count("ones") == 0


def test_contents_of_an_excerpt_name_pages_that_it_does_not_have() -> None:
    entries = tuple((name, str(100 + int(number))) for name, number in ENTRIES)
    assert paged(listed(entries)).startswith("Page 0 begins")


def test_prices_behind_dots_keep_their_numbers() -> None:
    prices = (("Coffee", "3"), ("Tea", "4"), ("Cake", "9"), ("Soup", "12"), ("Roast", "140"))
    assert "| Cake | 9 |\n| Soup | 12 |\n| Roast | 140 |\n" in paged(listed(prices))


def test_titles_above_their_pages_are_contents_without_dots_if_the_document_has_them() -> None:
    titles = ("What foxes eat", "Where foxes live", "Whom foxes fear")
    page = "".join(
        text(50, 700 - 14 * at, title) + text(494.44, 700 - 14 * at, str(3 * at + 2))
        for at, title in enumerate(titles)
    )
    chapters = [text(50, 740, title, 16) + body(at) for at, title in enumerate(titles)]
    found = read_pdf(pdf(page, *chapters, *(body(at) for at in range(6)))).text
    assert found.startswith("# What foxes eat\n\nPage 0 begins")
    assert "|" not in found


def test_counts_that_rise_are_a_table() -> None:
    rows = (("Red ones", "2"), ("White ones", "4"), ("Lazy ones", "5"), ("Quick ones", "7"))
    found = paged(listed(rows, dots=""))
    assert "| White ones | 4 |\n| Lazy ones | 5 |" in found


def test_an_index_is_left_out() -> None:
    words = (
        "ants",
        "bears",
        "boars",
        "cats",
        "deer",
        "dogs",
        "eels",
        "foxes",
        "hares",
        "mice",
        "owls",
        "rats",
    )
    entries = [
        f"{word}, {1 + at % 4}" + (f", {5 + at % 3}" if at % 3 == 0 else "") for at, word in enumerate(words)
    ]
    found = paged(lines(50, 700, entries[:6]) + lines(320, 700, entries[6:]))
    assert found.startswith("Page 0 begins")


def test_a_list_of_words_with_numbers_that_are_no_pages_stays() -> None:
    entries = [f"{word}, {1900 + 7 * at}" for at, word in enumerate(("ants", "bears", "boars", "cats") * 4)]
    assert "bears, 1907" in paged(lines(50, 700, entries))


def test_contents_stay_where_there_is_nothing_else() -> None:
    assert "1.1 Red ones" in read_pdf(pdf(listed(ENTRIES))).text


def test_dots_in_a_row_take_no_longer_than_their_number() -> None:
    found = read_pdf(
        pdf(body(1), text(50, 700, "." * 30_000 + " x") + text(50, 650, ". " * 10_000 + "23, 25"))
    )
    assert FOX_TEXT in found.text


def test_an_index_of_links_is_left_out_even_if_each_word_has_one_page() -> None:
    words = ("ants", "bears", "boars", "cats", "deer")
    page = listed(tuple((word, str(6 - at)) for at, word in enumerate(words)))
    links = "".join(
        f"<< /Subtype /Link /Rect [ 490 {695 - 14 * at} 510 {710 - 14 * at} ] /Dest [ 7 0 R /Fit ] >> "
        for at in range(len(words))
    )
    rest = [body(at) for at in range(6)]
    assert "bears" in read_pdf(pdf(page, *rest)).text
    assert "bears" not in read_pdf(pdf(page, *rest, first=f"/Annots [ {links} ]")).text
