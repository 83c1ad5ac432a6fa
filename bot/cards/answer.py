"""Answers, their sources and the help as Discord cards (Components V2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from discord import Colour, MediaGalleryItem, ui

from bot.answers import ShownAnswer
from bot.cards.buttons import Choose, Delete, Example, FollowUp, Page, Press, Quotes, Share, Sources
from bot.cards.markup import clip, emphasise, escape, line, link, units
from bot.cards.pages import PAGE, SCRAP, Block, Display, paginate
from qa.language.detection import from_locale
from qa.language.marks import Span, clipped
from qa.models import Answer, Citation, SourceView
from qa.replies.lines import emphasis, written
from qa.wording.messages import Messages

SIGNS: Final = {
    "comparability": "⚖️",
    "conflict": "⚠️",
    "translation": "🌐",
    "extracted": "🧩",
    "closest": "🔎",
}
ANSWERED: Final = Colour(0x2BA37F)
DISPUTED: Final = Colour(0xE0A030)
ABSTAINED: Final = Colour(0x80848E)
ANSWER_PAGE: Final = 2_000  # UTF-16 units of an answer shown at a time: no wall of text
HEADLINE: Final = 300  # characters of the question that are repeated
FOLLOWUPS: Final = 5  # a row of buttons
PICTURE: Final = "chart.png"  # the file sent with a card that has a picture


class Cards:
    """Writes the cards; `messages` are the bot's own words."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def answer(self, shown: ShownAnswer, page: int = 0, *, picture: str | None = None) -> ui.LayoutView:
        """The card of an answer, in the answer's language; `picture` describes the one sent with it."""
        answer = shown.reply.answer
        pages = paginate(self._answer_blocks(shown), ANSWER_PAGE)
        page = min(page, len(pages) - 1)
        container = _container(pages[page], _colour(answer), picture)
        if shown.reply.choices:
            labels = tuple(choice.label for choice in shown.reply.choices)
            placeholder = self._messages.format(answer.language, "choose")
            container.add_item(_row(Choose(shown.key, placeholder=placeholder, labels=labels)))
        container.add_item(_row(*self._actions(shown, page, len(pages))))
        suggestions = [
            FollowUp(shown.key, place, label=question, emoji="💬")
            for place, question in enumerate(answer.followups[:FOLLOWUPS])
            if line(question)
        ]
        return _view(container, *([_row(*suggestions)] if suggestions else []))

    def sources(self, shown: ShownAnswer, locale: str, page: int = 0) -> ui.LayoutView:
        """The quotes of an answer for one reader, in the reader's language, quotes in their own."""
        citations = shown.reply.answer.citations
        pages = paginate(self._source_blocks(citations, locale))
        page = min(page, len(pages) - 1)
        container = _container(pages[page], ANSWERED)
        if turns := self._turns(Quotes, shown.key, page, len(pages), locale):
            container.add_item(_row(*turns))
        return _view(container)

    def help(self, locale: str, examples: Sequence[str]) -> ui.LayoutView:
        """What the bot is, how to ask, what it promises, and questions to try."""
        say = partial(self._messages.format, locale)
        texts = (
            f"### {say('help-title')}\n{say('help-about')}",
            f"**{say('help-how')}**\n{say('help-ways')}",
            f"-# {say('help-promises')}",
        )
        container = _container(
            (Display(text, set_off=place > 0) for place, text in enumerate(texts)), ANSWERED
        )
        buttons = [
            Example(from_locale(locale), place, label=question, emoji="💬")
            for place, question in enumerate(examples[:FOLLOWUPS])
        ]
        return _view(container, *([_row(*buttons)] if buttons else []))

    def _answer_blocks(self, shown: ShownAnswer) -> Iterator[Block]:
        answer = shown.reply.answer
        if shown.by is not None:
            by = self._messages.format(answer.language, "asked-by", name=escape(clip(shown.by, 80)))
            yield Block(by, lambda text: f"-# {text}")
        if shown.headed:
            yield Block(clip(answer.question, HEADLINE), _bold, joined=True)
        lines = shown.reply.lines
        yield Block(written(lines), _body, marks=emphasis(lines), emphasise=_body)
        yield Block(self._badges(answer), lambda text: f"-# {text}", set_off=True)
        for notice in answer.notices:
            yield Block(line(notice.text), _Small(f"{SIGNS[notice.kind]} "), joined=True)

    def _badges(self, answer: Answer) -> str:
        if not answer.citations:
            return ""
        editions = dict.fromkeys(clip(citation.edition, 40).replace("`", "") for citation in answer.citations)
        checked = self._messages.format(answer.language, "checked", count=len(answer.citations))
        return " · ".join([*(f"`{edition}`" for edition in editions if edition), checked])

    def _actions(self, shown: ShownAnswer, page: int, pages: int) -> list[Press]:
        answer = shown.reply.answer
        words = self._messages
        buttons: list[Press] = []
        if answer.citations:
            label = words.format(answer.language, "button-sources", count=len(answer.citations))
            buttons.append(Sources(shown.key, label=label, emoji="📑"))
        if shown.private and shown.shareable:
            buttons.append(Share(shown.key, label=words.format(answer.language, "button-share"), emoji="📣"))
        buttons.append(Delete(shown.key, label=words.format(answer.language, "button-delete"), emoji="🗑️"))
        return buttons + self._turns(Page, shown.key, page, pages, answer.language)

    def _turns(self, kind: type[Press], key: str, page: int, pages: int, language: str) -> list[Press]:
        if pages == 1:
            return []
        words = {"page": page + 1, "pages": pages}
        back = self._messages.format(language, "button-back", **words)
        on = self._messages.format(language, "button-next", **words)
        return [
            kind(key, max(page - 1, 0), label=back, emoji="◀️", disabled=page == 0),
            kind(key, page + 1, label=on, emoji="▶️", disabled=page == pages - 1),
        ]

    def _source_blocks(self, citations: Sequence[Citation], locale: str) -> Iterator[Block]:
        yield Block(self._messages.format(locale, "sources-title"), lambda text: f"### {text}")
        for citation in citations:
            title = f"[{citation.number}] {line(citation.title)}"
            yield Block(title, _bold, set_off=True, needs=min(PAGE, units(title) + 2 * SCRAP))
            yield Block(self._about(citation, locale), lambda text: f"-# {text}", joined=True)
            yield Block(citation.quote, _quote, joined=True, marks=citation.marks, emphasise=_quote)
            if citation.sources:
                yield Block(self._messages.format(locale, "digest-of"), lambda text: f"-# {text}")
            for source in citation.sources:
                text = self._source(source, locale)
                yield Block(text, str, joined=True, needs=units(text))

    def _about(self, citation: Citation, locale: str) -> str:
        """The edition and the language of a quote, with a sign where it is not the reader's."""
        language = self._language(citation.language, locale)
        own = citation.language == from_locale(locale)
        edition = clip(citation.edition, 40).replace("`", "")
        return f"`{edition}` · {language}" if own else f"`{edition}` · {SIGNS['translation']} {language}"

    def _source(self, source: SourceView, locale: str) -> str:
        parts = [
            escape(clip(source.publisher, 100))
            if source.publisher
            else self._said(locale, "publisher-unknown"),
            escape(clip(source.title, 200)),
            escape(clip(source.published, 40)) if source.published else self._said(locale, "date-unknown"),
        ]
        address = link(source.url) if source.url else None
        if address is not None and len(address) <= 1_000:
            parts.append(address)
        elif source.url:
            parts.append(escape(clip(source.url, 300)))
        return "-# • " + " · ".join(parts)

    def _said(self, locale: str, message: str) -> str:
        return self._messages.format(locale, message)

    def _language(self, language: str, locale: str) -> str:
        """The name of a language in the reader's; the tag itself where the bot has no name for it."""
        key = f"language-{language}"
        return self._said(locale, key) if self._messages.has(locale, key) else escape(clip(language, 40))


class _Small:
    """A small line that begins with a sign."""

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __call__(self, text: str) -> str:
        return f"-# {self._sign}{escape(line(text))}"


def _container(displays: Iterable[Display], colour: Colour, picture: str | None = None) -> ui.Container[Any]:
    """The texts in their order; the picture stands below what is not set off."""
    container: ui.Container[Any] = ui.Container(accent_colour=colour)
    left = [_gallery(picture)] if picture is not None else []
    for display in displays:
        if display.set_off:
            if left:
                container.add_item(left.pop())
            container.add_item(ui.Separator())
        container.add_item(ui.TextDisplay(display.text))
    for gallery in left:
        container.add_item(gallery)
    return container


def _gallery(description: str) -> ui.MediaGallery[Any]:
    return ui.MediaGallery(MediaGalleryItem(f"attachment://{PICTURE}", description=description))


def _row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    row: ui.ActionRow[Any] = ui.ActionRow()
    for item in items:
        row.add_item(item)
    return row


def _view(*items: ui.Item[Any]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    return view


def _colour(answer: Answer) -> Colour:
    if answer.abstained:
        return ABSTAINED
    return DISPUTED if any(notice.kind == "conflict" for notice in answer.notices) else ANSWERED


def _body(text: str, marks: Sequence[Span] = ()) -> str:
    start = len(text) - len(text.lstrip())
    return emphasise(text.strip(), clipped(marks, start, len(text.rstrip())), lists=True)


def _bold(text: str) -> str:
    return f"**{escape(text.strip())}**" if text.strip() else ""


def _quote(text: str, marks: Sequence[Span] = ()) -> str:
    """A block quote of `text`, word for word, with its marks in bold."""
    if not text.strip():
        return ""
    start = len(text) - len(text.lstrip("\n"))
    quote = text.strip("\n")
    written = emphasise(quote, clipped(marks, start, start + len(quote)))
    return "\n".join(f"> {part}" for part in written.split("\n"))
