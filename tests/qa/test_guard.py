"""The guard on comparability, over invented worlds: whatever is asked, no scale holds what may not meet.

Every way to an answer is taken (commands, questions in words, follow-ups), and every form of it looked at
(statements, figures as JSON, rows of a table, the picture).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import AboutEditions, Compare, History, Profile, Rank, Score, Turn
from qa.wording.messages import Messages
from tests.examples import examples
from tests.qa.invented import LABS, MADE_BY, MODELS, World, attribute, worlds
from tests.qa.one_scale import LINE, check, sections

pytestmark = pytest.mark.no_cover  # what it tries a thousand times, others cover by trying it once

MESSAGES = Messages()
QUESTIONS = {
    "en": ("{a} score", "compare {a} and {b}", "difference between {a} and {b}", "rank all models by score",
           "top 3 models in Q1 by score", "models above 41 points", "how many models score above 41?",
           "best model", "did {a} improve?", "difference between {a} in Q1 and in Q2", "scores of {a}, {b}",
           "{a} score in Q1? {b} score in Q2?"),
    "fr": ("score de {a}", "compare {a} et {b}", "écart entre {a} et {b}", "classe les modèles par score"),
    "ja": ("{a}のスコア", "{a}と{b}を比較", "{a}と{b}の差は？", "モデルのスコアランキング"),
    "zh-Hans": ("{a}多少分", "比较{a}和{b}", "{a}和{b}差多少分？", "模型得分排名"),
    "zh-Hant": ("{a}幾分", "比較{a}和{b}", "{a}和{b}差幾分？", "模型得分排名"),
}  # fmt: skip
FOLLOW_UPS = {
    "en": ("and in Q1?", "and in Q2?", "what about {b}?", "what is the difference?", "who is second?"),
    "fr": ("et au T1 ?", "et au T2 ?", "et {b} ?"),
    "ja": ("Q1では？", "Q2では？", "{b}は？"),
    "zh-Hans": ("那第一季度呢？", "那第二季度呢？", "那{b}呢？"),
    "zh-Hant": ("那第一季呢？", "那第二季呢？", "那{b}呢？"),
}
# Not shrunk: a failure would take minutes, as each example builds an engine.
some_worlds = settings(
    max_examples=examples(15),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
names = st.lists(st.sampled_from(MODELS), min_size=2, max_size=2, unique=True)


@pytest.fixture(autouse=True)
def nothing_was_left_out(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The gates refuse what is wrong; what is right never comes to them otherwise."""
    yield
    assert [r.message for r in caplog.get_records("call") if r.levelno >= logging.ERROR] == []


# --- every way to a reply -------------------------------------------------------------


@some_worlds
@given(world=worlds(), pair=names, language=st.sampled_from(LANGUAGES))
def test_commands_keep_scales_apart(world: World, pair: list[str], language: str) -> None:
    engine = world.engine()
    check(world, engine.look_up(Score(pair[0]), locale=language))
    check(world, engine.look_up(Compare(tuple(pair)), locale=language))
    check(world, engine.look_up(Rank(), locale=language))
    check(world, engine.look_up(Rank(within=("northwind",), open_weights=True), locale=language))
    check(world, engine.look_up(History(pair[0]), locale=language))
    check(world, engine.look_up(History("eastgate"), locale=language))
    check(world, engine.look_up(Profile("northwind"), locale=language))
    check(world, engine.look_up(AboutEditions(), locale=language))


@some_worlds
@given(world=worlds(), pair=names, language=st.sampled_from(LANGUAGES), data=st.data())
def test_conversations_keep_scales_apart(
    world: World, pair: list[str], language: str, data: st.DataObject
) -> None:
    engine, (a, b) = world.engine(), (name.title() for name in pair)
    turns: list[Turn] = []
    for questions in (QUESTIONS[language], FOLLOW_UPS[language], FOLLOW_UPS[language]):
        question = data.draw(st.sampled_from(questions)).format(a=a, b=b)
        reply = engine.ask(question, history=turns, language=language)
        check(world, reply)
        turns.append(reply.turn)


@some_worlds
@given(world=worlds(), pair=names, order=st.permutations(["Q1", "Q2"]))
def test_answers_of_one_message_keep_scales_apart(world: World, pair: list[str], order: list[str]) -> None:
    asked = (f"{model.title()} score in {quarter}?" for model, quarter in zip(pair, order, strict=True))
    check(world, world.engine().ask(" ".join(asked)))


# --- comparisons ----------------------------------------------------------------------


@some_worlds
@given(world=worlds(), pair=names, language=st.sampled_from(LANGUAGES), data=st.data())
def test_two_models_are_compared_by_their_margin_and_their_sources(
    world: World, pair: list[str], language: str, data: st.DataObject
) -> None:
    both = [e for e in world.editions if all(model in world.scores[e] for model in pair)]
    if not both:
        return
    edition, engine = data.draw(st.sampled_from(both)), world.engine()
    replies = [
        engine.look_up(Compare(tuple(order), edition), locale=language) for order in (pair, pair[::-1])
    ]
    for reply in replies:
        check(world, reply)
        assert reply.answer.statements[0].text.partition(" [")[0] in verdicts(world, pair, edition, language)


def verdict(world: World, pair: list[str], edition: str) -> tuple[str, list[str]]:
    """The message that should be given of two models of one edition, and the models, the winner first."""
    (one_low, one_high), (two_low, two_high) = (
        (min(values), max(values)) for values in (world.scores[edition][model] for model in pair)
    )
    margin = world.margins[edition] or 0.0
    if one_low > two_high + margin:
        return "compare-ahead", pair
    if two_low > one_high + margin:
        return "compare-ahead", pair[::-1]
    if one_high > two_low + margin or two_high > one_low + margin:
        return "compare-disputed", pair
    return ("compare-tie" if one_low == one_high == two_low == two_high else "compare-level"), pair


def verdicts(world: World, pair: list[str], edition: str, language: str) -> set[str]:
    """That message in words; who are level may be named in either order."""
    message, models = verdict(world, pair, edition)
    orders = [models] if message == "compare-ahead" else [models, models[::-1]]
    texts = set()
    for order in orders:
        first, last = (model.title() for model in order)
        sides = [world.scores[edition][model] for model in order]
        gaps = sorted({abs(x - y) for x in sides[0] for y in sides[1]})
        values = {
            "attribute": attribute().name(language),
            "edition": MESSAGES.format(language, "edition-quarter", year="2030", quarter=int(edition[-1])),
            "names": first if message == "compare-ahead" else listed(first, last, language),
            "next": last,
            "value": points(sides[0], language),
            "next_value": points(sides[1], language),
            "amount": apart(gaps[-1:] if message == "compare-disputed" else gaps, language),
            "margin": decimal(world.margins[edition] or 0, language),
        }
        texts.add(MESSAGES.format(language, message, **values))
    return texts


def listed(first: str, last: str, language: str) -> str:
    return MESSAGES.format(language, "list-and", first=first, last=last)


def points(values: Sequence[float], language: str) -> str:
    """The score, or the least and the most that the sources state."""
    low, high = (
        MESSAGES.format(language, "amount-points", amount=decimal(value, language))
        for value in (min(values), max(values))
    )
    return high if low == high else MESSAGES.format(language, "value-range", low=low, high=high)


def apart(gaps: Sequence[float], language: str) -> str:
    """How far two scores are apart, or the least and the most."""
    high = MESSAGES.format(language, "gap-points", amount=decimal(gaps[-1], language), number=gaps[-1])
    if len(gaps) == 1:
        return high
    low = MESSAGES.format(language, "amount-points", amount=decimal(gaps[0], language))
    return MESSAGES.format(language, "value-range", low=low, high=high)


def decimal(value: float, language: str) -> str:
    return f"{value:g}".replace(".", "," if language == "fr" else ".")


@some_worlds
@given(world=worlds(), pair=names)
def test_a_difference_is_of_one_scale_and_told_to_be_within_the_margin(world: World, pair: list[str]) -> None:
    engine = world.engine()
    reply = engine.ask(f"What is the difference between {pair[0].title()} and {pair[1].title()}?")
    check(world, reply)
    held = [{e for e in world.editions if model in world.scores[e]} for model in pair]
    meet = any(world.together({one, other}) for one in held[0] for other in held[1])
    stated = [s for s in reply.answer.statements if len(s.citations) > 1]
    assert bool(stated) == (meet and all(held)), reply.answer.answer
    for edition in sorted(held[0] & held[1]):
        sides = [world.scores[edition][model] for model in pair]
        gaps = {round(abs(x - y), 6) for x in sides[0] for y in sides[1]}
        label = f"Q{edition[-1]} 2030"
        (text,) = [s.text for s in stated if f"({label})" in s.text]
        assert f"{max(gaps):g}" in text or gaps == {0}
        within = 0 < max(gaps) <= (world.margins[edition] or 0)
        assert ("margin" in text) == within


# --- orders ---------------------------------------------------------------------------


def places(
    world: World, group: list[str], models: dict[str, tuple[str, float, float]]
) -> dict[str, tuple[int, int]]:
    """The places that each model may take, counted one by one."""
    margin = world.margin(group)
    return {
        model: (
            1 + sum(low > high + margin for other, (_, low, _) in models.items() if other != model),
            1 + sum(most > least + margin for other, (_, _, most) in models.items() if other != model),
        )
        for model, (_, least, high) in models.items()
    }


@some_worlds
@given(
    world=worlds(),
    language=st.sampled_from(LANGUAGES),
    narrowed=st.one_of(
        st.just((None, None, None)),
        st.tuples(
            st.sampled_from([None, *LABS]),
            st.sampled_from([None, *LABS.values()]),
            st.sampled_from([None, True, False]),
        ),
    ),
)
def test_rankings_give_every_model_one_line_and_its_places(
    world: World, language: str, narrowed: tuple[str | None, str | None, bool | None]
) -> None:
    engine, (lab, country, weights) = world.engine(), narrowed
    within = tuple(scope for scope in (lab, country) if scope)
    reply = engine.look_up(Rank(within, open_weights=weights), locale=language)
    check(world, reply)
    kept = [
        model
        for model, maker in MADE_BY.items()
        if lab in (None, maker)
        and country in (None, LABS[maker])
        and weights in (None, world.open_weights[model])
    ]
    expected = []
    for group in world.groups():
        held = {model: entry for model, entry in world.latest(group).items() if model in kept}
        if held:
            expected.append((places(world, group, held), held))
    found = list(sections(reply))
    assert len(found) == len(expected), reply.answer.answer
    assert reply.answer.abstained == (not expected)
    for section, (taken, held) in zip(found, expected, strict=True):
        check_order([reply.answer.statements[number].text for number in section], taken, held, language)


def check_order(
    lines: list[str],
    taken: dict[str, tuple[int, int]],
    held: dict[str, tuple[str, float, float]],
    language: str,
) -> None:
    """The lines are those of `held`, once each, at the places `taken`, the best value first."""
    order = []
    for line in lines:
        found = LINE.match(line)
        assert found, line
        model = found[3].lower()
        assert (int(found[1]), int(found[2] or found[1])) == taken[model], line
        _, low, high = held[model]
        assert decimal(high, language) in line
        assert (decimal(low, language) + "–" in line.replace("分", "").replace("点", "")) == (low < high), (
            line
        )
        order.append(model)
    assert sorted(order) == sorted(held)
    highs = [held[model][2] for model in order]
    assert highs == sorted(highs, reverse=True)
    for one, other in ((a, b) for a in order for b in order if a != b):
        ahead = held[one][1] > held[other][2]
        assert not (ahead and taken[one][0] > taken[other][0]), "an order that turns round"


@some_worlds
@given(world=worlds(), bound=st.integers(40, 47))
def test_a_count_says_what_depends_on_the_source(world: World, bound: int) -> None:
    engine = world.engine()
    reply = engine.ask(f"How many models score above {bound}?")
    check(world, reply)
    expected = []
    for group in world.groups():
        held = world.latest(group).values()
        most = sum(high > bound for _, _, high in held)
        if most:
            expected.append((sum(low > bound for _, low, _ in held), most))
    counts = [s.text for s in reply.answer.statements if not LINE.match(s.text)] if expected else []
    assert len(counts) == len(expected), reply.answer.answer
    for text, (least, most) in zip(counts, expected, strict=True):
        assert text.startswith(f"{least} with ")
        assert (f"or {most} according to other sources" in text) == (least < most)


@some_worlds
@given(world=worlds(), language=st.sampled_from(LANGUAGES), model=st.sampled_from(MODELS))
def test_a_history_tells_every_edition_in_its_own_section(world: World, language: str, model: str) -> None:
    reply = world.engine().look_up(History(model), locale=language)
    check(world, reply)
    held = {edition for edition in world.editions if model in world.scores[edition]}
    assert {fact.edition for fact in reply.answer.facts} == held
    lines = [line for line in reply.answer.answer.split("\n") if line and "[" not in line]
    scales = len([group for group in world.groups() if held & set(group)])
    assert reply.answer.abstained or len(lines) == scales + (scales > 1)


def test_the_engine_of_a_world_is_a_real_one() -> None:
    world = World(frozenset(), {"2030-Q1": None}, {"2030-Q1": {"zephyr": (41.0,)}}, dict.fromkeys(MODELS))
    engine = world.engine()
    assert isinstance(engine, Engine)
    assert "41" in engine.ask("Zephyr score").answer.answer
