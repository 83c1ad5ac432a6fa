"""The reader: what it says of each sentence, whatever is read beside it, and what it does without weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa.reading.reader as reading
from index.errors import FootnoteError
from qa.reading.reader import (
    KEPT,
    LONGEST_QUESTION,
    LONGEST_WINDOW,
    LOWER,
    MASKED,
    UPPER,
    WORTH,
    EvidenceReader,
)
from qa.reading.window import AnswerWords, Window, WindowReading, joined

NEAR = 1e-3  # of logits: products in 8 bits hardly depend on what is read beside
NOT_READ = AnswerWords(0, 0, float(MASKED))

BRIDGE = joined(
    [
        "The harbour bridge was opened in 1931.",
        "It was designed by the engineer Clara Whitfield.",
        "About 20,000 cars cross it every day.",
    ]
)
ASKED = {  # a question, what answers it, sentences of which one does, and sentences of which none does
    "en": (
        "Who designed the harbour bridge?",
        "Clara Whitfield",
        BRIDGE,
        joined(["The museum shows Roman coins.", "Entry is free on Sundays.", "Most people come in August."]),
    ),
    "en-why": (
        "Why was the library closed in May?",
        "roof was leaking",
        joined(["The library has two floors.", "It was closed in May because the roof was leaking."]),
        joined(["Ferries leave for the island every hour.", "A ticket costs four euros."]),
    ),
    "fr": (
        "Quand la gare a-t-elle été construite ?",
        "1898",
        joined(["La gare se trouve au centre de la ville.", "Elle a été construite en 1898."]),
        joined(["Les pommes se récoltent en automne.", "Le cidre se boit frais."]),
    ),
    "fr-who": (
        "Qui dirige l'orchestre municipal ?",
        "Hélène Marchand",
        joined(["L'orchestre municipal est dirigé par Hélène Marchand.", "Il compte quarante musiciens."]),
        joined(["Le phare éclaire la côte depuis un siècle.", "On y monte par un escalier étroit."]),
    ),
    "ja": (
        "この塔の高さは何メートルですか。",
        "百二十メートル",
        joined(["塔は丘の上に建っている。", "高さは百二十メートルである。", "夜になると青く光る。"]),
        joined(["市場では魚が売られている。", "朝六時に開く。", "雨の日は休みになる。"]),
    ),
    "ja-where": (
        "工場はどこにありますか。",
        "北海道",
        joined(["会社は家具を作っている。", "工場は北海道にある。"]),
        joined(["祭りは毎年夏に開かれる。", "多くの人が踊りを楽しむ。"]),
    ),
    "zh-Hans": (
        "这座图书馆是哪一年建成的？",
        "1952年",
        joined(["图书馆位于大学的东门旁边。", "它于1952年建成。", "馆内收藏了三十万册图书。"]),
        joined(["春天的时候山上开满了花。", "很多人去那里散步。", "山下有一家茶馆。"]),
    ),
    "zh-Hans-how-many": (
        "这家医院有多少张病床？",
        "八百张",
        joined(["这家医院有八百张病床。", "院长是一位外科医生。"]),
        joined(["火车每天早上从北站出发。", "车上有餐厅。"]),
    ),
    "zh-Hant": (
        "誰創辦了這家公司？",
        "林美玲",
        joined(["公司的總部設在臺中。", "公司由林美玲創辦。", "去年員工超過五百人。"]),
        joined(["這條河流經三個城市。", "河裡有許多魚。", "夏天常有人來游泳。"]),
    ),
    "zh-Hant-when": (
        "這座橋是什麼時候開通的？",
        "1987年",
        joined(["這座橋於1987年開通。", "橋上有四條車道。"]),
        joined(["店裡賣各種茶葉。", "老闆每天自己烘焙咖啡豆。"]),
    ),
}
# Of several lengths, so that they are not read in this order.
MIXED = [
    joined(["Kites fly high."]),
    joined(["Boats float on deep water.", "Sailors steer them."] * 6),
    BRIDGE,
    joined(["船が浮く。"]),
    joined(["风筝飞得很高。", "孩子们在海边放风筝。"] * 8),
    joined(["Les cerfs courent dans la forêt, où personne ne les voit."] * 4),
]

windows = st.lists(st.text(st.characters(), max_size=40), max_size=6).map(joined)


class CountingSession:
    """A session that counts the texts it is given."""

    def __init__(self, session: Any) -> None:
        self._session, self.texts = session, 0

    def run(self, names: None, given: dict[str, Any]) -> list[Any]:
        self.texts += len(given["lengths"])
        found: list[Any] = self._session.run(names, given)
        return found


class TellingSession:
    """A session by which each token of a window is worth 3, and nothing is likelier from text to text."""

    def run(self, names: None, given: dict[str, Any]) -> list[Any]:
        texts, tokens = given["part"].shape
        outputs = np.zeros((texts, tokens, 4), np.float32)
        outputs[:, :, WORTH] = 3.0 * given["part"]
        return [outputs, np.arange(texts, dtype=np.float32)]


@pytest.fixture(scope="module")
def reader() -> EvidenceReader:
    return EvidenceReader()


def fresh(reader: EvidenceReader, **sessions: Any) -> EvidenceReader:
    """A reader with the same weights that has kept nothing; `sessions` stand for some of its own."""
    found = EvidenceReader()
    names = ("_tokenizer", "_embeddings", "_lower", "_upper")
    found.__dict__.update({name: getattr(reader, name) for name in names} | sessions)
    return found


@pytest.fixture
def counted(reader: EvidenceReader) -> tuple[EvidenceReader, CountingSession]:
    """A reader that has kept nothing yet, and what its lower half is given."""
    session = CountingSession(reader._lower)
    return fresh(reader, _lower=session), session


def assert_alike(found: Sequence[WindowReading], expected: Sequence[WindowReading]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.logits == pytest.approx(other.logits, abs=NEAR)
        assert [word.score for word in one.words] == pytest.approx(
            [word.score for word in other.words], abs=NEAR
        )
        assert [(w.start, w.end) for w in one.words] == [(w.start, w.end) for w in other.words]


@pytest.mark.parametrize("case", ASKED)
def test_what_answers_is_told_from_what_does_not(reader: EvidenceReader, case: str) -> None:
    question, answer, answering, other = ASKED[case]
    texts = [answering.text[start:end] for start, end in answering.sentences]
    first, second = reader.read(question, [other, answering])
    (right,) = (place for place, text in enumerate(texts) if answer in text)
    assert max(range(len(texts)), key=second.logits.__getitem__) == right
    assert second.logits[right] > max(first.logits)
    words, begin = second.words[right], texts[right].index(answer)
    assert words.start < begin + len(answer), "the words that answer are among those marked"
    assert words.end > begin


def test_the_question_decides_which_sentence_of_a_window_answers(reader: EvidenceReader) -> None:
    asked = (
        "When was the bridge opened?",
        "Who designed the bridge?",
        "How many cars cross the bridge every day?",
    )
    for place, question in enumerate(asked):
        (found,) = reader.read(question, [BRIDGE])
        assert max(range(3), key=found.logits.__getitem__) == place


def test_there_is_one_reading_a_window_in_their_order(reader: EvidenceReader) -> None:
    found = reader.read("Who designed the bridge?", MIXED)
    for window, one in zip(MIXED, found, strict=True):
        assert len(one.logits) == len(one.words) == len(window.sentences)
    assert max(range(len(MIXED)), key=lambda place: max(found[place].logits)) == MIXED.index(BRIDGE)
    assert_alike(reader.read("Who designed the bridge?", MIXED[::-1]), found[::-1])


def test_a_window_is_read_alike_alone_and_in_company(reader: EvidenceReader) -> None:
    together = reader.read("Who designed the bridge?", MIXED)
    alone = [fresh(reader).read("Who designed the bridge?", [window])[0] for window in MIXED]
    assert_alike(together, alone)
    assert_alike([reader.read("Who designed the bridge?", [window])[0] for window in MIXED], together)


def test_the_same_window_twice_is_read_twice(reader: EvidenceReader) -> None:
    once, other, twice = reader.read("Who designed the bridge?", [BRIDGE, MIXED[0], BRIDGE])
    assert_alike([once], [twice])
    assert max(other.logits) < max(once.logits)


def test_a_logit_is_what_a_sentence_is_worth_against_nothing(reader: EvidenceReader) -> None:
    telling = fresh(reader, _upper=TellingSession())
    held = [joined(["One two.", "Three."]), joined(["Two one.", "Three."])]
    found = telling.read("Who?", held)
    assert [one.logits for one in found] == [pytest.approx((3.0, 3.0)), pytest.approx((2.0, 2.0))]
    (whole, few), _ = (one.words for one in found)
    # all tokens are as likely to begin and to end the words: the first that may is taken
    assert (whole.start, whole.end, few.start) == (0, 3, 0)
    assert whole.score == few.score == pytest.approx(-2 * math.log(5)), "One, two, ., Three and ."


def test_no_windows_are_no_readings_and_need_no_weights(tmp_path: Path) -> None:
    missing = tmp_path / "none.onnx"
    assert EvidenceReader(missing, missing).read("Who designed the bridge?", []) == []


def test_a_window_without_sentences_says_nothing(reader: EvidenceReader) -> None:
    empty, full = reader.read("Who designed the bridge?", [Window("", ()), BRIDGE])
    assert empty == WindowReading((), ())
    assert len(full.logits) == 3


def test_what_is_kept_of_a_window_says_the_same(counted: tuple[EvidenceReader, CountingSession]) -> None:
    reader, session = counted
    first = reader.read("Who designed the bridge?", MIXED[:2])
    assert session.texts == 2 + 1
    rest = reader.read("Who designed the bridge?", MIXED[2:])
    assert session.texts == len(MIXED) + 1, "the question is kept, too"
    other = reader.read("When was the bridge opened?", [BRIDGE])[0]
    assert session.texts == len(MIXED) + 2
    assert max(range(3), key=other.logits.__getitem__) == 0
    assert_alike([*first, *rest], fresh(reader).read("Who designed the bridge?", MIXED))


def test_what_was_read_for_a_question_is_not_read_for_it_again(reader: EvidenceReader) -> None:
    session = CountingSession(TellingSession())
    telling = fresh(reader, _upper=session)
    first = telling.read("Who?", MIXED[:2])
    assert session.texts == 2
    again = telling.read("Who?", [MIXED[1], MIXED[2], MIXED[0], MIXED[2]])
    assert session.texts == 3, "the third, once"
    assert [again[2], again[0]] == first
    telling.read("Where?", MIXED[:1])
    assert session.texts == 4


def test_windows_of_several_questions_may_be_read_together(reader: EvidenceReader) -> None:
    """As `tests.bench.gathering` does: each row says how much of it is the question."""
    asked = [("Who designed it?", BRIDGE), ("Où ?", MIXED[0]), ("Why was it closed in May?", MIXED[1])]
    rows, made = list[Any](), list[Any]()

    def note(held: Sequence[Any]) -> Sequence[Any]:
        rows.extend(held)
        made.extend(outputs := reader._outputs(held))
        return outputs

    noting = fresh(reader, _outputs=note)
    for question, window in asked:
        noting.read(question, [window])
    together = reader._outputs(rows)
    assert len(together) == len(asked)
    for (tokens, nothing), (expected, least) in zip(together, made, strict=True):
        np.testing.assert_allclose(tokens, expected, atol=NEAR)
        assert nothing == pytest.approx(least, abs=NEAR)


def test_the_latest_windows_are_kept(
    counted: tuple[EvidenceReader, CountingSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "KEPT", 2)
    reader, session = fresh(counted[0], _lower=counted[1]), counted[1]
    first, second, third = MIXED[:3]
    asked: list[int] = []
    for number, held in enumerate(([first, second], [first], [third], [first], [second])):
        before = session.texts
        reader.read(f"Why {number}?", held)
        asked.append(session.texts - before - 1)
    assert asked == [2, 0, 1, 0, 1]
    assert len(reader.read("Why?", MIXED)) == len(MIXED), "more at once than are kept"
    assert KEPT > 2


@given(question=st.text(st.characters(), max_size=40), held=st.lists(windows, min_size=1, max_size=3))
def test_words_lie_in_their_sentences(reader: EvidenceReader, question: str, held: list[Window]) -> None:
    for window, found in zip(held, reader.read(question, held), strict=True):
        assert len(found.logits) == len(found.words) == len(window.sentences)
        for (start, end), logit, words in zip(window.sentences, found.logits, found.words, strict=True):
            assert math.isfinite(logit)
            if logit == MASKED:
                assert words == NOT_READ
                continue
            assert 0 <= words.start < words.end <= end - start
            assert words.score <= 1e-4, "a logarithm of a share"


def test_a_sentence_beyond_what_is_read_is_the_least_likely(reader: EvidenceReader) -> None:
    long = joined(
        ["Rain fell on the town again " * 60, "The bridge was designed by Clara Whitfield.", "Yes."]
    )
    cut, whole = reader.read("Who designed the bridge?", [long, BRIDGE])
    assert cut.logits[0] > MASKED
    assert cut.logits[1:] == (float(MASKED), float(MASKED))
    assert cut.words[1:] == (NOT_READ, NOT_READ)
    assert cut.words[0].end <= len(long.text)
    assert whole.logits[1] > cut.logits[0]


def test_no_more_of_a_window_is_read_than_the_limit(reader: EvidenceReader) -> None:
    """`a a a` is a token a word; the prefix of a passage is two, `▁passage` and `:`."""
    most = LONGEST_WINDOW - 2
    held = [joined([" ".join("a" * most)]), joined([" ".join("a" * most), "b b"])]
    first, second = reader.read("b?", held)
    assert second.logits[1] == MASKED
    assert second.logits[0] == pytest.approx(first.logits[0], abs=NEAR)
    (just,) = reader.read("b?", [joined([" ".join("a" * (most - 1)), "b b"])])
    assert just.logits[1] > MASKED
    assert (just.words[1].start, just.words[1].end) == (0, 1)


def test_no_more_of_a_question_is_read_than_the_limit(reader: EvidenceReader) -> None:
    long = " ".join("a" * LONGEST_QUESTION)
    assert_alike(reader.read(f"{long} who designed it?", [BRIDGE]), reader.read(long, [BRIDGE]))
    short = "Who designed it? "
    first, second = (reader.read(short + long[: 2 * n], [BRIDGE])[0] for n in (4, 8))
    assert first.logits != pytest.approx(second.logits, abs=NEAR)


def test_threads_share_one(reader: EvidenceReader) -> None:
    held = [joined([f"Ship {n} sails to harbour {n}.", "It rains."]) for n in range(50)]
    asked = [f"Where does ship {n % 10} sail?" for n in range(50)]
    expected = [reader.read(question, [window])[0] for question, window in zip(asked, held, strict=True)]
    shared = EvidenceReader()
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda one, window: shared.read(one, [window])[0], asked, held))
    assert_alike(found, expected)


@pytest.mark.parametrize("share", [None, 0.0, 0.01, 0.5])
@pytest.mark.parametrize("name", [LOWER.name, UPPER.name])
def test_weights_that_are_missing_or_damaged_are_named(
    tmp_path: Path, name: str, share: float | None
) -> None:
    files = {whole.name: whole for whole in (LOWER, UPPER)}
    harmed = tmp_path / name
    if share is not None:
        content = files[name].read_bytes()
        harmed.write_bytes(content[: int(share * len(content))])
    files[name] = harmed
    broken = EvidenceReader(files[UPPER.name], files[LOWER.name])
    with pytest.raises(FootnoteError, match=rf"^{name} cannot be opened .*`qa train reader`"):
        broken.read("Who designed the bridge?", [BRIDGE])


def test_what_is_no_graph_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reader.onnx"
    path.write_bytes(b"PK no graph" * 100)
    with pytest.raises(FootnoteError, match=r"reader\.onnx cannot be opened"):
        EvidenceReader(path).read("Who designed the bridge?", [BRIDGE])
