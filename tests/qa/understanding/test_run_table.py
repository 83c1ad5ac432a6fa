"""Tables of runs: what they tell, and that a file of them is as good as counting."""

from __future__ import annotations

import hashlib
import io
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.language.lexicon import plain
from qa.understanding import run_table as module
from qa.understanding.features import BUCKETS, Array
from qa.understanding.model import QuestionModel, load_model
from qa.understanding.run_table import SUFFIX, RunTable, run_table

MODEL = load_model()
TEXTS = ("How tall is it?", "", "Où est-ce ?", "塔有多高？")


def worth(text: str, model: QuestionModel = MODEL) -> Array:
    buckets, values = model.runs(text)
    found = np.zeros(BUCKETS, np.float32)
    found[buckets] = values
    return found


def same(one: RunTable, other: RunTable) -> bool:
    pairs = ((getattr(one, field.name), getattr(other, field.name)) for field in fields(RunTable))
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is counted."""
    monkeypatch.setattr(module, "_counted", lambda *_: pytest.fail("counted again"))


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"))


def test_a_text_shares_all_runs_with_itself_and_few_with_others() -> None:
    table = run_table(MODEL, TEXTS, plain)
    shared = table.shared(worth(plain(TEXTS[0])))
    assert shared.dtype == np.float32
    assert shared[0] == pytest.approx(1.0, abs=1e-5)
    assert shared[1] == 0.0, "a text without words"
    assert 0.0 < shared[3] < shared[2] < 0.5
    assert table.held(worth(plain(TEXTS[3]))).tolist()[1:] == pytest.approx([0, 0, 1], abs=0.2)


def test_the_table_is_that_of_the_model_s_runs() -> None:
    table = run_table(MODEL, TEXTS, plain)
    assert table.texts == list(map(plain, TEXTS))
    for start, text in zip(table.starts, table.texts, strict=True):
        buckets, values = MODEL.runs(text)
        assert np.array_equal(table.buckets[start : start + len(buckets)], buckets)
        assert np.array_equal(table.values[start : start + len(buckets)], values)
        assert table.values[start + len(buckets)] == 0, "one that counts nothing"


@pytest.mark.parametrize("texts", [TEXTS, ()])
def test_what_is_counted_is_kept(
    tmp_path: Path, texts: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "knowledge"
    first = run_table(MODEL, texts, plain, folder)
    assert same(first, run_table(MODEL, texts, plain))
    assert len(files(folder)) == 1
    request.getfixturevalue("never")
    assert same(first, run_table(MODEL, texts, plain, folder))


def test_other_texts_and_other_weights_have_files_of_their_own(tmp_path: Path) -> None:
    known = run_table(MODEL, TEXTS, plain, tmp_path)
    assert run_table(MODEL, TEXTS[:2], plain, tmp_path).texts == list(map(plain, TEXTS[:2]))
    unknown = run_table(replace(MODEL, rarity=np.zeros(BUCKETS, np.float32)), TEXTS, plain, tmp_path)
    assert len(unknown.values) == len(TEXTS) < len(known.values)
    assert len(files(tmp_path)) == 3


def broken(**changed: Any) -> bytes:
    """A file of a table of TEXTS that has other arrays."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **(vars(run_table(MODEL, TEXTS, plain)) | changed))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no table",
        broken()[:-100],
        broken(more=np.zeros(1)),
        broken(starts=np.array([0, 9, 3, 20], np.int64)),
        broken(starts=np.array([0, 2, 4, 1 << 40], np.int64)),
        broken(starts=np.arange(3, dtype=np.int64)),
        broken(starts=np.zeros((4, 1), np.int64)),
        broken(buckets=np.full(5, BUCKETS, np.uint16)),
        broken(values=np.zeros(5, np.float32)),
        broken(values=run_table(MODEL, TEXTS, plain).values.astype(np.float64)),
        broken(plain=np.frombuffer(b"a\0b\0", np.uint8)),
        broken(plain=np.frombuffer(b"\xff\0\0\0\0", np.uint8)),
    ],
)
def test_a_broken_file_is_written_anew(
    tmp_path: Path, content: bytes, request: pytest.FixtureRequest
) -> None:
    counted = run_table(MODEL, TEXTS, plain, tmp_path)
    files(tmp_path)[0].write_bytes(content)
    assert same(run_table(MODEL, TEXTS, plain, tmp_path), counted)
    request.getfixturevalue("never")
    assert same(run_table(MODEL, TEXTS, plain, tmp_path), counted), "it was written"


def test_where_nothing_can_be_kept_it_is_counted(tmp_path: Path) -> None:
    occupied = tmp_path / "knowledge"
    occupied.write_text("a file, no folder", encoding="utf-8")
    assert same(run_table(MODEL, TEXTS, plain, occupied), run_table(MODEL, TEXTS, plain))
    assert occupied.read_text(encoding="utf-8") == "a file, no folder"


def test_another_way_of_counting_needs_another_format() -> None:
    """Raise FORMAT where this fails, or tables that were kept before stay as they were."""
    texts = ("What's the Café's 高度, ﬁrst of 1,670 m?", "臺灣の 塔", "aaa aaa\ue000\ue000b")
    table = run_table(replace(MODEL, rarity=np.ones(BUCKETS, np.float32)), texts, plain)
    digest = hashlib.blake2b(digest_size=8)
    for array in (table.starts, table.buckets, table.plain):
        digest.update(array.tobytes())
    assert (module.FORMAT, digest.hexdigest()) == (1, "fd6dfa359c5b9f8e")
