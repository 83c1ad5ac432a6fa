"""What the tables of a document are known to be of."""

from __future__ import annotations

from qa.extraction.measures.known import KnownWords


def test_a_table_is_not_known_by_itself() -> None:
    falk, brink = {"Falk 900"}, {"Brink One"}
    known = KnownWords([falk, brink])
    others = known.but_for(falk)
    assert ("falk 900" in others, "falk" in others, "brink" in others) == (False, False, True)


def test_a_name_of_two_tables_is_known_to_both() -> None:
    falk, other = {"Falk 900"}, {"Falk 900", "Brink One"}
    assert "falk 900" in KnownWords([falk, other]).but_for(falk)
