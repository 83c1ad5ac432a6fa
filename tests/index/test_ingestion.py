"""Taking documents in: what is new, changed, gone or broken, each told, and nothing else touched."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.corpus_files import Converters, CorpusFile
from index.documents import Document, Header
from index.errors import CorpusError, StorageError
from index.ingestion import Ingestion, TakenIn, expanded
from index.shelf import Library

HTML = "<html lang=en><head><title>Tides</title></head><body><h1>Tides</h1><p>{}</p></body></html>"
LONG = "The tide at the pier of Brannoch rises by four metres twice a day, and the ferry waits for it. " * 3


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "2025-Q1").mkdir(parents=True)
    (folder / "boats.md").write_text("# Boats of Brannoch\n\nThey float.\n", encoding="utf-8")
    (folder / "tides.html").write_text(HTML.format(LONG), encoding="utf-8")
    (folder / "2025-Q1" / "prices.csv").write_text("Boat,Price\nOrca,12\nSeal,9\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nhalf a file")
    (folder / "notes.tmp").write_text("no document", encoding="utf-8")
    return folder


def take(library: Library, named: Sequence[str | Path], **options: object) -> dict[str, TakenIn]:
    intake = Ingestion(library, **options)  # type: ignore[arg-type]
    return {Path(one.origin).name: one for one in intake.take([str(name) for name in named])}


def states(outcomes: dict[str, TakenIn]) -> dict[str, str]:
    return {name: one.state for name, one in outcomes.items()}


def test_a_folder_is_taken_in_and_one_bad_file_stops_nothing(library: Library, reports: Path) -> None:
    found = take(library, [reports])
    assert states(found) == {
        "prices.csv": "added",
        "boats.md": "added",
        "broken.pdf": "failed",
        "tides.html": "added",
    }
    assert found["broken.pdf"].reason
    assert str(reports) not in found["broken.pdf"].reason
    titles = {one.id: one.title for one in library.documents().values()}
    assert titles["boats"] == "Boats of Brannoch"
    assert titles["tides"] == "Tides"
    prices = found["prices.csv"].document
    assert prices is not None
    assert prices.edition == "2025-Q1", "of its folder"
    assert prices.place(prices.text.index("Seal")) is not None


def test_what_is_unchanged_is_not_read_again(
    library: Library, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(library, [reports])
    before = library.digest
    monkeypatch.setattr("index.corpus_files.Converters.document", pytest.fail)
    (reports / "broken.pdf").unlink()
    assert set(states(take(library, [reports])).values()) == {"unchanged"}
    assert library.digest == before


def test_what_changes_keeps_its_id_and_what_is_gone_is_removed(library: Library, reports: Path) -> None:
    take(library, [reports])
    (reports / "boats.md").write_text("# Boats\n\nThey sink.\n", encoding="utf-8")
    (reports / "tides.html").unlink()
    found = states(take(library, [reports]))
    assert (found["boats.md"], found["tides.html"], found["prices.csv"]) == (
        "changed",
        "removed",
        "unchanged",
    )
    held = {one.id: one.text for one in library.documents().values()}
    assert held["boats"] == "# Boats\n\nThey sink.\n"
    assert "tides" not in held


def test_what_looks_unchanged_is_told_by_its_bytes(library: Library, reports: Path) -> None:
    take(library, [reports])
    boats, state = reports / "boats.md", (reports / "boats.md").stat()
    boats.write_text("# Boats of Brannoch\n\nThey float!\n", encoding="utf-8")
    os.utime(boats, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert boats.stat().st_size == state.st_size
    os.utime(reports / "tides.html", (0, 0))
    found = states(take(library, [reports]))
    assert (found["boats.md"], found["tides.html"]) == ("changed", "unchanged")


def test_after_a_full_disk_nothing_more_is_read(
    library: Library, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        (reports / f"{number}.md").write_text(f"# Boat {number}\n\nIt floats.\n", encoding="utf-8")
    converted: list[str] = []
    convert = Converters.document

    def noting(self: Converters, file: CorpusFile, given: Header | None = None) -> Document:
        converted.append(file.name)
        time.sleep(0.02)
        return convert(self, file, given)

    def full(*_: object) -> None:
        raise StorageError("no room")

    monkeypatch.setattr(Converters, "document", noting)
    monkeypatch.setattr(Library, "put", full)
    with pytest.raises(StorageError, match="no room"):
        take(library, [str(reports / "*.md")])
    assert len(converted) < 20


def test_a_file_by_itself_removes_nothing(library: Library, reports: Path) -> None:
    take(library, [reports])
    assert states(take(library, [reports / "boats.md"])) == {"boats.md": "unchanged"}
    assert len(library.entries()) == 3


def test_nothing_is_written_on_a_dry_run(library: Library, reports: Path) -> None:
    assert states(take(library, [reports], dry_run=True))["boats.md"] == "added"
    assert library.entries() == []


def test_what_is_given_goes_before_what_a_file_says(library: Library, reports: Path) -> None:
    given = Header(edition="2024", published="2024-05-01", publisher="The harbour")
    found = take(library, [reports / "boats.md"], given=given)["boats.md"].document
    assert found is not None
    assert (found.edition, found.published) == ("2024", "2024-05-01")
    assert [source.publisher for source in found.sources] == ["The harbour"]
    assert states(take(library, [reports / "boats.md"], given=Header(edition="2025"))) == {
        "boats.md": "changed"
    }


def test_a_file_beside_another_says_more_of_it(library: Library, reports: Path) -> None:
    (reports / "tides.html.yaml").write_text(
        "title: Tides of the north\nedition: 2025-Q2\n", encoding="utf-8"
    )
    found = take(library, [reports / "tides.html"])["tides.html"].document
    assert found is not None
    assert (found.title, found.edition) == ("Tides of the north", "2025-Q2")
    (reports / "tides.html.yaml").write_text("colour: red\n", encoding="utf-8")
    failed = take(library, [reports / "tides.html"])["tides.html"]
    assert (failed.state, failed.reason) == ("failed", "colour: unknown key")


def test_ids_are_no_other_documents(library: Library, reports: Path, tmp_path: Path) -> None:
    other = tmp_path / "boats.md"
    other.write_text("# More boats\n\nThey row.\n", encoding="utf-8")
    take(library, [reports / "boats.md", other], taken=lambda: frozenset({"boats"}))
    assert sorted(one.id for one in library.entries()) == ["boats-2", "boats-3"]


def test_links_that_lead_out_and_names_that_are_none_are_refused(
    library: Library, reports: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nOf nobody.\n", encoding="utf-8")
    (reports / "link.md").symlink_to(tmp_path / "secret.md")
    assert "leads out of its folder" in take(library, [reports])["link.md"].reason
    with pytest.raises(CorpusError, match="is not there; name files, folders, patterns or addresses"):
        expanded([str(tmp_path / "nowhere")])


def test_patterns_and_folders_name_each_file_once(reports: Path) -> None:
    targets = expanded([str(reports / "*.md"), str(reports), str(reports / "boats.md")])
    names = [Path(target.origin).name for target in targets]
    assert names == ["boats.md", "prices.csv", "broken.pdf", "tides.html"]
    assert targets[0].root is None
    assert targets[1].root == str(reports)
