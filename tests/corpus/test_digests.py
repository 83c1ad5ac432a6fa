"""The digests: five languages for each edition, the same figures in each, sentences that can be quoted."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.blocks import blocks
from index.corpus_files import load_documents
from index.documents import Document
from index.passages import chunk
from index.sentences import split_sentences
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES, detect
from qa.settings import shipped_corpus

CORPUS = shipped_corpus()
LONGEST = {"en": 400, "fr": 400, "ja": 160, "zh-Hans": 160, "zh-Hant": 160}
ORIGINALITY = Path(__file__).resolve().parents[2].parent / "shared" / "check_originality.py"


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return load_documents(CORPUS)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(CORPUS)


def sentences(document: Document) -> Iterator[str]:
    headings = {document.text[b.start : b.end] for b in blocks(document.text) if b.level}
    for start, end in split_sentences(document.text):
        if document.text[start:end] not in headings:
            yield document.text[start:end]


def test_every_edition_has_a_digest_in_every_language(
    documents: tuple[Document, ...], knowledge: Knowledge
) -> None:
    found = {(document.edition, document.language) for document in documents}
    assert found == {(edition, language) for edition in knowledge.editions.ids for language in LANGUAGES}
    assert len(documents) == len(found) == 10


def test_a_file_lies_where_its_front_matter_says(documents: tuple[Document, ...]) -> None:
    for document in documents:
        path = CORPUS / "digests" / document.edition / f"{document.language}.md"
        assert f"id: {document.id}\n" in path.read_text(encoding="utf-8")


def test_every_digest_says_that_it_is_one(documents: tuple[Document, ...]) -> None:
    for document in documents:
        assert "Footnote" in document.title, document.id
        assert document.license == "CC-BY-4.0"


def test_each_digest_is_in_its_language(documents: tuple[Document, ...]) -> None:
    for document in documents:
        told = [detect(sentence, document.language) for sentence in sentences(document)]
        share = told.count(document.language) / len(told)
        assert share > 0.97, f"{document.id}: {share:.2f}"


def test_no_sentence_is_too_long_to_be_quoted(documents: tuple[Document, ...]) -> None:
    for document in documents:
        for sentence in sentences(document):
            assert len(sentence) <= LONGEST[document.language], f"{document.id}: {sentence}"


def test_every_sentence_ends(documents: tuple[Document, ...]) -> None:
    """A sentence without its full stop is a part of one that was divided because it was too long."""
    for document in documents:
        for sentence in sentences(document):
            assert re.search(r"[.!?。！？][\"'”’»」』）)]*$", sentence), f"{document.id}: {sentence}"


def test_no_sentence_stands_twice(documents: tuple[Document, ...]) -> None:
    for document in documents:
        said = list(sentences(document))
        assert len(set(said)) == len(said), document.id


def test_every_passage_has_a_heading_to_be_cited_by(documents: tuple[Document, ...]) -> None:
    for document in documents:
        assert all(len(passage.headings) >= 2 for passage in chunk(document)), document.id


def test_digests_of_an_edition_have_the_same_build(documents: tuple[Document, ...]) -> None:
    """As many headings of each level and as many sentences in each language: none says more than another."""
    shapes: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for document in documents:
        levels = [b.level for b in blocks(document.text) if b.level]
        shapes[document.edition][document.language] = levels
    for edition, shape in shapes.items():
        assert all(levels == shape["en"] for levels in shape.values()), edition


# --- figures --------------------------------------------------------------------------

SCALES = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "B": 1e9},
    "fr": {"millions": 1e6, "million": 1e6, "milliards": 1e9, "milliard": 1e9, "B": 1e9},
    "zh-Hans": {"万亿": 1e12, "亿": 1e8, "万": 1e4, "B": 1e9},
    "zh-Hant": {"萬億": 1e12, "億": 1e8, "兆": 1e12, "萬": 1e4, "B": 1e9},
    "ja": {"兆": 1e12, "億": 1e8, "万": 1e4, "B": 1e9},
}
GROUPED = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+"
ADDRESS = re.compile(r"https?://\S+")


def figures(text: str, language: str) -> set[float]:
    """The figures in digits of a text, read for this test alone: 1.67 billion, 1,67 milliard, 16.7亿 …

    Months are left out, which Latin letters and Chinese digits write differently.
    """
    text = ADDRESS.sub(" ", text)
    text = re.sub(r"\d{1,2}(?=月)|(?<=[QT])[1-4]|(?<=第)[1-4](?=四半期)", " ", text)
    scales = "|".join(SCALES[language])
    number = rf"(?:{GROUPED}|\d+(?:[.,]\d+)?)"
    found: set[float] = set()
    for match in re.finditer(rf"({number})(?: ?({scales})(?![a-zé]))?(?:(\d+)({scales}))?", text):
        digits = match[1]
        plain = (
            re.sub(r"[,\u00a0\u202f ]", "", digits)
            if re.fullmatch(GROUPED, digits)
            else digits.replace(",", ".")
        )
        value = float(plain) * SCALES[language].get(match[2] or "", 1.0)
        if match[3]:
            value += float(match[3]) * SCALES[language][match[4]]
        found.add(round(value))
    return found


def test_the_reading_of_this_test_itself() -> None:
    assert figures("1.67 billion and 700,000 in Q1 2025", "en") == {1_670_000_000, 700_000, 2025}
    assert figures("1,67 milliard, 700 000 au T1", "fr") == {1_670_000_000, 700_000}
    assert figures("16.7亿，2025年3月，70万", "zh-Hans") == {1_670_000_000, 2025, 700_000}
    assert figures("16億7000万、第1四半期", "ja") == {1_670_000_000}


# Small numbers are written in words in one language and in digits in another.
WORDS_UP_TO = 12
# 16:20, 16 h 20, 16時20分: how many minutes the hour has is no figure of the report.
TIMES = re.compile(r"\d{1,2}(?::| h |時|点)\d{2}分?")


def test_every_language_has_the_same_figures(documents: tuple[Document, ...]) -> None:
    for edition in {document.edition for document in documents}:
        held = {
            d.language: {n for n in figures(TIMES.sub(" ", d.text), d.language) if n > WORDS_UP_TO}
            for d in documents
            if d.edition == edition
        }
        for language, found in held.items():
            assert found == held["en"], f"{edition} {language}: {found ^ held['en']}"


def test_every_fact_is_the_same_in_every_language(
    documents: tuple[Document, ...], knowledge: Knowledge
) -> None:
    """The quotes of one fact state the same figures: nothing is lost or added on the way."""
    languages = {document.id: document.language for document in documents}
    for fact in knowledge.facts.facts:
        held = {
            languages[e.document_id]: {
                n
                for n in figures(TIMES.sub(" ", e.quote), languages[e.document_id])
                if n > WORDS_UP_TO and not 2000 < n < 2100
            }
            for e in fact.evidence
        }
        assert len({frozenset(found) for found in held.values()}) == 1, f"{fact.id}: {held}"


# --- sources --------------------------------------------------------------------------


def test_front_matter_names_the_articles_of_its_edition(
    documents: tuple[Document, ...], knowledge: Knowledge
) -> None:
    for document in documents:
        wanted = {
            (r.publisher, r.title, r.url, r.published, r.language)
            for r in knowledge.reporters.values()
            if r.edition == document.edition
        }
        assert {(s.publisher, s.title, s.url, s.published, s.language) for s in document.sources} == wanted, (
            document.id
        )


def test_sources_md_lists_every_article(knowledge: Knowledge) -> None:
    text = (CORPUS / "SOURCES.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    assert listed == set(knowledge.reporters)
    for key, reporter in knowledge.reporters.items():
        row = next(line for line in text.split("\n") if line.startswith(f"| `{key}`"))
        year, quarter = reporter.edition.split("-")
        assert f"{quarter} {year}" in row
        if reporter.publisher is None:
            assert "names none" in row, f"{key} names no publisher, and SOURCES.md should say so"
        else:
            assert reporter.publisher.split(" (")[0] in row, key


def test_no_sentence_is_taken_from_the_articles() -> None:
    if not ORIGINALITY.exists():
        pytest.skip("the articles that the digests were made from are not here")
    done = subprocess.run([sys.executable, ORIGINALITY, CORPUS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
