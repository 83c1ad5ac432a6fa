"""Documents that people take back: what their file says no more is quoted no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import WithheldError
from qa.collections.living import still_says
from qa.models import Citation
from tests.qa.collections.stacks import desk_over, paper, put, stacks

BLUE = "The blue line carries 4,200 riders on a working day."
RED = "The red line carries 900 riders on a working day."
QUESTION = "How many riders does the blue line carry?"
ID = "channel-1456074443980800019"


def cited(document: str, quote: str) -> Citation:
    return Citation(
        number=1,
        document_id=document,
        title="T",
        edition="",
        language="en",
        quote=quote,
        start=0,
        end=len(quote),
        sources=(),
    )


def test_what_the_file_says_by_now_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    path = tmp_path / "uploads" / f"{ID}.md"
    path.write_text(f"---\ntitle: T\n---\n{BLUE}\n", encoding="utf-8")
    assert still_says(tmp_path, cited(ID, BLUE))
    assert not still_says(tmp_path, cited(ID, RED))
    path.write_bytes(b"\xff")
    assert not still_says(tmp_path, cited(ID, BLUE))
    path.unlink()
    assert not still_says(tmp_path, cited(ID, BLUE))


@pytest.mark.parametrize("id_", ["report", "channel-5", "channel-tunnel", f"x-{ID}"])
def test_other_documents_have_no_such_file(tmp_path: Path, id_: str) -> None:
    assert still_says(tmp_path, cited(id_, BLUE))


def test_what_was_taken_back_is_neither_answered_nor_shown(tmp_path: Path) -> None:
    settings = stacks(tmp_path)
    catalogue = CollectionCatalogue(settings)
    own = catalogue.own(7)
    put(catalogue, own.name, paper(ID, "#lines", BLUE))
    put(catalogue, catalogue.create("theirs").name, paper(ID, "#lines", BLUE))
    catalogue.give("theirs", 8)
    uploads = catalogue.folder(own.name) / "uploads"
    uploads.mkdir(parents=True)
    (uploads / f"{ID}.md").write_text(BLUE, encoding="utf-8")
    desk = desk_over(settings)
    kept = desk.of(7).ask(QUESTION)
    assert [one.quote for one in kept.answer.citations] == [BLUE]
    assert desk.may_show(kept, 7)
    (uploads / f"{ID}.md").write_text(RED, encoding="utf-8")
    with pytest.raises(WithheldError):
        desk.of(7).ask(QUESTION)
    assert not desk.may_show(kept, 7)
    assert desk.of(8).ask(QUESTION).answer.citations[0].quote == BLUE, "which nobody writes to"


def test_another_collection_answers_instead(tmp_path: Path) -> None:
    settings = stacks(tmp_path)
    catalogue = CollectionCatalogue(settings)
    put(catalogue, catalogue.own(7).name, paper(ID, "#lines", BLUE))
    put(catalogue, catalogue.create("report").name, paper("report", "Lines", BLUE.replace("4,200", "4,100")))
    catalogue.give("report", 7)
    answer = desk_over(settings).of(7).ask(QUESTION).answer
    assert [one.collection for one in answer.citations] == ["report"]
