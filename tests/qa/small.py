"""A corpus to know by heart: an invented index of invented models, in two editions and three languages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

Q1: Final = "2030-Q1"
Q2: Final = "2030-Q2"

ENTITIES: Final = """
- {id: northwind, kind: lab, country: avalon, groups: [startups], names: {en: Northwind, ja: ノースウィンド}, aliases: [NW Labs, 北風]}
- {id: eastgate, kind: lab, country: borduria, names: {en: Eastgate, zh-Hans: 东门, zh-Hant: 東門}, aliases: [Eastgate AI]}
- {id: zephyr, kind: family, lab: northwind, names: {en: Zephyr}, open_weights: true}
- {id: zephyr-2, kind: model, lab: northwind, part_of: zephyr, names: {en: Zephyr 2, ja: ゼファー2}, aliases: [Z2], open_weights: true}
- {id: zephyr-3, kind: model, lab: northwind, part_of: zephyr, names: {en: Zephyr 3}, aliases: [Z3], open_weights: true}
- {id: nimbus-large, kind: model, lab: northwind, names: {en: Nimbus Large}, open_weights: false}
- {id: borealis-one, kind: model, lab: eastgate, names: {en: Borealis One, zh-Hans: 北极光一号}, open_weights: false}
- {id: cumulus-mini, kind: model, lab: eastgate, names: {en: Cumulus Mini}, open_weights: false}
- {id: skyline, kind: application, lab: northwind, names: {en: Skyline, fr: Skyline}, aliases: [Skyline app]}
- {id: ada-quill, kind: person, names: {en: Ada Quill, zh-Hans: 阿达·奎尔}}
- {id: avalon, kind: country, names: {en: Avalon, fr: Avalonie, ja: アヴァロン}, aliases: [Avalonian, AV]}
- {id: borduria, kind: country, names: {en: Borduria, fr: Bordurie}, aliases: [Bordurian]}
- {id: startups, kind: group, names: {en: startups, fr: jeunes pousses}, aliases: [startup]}
- {id: sky-index, kind: index, names: {en: Sky Index}}
"""

ATTRIBUTES: Final = """
- id: sky_index
  subjects: [model, family]
  unit: points
  default_for: [model, family]
  better: high
  names: {en: Sky Index score, zh-Hans: 天空指数得分, zh-Hant: 天空指數得分, fr: score au Sky Index, ja: Sky Indexのスコア}
  cues: {en: [score, scores, scored, points], fr: [score, points], ja: [スコア, 何点], zh-Hans: [得分, 多少分, 几分], zh-Hant: [得分, 幾分]}
  sentence:
    en: "{subject} scores {value} on the Sky Index in the {edition} edition."
    fr: "Dans l'édition {edition}, {subject} obtient {value} au Sky Index."
    ja: "{subject}のスコアは、{edition}版で{value}です。"
    zh-Hans: "{subject}在{edition}的得分为{value}。"
    zh-Hant: "{subject}在{edition}的得分為{value}。"
- id: funding
  subjects: [lab]
  unit: USD
  better: high
  names: {en: funding, fr: levée de fonds, ja: 調達額, zh-Hans: 融资额, zh-Hant: 融資額}
  cues: {en: [funding, raised, raise], fr: [levé, levée], ja: [調達], zh-Hans: [融资], zh-Hant: [融資]}
  sentence: {en: "{subject} has raised {value} ({edition})."}
- id: monthly_active_users
  subjects: [application]
  unit: users
  better: high
  names: {en: monthly active users, fr: utilisateurs actifs mensuels, ja: 月間ユーザー数, zh-Hans: 月活跃用户数, zh-Hant: 月活躍用戶數}
  cues: {en: [users, monthly active users], fr: [utilisateurs], ja: [ユーザー], zh-Hans: [用户, 月活], zh-Hant: [用戶]}
  sentence: {en: "{subject} has {value} monthly active users ({edition}).", fr: "{subject} compte {value} utilisateurs ({edition})."}
- id: founder
  subjects: [lab]
  unit: entity
  names: {en: founder, fr: fondateur, ja: 創業者, zh-Hans: 创始人, zh-Hant: 創始人}
  cues: {en: [founder, founded by, who founded, who … started], fr: [fondé par, a fondé], ja: [創業者], zh-Hans: [创始人], zh-Hant: [創始人]}
  sentence: {en: "{subject} was founded by {value} ({edition})."}
- id: release_date
  subjects: [model]
  unit: date
  names: {en: release date, fr: date de sortie, ja: 公開日, zh-Hans: 发布日期, zh-Hant: 發布日期}
  cues: {en: [released, release date, come out], fr: [sorti, sortie], ja: [公開], zh-Hans: [发布], zh-Hant: [發布]}
  sentence: {en: "{subject} was released in {value} ({edition})."}
- id: parameters
  subjects: [model]
  unit: parameters
  better: high
  names: {en: parameters, fr: paramètres, ja: パラメータ数, zh-Hans: 参数量, zh-Hant: 參數量}
  cues: {en: [parameters], fr: [paramètres], ja: [パラメータ], zh-Hans: [参数], zh-Hant: [參數]}
  sentence: {}
- id: motto
  subjects: [lab]
  unit: text
  names: {en: motto, fr: devise, ja: 標語, zh-Hans: 口号, zh-Hant: 口號}
  cues: {en: [motto], fr: [devise], ja: [標語], zh-Hans: [口号], zh-Hant: [口號]}
  sentence: {}
- id: employees
  subjects: [lab]
  unit: count
  names: {en: employees, fr: employés, ja: 従業員数, zh-Hans: 员工数, zh-Hant: 員工數}
  cues: {en: [employees], fr: [employés], ja: [従業員], zh-Hans: [员工], zh-Hant: [員工]}
  sentence: {}
"""

EDITIONS: Final = """
- id: 2030-Q1
  title: {en: "Sky Report, Q1 2030", fr: "Sky Report, T1 2030"}
  comparable_with: [COMPARABLE]
  reason: &reason {en: the index changed., fr: "l'indice a changé.", ja: 指数が変わりました。, zh-Hans: 指数变了。, zh-Hant: 指數變了。}
- id: 2030-Q2
  title: {en: "Sky Report, Q2 2030", fr: "Sky Report, T2 2030"}
  reason: *reason
"""

SOURCES: Final = """
gazette: {publisher: Gazette, title: Sky news, url: "https://example.org/sky", published: "2030-04-02", language: en, edition: 2030-Q1}
herald: {publisher: null, title: More sky, url: null, published: null, language: fr, edition: 2030-Q1}
"""

TEXTS: Final = {
    (Q1, "en"): """# Sky models
## Scores
Zephyr 2 of Northwind scores 71 points. Borealis One of Eastgate scores 64 points. Cumulus Mini scores 64 points too.
Nimbus Large scores 58 points.
## Makers
Northwind has raised 2.5 billion US dollars. Northwind was founded by Ada Quill. Northwind's motto is to sail on.
Zephyr 2 came out in January 2030, the Gazette says. Zephyr 2 came out in March 2030, the Herald says.
Zephyr 2 has 405 billion parameters.
## Reasons
Zephyr 2 improved quickly because Northwind trained its sailors with great patience.
""",
    (Q2, "en"): """# Sky models again
## Scores
Zephyr 2 scores 55 points in May 2030. Zephyr 3 scores 60 points in spring.
## Applications
Skyline has about 12 million monthly active users. Eastgate stopped flying balloons because the weather was bad.
""",
    (Q1, "fr"): """# Modèles du ciel
## Scores
Zephyr 2 de Northwind obtient 71 points. Borealis One d'Eastgate obtient 64 points. Cumulus Mini obtient aussi 64 points.
Nimbus Large obtient 58 points.
## Fabricants
Northwind a levé 2,5 milliards de dollars. Northwind a été fondé par Ada Quill. La devise de Northwind est de voguer.
Zephyr 2 est sorti en janvier 2030, dit la Gazette. Zephyr 2 est sorti en mars 2030, dit le Herald.
Zephyr 2 compte 405 milliards de paramètres.
## Raisons
Zephyr 2 a vite progressé parce que Northwind a formé ses marins avec patience.
""",
    (Q2, "fr"): """# Encore les modèles du ciel
## Scores
Zephyr 2 obtient 55 points en mai 2030. Zephyr 3 obtient 60 points au printemps.
## Applications
Skyline compte environ 12 millions d'utilisateurs actifs mensuels. Eastgate a cessé les ballons à cause du mauvais temps.
""",
    (Q1, "ja"): """# 空のモデル
## スコア
ノースウィンドのゼファー2（Zephyr 2）は71点である。Borealis Oneは64点である。Cumulus Miniも64点である。Nimbus Largeは58点である。
## 会社
ノースウィンドは25億ドルを調達した。ノースウィンドの創業者はAda Quillである。
ガゼット紙によると、ゼファー2は2030年1月に公開された。ゼファー2のパラメータ数は4050億である。
## 理由
ゼファー2が速く伸びたのは、船員を根気よく育てたからである。
""",
    (Q2, "ja"): """# 空のモデル、ふたたび
## スコア
2030年5月のゼファー2は55点である。春のZephyr 3は60点である。
## アプリ
Skylineの月間ユーザー数は約1200万人である。
""",
}

TITLES: Final = {"en": "Sky digest", "fr": "Le ciel en bref", "ja": "空の要約"}

# id, subject, attribute, value, unit, further keys, edition, reporters, the sentence in each language
FACTS: Final[list[tuple[str, str, str, object, str, dict[str, str], str, str, dict[str, str]]]] = [
    (
        "z2-q1",
        "zephyr-2",
        "sky_index",
        71,
        "points",
        {},
        Q1,
        "gazette, herald",
        {
            "en": "Zephyr 2 of Northwind scores 71 points.",
            "fr": "Zephyr 2 de Northwind obtient 71 points.",
            "ja": "ノースウィンドのゼファー2（Zephyr 2）は71点である。",
        },
    ),
    (
        "b1-q1",
        "borealis-one",
        "sky_index",
        64,
        "points",
        {},
        Q1,
        "gazette",
        {
            "en": "Borealis One of Eastgate scores 64 points.",
            "fr": "Borealis One d'Eastgate obtient 64 points.",
            "ja": "Borealis Oneは64点である。",
        },
    ),
    (
        "cm-q1",
        "cumulus-mini",
        "sky_index",
        64,
        "points",
        {},
        Q1,
        "gazette",
        {
            "en": "Cumulus Mini scores 64 points too.",
            "fr": "Cumulus Mini obtient aussi 64 points.",
            "ja": "Cumulus Miniも64点である。",
        },
    ),
    (
        "nl-q1",
        "nimbus-large",
        "sky_index",
        58,
        "points",
        {},
        Q1,
        "gazette",
        {
            "en": "Nimbus Large scores 58 points.",
            "fr": "Nimbus Large obtient 58 points.",
            "ja": "Nimbus Largeは58点である。",
        },
    ),
    (
        "nw-funding",
        "northwind",
        "funding",
        2_500_000_000,
        "USD",
        {},
        Q1,
        "gazette",
        {
            "en": "Northwind has raised 2.5 billion US dollars.",
            "fr": "Northwind a levé 2,5 milliards de dollars.",
            "ja": "ノースウィンドは25億ドルを調達した。",
        },
    ),
    (
        "nw-founder",
        "northwind",
        "founder",
        "ada-quill",
        "entity",
        {},
        Q1,
        "gazette",
        {
            "en": "Northwind was founded by Ada Quill.",
            "fr": "Northwind a été fondé par Ada Quill.",
            "ja": "ノースウィンドの創業者はAda Quillである。",
        },
    ),
    (
        "nw-motto",
        "northwind",
        "motto",
        "to sail on",
        "text",
        {},
        Q1,
        "gazette",
        {"en": "Northwind's motto is to sail on.", "fr": "La devise de Northwind est de voguer."},
    ),
    (
        "z2-date-gazette",
        "zephyr-2",
        "release_date",
        "2030-01",
        "date",
        {},
        Q1,
        "gazette",
        {
            "en": "Zephyr 2 came out in January 2030, the Gazette says.",
            "fr": "Zephyr 2 est sorti en janvier 2030, dit la Gazette.",
            "ja": "ガゼット紙によると、ゼファー2は2030年1月に公開された。",
        },
    ),
    (
        "z2-date-herald",
        "zephyr-2",
        "release_date",
        "2030-03",
        "date",
        {},
        Q1,
        "herald",
        {
            "en": "Zephyr 2 came out in March 2030, the Herald says.",
            "fr": "Zephyr 2 est sorti en mars 2030, dit le Herald.",
        },
    ),
    (
        "z2-parameters",
        "zephyr-2",
        "parameters",
        405_000_000_000,
        "parameters",
        {},
        Q1,
        "gazette",
        {
            "en": "Zephyr 2 has 405 billion parameters.",
            "fr": "Zephyr 2 compte 405 milliards de paramètres.",
            "ja": "ゼファー2のパラメータ数は4050億である。",
        },
    ),
    (
        "z2-q2",
        "zephyr-2",
        "sky_index",
        55,
        "points",
        {"as_of": "2030-05"},
        Q2,
        "gazette",
        {
            "en": "Zephyr 2 scores 55 points in May 2030.",
            "fr": "Zephyr 2 obtient 55 points en mai 2030.",
            "ja": "2030年5月のゼファー2は55点である。",
        },
    ),
    (
        "z3-q2",
        "zephyr-3",
        "sky_index",
        60,
        "points",
        {},
        Q2,
        "gazette",
        {
            "en": "Zephyr 3 scores 60 points in spring.",
            "fr": "Zephyr 3 obtient 60 points au printemps.",
            "ja": "春のZephyr 3は60点である。",
        },
    ),
    (
        "sky-users",
        "skyline",
        "monthly_active_users",
        12_000_000,
        "users",
        {"qualifier": "about"},
        Q2,
        "gazette",
        {
            "en": "Skyline has about 12 million monthly active users.",
            "fr": "Skyline compte environ 12 millions d'utilisateurs actifs mensuels.",
            "ja": "Skylineの月間ユーザー数は約1200万人である。",
        },
    ),
]


def document_id(edition: str, language: str) -> str:
    return f"sky-{edition.lower()}-{language}"


def write_small_corpus(folder: Path, *, comparable: bool = False) -> Path:
    """Write the corpus into `folder`; its editions are declared `comparable` or not."""
    declared = Q2 if comparable else ""
    (folder / "facts").mkdir(parents=True)
    (folder / "digests").mkdir()
    _write(folder / "entities.yaml", ENTITIES)
    _write(folder / "attributes.yaml", ATTRIBUTES)
    _write(folder / "editions.yaml", EDITIONS.replace("COMPARABLE", declared))
    _write(folder / "sources.yaml", SOURCES)
    _write(folder / "facts" / "all.yaml", "\n".join(_fact_yaml(*fact) for fact in FACTS))
    for (edition, language), text in TEXTS.items():
        _write(
            folder / "digests" / f"{edition}-{language}.md", _front_matter(edition, language) + "\n" + text
        )
    return folder


def _fact_yaml(
    name: str,
    subject: str,
    attribute: str,
    value: object,
    unit: str,
    more: dict[str, str],
    edition: str,
    reporters: str,
    quotes: dict[str, str],
) -> str:
    keys = "".join(f"  {key}: {item}\n" for key, item in more.items())
    evidence = "".join(
        f'  - {{document_id: {document_id(edition, language)}, quote: "{quote}"}}\n'
        for language, quote in quotes.items()
    )
    return (
        f"- id: {name}\n  subject: {subject}\n  attribute: {attribute}\n  value: {value}\n  unit: {unit}\n{keys}"
        f"  edition: {edition}\n  reported_by: [{reporters}]\n  evidence:\n{evidence}"
    )


def _front_matter(edition: str, language: str) -> str:
    return f"""---
id: {document_id(edition, language)}
title: "{TITLES[language]} {edition}"
edition: {edition}
language: {language}
published: 2030-07-01
sources:
  - {{publisher: Gazette, title: Sky news, url: "https://example.org/sky", published: 2030-04-02, language: en}}
  - {{publisher: null, title: More sky, url: null, published: null, language: fr}}
license: CC-BY-4.0
---
"""


def _write(path: Path, text: str) -> None:
    path.write_text(text.lstrip("\n"), encoding="utf-8")
