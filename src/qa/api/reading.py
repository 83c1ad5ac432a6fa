"""What a request gets from the documents that its key may read; runs in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.errors import FootnoteError
from qa.api.replies import DocumentList, DocumentView, FoundPassage, FoundPassages
from qa.api.requests import (
    AskRequest,
    CompareRequest,
    DocumentsRequest,
    LookUpRequest,
    RankRequest,
    SearchRequest,
)
from qa.citation.claim import Quote
from qa.citation.gate import Citations
from qa.collections.federation import Federation
from qa.collections.member import Member
from qa.language.detection import detect
from qa.models import Compare, Rank, Reply, Score, SourceView

MOST_TOKENS: Final = 160  # of a search that are embedded, as many as of a question
TOLD: Final = 40  # editions that are named where one is not there


class NotThereError(FootnoteError):
    """Something that is named is not there, or may not be read."""


@dataclass(frozen=True, slots=True)
class _PassageHit:
    """A passage of a member: its row and its score."""

    member: Member
    row: int
    score: float


def ask(asked: AskRequest, desk: Federation) -> Reply:
    """The answer to a question in words. Raises QuestionError and NotThereError."""
    _check_edition(asked.edition, desk, figures=False)
    return desk.ask(asked.question, edition=asked.edition, language=asked.language)


def look_up(asked: LookUpRequest, desk: Federation) -> Reply:
    """The figures of a thing. Raises QuestionError and NotThereError, as the next two do."""
    _check_edition(asked.edition, desk)
    return desk.look_up(Score(asked.name, asked.edition, asked.measure), locale=asked.language)


def compare(asked: CompareRequest, desk: Federation) -> Reply:
    """The figures of several things."""
    _check_edition(asked.edition, desk)
    return desk.look_up(Compare(asked.names, asked.edition, asked.measure), locale=asked.language)


def rank(asked: RankRequest, desk: Federation) -> Reply:
    """Things in order."""
    _check_edition(asked.edition, desk)
    wanted = Rank(asked.within, asked.edition, asked.open_weights, asked.top, asked.measure)
    return desk.look_up(wanted, locale=asked.language)


def search(asked: SearchRequest, desk: Federation) -> FoundPassages:
    """The passages that fit best, of all collections by one score. Raises NotThereError."""
    _check_edition(asked.edition, desk, figures=False)
    hits = sorted(
        (hit for one in desk.members for hit in _hits(asked, one)), key=lambda hit: hit.score, reverse=True
    )
    found = (passage for hit in hits if (passage := _passage(hit)) is not None)
    best = tuple(passage for passage, _ in zip(found, range(asked.limit), strict=False))
    return FoundPassages(passages=best, corpus_version=desk.corpus_version)


def documents(asked: DocumentsRequest, desk: Federation) -> DocumentList:
    """The documents, by collection and id."""
    held = [(one, id_) for one in desk.members for id_ in sorted(one.engine.index.documents)]
    shown = (_document(*one) for one in held[asked.offset : asked.offset + asked.limit])
    return DocumentList(documents=tuple(shown), total=len(held), corpus_version=desk.corpus_version)


def _check_edition(edition: str | None, desk: Federation, *, figures: bool = True) -> None:
    """Raise NotThereError for an edition that is not held; with `figures`, times of figures are as well."""
    held = (*desk.editions, *(desk.times if figures else ()))
    if edition is not None and edition not in held:
        raise NotThereError(f"There is no such edition, only {', '.join(held[-TOLD:]) or 'none'}.")


def _hits(asked: SearchRequest, member: Member) -> Iterator[_PassageHit]:
    if asked.edition is not None and asked.edition not in member.engine.editions:
        return
    retriever = member.engine.retriever
    words = retriever.abridged(asked.query, MOST_TOKENS)
    editions = (asked.edition,) if asked.edition else ()
    language = asked.language or detect(asked.query)
    ranked = retriever.passages(words, retriever.embed(words), editions, language)
    for row, score in zip(ranked.rows.tolist(), ranked.scores.tolist(), strict=True):
        yield _PassageHit(member, row, score)


def _passage(hit: _PassageHit) -> FoundPassage | None:
    """The passage as it is told; None where its author has taken it back."""
    index, member = hit.member.engine.index, hit.member
    passage = index.passages[hit.row]
    proof = Citations(index.documents, "", ())
    proof.cite(Quote(passage.document_id, passage.start, passage.end))
    (cited,) = proof.all()
    if not member.still_says(cited):
        return None
    cited = cited.model_copy(update={"collection": member.name})
    return FoundPassage(score=round(hit.score, 4), headings=passage.headings, citation=cited)


def _document(member: Member, id_: str) -> DocumentView:
    one = member.engine.index.documents[id_]
    return DocumentView(
        id=one.id,
        collection=member.name,
        title=one.title,
        edition=one.edition,
        language=one.language,
        published=one.published,
        file=one.file,
        license=one.license,
        sources=tuple(SourceView.model_validate(source, from_attributes=True) for source in one.sources),
        digest=one.digest,
    )
