"""The space of questions about the shipped corpus: templates, names, editions, languages."""

from __future__ import annotations

from hypothesis import strategies as st

from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.settings import shipped_corpus

KNOWLEDGE = Knowledge.load(shipped_corpus())
SUBJECTS = sorted(
    e.id
    for e in KNOWLEDGE.entities
    if e.kind in ("model", "lab", "application", "family", "company", "country", "chip")
)
MODELS = sorted({f.subject for f in KNOWLEDGE.facts.facts if f.attribute == "intelligence_index"})
TEMPLATES = {
    "en": [
        "{a} score",
        "What did {a} score {q}?",
        "Compare {a} and {b} {q}",
        "What is the difference between {a} and {b}?",
        "Is {a} better than {b}?",
        "Top 3 models {q}",
        "Which {a} models score above 80 {q}?",
        "How many models score above 80 {q}?",
        "How many users does {a} have?",
        "How much money did {a} raise?",
        "When was {a} released?",
        "Who founded {a}?",
        "How many parameters does {a} have?",
        "What is {a}?",
        "Why is {a} important?",
        "What is the market cap of {a}?",
        "rank {a} and {b}",
        "{a}",
        "average score of {a} and {b} over both editions",
    ],
    "fr": [
        "Quel est le score de {a} {q} ?",
        "Compare {a} et {b} {q}",
        "Quel est l'écart entre {a} et {b} ?",
        "Quels sont les 3 meilleurs modèles {q} ?",
        "Quels modèles dépassent 80 points {q} ?",
        "Combien de modèles dépassent 80 points {q} ?",
        "Combien d'utilisateurs a {a} ?",
        "Combien {a} a-t-il levé ?",
        "Quand {a} est-il sorti ?",
        "Qui a fondé {a} ?",
        "Que dit-on de {a} ?",
        "Pourquoi {a} est-il important ?",
    ],
    "zh-Hans": [
        "{q}{a}得了多少分？",
        "比较{a}和{b}的得分",
        "{a}和{b}的得分差多少？",
        "{q}得分前3名的模型有哪些？",
        "{q}哪些模型得分超过80分？",
        "{q}有几个模型得分超过80分？",
        "{a}有多少用户？",
        "{a}融资多少？",
        "{a}什么时候发布的？",
        "{a}的创始人是谁？",
        "{a}是什么？",
        "为什么说{a}很重要？",
    ],
    "zh-Hant": [
        "{q}{a}得了幾分？",
        "比較{a}和{b}的得分",
        "{a}和{b}相差幾分？",
        "{q}得分前3名的模型是哪幾個？",
        "{q}哪些模型得分超過80分？",
        "{a}有多少用戶？",
        "{a}募資多少？",
        "{a}什麼時候發布的？",
        "{a}的創始人是誰？",
        "{a}是什麼？",
        "為什麼說{a}很重要？",
    ],
    "ja": [
        "{q}の{a}のスコアは？",
        "{a}と{b}のスコアを比べて",
        "{a}と{b}のスコアの差は？",
        "{q}のスコア上位3モデルは？",
        "{q}にスコアが80点を超えるモデルは？",
        "{q}に80点を超えるモデルはいくつ？",
        "{a}のユーザー数は？",
        "{a}はいくら調達した？",
        "{a}はいつ公開された？",
        "{a}の創業者は誰？",
        "{a}とは？",
        "なぜ{a}は重要なの？",
    ],
}
QUARTERS = {
    "en": ["", "in Q1", "in Q2", "in both editions"],
    "fr": ["", "au T1", "au T2", "dans les deux éditions"],
    "zh-Hans": ["", "第一季度", "第二季度"],
    "zh-Hant": ["", "第一季", "第二季"],
    "ja": ["今回", "第1四半期", "第2四半期"],
}


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str]:
    """A question from the space of templates, subjects, editions and languages, and its language."""
    language = draw(st.sampled_from(LANGUAGES))
    template = draw(st.sampled_from(TEMPLATES[language]))
    a, b = draw(st.lists(st.sampled_from(SUBJECTS), min_size=2, max_size=2, unique=True))
    names = {"a": KNOWLEDGE.entities[a].name(language), "b": KNOWLEDGE.entities[b].name(language)}
    return template.format(q=draw(st.sampled_from(QUARTERS[language])), **names).strip(), language
