"""Excerpts: texts made of parts of a document, and where these stand."""

from __future__ import annotations

from index.excerpt import Excerpt, Piece, joined

DOCUMENT = "| Stop | Riders |\n|---|---|\n| Elm | 8,631 |"
HEAD = Excerpt.of(DOCUMENT, 9, 15)
VALUE = Excerpt.of(DOCUMENT, 36, 41)


def test_a_stretch_knows_where_it_stands() -> None:
    assert Excerpt("Riders", (Piece(0, 6, 9),)) == HEAD
    assert VALUE.text == "8,631"
    assert Excerpt.of(DOCUMENT, 3, 3) == Excerpt()


def test_parts_are_joined_with_words_of_ours() -> None:
    read = joined((HEAD, ": ", VALUE))
    assert read == Excerpt("Riders: 8,631", (Piece(0, 6, 9), Piece(8, 13, 36)))
    assert joined((HEAD, VALUE), " / ").text == "Riders / 8,631"
    assert joined(()) == Excerpt()


def test_a_part_keeps_its_places() -> None:
    read = joined((HEAD, ": ", VALUE))
    assert read.part(4, 10) == Excerpt("rs: 8,", (Piece(0, 2, 13), Piece(4, 6, 36)))
    assert read.part(6, 8) == Excerpt(": ", ())


def test_marks_go_to_the_document_and_back() -> None:
    read = joined((HEAD, ": ", VALUE))
    assert read.located([(8, 13)]) == ((36, 41),)
    assert read.located([(3, 10)]) == ((12, 15), (36, 38))
    assert read.located([(6, 8)]) == ()
    assert read.marked([(36, 41)]) == ((8, 13),)
    assert read.marked([(0, len(DOCUMENT))]) == ((0, 6), (8, 13))
