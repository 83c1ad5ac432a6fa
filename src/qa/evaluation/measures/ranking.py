"""Ranking measures, by ir-measures, which the field reports with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.errors import FootnoteError


def ranking_measures(relevant: Mapping[str, str], rankings: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """recall@1, recall@5, MRR@10 and nDCG@10 for one relevant document a question; each from 0 to 1."""
    try:
        import ir_measures
        from ir_measures import RR, R, nDCG
    except ImportError as error:
        raise FootnoteError("Measuring needs ir-measures; `pip install 'footnote[eval]'`.") from error
    wanted = {"recall_at_1": R @ 1, "recall_at_5": R @ 5, "mrr_at_10": RR @ 10, "ndcg_at_10": nDCG @ 10}
    judged = {question: {document: 1} for question, document in relevant.items()}
    run = {
        question: {document: float(len(ranking) - place) for place, document in enumerate(ranking)}
        for question, ranking in rankings.items()
    }
    found = ir_measures.calc_aggregate(list(wanted.values()), judged, run)
    return {name: float(found[measure]) for name, measure in wanted.items()}
