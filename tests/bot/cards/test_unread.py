"""Why files could not be read: what the readers say of real ones is told in every language."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import product
from pathlib import Path

import pytest

from bot.app import LOCALES
from bot.batches import BatchItem, BatchProgress, ReportBatch
from bot.cards.corpus import LINE, LINE_OCTETS, CorpusCards
from bot.cards.markup import clip
from bot.cards.unread import MESSAGES, why_unread
from index.formats.converted import UnreadableError
from index.formats.formats import convert
from qa.language.detection import LANGUAGES
from qa.wording.messages import Messages
from tests.bot.cards.test_corpus import check
from tests.index.formats.pdf_samples import pdf
from tests.index.formats.test_pdf import body
from tests.index.formats.test_pdf_refusals import LOCK

SAID = Messages(LOCALES)
INDEX = Path(__file__).resolve().parents[3] / "index"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def zipped(**files: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def refusal(name: str, raw: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        convert(raw, name)
    return str(caught.value)


FILES = {
    "encrypted": ("a.pdf", pdf(body(1), trailer=LOCK)),
    "empty": ("a.pdf", b""),
    "no-text": ("a.md", b" \n\t\n"),
    "blank": ("a.txt", b" \n\t\n"),
    "script": ("a.html", b"<!doctype html><html><body><script>x()</script></body></html>"),
    "kind": ("a.pdf", b"404 Not Found"),
    "office": ("a.doc", OLE + bytes(600)),
    "archive": ("a.csv", b"\x1f\x8b\x08\0"),
    "zip": ("a.docx", zipped(a=b"")),
    "damaged-pdf": ("a.pdf", b"%PDF-1.7\n" + b"x" * 9_000 + b"\n%%EOF\n"),
    "damaged-page": ("a.pdf", pdf(body(1), body(2), count=5)),
    "cut-off": ("a.pdf", pdf(*(body(at) for at in range(1, 20)))[:5_000]),
}


@pytest.mark.parametrize("message", FILES)
def test_what_a_reader_says_of_a_file_is_told_in_every_language(message: str) -> None:
    reason = refusal(*FILES[message])
    told = {language: why_unread(SAID, language, reason) for language in LANGUAGES}
    assert [language for language in LANGUAGES if told[language] == reason] == ["en"]


def texts(node: ast.AST, named: Mapping[str, ast.AST]) -> Iterator[str]:
    """What an expression may say, with 1 for each value."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "1" for one in parts)
        case ast.IfExp(body=first, orelse=second):
            yield from texts(first, named)
            yield from texts(second, named)
        case ast.BinOp(left=first, op=ast.Add(), right=second):
            yield from map("".join, product(texts(first, named), texts(second, named)))
        case ast.Name(name) if name in named:
            yield from texts(named[name], {})


@cache
def said_by_the_readers() -> frozenset[str]:
    said: set[str] = set()
    for path in INDEX.rglob("*.py"):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        named = {
            one.target.id: one.value
            for one in nodes
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value
        }
        said.update(text for node in nodes for text in texts(node, named))
    return frozenset(said)


@pytest.mark.parametrize("message", MESSAGES)
def test_the_readers_say_what_there_are_words_for(message: str) -> None:
    text = SAID.format("fr", f"unread-{message}", count=1, most=1, suffix="1", what="1")
    assert text in {why_unread(SAID, "fr", one) for one in said_by_the_readers() if len(one) < 200}


def test_every_word_for_it_is_used() -> None:
    held = {one.split(" ")[0] for one in (LOCALES / "en.ftl").read_text("utf-8").splitlines()}
    assert {one for one in held if one.startswith("unread-")} == {f"unread-{one}" for one in MESSAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", MESSAGES)
def test_it_fits_its_line(message: str, language: str) -> None:
    given = partial(SAID.format, count=200_000, most=10_000, suffix=".abcdef", what="Word document")
    said = given(language, f"unread-{message}")
    assert clip(said, LINE, LINE_OCTETS) == said


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("has 12,345 pages, and 5,000 are read; split it", "有 12,345 页，最多读取 5,000 页；请拆分"),
        ("is a damaged workbook; save it again", "是已损坏的工作簿；请重新保存"),
        ("is a damaged slide deck; save it again", "已损坏；请重新保存"),
        ("has , pages, and x are read; split it", "有 , 页，最多读取 x 页；请拆分"),
        ("is something that nobody has words for", "is something that nobody has words for"),
    ],
)
def test_the_card_tells_why_in_the_readers_language(reason: str, told: str) -> None:
    failed = BatchItem(fate="failed", name="a.pdf", reason=reason)
    batch = ReportBatch(
        id="b", server=1, collection="s", by=2, at=0.0, kind="add", items=(failed,), step="ended"
    )
    assert told in check(CorpusCards(SAID, {}).progress(BatchProgress(batch, "ended"), "zh-CN"))
