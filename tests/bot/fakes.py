"""An assistant with canned replies, so that the bot is tested for what it does with an answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from index.errors import QuestionError
from qa.charts.plot import Panel, Plot, Point
from qa.drafts.explanation import Explanation
from qa.knowledge.kinds import Role
from qa.knowledge.reports import HeldReport
from qa.linking.names import Mention
from qa.models import (
    AboutEditions,
    Answer,
    Choice,
    Citation,
    Compare,
    Completion,
    Everything,
    History,
    LookUp,
    Notice,
    NoticeKind,
    Profile,
    Rank,
    Reply,
    Score,
    SourceView,
    Statement,
    Turn,
)
from qa.question.plan import PlanOffer, QuestionPlan
from qa.review.reviewed import Reviewed

AIBASE = SourceView(
    publisher="AIbase",
    title="中国2025一季度人工智能现状分析",
    published="2025-03-03",
    url="https://www.aibase.com/zh/news/15884",
)
UNNAMED = SourceView(publisher=None, title="État de l'IA en Chine", published=None, url=None)


def citation(number: int = 1, **changes: object) -> Citation:
    quote = str(changes.pop("quote", f"DeepSeek R1 reaches 89 points on the index, quote {number}."))
    fields: dict[str, object] = {
        "number": number,
        "document_id": "state-2025-q1-en",
        "title": "State of AI: China, first quarter of 2025",
        "edition": "2025-Q1",
        "language": "en",
        "quote": quote,
        "start": 100,
        "end": 100 + len(quote),
        "sources": (AIBASE,),
    }
    return Citation.model_validate(fields | changes)


def reply(
    question: str,
    text: str,
    *,
    citations: Sequence[Citation] = (),
    notices: Sequence[tuple[NoticeKind, str]] = (),
    followups: Sequence[str] = (),
    choices: Sequence[tuple[str, str]] = (),
    language: str = "en",
    abstained: bool = False,
    plot: Plot | None = None,
) -> Reply:
    statements = (
        (Statement(text=text, citations=tuple(one.number for one in citations)),)
        if citations and text
        else ()
    )
    return Reply(
        answer=Answer(
            id="answer",
            question=question,
            language=language,
            answer=text,
            statements=statements,
            abstained=abstained,
            confidence=0.2 if abstained else 0.9,
            citations=tuple(citations),
            notices=tuple(Notice(kind=kind, text=said) for kind, said in notices),
            followups=tuple(followups),
            corpus_version="test",
            latency_ms=1.0,
        ),
        turn=Turn(question=question, language=language, entities=("deepseek-r1",)),
        choices=tuple(Choice(label=label, question=ask) for label, ask in choices),
        plot=plot,
    )


def point(label: str, value: float, **changes: object) -> Point:
    fields: dict[str, object] = {"low": value, "text": f"{value:g}", "maker": "deepseek"}
    named = {"maker_name": "DeepSeek", "open_weights": True}
    return Point.model_validate({"label": label, "value": value} | fields | named | changes)


def plot(*points: Point, **changes: object) -> Plot:
    """Bars of one panel."""
    panel = Panel(title="Q1 2025", editions=("2025-Q1",), points=points)
    fields: dict[str, object] = {"kind": "bars", "language": "en", "title": "Intelligence Index score"}
    named = {
        "sources": "Sources: AIbase",
        "alt": "Bar chart: DeepSeek R1: 89.",
        "open_weights": "open weights",
    }
    return Plot.model_validate(fields | named | {"panels": (panel,)} | changes)


R1 = reply(
    "What did DeepSeek R1 score?",
    "DeepSeek R1 scored 89 on the Intelligence Index in 2025-Q1 [1]. R1-0528 scored 68 in 2025-Q2 [2].",
    citations=(
        citation(),
        citation(
            2,
            title="État de l'IA en Chine, deuxième trimestre 2025",
            edition="2025-Q2",
            language="fr",
            quote="R1-0528 obtient 68 points à l'indice.",
            sources=(AIBASE, UNNAMED),
        ),
    ),
    notices=(
        ("comparability", "The editions use different versions of the index: the scores cannot be compared."),
        ("translation", "One quote is in French."),
    ),
    followups=("And Kimi k1.5?", "Which labs are named?"),
)
CONFLICT = reply(
    "How did o3 rank?",
    "The articles disagree: o3 has 94 points [1], and the same list puts o3-mini at 90 [2].",
    citations=(citation(quote="o3 leads with 94 points."), citation(2, quote="o3-mini has 90 points.")),
    notices=(("conflict", "Two sources contradict each other; both are shown."),),
)
PLOT = plot(point("OpenAI o1", 94, maker="openai", maker_name="OpenAI"), point("DeepSeek R1", 89))
COMPARED = reply(
    "DeepSeek R1 / o1",
    "o1 scored 94 [1]. DeepSeek R1 scored 89 [2].",
    citations=(citation(quote="o1 scores 94."), citation(2)),
    notices=(("comparability", "Both are of one edition."),),
    followups=("And Kimi k1.5?",),
    plot=PLOT,
)
RANKED = reply(
    "Rank the models",
    "1. o1: 94 [1]\n2. o3: 94 [2]\n3. DeepSeek R1: 89 [3]",
    citations=(citation(quote="o1 scores 94."), citation(2, quote="o3 scores 94."), citation(3)),
    plot=plot(*PLOT.panels[0].points, point("OpenAI o3", 94)),
)
PROFILE = reply("DeepSeek?", "DeepSeek was founded in 2023 [1].", citations=(citation(),))
EDITIONS = reply("Which editions are there?", "2025-Q1 and 2025-Q2 [1].", citations=(citation(),))
TIE = reply(
    "turbo score",
    "“turbo” may be one of these.",
    choices=(
        ("Hunyuan TurboS", "What did Hunyuan TurboS score?"),
        ("ERNIE 4.0 Turbo", "What did ERNIE 4.0 Turbo score?"),
    ),
)
ABSTAINED = reply(
    "Who won the World Cup?",
    "The reports do not say. Searched: 2025-Q1, 2025-Q2.",
    citations=(citation(quote="DeepSeek was founded in May 2023."),),
    notices=(
        ("closest", "The closest passage is about DeepSeek."),
        ("extracted", "A figure read by program."),
    ),
    abstained=True,
)
FRENCH = reply(
    "Quel est le score de R1 ?",
    "DeepSeek R1 obtient 89 points dans l'édition 2025-Q1 [1].",
    citations=(citation(language="fr", quote="DeepSeek R1 obtient 89 points."),),
    followups=("Et Kimi ?",),
    language="fr",
)
CHINESE = reply(
    "DeepSeek R1 的智能指数是多少？",
    "DeepSeek R1 在 2025-Q1 版中的智能指数为 89 [1]。",
    citations=(citation(language="zh-Hans", quote="DeepSeek R1 的智能指数达到 89。"),),
    followups=("Kimi 呢？",),
    language="zh-Hans",
)
TRADITIONAL = reply(
    "DeepSeek R1 的智慧指數是多少？",
    "DeepSeek R1 在 2025-Q1 版中的智慧指數為 89 [1]。",
    citations=(citation(language="zh-Hant", quote="DeepSeek R1 的智慧指數達到 89。"),),
    followups=("那 Kimi 呢？",),
    language="zh-Hant",
)
JAPANESE = reply(
    "DeepSeek R1 のスコアは？",
    "DeepSeek R1 のインテリジェンス指数は、2025-Q1 版で 89 です [1]。",
    citations=(citation(language="ja", quote="DeepSeek R1 の指数は 89 に達した。"),),
    followups=("Kimi は？",),
    language="ja",
)
LONG = reply(
    "Tell me everything",
    "\n\n".join(
        f"Paragraph {number}. " + "China's labs publish their weights and their rivals do not. " * 12 + "[1]"
        for number in range(1, 9)
    ),
    citations=(citation(quote="A very long quote. " * 300), *(citation(number) for number in range(2, 18))),
)
HOSTILE = reply(
    "@everyone <@1> <@&2> <#3> [free](https://evil.example) **bold**",
    "It says @everyone, <@1>, <@&2>, <#3>, </ask:4>, <t:5:R>, [free](https://evil.example) and `code` [1].",
    citations=(
        citation(
            title="@here <@1> [title](https://evil.example)\n# heading",
            quote="@everyone <@1> <@&2> <#3>\n# heading\n> [x](https://evil.example) ||spoiler||",
            sources=(
                SourceView(
                    publisher="@everyone **P**",
                    title="<@1> [t](https://evil.example)",
                    published="<t:1:R>",
                    url="javascript:alert(1)",
                ),
                SourceView(publisher="Q", title="R", published=None, url="https://a.example/x>) <@1>"),
            ),
        ),
    ),
    notices=(("closest", "@everyone <@&2> [n](https://evil.example)"),),
    followups=("@everyone <@1>?",),
    choices=(("<@1> @here", "q"),),
)
REPLIES = (
    R1,
    CONFLICT,
    TIE,
    ABSTAINED,
    FRENCH,
    CHINESE,
    TRADITIONAL,
    JAPANESE,
    LONG,
    HOSTILE,
    COMPARED,
    RANKED,
)
LOOKED_UP: dict[type[LookUp], Reply] = {
    Score: R1,
    Compare: COMPARED,
    Rank: RANKED,
    History: COMPARED,
    Profile: PROFILE,
    Everything: R1,
    AboutEditions: EDITIONS,
}
NAMES = ("DeepSeek R1", "DeepSeek V3", "Doubao 1.5 Pro", "豆包 1.5 Pro")


def explanation(question: str, **changes: object) -> Explanation:
    fields: dict[str, object] = {"question": question, "language": "en", "operation": "lookup"}
    decided = {"decided_by": "figures", "threshold": 0.4, "confidence": 0.9}
    return Explanation.model_validate(fields | decided | changes)


class FakeAssistant:
    """Answers what it has a reply for and quotes R1's otherwise; `before` runs in the answering thread."""

    editions = ("2025-Q1", "2025-Q2")
    times: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
    corpus_version = "one"
    outdated = False

    def __init__(self) -> None:
        self.replies = {one.answer.question: one for one in REPLIES}
        self.asked: list[dict[str, object]] = []
        self.offers: dict[str, PlanOffer] = {}  # of questions that are not read surely
        self.planned: Reply | None = None  # what is answered to plans, if set
        self.offered: list[tuple[str, str | None]] = []  # for which question, and which language is fixed
        self.completed: list[tuple[str, frozenset[str], str | None]] = []
        self.measured: list[tuple[str, str | None]] = []
        self.before: Callable[[], None] = lambda: None
        self.looks_up = True
        self.instead: Reply | None = None  # shown by every command, if set
        self.explanations: tuple[Explanation, ...] = ()  # instead of one that figures decided, if set

    def names_in(self, text: str) -> tuple[Mention, ...]:
        return ()

    def warm(self) -> None:
        pass

    def renewed(self) -> FakeAssistant:
        return self

    def titles(self, locale: str) -> str:
        return "the invented digests"

    def reports(self, locale: str) -> tuple[HeldReport, ...]:
        return (
            HeldReport("State of AI <@1>", "2025-Q2", 5, ("en", "fr"), "2025-07-01"),
            HeldReport("A leaflet", "", 1, ("ja",), ""),
        )

    def examples(self, locale: str) -> tuple[str, ...]:
        return ("Quel est le score de R1 ?",) if locale == "fr" else ("What did DeepSeek R1 score?", "Who?")

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
        plan: QuestionPlan | None = None,
    ) -> Reply:
        asked: dict[str, object] = {"question": question, "history": tuple(history)}
        asked |= {"locale": locale, "edition": edition}
        asked |= {"language": language} if language else {}
        self.asked.append(asked | ({"plan": plan} if plan else {}))
        self.before()
        known = (plan and self.planned) or self.replies.get(question)
        return known or reply(question, f"About “{question}”: 89 points [1].", citations=(citation(),))

    def offer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> PlanOffer | None:
        self.offered.append((question, language))
        return self.offers.get(question)

    def explain(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> tuple[Reply, tuple[Explanation, ...]]:
        reply = self.ask(question, history=history, language=language, locale=locale)
        return reply, self.explanations or (explanation(question),)

    def ask_in_reply(
        self,
        question: str,
        replied_to: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> Reply:
        if not replied_to:
            raise QuestionError("nothing is asked")
        reply = self.ask(replied_to, history=history, language=language, locale=locale)
        self.asked[-1] |= {"question": question, "replied_to": replied_to}
        return reply

    def look_up(self, request: LookUp, *, locale: str | None = None) -> Reply:
        self.asked.append({"request": request, "locale": locale})
        self.before()
        return self.instead or LOOKED_UP[type(request)]

    def complete(
        self,
        prefix: str,
        *,
        roles: Collection[Role] | None = None,
        locale: str | None = None,
    ) -> tuple[Completion, ...]:
        self.completed.append((prefix, frozenset(roles or ()), locale))
        self.before()
        found = [name for name in NAMES if prefix.lower() in name.lower()] + [f"name {n}" for n in range(40)]
        return tuple(Completion(label=name, value=name.lower().replace(" ", "-")) for name in found)

    def complete_measures(self, prefix: str, *, locale: str | None = None) -> tuple[Completion, ...]:
        self.measured.append((prefix, locale))
        self.before()
        return (Completion(label="Wet braking (m)", value="Wet braking"),)
