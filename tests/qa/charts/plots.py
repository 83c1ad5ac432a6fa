"""Plots to draw, and any plots at all."""

from __future__ import annotations

from hypothesis import strategies as st

from qa.charts.plot import Panel, Plot, Point
from qa.language.detection import LANGUAGES

HOSTILE = (
    "$\\frac{1}{2}$",
    "<b>&amp;</b>]]>",
    "😀👩‍👩‍👧 emoji",
    "\u202eright to left\u202c",
    "\x00\x07\x1b[31m",
    "\ud83d broken",
    "ก ไทย العربية",
    "\n\n",
    "long " * 200,
    "长" * 500,
    "W" * 500,
)


def point(label: str, value: float, **changes: object) -> Point:
    fields: dict[str, object] = {"label": label, "value": value, "low": value, "text": f"{value:g}"}
    return Point.model_validate(fields | changes)


def panel(*points: Point, title: str = "Q1 2025") -> Panel:
    return Panel(title=title, editions=("2025-Q1",), points=points)


def plot(*panels: Panel, **changes: object) -> Plot:
    fields: dict[str, object] = {"kind": "bars", "language": "en", "title": "Score", "alt": "A chart"}
    return Plot.model_validate(fields | {"panels": panels} | changes)


ONE = plot(
    panel(
        point("OpenAI o1", 94, maker="openai", maker_name="OpenAI", open_weights=False),
        point("DeepSeek R1", 89, maker="deepseek", maker_name="DeepSeek", open_weights=True),
    ),
    sources="Sources: AIbase",
    open_weights="open weights",
)
TWO = plot(
    panel(point("DeepSeek R1", 89, maker="deepseek", maker_name="DeepSeek", when="2025-01")),
    panel(point("DeepSeek R1-0528", 68, maker="deepseek", maker_name="DeepSeek"), title="Q2 2025"),
    apart="The scales differ.",
)

words = st.one_of(
    st.text(alphabet=st.characters(codec=None), max_size=60), st.sampled_from(HOSTILE), st.just("Qwen")
)
values = st.one_of(
    st.floats(min_value=20, max_value=3e11),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-9, 9),
)
points = st.builds(
    Point,
    label=words,
    value=values,
    low=values,
    text=words,
    maker=st.none() | st.sampled_from([f"lab-{number}" for number in range(12)]) | words,
    maker_name=st.none() | words,
    open_weights=st.none() | st.booleans(),
    when=st.none() | words,
)
panels = st.builds(
    Panel,
    title=words,
    editions=st.just(("2025-Q1",)),
    points=st.lists(points, min_size=1, max_size=6).map(tuple),
)
plots = st.builds(
    Plot,
    kind=st.sampled_from(["bars", "steps"]),
    language=st.sampled_from(LANGUAGES),
    title=words,
    panels=st.lists(panels, min_size=1, max_size=4).map(tuple),
    apart=words,
    sources=words,
    alt=words,
    open_weights=words,
)
