"""Answers, their sources and the help as Discord cards (Components V2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Final

from discord import Colour, MediaGalleryItem, ui

from bot.cards.buttons import AnswerControl, Verb, button, choice_menu
from bot.cards.form import QuestionForm, Submit
from bot.cards.layout import text_room, view
from bot.cards.markup import clip, emphasise, escape, line, link, size
from bot.cards.pages import PAGE, SCRAP, CardText, Display, paginate
from bot.cards.post import post_blocks, post_rows
from bot.cards.share_menu import ShareMenu, share_rows
from bot.cards.taught import taught_blocks
from bot.cards.voice import voice_rows
from qa.knowledge.grouping import grouped
from qa.language.detection import from_locale
from qa.language.marks import Span, clipped
from qa.models import Answer, Citation, Line, Reply, SourceView
from qa.replies.lines import emphasis, written
from qa.replies.places import places
from qa.store.shown_answer import ShownAnswer
from qa.wording.messages import Messages

SIGNS: Final = {
    "comparability": "⚖️",
    "conflict": "⚠️",
    "translation": "🌐",
    "extracted": "🧩",
    "closest": "🔎",
}
WORDED: Final = "✍️"
ANSWERED: Final = Colour(0x2BA37F)
DISPUTED: Final = Colour(0xE0A030)
ABSTAINED: Final = Colour(0x80848E)
ANSWER_PAGE: Final = 2_000  # UTF-16 units of an answer shown at a time: no wall of text
MANAGING: Final = ("welcome-settings", "welcome-reports", "help-manages")
WIDEST: Final = 9_999  # the number of a page that takes the most room
HEADLINE: Final = 300  # characters of the question that are repeated
LISTED: Final = 5  # lines of a list that stands beside its chart
FOLLOWUPS: Final = 5  # a row of buttons
PLACE: Final = 400  # characters of where a quote stands
LINK: Final = 1_000  # characters of an address that is shown as a link
PICTURE: Final = "chart.png"  # the file sent with a card that has a picture


class Cards:
    """Writes the cards; `messages` are the bot's own words."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def answer(
        self,
        shown: ShownAnswer,
        page: int = 0,
        *,
        picture: str | None = None,
        menu: ShareMenu | None = None,
        stops: bool = False,
    ) -> ui.LayoutView:
        """The card of an answer, in the answer's language; `picture` describes the one sent with it.

        With a `menu`, it also offers these ways to share it; `stops` that its asker may stop the wording.
        """
        card = partial(self._answer, shown, picture, menu, stops=stops)
        blocks = self._answer_blocks(shown, charted=picture is not None)
        pages = paginate(blocks, text_room(ANSWER_PAGE, card((), WIDEST, WIDEST)))
        page = min(page, len(pages) - 1)
        return card(pages[page], page, len(pages))

    def sources(self, shown: ShownAnswer, locale: str, page: int = 0) -> ui.LayoutView:
        """The quotes of an answer for one reader, in the reader's language, quotes in their own."""
        card = partial(self._sources, shown.key, locale)
        blocks = self._source_blocks(shown.reply.answer.citations, locale)
        pages = paginate(blocks, text_room(PAGE, card((), WIDEST, WIDEST)))
        page = min(page, len(pages) - 1)
        return card(pages[page], page, len(pages))

    def help(
        self, locale: str, examples: Sequence[str], *, looks_up: bool = True, manages: bool = False
    ) -> ui.LayoutView:
        """What the bot is, how to ask, what it promises, and questions to try.

        `looks_up` says that there are figures, and commands that look them up; `manages`, that the reader
        manages the server.
        """
        say = partial(self._messages.format, locale)
        ways, promises = ["help-ways"], ["help-promises"]
        if looks_up:
            ways += ["help-look-ups", "help-measures"]
            promises.append("help-scales")
        texts = [
            f"### {say('help-title')}\n{say('help-about')}",
            "\n".join([f"**{say('help-how')}**", *map(say, ways)]),
            "\n".join(f"-# {say(promise)}" for promise in promises),
        ]
        if manages:
            texts.insert(2, "\n".join([f"**{say('welcome-administrators')}**", *map(say, MANAGING)]))
        displays = (Display(text, set_off=number > 0) for number, text in enumerate(texts))
        return view(_container(displays, ANSWERED), *_questions("example", from_locale(locale), examples))

    def form(self, locale: str, text: str, submit: Submit) -> QuestionForm:
        """The form to ask about a message that says `text`."""
        say = partial(self._messages.format, locale)
        return QuestionForm(say("ask-about-title"), say("ask-about-label"), text, submit)

    def _answer(
        self,
        shown: ShownAnswer,
        picture: str | None,
        menu: ShareMenu | None,
        texts: Sequence[Display],
        page: int,
        pages: int,
        *,
        stops: bool,
    ) -> ui.LayoutView:
        """One page of an answer: its texts, its picture, and what can be pressed."""
        answer, choices = shown.reply.answer, shown.reply.choices
        container = _container(texts, _colour(answer), picture)
        if choices:
            placeholder = self._messages.format(answer.language, "choose")
            meant = choice_menu(shown.key, placeholder, [choice.label for choice in choices])
            container.add_item(ui.ActionRow(meant))
        say = partial(self._messages.format, answer.language)
        if stops:
            stop = button("stop", shown.key, label=say("button-stop"), emoji="⏹️")
            container.add_item(ui.ActionRow(stop))
        container.add_item(ui.ActionRow(*self._actions(shown, page, pages)))
        for row in share_rows(menu, shown.key, say) if menu else ():
            container.add_item(row)
        voices = (*post_rows(shown.key, shown.post, say), *voice_rows(shown.key, shown.reply, say))
        return view(container, *_questions("follow", shown.key, answer.followups), *voices)

    def _sources(
        self, key: str, locale: str, texts: Sequence[Display], page: int, pages: int
    ) -> ui.LayoutView:
        """One page of the quotes of an answer."""
        container = _container(texts, ANSWERED)
        if pages > 1:
            container.add_item(ui.ActionRow(*self._turns("quotes", key, page, pages, locale)))
        return view(container)

    def _answer_blocks(self, shown: ShownAnswer, *, charted: bool) -> Iterator[CardText]:
        answer = shown.reply.answer
        if shown.by is not None:
            by = self._messages.format(answer.language, "asked-by", name=escape(clip(shown.by, 80)))
            yield CardText(by, _small)
        if shown.headed:
            yield CardText(clip(answer.question, HEADLINE), _bold, joined=True)
        say = partial(self._messages.format, answer.language)
        yield from post_blocks(shown.post, say)
        if shown.reply.taught is not None:
            yield from taught_blocks(shown.reply.taught, answer.question, answer.language, say)
        shortens = charted and shown.reply.found is None  # no line of a model's stands for those below it
        lines = self._shortened(shown.reply) if shortens else shown.reply.lines
        yield CardText(written(lines), _body, marks=emphasis(lines), emphasise=_body)
        yield CardText(self._badges(answer), _small, set_off=True)
        for notice in answer.notices:
            yield CardText(line(notice.text), partial(_notice, SIGNS[notice.kind]), joined=True)
        if answer.worded is not None:
            yield CardText(line(answer.worded.text), partial(_notice, WORDED), joined=True)

    def _shortened(self, reply: Reply) -> tuple[Line, ...]:
        """The lines of an answer whose figures are drawn beside it: of each list the first few.

        Figures that a verdict above them rests on are left to the chart.
        """
        kept: list[Line] = []
        for kind, run in groupby(reply.lines, key=lambda one: one.kind):
            held = _unrepeated([*run])
            more = len(held) - LISTED if kind == "statement" else 0
            kept += held[:LISTED] if more > 1 else held
            if more > 1:
                text = self._messages.format(reply.answer.language, "in-chart", count=more)
                kept.append(Line(kind="remark", text=text))
        return tuple(kept)

    def _badges(self, answer: Answer) -> str:
        if not answer.citations:
            return ""
        editions = dict.fromkeys(_edition(citation) for citation in answer.citations)
        checked = self._messages.format(answer.language, "checked", count=len(answer.citations))
        return " · ".join([*(f"`{edition}`" for edition in editions if edition), checked])

    def _actions(self, shown: ShownAnswer, page: int, pages: int) -> list[AnswerControl]:
        answer = shown.reply.answer
        say = partial(self._messages.format, answer.language)
        buttons: list[AnswerControl] = []
        if answer.citations:
            label = say("button-sources", count=len(answer.citations))
            buttons.append(button("sources", shown.key, label=label, emoji="📑"))
        if shown.private and (shown.shareable or shown.guild is not None):
            label = say("button-share" if shown.shareable else "button-shared")
            buttons.append(button("share", shown.key, label=label, emoji="📣"))
        buttons.append(button("delete", shown.key, label=say("button-delete"), emoji="🗑️"))
        return buttons + self._turns("page", shown.key, page, pages, answer.language)

    def _turns(self, verb: Verb, key: str, page: int, pages: int, language: str) -> list[AnswerControl]:
        """The buttons that turn to the page before and the page after `page`; none if it is the only one."""
        if pages == 1:
            return []
        say = partial(self._messages.format, language, page=page + 1, pages=pages)
        before, after = page - 1, page + 1
        return [
            button(verb, key, max(before, 0), label=say("button-back"), emoji="◀️", disabled=before < 0),
            button(verb, key, after, label=say("button-next"), emoji="▶️", disabled=after == pages),
        ]

    def _source_blocks(self, citations: Sequence[Citation], locale: str) -> Iterator[CardText]:
        """The quotes under their documents; then the articles that these digest, each once."""
        yield CardText(self._messages.format(locale, "sources-title"), lambda text: f"### {text}")
        articles: dict[SourceView, list[int]] = {}
        own: dict[SourceView, list[int]] = {}  # the documents themselves, which digest nothing
        for held in grouped(citations, _document).values():
            title = line(held[0].title)
            yield CardText(title, _bold, set_off=True, needs=size(title) + SCRAP + SCRAP)
            yield CardText(self._about(held[0], locale), _small, joined=True)
            for citation in held:
                yield _numbered(citation)
                if where := self._where(citation, locale):
                    yield CardText(where, str, joined=True, needs=size(where))
                for source in citation.sources:
                    held_in = own if source.title == citation.title else articles
                    held_in.setdefault(source, []).append(citation.number)
        for source, numbers in own.items():
            text = self._source(source, numbers, locale)
            yield CardText(text, str, set_off=source == next(iter(own)), joined=True, needs=size(text))
        if articles:
            yield CardText(self._messages.format(locale, "digest-of"), _small, set_off=True)
        for source, numbers in articles.items():
            text = self._source(source, numbers, locale)
            yield CardText(text, str, joined=True, needs=size(text))

    def _about(self, citation: Citation, locale: str) -> str:
        """The edition and the language of a quote, with a sign where it is not the reader's."""
        key = f"language-{citation.language}"
        named = self._messages.has(locale, key)
        language = self._messages.format(locale, key) if named else escape(clip(citation.language, 40))
        sign = "" if citation.language == from_locale(locale) else f"{SIGNS['translation']} "
        edition = f"`{_edition(citation)}` · " if _edition(citation) else ""
        return f"{edition}{sign}{language}"

    def _where(self, citation: Citation, locale: str) -> str:
        """Where in its file a quote stands, and a link to that place; empty where neither is known."""
        parts = [escape(clip(" · ".join(places(citation, locale)), PLACE))]
        address = link(citation.url, self._messages.format(locale, "open-there")) if citation.url else None
        parts += [address] if address and len(address) <= LINK else []
        told = " · ".join(filter(None, parts))
        return f"-# {told}" if told else ""

    def _source(self, source: SourceView, numbers: Sequence[int], locale: str) -> str:
        """An article: publisher, title, date and address, missing ones said to be so; and whose it is."""

        def stated(text: str | None, limit: int, otherwise: str) -> str:
            return escape(clip(text, limit)) if text else self._messages.format(locale, otherwise)

        parts = [
            stated(source.publisher, 100, "publisher-unknown"),
            escape(clip(source.title, 200)),
            stated(source.published, 40, "date-unknown"),
        ]
        if source.url:
            address = link(source.url)
            linked = address is not None and len(address) <= LINK
            parts.append(address if address and linked else escape(clip(source.url, 300)))
        return "-# • " + " · ".join((*parts, escape(_runs(numbers))))


def _container(displays: Iterable[Display], colour: Colour, picture: str | None = None) -> ui.Container[Any]:
    """The texts in their order; the picture stands below what is not set off."""
    items: list[ui.Item[Any]] = []
    for display in displays:
        if display.set_off:
            items.append(ui.Separator())
        items.append(ui.TextDisplay(display.text))
    if picture is not None:
        gallery: ui.MediaGallery[Any] = ui.MediaGallery(
            MediaGalleryItem(f"attachment://{PICTURE}", description=picture)
        )
        rules = (place for place, item in enumerate(items) if isinstance(item, ui.Separator))
        items.insert(next(rules, len(items)), gallery)
    return ui.Container(*items, accent_colour=colour)


def _questions(verb: Verb, key: str, questions: Sequence[str]) -> Iterator[ui.ActionRow[Any]]:
    """A row of buttons that ask `questions`, if there are any."""
    buttons = [
        button(verb, key, number, label=question, emoji="💬")
        for number, question in enumerate(questions[:FOLLOWUPS])
        if line(question)
    ]
    if buttons:
        yield ui.ActionRow(*buttons)


def _colour(answer: Answer) -> Colour:
    if answer.abstained:
        return ABSTAINED
    return DISPUTED if any(notice.kind == "conflict" for notice in answer.notices) else ANSWERED


def _body(text: str, marks: Sequence[Span] = ()) -> str:
    start = len(text) - len(text.lstrip())
    return emphasise(text.strip(), clipped(marks, start, len(text.rstrip())), lists=True)


def _small(text: str) -> str:
    return f"-# {text}"


def _notice(sign: str, text: str) -> str:
    return f"-# {sign} {escape(line(text))}"


def _unrepeated(lines: list[Line]) -> list[Line]:
    """The lines without those that rest on nothing but what the first of them rests on: it says as much."""
    first, *others = lines
    says_all = len(first.citations) > 1 and all(set(first.citations).issuperset(o.citations) for o in others)
    return [first] if says_all else lines


def _numbered(citation: Citation) -> CardText:
    """A quote behind its number, which stands out as the words that answer do."""
    if not citation.quote.strip():
        return CardText(f"[{citation.number}]", _bold, joined=True, needs=SCRAP)
    number = f"[{citation.number}] "
    marks = (
        (0, len(number) - 1),
        *((first + len(number), last + len(number)) for first, last in citation.view.marks),
    )
    text = number + citation.view.text
    return CardText(text, _quote, joined=True, needs=SCRAP, marks=marks, emphasise=_quote)


def _runs(numbers: Sequence[int]) -> str:
    """Numbers of citations in order, longer runs by their ends: "[1–4][7]"."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    held = ([number for _, number in run] for _, run in runs)
    return "".join(
        f"[{run[0]}–{run[-1]}]" if len(run) > 2 else "".join(f"[{number}]" for number in run) for run in held
    )


def _document(citation: Citation) -> tuple[str, str, str, str]:
    """What is said of the document of a quote."""
    return citation.document_id, citation.title, citation.edition, citation.language


def _edition(citation: Citation) -> str:
    return clip(citation.edition, 40).replace("`", "")


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
