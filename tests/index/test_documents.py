"""Documents: front matter, body, and every way to get them wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.corpus_files import load_documents, read_file
from index.documents import Source
from index.errors import CorpusError
from tests.index.samples import BODIES, HEADER, write_corpus


def load(folder: Path, text: str) -> str:
    """The text of a document, or the error's message without the folder."""
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return read_file(path).text


def refuse(folder: Path, text: str) -> str:
    with pytest.raises(CorpusError) as caught:
        load(folder, text)
    return str(caught.value).removeprefix(f"{folder}/")


def test_a_document_has_its_front_matter_and_its_body(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(HEADER.format(id="a") + "\nBody – 本文。\n---\nMore.\n", encoding="utf-8")
    document = read_file(path)
    assert (document.id, document.title, document.edition) == ("a", "Report a", "2025-Q1")
    assert (document.language, document.published, document.license) == ("en", "2025-03-03", "CC-BY-4.0")
    source = Source(publisher=None, title="An article", url=None, published="2025-03", language="en")
    assert document.sources == (source,)
    assert document.text == "\nBody – 本文。\n---\nMore.\n"


def test_line_ends_and_byte_order_mark_do_not_move_offsets(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(
        b"\xef\xbb\xbf" + (HEADER.format(id="a") + "One.\nTwo.\n").replace("\n", "\r\n").encode()
    )
    assert read_file(path).text == "One.\nTwo.\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("license: CC-BY-4.0", "license: MIT\ncolour: red"), "report.md:14: colour: unknown key"),
        (("    url: null\n", "    url: null\n    pages: 3\n"), "report.md:11: sources.0.pages: unknown key"),
        (("language: en\npublished", "language: English!\npublished"), "report.md:5: language: "),
        (("published: 2025-03-03", "published: March"), "report.md:6: published: "),
        (("title: Report a", "title: [Report, a]"), "report.md:3: title: "),
        (("title: Report a", "title: 'Report"), "report.md:"),
        (("id: a", "id: a\nid: b"), "report.md:3: broken YAML: the key 'id' is given twice"),
        (("id: a", "id: two words"), "report.md:2: id: "),
        (("license: CC-BY-4.0", "text: mine\nlicense: MIT"), "report.md:13: text: unknown key"),
        (("CC-BY-4.0\n---", "CC-BY-4.0\n"), "report.md:1: has front matter without an end"),
        (("Body.", " \n "), "report.md:15: has no text under its front matter"),
        (("Body.", "# Only\n## headings"), "report.md:15: has no text under its front matter"),
    ],
)
def test_a_bad_document_names_file_and_line(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    good = HEADER.format(id="a") + "Body.\n"
    assert change[0] in good
    assert refuse(tmp_path, good.replace(*change)).startswith(expected)


def test_documents_are_found_in_digests_and_sorted_by_id(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    (tmp_path / "SOURCES.md").write_text("Not a document.\n", encoding="utf-8")
    documents = load_documents(tmp_path)
    assert [document.id for document in documents] == sorted(BODIES)
    assert documents == load_documents(tmp_path / "digests")
    assert documents[0].text == BODIES["apples"]


def test_two_documents_with_one_id_are_refused(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    digests = tmp_path / "digests"
    (digests / "z.md").write_text(HEADER.format(id="boats") + "Again.\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"z\.md: has the id 'boats' of .*boats\.md"):
        load_documents(tmp_path)


def test_a_missing_folder_and_an_empty_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere: is not a folder"):
        load_documents(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"holds no document that can be read"):
        load_documents(tmp_path)
