"""Malformed files are named, one by one, and harm nothing; and the soak would notice if it were otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.formats.formats import FORMATS, convert, format_of_name
from tests.soak import malformed
from tests.soak.malformed_files import sound_files

pytestmark = pytest.mark.no_cover  # what it tries a thousand times, others cover by trying it once


@pytest.mark.parametrize("suffix", [*sound_files()])
def test_the_files_that_are_harmed_are_sound_before(suffix: str) -> None:
    if suffix != ".tif":  # to read it takes models that are large
        assert convert(sound_files()[suffix], f"boats{suffix}").text.strip()


def test_there_is_one_of_every_format() -> None:
    assert {format_of_name(f"a{suffix}") for suffix in sound_files()} == set(FORMATS)


def test_a_few_malformed_files_harm_nothing_and_each_is_named(tmp_path: Path) -> None:
    found = malformed.run(tmp_path, 40)
    assert found.faults == []
    assert found.files.total() >= 40
    assert 0 < found.read.total() < found.files.total()
    assert f"all              {found.files.total():6}" in found.table()


def test_a_file_that_is_not_named_or_not_told_clearly_is_noticed(tmp_path: Path) -> None:
    kinds = {"a.pdf": "bombs", "b.pdf": "bombs", "c.pdf": "bombs", "d.pdf": "bombs"}
    reasons = {f"{tmp_path}/{name}": reason for name, reason in zip("bcd", ("", " ", "x" * 601), strict=True)}
    reasons = {f"{path}.pdf": reason for path, reason in reasons.items()}
    faults = malformed.judged(tmp_path, kinds, reasons).faults
    assert [fault.partition(":")[0] for fault in faults] == [
        "'a.pdf' is not named",
        "'c.pdf' has no clear reason",
        "'d.pdf' has no clear reason",
    ]
