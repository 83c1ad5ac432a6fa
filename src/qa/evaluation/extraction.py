"""What a program found in articles against the facts that a person took from them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from index.documents import Document, Frozen
from index.errors import CorpusError, FootnoteError
from qa.evaluation.measures.tables import figure
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.extraction.sources.source import read_source
from qa.knowledge.facts import Fact, FactStore
from qa.knowledge.knowledge import Knowledge, Reporter

KINDS: Final = (".md", ".markdown", ".txt", ".html", ".htm", ".xhtml")
READ_ME: Final = "readme"
SCORED: Final = frozenset({"intelligence_index", "monthly_active_users", "users", "funding", "market_cap"})


class Figure(Frozen):
    """What has to agree for a finding to be right: a subject, an attribute, a value, an edition."""

    subject: str
    attribute: str
    value: float | str
    edition: str | None

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, str) else f"{self.value:.12g}"
        return f"{self.subject} {self.attribute} {value} ({self.edition})"


class ExtractionScores(Frozen):
    """The figures found correctly, those missed, and those found wrongly."""

    right: tuple[Figure, ...]
    missed: tuple[Figure, ...]
    wrong: tuple[Figure, ...]

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return _share(len(self.right), len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float | None:
        """The share of what there is that was found; None where there is nothing."""
        return _share(len(self.right), len(self.right) + len(self.missed))


def compare_folder(
    folder: Path, knowledge: Knowledge, given: Mapping[str, Path]
) -> tuple[dict[str, ExtractionScores], list[str]]:
    """By the key of each article in `folder`, what is found in it; and what is wrong with other files there.

    `given` says of files which article each is. An article's own facts do not help to read it. Raises
    FootnoteError where there is no folder.
    """
    if not folder.is_dir():
        raise FootnoteError(f"{folder} is not a folder; name one that holds the articles.")
    inside = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in KINDS and p.stem.lower() != READ_ME]
    documents: dict[Path, Document] = {}
    problems: list[str] = []
    for path in dict.fromkeys((*inside, *given.values())):
        try:
            documents[path] = read_source(path)
        except CorpusError as error:
            problems.append(str(error))
    articles, others = matched(documents, knowledge.reporters, given)
    reason = "is not an article that the facts cite; say which with --as"
    problems += [f"{path}: {reason}" for path in others]
    extractor = Extractor(replace(knowledge, facts=FactStore(())))
    compared = {
        key: compare(
            extractor.extract(documents[path]),
            (fact for fact in knowledge.facts.facts if key in fact.reported_by),
        )
        for path, key in articles.items()
    }
    return compared, problems


def compare(
    findings: Iterable[Finding], facts: Iterable[Fact], attributes: Collection[str] = SCORED
) -> ExtractionScores:
    """Findings against facts, for `attributes` alone; each figure counts once, whatever it is quoted by."""
    found, held = (_figures(claims, attributes) for claims in (findings, facts))
    return ExtractionScores(
        right=_ordered(found & held), missed=_ordered(held - found), wrong=_ordered(found - held)
    )


def total(comparisons: Iterable[ExtractionScores]) -> ExtractionScores:
    """All articles as one: a figure of two articles counts in each."""
    several = list(comparisons)
    return ExtractionScores(
        right=tuple(f for c in several for f in c.right),
        missed=tuple(f for c in several for f in c.missed),
        wrong=tuple(f for c in several for f in c.wrong),
    )


def matched(
    documents: Mapping[Path, Document], reporters: Mapping[str, Reporter], given: Mapping[str, Path]
) -> tuple[dict[Path, str], list[Path]]:
    """The key of sources.yaml of each file that is an article, and the files that are not.

    `given` says so itself. Otherwise a file is the article whose address it states, or whose key its name is,
    alone or followed by a language: `aibase-2025q1.zh-Hans.md` is `aibase-2025q1`.
    """
    chosen = {path.resolve(): key for key, path in given.items()}
    keys = {
        path: chosen.get(path.resolve()) or _by_address(document, reporters) or _by_name(path.stem, reporters)
        for path, document in documents.items()
    }
    return {path: key for path, key in keys.items() if key}, [path for path, key in keys.items() if not key]


def _by_address(document: Document, reporters: Mapping[str, Reporter]) -> str | None:
    stated = {source.url for source in document.sources if source.url}
    return next((key for key, reporter in reporters.items() if reporter.url in stated), None)


def _by_name(stem: str, reporters: Iterable[str]) -> str | None:
    name = _key(stem)
    fitting = [key for key in reporters if name == _key(key) or name.startswith(_key(key) + "-")]
    return max(fitting, key=len, default=None)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _figures(claims: Iterable[Finding | Fact], attributes: Collection[str]) -> set[Figure]:
    return {
        Figure(
            subject=claim.subject,
            attribute=claim.attribute,
            value=claim.value if isinstance(claim.value, str) else float(claim.value),
            edition=claim.edition,
        )
        for claim in claims
        if claim.attribute in attributes
    }


def _ordered(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=str))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def rows(compared: Mapping[str, ExtractionScores]) -> Sequence[tuple[str, ...]]:
    """A row for each article and one for all: right, found, there, precision, recall."""
    everything = {**compared, "all": total(compared.values())}
    return [
        (
            name,
            str(len(c.right)),
            str(len(c.right) + len(c.wrong)),
            str(len(c.right) + len(c.missed)),
            figure(c.precision),
            figure(c.recall),
        )
        for name, c in everything.items()
    ]
