"""Chinese names typed with another character of the same sound: 豆苞 for 豆包, 智普 for 智谱."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from index.text import fold
from qa.knowledge.grouping import grouped

HAN_RUN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
LONGEST: Final = 200  # characters of a question that is corrected; no longer one is a slip of the keyboard


class Homophones:
    """Names by their sound, tones included. The table of sounds is loaded when a question first needs it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(
            run[0] for name in names for run in HAN_RUN.finditer(fold(name)) if run[0] == fold(name)
        )

    def warm(self) -> None:
        """Load the table now: whoever parses it lets no other thread run meanwhile."""
        self._by_sound.get(())

    def correct(self, text: str) -> str:
        """`text` with misspelt names in it spelt right; always of the same length."""
        if len(text) > LONGEST:
            return text
        corrected = text
        for run in HAN_RUN.finditer(text):
            for start in range(run.start(), run.end() - 1):
                for length in range(min(self._longest, run.end() - start), 1, -1):
                    name = self._by_sound.get(self._sound(fold(text[start : start + length])))
                    if name:
                        corrected = corrected[:start] + name + corrected[start + length :]
                        break
        return corrected

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], str]:
        sounds = grouped(self._names, self._sound)
        return {sound: names[0] for sound, names in sounds.items() if len(names) == 1}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._names), default=0)

    @staticmethod
    def _sound(text: str) -> tuple[str, ...]:
        # Its table of phrases, of which no slip is one, takes 50 MB and a third of a second.
        os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
        from pypinyin import Style, lazy_pinyin

        return tuple(lazy_pinyin(text, style=Style.TONE3))
