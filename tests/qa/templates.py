"""Questions of every kind in five languages: {a} and {b} are names, {q} an edition, {n} a number."""

from __future__ import annotations

from typing import Final

QUARTER: Final = {
    "en": ("in Q1", "in Q2"),
    "fr": ("au T1", "au T2"),
    "zh-Hans": ("第一季度", "第二季度"),
    "zh-Hant": ("第一季", "第二季"),
    "ja": ("第1四半期", "第2四半期"),
}
SCORE: Final = {
    "en": "What did {a} score {q}?",
    "fr": "Quel est le score de {a} {q} ?",
    "zh-Hans": "{q}{a}得了多少分？",
    "zh-Hant": "{q}{a}得了幾分？",
    "ja": "{q}の{a}のスコアは？",
}
COMPARE: Final = {
    "en": "Which scores higher {q}, {a} or {b}?",
    "fr": "Qui a le meilleur score {q}, {a} ou {b} ?",
    "zh-Hans": "{q}{a}和{b}哪个得分更高？",
    "zh-Hant": "{q}{a}和{b}哪個得分更高？",
    "ja": "{q}のスコアは{a}と{b}のどちらが高い？",
}
DIFFERENCE: Final = {
    "en": "What is the score difference between {a} and {b} {q}?",
    "fr": "Quel est l'écart de score entre {a} et {b} {q} ?",
    "zh-Hans": "{q}{a}和{b}的得分差多少？",
    "zh-Hant": "{q}{a}和{b}的得分相差幾分？",
    "ja": "{q}の{a}と{b}のスコアの差は？",
}
TOP: Final = {
    "en": "What are the top 2 models by score {q}?",
    "fr": "Quels sont les 2 meilleurs modèles par score {q} ?",
    "zh-Hans": "{q}得分前2名的模型是哪些？",
    "zh-Hant": "{q}得分前2名的模型是哪幾個？",
    "ja": "{q}のスコアの上位2モデルは？",
}
BEST_OF: Final = {
    "en": "Which model of {a} scores best {q}?",
    "fr": "Quel modèle de {a} a le meilleur score {q} ?",
    "zh-Hans": "{q}{a}得分最高的模型是哪个？",
    "zh-Hant": "{q}{a}得分最高的模型是哪個？",
    "ja": "{q}に{a}で最もスコアが高いモデルは？",
}
ABOVE: Final = {
    "en": "Which models score above {n} {q}?",
    "fr": "Quels modèles ont un score supérieur à {n} {q} ?",
    "zh-Hans": "{q}哪些模型得分高于{n}分？",
    "zh-Hant": "{q}哪些模型的得分超過{n}分？",
    "ja": "{q}にスコアが{n}点を超えるモデルは？",
}
COUNT: Final = {
    "en": "How many models score above {n} {q}?",
    "fr": "Combien de modèles ont un score supérieur à {n} {q} ?",
    "zh-Hans": "{q}有多少个模型得分高于{n}分？",
    "zh-Hant": "{q}有多少個模型的得分超過{n}分？",
    "ja": "{q}にスコアが{n}点を超えるモデルはいくつ？",
}
USERS: Final = {
    "en": "How many monthly active users does {a} have?",
    "fr": "Combien d'utilisateurs actifs mensuels a {a} ?",
    "zh-Hans": "{a}有多少月活跃用户？",
    "zh-Hant": "{a}有多少月活躍用戶？",
    "ja": "{a}の月間アクティブユーザー数は？",
}
FUNDING: Final = {
    "en": "How much money has {a} raised?",
    "fr": "Combien {a} a-t-il levé ?",
    "zh-Hans": "{a}融资多少？",
    "zh-Hant": "{a}融資多少？",
    "ja": "{a}の資金調達額は？",
}
FOUNDER: Final = {
    "en": "Who is the founder of {a}?",
    "fr": "Qui est le fondateur de {a} ?",
    "zh-Hans": "{a}的创始人是谁？",
    "zh-Hant": "{a}的創始人是誰？",
    "ja": "{a}の創業者は誰？",
}
RELEASE: Final = {
    "en": "What is the release date of {a} {q}?",
    "fr": "Quelle est la date de sortie de {a} {q} ?",
    "zh-Hans": "{q}的报告里{a}的发布时间？",
    "zh-Hant": "{q}的報告裡{a}的發布時間？",
    "ja": "{q}の{a}のリリース時期は？",
}
EMPLOYEES: Final = {
    "en": "How many employees does {a} have?",
    "fr": "Combien d'employés a {a} ?",
    "zh-Hans": "{a}有多少员工？",
    "zh-Hant": "{a}有多少員工？",
    "ja": "{a}の従業員は何人？",
}
AND: Final = {
    "en": "and {a}?",
    "fr": "et {a} ?",
    "zh-Hans": "那{a}呢？",
    "zh-Hant": "那{a}呢？",
    "ja": "{a}は？",
}
