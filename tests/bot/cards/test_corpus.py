"""The cards of a server's own reports: whatever documents are called, they fit, and mean nothing else."""

from __future__ import annotations

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.app import LOCALES
from bot.batches import BatchItem, BatchProgress, Fate, ReportBatch
from bot.cards.corpus import ROWS, CorpusCards, ReportPage, ReportRow, ReportStatus
from bot.cards.corpus_form import CorpusForm
from bot.cards.layout import payload
from qa.language.detection import LANGUAGES
from qa.wording.messages import Messages

CARDS = CorpusCards(Messages(LOCALES), {"most": 10_000, "megabytes": 500})
WORDS = st.text(min_size=1, max_size=400)


def batch(*items: BatchItem, **changes: object) -> ReportBatch:
    given: dict[str, object] = {"id": "b", "server": 1, "collection": "server-1", "by": 2, "at": 0.0}
    return ReportBatch.model_validate(given | {"kind": "add", "items": items} | changes)


def item(words: str, fate: Fate = "added") -> BatchItem:
    reason = "corpus-large" if fate == "refused" else words
    notes = (words,) * 5
    return BatchItem(
        fate=fate, name=words, id="d", reason=reason, notes=notes, language="en", edition=words, pages=7
    )


def check(view: ui.LayoutView) -> str:
    assert view.content_length() <= 4_000
    assert payload(view) <= 9_000
    assert view.total_children_count <= 40
    text = "\n".join(one.content for one in view.walk_children() if isinstance(one, ui.TextDisplay))
    assert "@everyone" not in text.replace("\\@", "")
    return text


@given(WORDS, st.sampled_from(("added", "changed", "failed", "refused")), st.sampled_from(LANGUAGES))
def test_any_words_make_cards_that_fit(words: str, fate: Fate, language: str) -> None:
    words = f"@everyone {words}"
    ended = batch(*[item(words, fate)] * 20, step="ended", problem="corpus-cut-short", reference="r")
    check(CARDS.progress(BatchProgress(ended, "ended"), language))
    rows = [ReportRow(words, "zh-Hant", words, "2025-03", "2026-11-29", words)] * ROWS
    away = [(f"c{number}", words) for number in range(9)]
    check(CARDS.list(ReportPage(rows, 1, 9, 70, [words] * 9, away), language))
    running = [BatchProgress(ended, "reading", 3, 7)] * 5
    check(CARDS.status(ReportStatus(3, 4, 5, "v", running, [ended] * 3), language))
    check(CARDS.away("c", words, language))


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (BatchProgress(batch(), "receiving", 1, 4), "`▰▰▰▱▱▱▱▱▱▱▱▱` Receiving the files: 1 of 4"),
        (BatchProgress(batch(), "waiting"), "Waiting for its turn"),
        (BatchProgress(batch(), "reading", 0, 2), "`▱▱▱▱▱▱▱▱▱▱▱▱` Reading: 0 of 2 done"),
        (BatchProgress(batch(), "building", 9, 9), "`▰▰▰▰▰▰▰▰▰▰▰▰` Making it answerable: 9 of 9 passages"),
        (BatchProgress(batch(), "building"), "Making it answerable"),
    ],
)
def test_how_far_it_is(progress: BatchProgress, told: str) -> None:
    goes_on = "-# This goes on even if you close it; `/corpus status` tells how it went."
    assert check(CARDS.progress(progress, "en-US")) == f"### Adding reports\n{told}\n{goes_on}"


def test_what_is_in_doubt_comes_last() -> None:
    ended = batch(item("bad", "failed"), item("good"), step="ended")
    assert check(CARDS.progress(BatchProgress(ended, "ended"), "en")).index("good") < 30


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_form_keeps_to_discords_limits(language: str) -> None:
    async def nothing(*_: object) -> None:
        return None

    form = CorpusForm(lambda key: CARDS.say(language, key), nothing)
    assert len(form.title) <= 45
    labels = [one for one in form.children if isinstance(one, ui.Label)]
    assert len(labels) == 4
    assert all(len(one.text) <= 45 and 0 < len(one.description or "") <= 100 for one in labels)
