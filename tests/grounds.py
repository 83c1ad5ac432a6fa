"""What each ground of a table's cells is worth: `python -m tests.grounds FOLDER...`.

Each folder holds documents and the key of their figures, as `qa eval facts` takes them. Told is how many
cells have a ground, in how many tables, and of how many the part that it is of is right, quotes among them.
Learn (src/qa/extraction/measures/grounds.yaml) from documents that were read once.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qa.evaluation.stated.key import read_key
from qa.evaluation.stated.marking import DOCUMENTS, FigureNames, MarkedFinding, mark
from qa.extraction.extractor import Extractor
from qa.extraction.measures.findings import findings_of
from qa.extraction.measures.grounds import failed
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.tables import read_in_tables
from qa.extraction.mentions.names import Names
from qa.extraction.sources.source import read_source
from qa.knowledge.knowledge import Knowledge
from qa.settings import shipped_corpus

MARKED: Final = ("right", "again", "wrong")
OF_UNIT: Final = "scale"  # a reason that is one of the unit


def marked_cells(folder: Path) -> Iterator[tuple[Stated, MarkedFinding]]:
    """The cells of a folder's tables, as they are read, and what became of them."""
    knowledge, key = Knowledge.load(shipped_corpus()), read_key(folder)
    names, called = Names(knowledge.entities), FigureNames(knowledge, Extractor(knowledge))
    for path in sorted((folder / DOCUMENTS).iterdir()):
        document = read_source(path, edition="undated")
        pairs = [*findings_of(document, names, [*read_in_tables(document)])]
        stated = {finding.id: one for one, finding in pairs}
        for one in mark((finding for _, finding in pairs), key.of(path.name), called):
            if one.outcome in MARKED:
                yield stated[one.finding.id], one


def is_right(ground: str, marked: MarkedFinding) -> bool:
    """Whether the part of a cell that a ground is of is right."""
    part = ground.partition(":")[0]
    return part not in marked.reasons and not (part == "unit" and OF_UNIT in marked.reasons)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.grounds", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    rights: dict[str, list[bool]] = defaultdict(list)
    tables: dict[str, set[tuple[str, int | None]]] = defaultdict(set)
    for folder in parser.parse_args().folders:
        for stated, marked in marked_cells(folder):
            for ground in stated.grounds:
                rights[ground].append(is_right(ground, marked))
                tables[ground].add((marked.finding.document_id, marked.finding.table))
    for ground, held in sorted(rights.items()):
        share = f"{sum(held) / len(held):.3f} of {len(held):5} in {len(tables[ground]):3} tables"
        sys.stdout.write(f"{'failed' if ground in failed() else '      '} {share}  {ground}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
