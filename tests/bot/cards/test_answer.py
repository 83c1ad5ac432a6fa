"""Whatever the engine answers, the card keeps to Discord's limits and drops nothing."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any, get_args

import discord
import pytest
from discord import ui
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import LOCALES
from bot.cards.answer import Cards
from bot.cards.layout import payload
from bot.cards.markup import clean, size
from bot.cards.pictures import described
from bot.cards.taught import taught_card
from qa.language.detection import LANGUAGES
from qa.models import (
    Answer,
    Choice,
    Citation,
    Line,
    Notice,
    NoticeKind,
    PlaceView,
    QuoteView,
    Reply,
    SourceView,
    TableView,
    TaughtView,
    Turn,
)
from qa.store.shown_answer import PostState, ShownAnswer
from qa.store.taught import TaughtAnswer, TaughtText
from qa.wording.messages import Messages
from tests.bot import fakes
from tests.examples import examples

CARDS = Cards(Messages(LOCALES))

words = st.text(max_size=400) | st.sampled_from(
    ["@everyone <@1> ", "長い文。", "word ", "**[x](y)** ", "😀"]
).flatmap(lambda text: st.integers(1, 600).map(lambda times: text * times))
sources = st.builds(
    SourceView,
    publisher=st.none() | words,
    title=words,
    published=st.none() | st.text(max_size=60),
    url=st.none() | st.sampled_from(["https://a.example/1", "https://a.example/" + "x" * 5_000]) | words,
)
citations = st.builds(
    Citation,
    number=st.just(1),
    document_id=st.just("d"),
    title=words,
    edition=st.text(max_size=90),
    language=st.sampled_from([*LANGUAGES, "de", "x" * 90]),
    quote=words,
    start=st.just(0),
    end=st.just(0),
    sources=st.lists(sources, max_size=3).map(tuple),
)
replies = st.builds(
    lambda text, found, notices, followups, choices, language, abstained: Reply(
        answer=Answer(
            id="a",
            question=text[:50],
            language=language,
            answer=text + "".join(f"[{number}]" for number in range(1, len(found) + 1)),
            abstained=abstained,
            confidence=0.5,
            citations=tuple(
                one.model_copy(update={"number": number}) for number, one in enumerate(found, start=1)
            ),
            notices=tuple(notices),
            followups=tuple(followups),
            corpus_version="v",
            latency_ms=0,
        ),
        turn=Turn(question="q", language=language),
        choices=tuple(choices),
    ),
    words,
    st.lists(citations, max_size=6),
    st.lists(st.builds(Notice, kind=st.sampled_from(get_args(NoticeKind)), text=words), max_size=8),
    st.lists(words, max_size=8),
    st.lists(st.builds(Choice, label=words, question=words), max_size=40),
    st.sampled_from(LANGUAGES),
    st.booleans(),
)


def shown(reply: Reply, **changes: Any) -> ShownAnswer:
    fields = {"key": "k" * 12, "reply": reply, "asker": 1, "channel": 2, "private": False} | changes
    return ShownAnswer(**fields)


def walk(view: ui.LayoutView) -> list[ui.Item[Any]]:
    return list(view.walk_children())


def wire(view: ui.LayoutView) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return sent


def check(view: ui.LayoutView) -> str:
    """The text of a card, which keeps to all of Discord's limits."""
    texts = [item.content for item in walk(view) if isinstance(item, ui.TextDisplay)]
    assert all(texts)
    assert size("".join(texts)).units <= 4_000
    assert payload(view) <= 9_000
    assert view.total_children_count <= 40
    ids = []
    for component in wire(view):
        ids += check_component(component)
    assert len(ids) == len(set(ids))
    return "\n".join(texts)


def check_component(component: dict[str, Any]) -> list[str]:
    children = component.get("components", [])
    if component["type"] == 1:
        assert 1 <= len(children) <= 5
    if component["type"] == 2:
        assert 1 <= size(component["label"]).units <= 80
    if component["type"] == 3:
        assert 1 <= len(component["options"]) <= 25
        assert all(1 <= size(option["label"]).units <= 100 for option in component["options"])
        assert len({option["value"] for option in component["options"]}) == len(component["options"])
    own = [component["custom_id"]] if "custom_id" in component else []
    assert all(len(one) <= 100 for one in own)
    return own + [one for child in children for one in check_component(child)]


def pages(draw: Any) -> list[str]:
    """The texts of all the pages of a card, turned until the last."""
    texts: list[str] = []
    while True:
        view = draw(len(texts))
        texts.append(check(view))
        turns = [one for one in walk(view) if getattr(one, "verb", "") in {"page", "quotes"}]
        if not turns or turns[-1].item.disabled:  # type: ignore[attr-defined]
            return texts


relaxed = settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])


taughts = st.builds(
    lambda question, answer, source: TaughtView(
        question=question[:300], answer=answer[:1_500], source=source[:500], on="2025-11-29"
    ),
    *(words, words, words | st.just("https://a.example/" + "長" * 480)),
)


@relaxed
@given(
    replies, st.booleans(), st.none() | words, st.none() | taughts, st.sampled_from([None, "open", "wrong"])
)
def test_an_answer_fits_whatever_it_is(
    reply: Reply, private: bool, by: str | None, taught: TaughtView | None, post: PostState | None
) -> None:
    given_to = reply.model_copy(update={"taught": taught})
    record = shown(given_to, private=private, shareable=private, headed=True, by=by, post=post)
    text = "".join(pages(lambda page: CARDS.answer(record, page)))
    for citation in reply.answer.citations:
        assert f"\\[{citation.number}\\]" in text
    for notice in reply.answer.notices:
        assert squeezed(notice.text) in squeezed(text)


@relaxed
@given(taughts, st.sampled_from(LANGUAGES))
def test_what_was_taught_fits_as_administrators_see_it(taught: TaughtView, language: str) -> None:
    text = TaughtText(taught.question, taught.answer, taught.source)
    held = TaughtAnswer(7, "k" * 12, 5, None, text, 1, 1_000_000.0)
    check(taught_card(held, language, partial(Messages(LOCALES).format, language)))


@relaxed
@given(replies, st.sampled_from(["en-US", "fr", "ja", "zh-CN", "zh-TW", "de"]))
def test_the_sources_hold_every_quote_word_for_word(reply: Reply, locale: str) -> None:
    record = shown(reply)
    text = "".join(pages(lambda page: CARDS.sources(record, locale, page)))
    for citation in reply.answer.citations:
        assert f"**\\[{citation.number}\\]" in text
        assert squeezed(citation.quote) in squeezed(text)


QUOTE = "二零二五年第一季度的报告称，这款模型在智能指数上得了八十九分，比上一版高。" * 8


def test_twelve_chinese_quotes_of_a_full_page_of_characters_are_more_than_a_page_of_bytes() -> None:
    quotes = [fakes.citation(n, quote=QUOTE[:276], language="zh-Hans", sources=()) for n in range(1, 13)]
    record = shown(fakes.reply("q", "a", citations=quotes, language="zh-Hans"))
    texts = pages(lambda page: CARDS.sources(record, "zh-CN", page))
    assert len(texts) == 2
    assert squeezed("".join(texts)).count(squeezed(QUOTE[:276])) == 12


@pytest.mark.parametrize(
    "character", ["漢", "e\u0301", "👩🏽\u200d🚀", "\U00020bb7", "ﷺ", '"', "\\", "*", "\n", "x"]
)
@pytest.mark.parametrize("pictured", [False, True])
def test_the_fullest_card_keeps_to_the_bytes_that_discord_takes(character: str, pictured: bool) -> None:
    full = character * (1_000 // len(character))
    alt = described(fakes.plot(*fakes.PLOT.panels[0].points, alt=full)) if pictured else None
    reply = fakes.reply(
        full,
        full,
        citations=[fakes.citation(n, quote=full, title=full, edition=full) for n in range(1, 3)],
        notices=[("conflict", full)],
        followups=[full] * 6,
        choices=[(f"{n} {full}", full) for n in range(30)],
        language="zh-Hans",
    )
    record = shown(reply, private=True, shareable=True, headed=True, by=full)
    text = "".join(pages(lambda page: CARDS.answer(record, page, picture=alt)))
    assert not squeezed(full) or squeezed(text).count(squeezed(full)) >= 2
    pages(lambda page: CARDS.sources(record, "ja", page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_and_the_form_fit(language: str) -> None:
    check(CARDS.help(language, ["長" * 300] * 5))

    async def submit(_interaction: discord.Interaction, _question: str) -> None: ...

    for text in ("長" * 3_000, "👩🏽‍🚀" * 900, "e\u0301\n" * 2_000, "\ud800" * 2_500):
        form = CARDS.form(language, text, submit).to_dict()
        field = form["components"][0]["component"]
        assert 1_990 < size(field["value"]).units <= field["max_length"] == 2_000
        assert clean(text).startswith(field["value"])
        assert len(json.dumps(form, ensure_ascii=False).encode()) <= 9_000


def squeezed(text: str) -> str:
    """`text` without blanks and without what Markdown or a turn of the page may have put between."""
    return re.sub(r"[\s\\>]|^-# |-# \S+ ", "", clean(text)).replace("-#", "")


def test_hostile_text_neither_pings_nor_formats_nor_links() -> None:
    record = shown(fakes.HOSTILE, headed=True, by="@everyone <@1>")
    for view in (CARDS.answer(record), CARDS.sources(record, "en-US")):
        text = check(view)
        assert not re.search(r"(?<!\\)@", text.replace("<https://a.example/x%3E)%20%3C@1%3E>", ""))
        assert not re.search(r"(?<!\\)<(?!https://)", text)
        assert not re.search(r"(?<!\\)\[", text)
        assert not re.search(r"(?<!\\)://evil", text)
        assert "<javascript" not in text
    assert "<https://a.example/x%3E)%20%3C@1%3E>" in text
    assert "\n> \\# heading\n> \\> \\[x\\]" in text


def test_citation_markers_and_lists_are_shown() -> None:
    reply = fakes.reply("q", "Ranked:\n1. R1 – 89 [1]\n- **V3** [1]", citations=(fakes.citation(),))
    assert check(CARDS.answer(shown(reply))).startswith("Ranked:\n1\\. R1 – 89 \\[1\\]\n- \\*\\*V3\\*\\*")


@pytest.mark.parametrize(
    ("reply", "colour"),
    [(fakes.R1, 0x2BA37F), (fakes.CONFLICT, 0xE0A030), (fakes.ABSTAINED, 0x80848E)],
)
def test_the_colour_tells_what_kind_of_answer_it_is(reply: Reply, colour: int) -> None:
    assert wire(CARDS.answer(shown(reply)))[0]["accent_color"] == colour


def test_every_kind_of_notice_has_a_sign_of_its_own() -> None:
    notices: list[tuple[NoticeKind, str]] = [(kind, f"about {kind}") for kind in get_args(NoticeKind)]
    text = check(CARDS.answer(shown(fakes.reply("q", "a", notices=notices))))
    signs = re.findall(r"^-# (\S+) about", text, re.MULTILINE)
    assert len(set(signs)) == len(get_args(NoticeKind)) == 5


@pytest.mark.parametrize(
    ("reply", "buttons", "checked"),
    [
        (fakes.R1, ["Sources (2)", "Delete"], "2 quotes checked"),
        (fakes.FRENCH, ["Source", "Supprimer", "Et Kimi ?"], "1 citation vérifiée"),
        (fakes.CHINESE, ["来源（1）", "删除", "Kimi 呢？"], "1 条引文已核对"),
        (fakes.TRADITIONAL, ["來源（1）", "刪除", "那 Kimi 呢？"], "1 則引文已核對"),
        (fakes.JAPANESE, ["出典（1）", "削除", "Kimi は？"], "引用 1 件を照合済み"),
    ],
)
def test_a_card_speaks_the_language_of_its_answer(reply: Reply, buttons: list[str], checked: str) -> None:
    view = CARDS.answer(shown(reply))
    assert checked in check(view)
    labels = [item.item.label for item in walk(view) if isinstance(item, ui.DynamicItem)]
    assert labels[: len(buttons)] == buttons


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("fr", ("`2025-Q2` · français", "`2025-Q1` · 🌐 anglais", "éditeur non indiqué")),
        ("ja", ("🌐 フランス語", "🌐 英語", "発行元の記載なし")),
        ("zh-TW", ("🌐 法文", "🌐 英文", "未註明出版者")),
        ("zh-CN", ("🌐 法文", "🌐 英文", "未注明出版方")),
        ("ko", ("🌐 French", "· English", "publisher not named")),
    ],
)
def test_sources_speak_the_language_of_their_reader(locale: str, names: tuple[str, ...]) -> None:
    text = check(CARDS.sources(shown(fakes.R1), locale))
    assert all(name in text for name in names)


def test_a_document_without_articles_behind_it_is_no_digest() -> None:
    reply = fakes.reply("q", "a [1]", citations=(fakes.citation(sources=(), language="de"),))
    text = check(CARDS.sources(shown(reply), "en-US"))
    assert "digest" not in text
    assert "`2025-Q1` · 🌐 de" in text


def test_a_blank_quote_is_left_out() -> None:
    reply = fakes.reply("q", "a [1]", citations=(fakes.citation(quote=" \n "),))
    assert "\n> " not in check(CARDS.sources(shown(reply), "en-US"))


def test_the_words_that_answer_are_bold_in_the_answer_and_in_its_sources() -> None:
    quote = "It fell in 19_32_ and nobody *saw* it."
    citation = cited(quote, (8, 17))
    answer = Answer(
        id="a",
        question="When?",
        language="en",
        answer=f"  “{quote}” [1]",
        confidence=1,
        citations=(citation,),
        corpus_version="v",
        latency_ms=0,
    )
    line = Line(kind="statement", text=f"  “{quote}”", citations=(1,), marks=((11, 20),))
    record = shown(Reply(answer=answer, turn=Turn(question="When?", language="en"), lines=(line,)))
    bold = r"It fell **in 19\_32\_** and nobody \*saw\* it."
    assert f"“{bold}”" in check(CARDS.answer(record))
    assert rf"> **\[1\]** {bold}" in check(CARDS.sources(record, "en"))


PLACED = fakes.citation(
    title="Trams [now](https://evil.example)",
    sources=(),
    place=PlaceView(kind="page", label="14"),
    table=TableView(row="Elm [x](https://evil.example)", columns=("Daily *riders*",)),
    url="https://tram.example/a_(b).pdf#page=2",
    recognised=True,
)


ROW = r"Elm \[x\](https\://evil.example)"
COLUMN = r"Daily \*riders\*"
THERE = "(<https://tram.example/a_%28b%29.pdf#page=2>)"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en-US", f"p. 14 · row “{ROW}”, column “{COLUMN}” · read by OCR · [open at this place]"),
        ("fr", f"p. 14 · ligne « {ROW} », colonne « {COLUMN} » · lu par OCR · [ouvrir à cet endroit]"),
        ("ja", f"14ページ · 「{ROW}」の行、「{COLUMN}」の列 · OCRで読み取り · [この箇所を開く]"),
        ("zh-CN", f"第14页 · “{ROW}”行，“{COLUMN}”列 · 由OCR识别 · [打开此处]"),
        ("zh-TW", f"第14頁 · 「{ROW}」列，「{COLUMN}」欄 · 由OCR辨識 · [開啟此處]"),
    ],
)
@pytest.mark.parametrize("shared", [False, True])
def test_the_sources_say_where_a_quote_stands_and_lead_there(locale: str, told: str, *, shared: bool) -> None:
    record = shown(
        fakes.reply("q", "a [1]", citations=(PLACED,)), headed=shared, by="Ann" if shared else None
    )
    text = check(CARDS.sources(record, locale)).replace("\u00a0", " ")
    assert f"\n-# {told}{THERE}" in text
    assert r"**Trams \[now\](https\://evil.example)**" in text
    assert "](https://evil" not in text


@pytest.mark.parametrize(
    "url", ["https://a.example/" + "x" * 1_000, "https://ann@a.example/", "javascript:1", None]
)
def test_what_is_no_link_is_left_out(url: str | None) -> None:
    citation = PLACED.model_copy(update={"url": url, "table": None, "recognised": False})
    text = check(CARDS.sources(shown(fakes.reply("q", "a [1]", citations=(citation,))), "en"))
    assert text.endswith("\n-# p. 14")


def test_the_sources_show_a_row_as_label_and_values() -> None:
    row = cited("| Elm | 8,631 |", (8, 13)).model_copy(
        update={"shown": QuoteView(text="Elm — Riders: 8,631", marks=((14, 19),))}
    )
    text = check(CARDS.sources(shown(fakes.reply("q", "a [1]", citations=(row,))), "en"))
    assert "Elm — Riders: **8,631**" in text
    assert "|" not in text


def test_marks_stay_bold_on_every_page_of_a_long_quote() -> None:
    quote = "word " * 1_500
    record = shown(
        Reply(
            answer=Answer(
                id="a",
                question="q",
                language="en",
                answer="a",
                confidence=1,
                citations=(cited(quote, (5, len(quote) - 1)),),
                corpus_version="v",
                latency_ms=0,
            ),
            turn=Turn(question="q", language="en"),
        )
    )
    texts = pages(lambda page: CARDS.sources(record, "en", page))
    assert len(texts) > 1
    assert all(text.count("**") % 2 == 0 and "word**" in text for text in texts)


def cited(quote: str, *marks: tuple[int, int]) -> Citation:
    return Citation(
        number=1,
        document_id="d",
        title="t",
        edition="e",
        language="en",
        quote=quote,
        start=0,
        end=len(quote),
        sources=(),
        marks=marks,
    )


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("en", "… and 7 more in the chart"),
        ("fr", "… et 7 de plus dans le graphique"),
        ("zh-Hans", "……图中还有7个"),
        ("zh-Hant", "……圖中還有7個"),
        ("ja", "…ほか7件は図にあります"),
    ],
)
def test_beside_a_chart_a_list_shows_its_first_lines(language: str, more: str) -> None:
    lines = (
        Line(kind="heading", text="All"),
        *(Line(kind="statement", text=f"Model number {n}") for n in range(12)),
    )
    answer = fakes.R1.answer.model_copy(update={"language": language})
    listed = shown(fakes.R1.model_copy(update={"lines": lines, "answer": answer}))
    whole, beside = check(CARDS.answer(listed)), check(CARDS.answer(listed, picture="a chart"))
    assert whole.count("Model number") == 12
    assert beside.count("Model number") == 5
    assert more in beside.replace("\\", "")
    assert more not in whole


def test_a_list_that_is_hardly_longer_is_not_cut() -> None:
    lines = tuple(Line(kind="statement", text=f"Model number {n}") for n in range(6))
    listed = shown(fakes.R1.model_copy(update={"lines": lines}))
    assert check(CARDS.answer(listed, picture="a chart")).count("Model number") == 6


def test_beside_a_chart_a_verdict_stands_for_the_figures_that_it_compares() -> None:
    lines = (
        Line(kind="statement", text="Tern leads Gull by 5 points: 94 to 89", citations=(1, 2)),
        Line(kind="statement", text="Tern: 94", citations=(1,)),
        Line(kind="statement", text="Gull: 89", citations=(2,)),
    )
    compared = shown(fakes.R1.model_copy(update={"lines": lines}))
    assert "Tern: 94" in check(CARDS.answer(compared))
    beside = check(CARDS.answer(compared, picture="a chart"))
    assert "Tern leads" in beside
    assert "Tern: 94" not in beside
    worded = shown(fakes.R1.model_copy(update={"lines": lines, "found": fakes.R1.answer}))
    assert "Tern: 94" in check(CARDS.answer(worded, picture="a chart"))


def test_an_article_is_listed_once_with_the_quotes_that_it_is_behind() -> None:
    article = SourceView(publisher="Gazette", title="Birds", published="2031", url=None)
    one = fakes.R1.answer.citations[0].model_copy(update={"sources": (article,)})
    quotes = tuple(
        one.model_copy(update={"number": n, "sources": (article,) if n != 4 else ()}) for n in range(1, 7)
    )
    answer = fakes.R1.answer.model_copy(update={"citations": quotes})
    text = check(CARDS.sources(shown(fakes.R1.model_copy(update={"answer": answer})), "en"))
    assert text.count("Gazette") == 1
    assert text.endswith(r"Gazette · Birds · 2031 · \[1–3\]\[5\]\[6\]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_administrators_are_told_what_only_they_can_do(language: str) -> None:
    messages = Messages(LOCALES)
    told, untold = (check(CARDS.help(language, [], manages=one)) for one in (True, False))
    for command in ("settings", "corpus", "taught", "insights", "facts", "diagnose"):
        named = f"`/{messages.format(language, f'command-{command}')}"
        assert named in told
        assert named not in untold


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_figures_the_help_speaks_of_no_command_that_looks_them_up(language: str) -> None:
    messages = Messages(LOCALES)
    told = check(CARDS.help(language, [], looks_up=False))
    assert f"/{messages.format(language, 'command-ask')}`" in told
    for command in ("score", "compare", "rank", "history", "lab", "editions"):
        named = f"/{messages.format(language, f'command-{command}')}`"
        assert named in check(CARDS.help(language, []))
        assert named not in told
