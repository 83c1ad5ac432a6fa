"""PDF files that cannot be read are refused with the reason; none takes the program down."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest

from index.formats.converted import UnreadableError
from index.formats.pdf import glyphs
from index.formats.pdf.reader import read_pdf
from tests.index.formats.pdf_samples import bar, pdf, rule, text
from tests.index.formats.test_pdf import body

LOCK = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
    f" /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [ <{'01' * 16}> <{'01' * 16}> ]"
)


def refusal(raw: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(raw)
    return str(caught.value)


@pytest.mark.parametrize("raw", [b"", b"%PDF", b"PK\x03\x04" * 400, "Just text. %%EOF".encode("utf-16")])
def test_what_is_no_pdf_is_named_so(raw: bytes) -> None:
    assert refusal(raw) == "is not a PDF, whatever its name says"


def test_an_encrypted_file_needs_its_password_removed() -> None:
    assert refusal(pdf(body(1), trailer=LOCK)) == "is encrypted; remove its password"


def test_a_file_without_its_end_is_cut_off() -> None:
    raw = pdf(*(body(at) for at in range(1, 20)))
    assert len(raw) > 10_000
    for share in (0.2, 0.5, 0.9):
        assert refusal(raw[: int(share * len(raw))]).startswith("is cut off: its end is missing")


def test_a_linearised_file_says_how_long_it_is() -> None:
    raw = pdf(body(1)).replace(b"%PDF-1.7\n", b"%PDF-1.7\n% << /Linearized 1 /L 999999 >>\n")
    assert refusal(raw).startswith("is cut off")


def test_a_file_whose_pages_are_missing_is_damaged() -> None:
    raw = pdf(*(body(at) for at in range(1, 20)))
    assert "damaged" in refusal(raw[:4000] + raw[-700:])
    assert refusal(pdf(body(1), body(2), count=5)).startswith("is damaged: page 3 of 5 cannot be read")


def test_a_file_without_pages() -> None:
    assert refusal(pdf()) == "has no pages; save it again"


def test_too_many_pages() -> None:
    assert refusal(pdf(body(1), count=10_001)) == "has 10,001 pages, and 10,000 are read; split it"


def test_a_scan_says_what_reads_it() -> None:
    raw = pdf(bar(50, 50, 500, 700), bar(50, 50, 500, 700))
    assert (
        refusal(raw) == "is a scan: its pages are pictures without text; install footnote[ocr] to read scans"
    )
    with pytest.raises(UnreadableError, match="nothing could be read in them"):
        read_pdf(raw, lambda picture: [])


def test_a_page_with_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "MOST_CHARACTERS", 100)
    assert refusal(pdf(body(1))).startswith("has a page of ")


def test_bytes_that_were_changed_give_a_text_or_a_refusal() -> None:
    chance = random.Random(14)  # noqa: S311  # no secret
    raw = pdf(*(body(at) for at in range(1, 4)), info="/Title (Foxes)")
    outcomes = {"read": 0, "refused": 0}
    for _ in range(150):
        changed = bytearray(raw)
        for _ in range(chance.randint(1, 30)):
            changed[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            read_pdf(bytes(changed))
            outcomes["read"] += 1
        except UnreadableError:
            outcomes["refused"] += 1
    assert outcomes["read"] > 10
    assert outcomes["refused"] > 10


def test_pages_full_of_rules_words_and_shapes_take_no_time() -> None:
    words = "\n".join(text(3 * at % 590, 790 - at % 780, str(at), 2) for at in range(9000))
    rules = "\n".join(rule(at % 500, at % 777, at % 500 + 20, at % 777) for at in range(9000))
    shapes = "\n".join(f"{at % 500} {at % 700} m {at % 500 + 9} {at % 700 + 7} l S" for at in range(9000))
    bars = "\n".join(bar(at % 500, at % 700, at % 37, at % 41) for at in range(9000))
    begun = time.process_time()
    assert read_pdf(pdf(words, words + rules, words + shapes + bars)).places[-1].label == "3"
    assert time.process_time() - begun < 20


def test_pages_are_closed_one_by_one() -> None:
    pages = [body(at) for at in range(1, 301)]
    raw = pdf(*pages)
    tracemalloc.start()
    try:
        found = read_pdf(raw)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found.places) == 300
    assert peak < 60 * len(raw)
