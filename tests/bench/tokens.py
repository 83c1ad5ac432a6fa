"""Whether texts are cut as by the reference: `python -m tests.bench.tokens TOKENIZER.json TEXTS.json …`.

TOKENIZER.json is that of multilingual-e5-small, as `tokenizers` reads it; every string in the JSON files
(`.gz` or not) is a text. Printed is how many are cut otherwise, and the processor time that either takes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tokenizers import Tokenizer as Reference

from index.encoder.model_file import ModelFile
from index.encoder.tokenizer import PREFIX, Tokenizer
from tests.bench.bench import Row, report

_AT_ONCE = 1000


def main() -> None:
    options = _options()
    draw = Random(0)  # noqa: S311 - the same texts each time
    held = sorted({text for path in options.texts for text in _strings(_read(path)) if text.strip()})
    draw.shuffle(held)
    report(list(rows(held[: options.count], options.tokenizer)), as_json=options.json)


def rows(texts: list[str], tokenizer: Path) -> Iterator[Row]:
    """Counts and seconds of processor time."""
    started = time.process_time()
    ours = Tokenizer(ModelFile())
    yield Row("loading ours", time.process_time() - started, "s")
    started = time.process_time()
    reference = Reference.from_file(str(tokenizer))
    yield Row("loading the reference", time.process_time() - started, "s")
    others, spent = 0, [0.0, 0.0]
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        begun = time.process_time()
        found = ours.tokenize(some)
        between = time.process_time()
        expected = reference.encode_batch([PREFIX + text for text in some], add_special_tokens=False)
        spent = [spent[0] + between - begun, spent[1] + time.process_time() - between]
        others += sum(one.ids.tolist() != other.ids for one, other in zip(found, expected, strict=True))
    yield Row(f"cut otherwise, of {len(texts)} texts", others, "", 0)
    yield Row("all texts, ours ÷ the reference", spent[0] / spent[1], "×")


def _read(path: Path) -> Any:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return json.loads(content)


def _strings(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for item in held.values() if isinstance(held, dict) else held:
            yield from _strings(item)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tokens", description=__doc__)
    parser.add_argument("tokenizer", type=Path, help="the reference's tokenizer.json")
    parser.add_argument("texts", type=Path, nargs="+", help="JSON files")
    parser.add_argument("--count", type=int, default=100_000, help="how many texts (default: 100,000)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
