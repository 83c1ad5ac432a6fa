"""Questions on documents that nobody tuned on, whose answers are places in them: which sentence comes first.

`python -m tests.quoted FOLDER QUESTIONS.jsonl [--answers OUT.jsonl]` asks over the files of `FOLDER`. A line
of them is `{"id", "language", "question", "answerable"}` and either `"places": [{"document", "start",
"end"}]`, in characters of a Markdown file as `tests.manuals` writes it, or `"document": "report.pdf"` and
`"must": [["8,631", "8 631"]]`: a quote of that file answers that holds one string of each group.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.corpus_files import load_documents
from qa.engine import Engine
from qa.models import Answer, Citation
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one question got: whether it was refused, and whether what is cited stands at a right place."""

    id: str
    language: str
    answerable: bool
    abstained: bool
    first: bool
    shown: bool
    confidence: float


def judged(item: Mapping[str, Any], answer: Answer, offsets: Mapping[str, int]) -> Verdict:
    """The verdict on an answer; `offsets` are where the text of each document begins in its file."""
    places = [(one["document"], one["start"], one["end"]) for one in item.get("places", ())]

    def right(citation: Citation) -> bool:
        if "must" in item:
            return citation.file == item["document"] and holds(citation.quote, item["must"])
        at = offsets[citation.document_id]
        start, end = citation.start + at, citation.end + at
        return any(
            name == citation.document_id and start < last and end > first for name, first, last in places
        )

    cited = answer.citations if not answer.abstained else ()
    return Verdict(
        item["id"],
        item["language"],
        bool(item["answerable"]),
        answer.abstained,
        bool(cited) and right(cited[0]),
        any(map(right, cited)),
        answer.confidence,
    )


def holds(quote: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether a quote has a string of each group, however white space and wide characters are written."""
    text = _flat(quote)
    return bool(groups) and all(any(_flat(one) in text for one in group) for group in groups)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def measures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Of what has an answer: right first, right among what is shown, refused; of what has none: answered."""
    stated = [one for one in verdicts if one.answerable]
    others = [one for one in verdicts if not one.answerable]
    return {
        "questions": len(verdicts),
        "answerable": len(stated),
        "right_first": sum(one.first for one in stated) / max(1, len(stated)),
        "right_shown": sum(one.shown for one in stated) / max(1, len(stated)),
        "false_refusal": sum(one.abstained for one in stated) / max(1, len(stated)),
        "hallucination": sum(not one.abstained for one in others) / max(1, len(others)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and print the measures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--answers", type=Path, help="where each answer goes, a line of JSON")
    given = parser.parse_args(arguments)
    lines = given.questions.read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    documents = load_documents(given.folder)
    raw = {one.id: next(given.folder.rglob(f"{one.id}.md")) for one in documents if one.file is None}
    offsets = {
        one.id: raw[one.id].read_text(encoding="utf-8").index(one.text) for one in documents if one.id in raw
    }
    with tempfile.TemporaryDirectory() as data:
        engine = Engine.open(Settings(corpus=given.folder, data_dir=Path(data)))
        replies = [engine.ask(item["question"]).answer for item in items]
    verdicts = [judged(item, answer, offsets) for item, answer in zip(items, replies, strict=True)]
    if given.answers:
        told = ({"item": i, "answer": a.model_dump(mode="json")} for i, a in zip(items, replies, strict=True))
        given.answers.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told))
    sys.stdout.write(json.dumps(measures(verdicts), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
