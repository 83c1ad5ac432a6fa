"""Pictures: the same plot gives the same bytes, every label is in them, and no label can break them."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from qa.charts.drawing import MOST, draw
from qa.charts.palette import DARK, LIGHT
from qa.charts.plot import Plot
from qa.language.detection import LANGUAGES
from tests.examples import examples
from tests.qa.charts.plots import HOSTILE, ONE, TWO, panel, plot, plots, point

SVG = "{http://www.w3.org/2000/svg}"


def svg(shown: Plot, *, dark: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(draw(shown, dark=dark, format="svg"))  # noqa: S314 - our own document


def texts(shown: Plot) -> list[str]:
    return [element.text or "" for element in svg(shown).iter(f"{SVG}text")]


def rects(shown: Plot, fill: str) -> list[dict[str, float]]:
    """Places and sizes of the rectangles of one colour."""
    found = [element.attrib for element in svg(shown).iter(f"{SVG}rect") if element.get("fill") == fill]
    return [{key: float(one[key]) for key in ("x", "y", "width", "height")} for one in found]


def pixels(shown: Plot, *, dark: bool = True) -> Image.Image:
    return Image.open(io.BytesIO(draw(shown, dark=dark)))


def colour(text: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(text[1:]))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_a_picture_is_an_opaque_card_in_double_resolution(theme: object) -> None:
    image = pixels(ONE, dark=theme is DARK)
    assert image.width == 1100
    assert image.mode == "RGB"
    held = DARK if theme is DARK else LIGHT
    assert {image.getpixel(corner) for corner in ((0, 0), (1099, image.height - 1))} == {colour(held.card)}
    counted = {pixel: count for count, pixel in image.getcolors(1 << 20) or []}
    bars = [counted[colour(one)] for one in held.makers if colour(one) in counted]
    assert len(bars) == 2
    assert min(bars) > 5_000
    assert counted[colour(held.text)] > 500  # there is text


def test_labels_values_titles_and_sources_are_written() -> None:
    written = texts(ONE)
    for text in ("Score", "Q1 2025", "OpenAI o1", "94", "DeepSeek R1", "89", "OpenAI", "DeepSeek"):
        assert text in written
    assert "Sources: AIbase" in written
    assert "open weights" in written
    assert svg(ONE).find(f"{SVG}title").text == "A chart"  # type: ignore[union-attr]


def test_bars_are_as_long_as_their_values() -> None:
    first, second = (max(rects(ONE, fill), key=lambda one: one["width"]) for fill in _makers(ONE))
    assert first["width"] / second["width"] == pytest.approx(94 / 89, rel=1e-3)
    assert first["x"] == second["x"]


def _makers(shown: Plot) -> list[str]:
    fills = {element.get("fill") or "" for element in svg(shown).iter(f"{SVG}rect")}
    longest = {fill: max(one["width"] for one in rects(shown, fill)) for fill in fills & set(DARK.makers)}
    return sorted(longest, key=lambda fill: -longest[fill])


def test_every_panel_is_on_a_scale_of_its_own_with_a_break_between() -> None:
    bars = rects(TWO, _makers(TWO)[0])
    lengths = sorted(one["width"] for one in bars)[-2:]
    assert lengths[0] == pytest.approx(
        lengths[1]
    )  # 89 and 68 end at the same place: each is its panel's most
    written = texts(TWO)
    assert "The scales differ." in written
    assert {"75", "60"} <= set(written)  # marks of the one are not those of the other
    assert not {"60"} & set(texts(TWO.model_copy(update={"panels": TWO.panels[:1]})))
    assert len(list(svg(TWO).iter(f"{SVG}polyline"))) == 2  # the two strokes
    assert not list(svg(plot(TWO.panels[0])).iter(f"{SVG}polyline"))


def test_the_reason_is_told_once_however_many_breaks_there_are() -> None:
    three = TWO.model_copy(update={"panels": (*TWO.panels, TWO.panels[0])})
    assert texts(three).count("The scales differ.") == 1
    assert len(list(svg(three).iter(f"{SVG}polyline"))) == 4


def test_open_weights_are_marked_and_explained() -> None:
    assert len(list(svg(ONE).iter(f"{SVG}polyline"))) == 2  # a lock beside DeepSeek R1, and one in the legend
    closed = ONE.panels[0].points[0]
    assert "open weights" not in texts(ONE.model_copy(update={"panels": (panel(closed),)}))


def test_where_sources_differ_the_bar_ends_in_a_range() -> None:
    ranged = plot(panel(point("o3", 94, low=90, maker="openai"), point("o1", 90, maker="openai")))
    sure, full = rects(ranged, _makers(ranged)[0])
    assert sure["width"] == full["width"]  # both up to 90
    bounds = [one for one in rects(ranged, DARK.text) if one["width"] == 1.5]
    assert bounds[0]["x"] + 0.75 == pytest.approx(sure["x"] + sure["width"], abs=0.02)
    assert bounds[1]["x"] > bounds[0]["x"]


def test_steps_go_down_in_time_and_across_in_value() -> None:
    stairs = plot(panel(point("V3", 80, when="2024-12"), point("R1", 89, when="2025-01")), kind="steps")
    down, across = (one for one in rects(stairs, DARK.muted) if 2 in (one["width"], one["height"]))
    assert down["width"] == across["height"] == 2
    assert across["width"] > 10
    assert {"2024-12", "2025-01"} <= set(texts(stairs))
    assert not [
        one for one in rects(TWO.model_copy(update={"kind": "steps"}), DARK.muted) if one["width"] == 2
    ]


def test_a_range_of_a_step_has_a_dot_at_each_end() -> None:
    ranged = plot(panel(point("R1", 89, low=80, maker="a"), point("V3", 90, maker="a")), kind="steps")
    dots = [float(one.get("cx", 0)) for one in svg(ranged).iter(f"{SVG}circle")]
    assert len(dots) == 3
    assert dots[0] < dots[1] < dots[2]


def test_values_below_zero_go_to_the_left() -> None:
    signed = plot(panel(point("up", 10, maker="a"), point("down", -10, maker="a")))
    up, down = rects(signed, _makers(signed)[0])
    assert down["x"] + down["width"] == pytest.approx(up["x"], abs=0.02)


def test_labs_without_a_name_are_not_in_the_legend() -> None:
    unnamed = plot(panel(point("R1", 89, maker="deepseek"), point("V3", 80, maker="x", maker_name="\x00")))
    assert sorted(texts(unnamed)) == sorted(
        ["Score", "Q1 2025", "R1", "89", "V3", "80", "0", "25", "50", "75"]
    )


def test_long_names_are_wrapped_and_long_pictures_end() -> None:
    long = plot(panel(point("Gemini 2.0 Flash Thinking Experimental " * 3, 81), point("x", 80)))
    assert any(text.endswith("...") for text in texts(long))
    many = plot(panel(*(point(f"m{number}", number) for number in range(200))), panel(point("last", 1)))
    written = texts(many)
    assert f"... +{201 - MOST}" in written
    assert "m79" in written
    assert "last" not in written


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_only_text(label: str, language: str) -> None:
    hostile = point(label, 94, text=label, maker=label, maker_name=label, when=label, open_weights=True)
    shown = plot(panel(hostile, title=label), language=language, title=label, sources=label, alt=label)
    written = "".join(texts(shown))
    assert not any(ord(character) < 32 for character in written)
    if label.isascii() and label.isprintable() and len(label) < 100:
        assert label in texts(shown)
    assert pixels(shown.model_copy(update={"kind": "steps"})).width == 1100


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
@given(plots)
def test_any_plot_can_be_drawn_within_its_card(shown: Plot) -> None:
    root = svg(shown)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for element in root.iter(f"{SVG}rect"):
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        assert -1 <= x <= x + float(element.get("width", 0)) <= width + 1
        assert -1 <= y <= y + float(element.get("height", 0)) <= height + 1
    assert all(0 < float(element.get("y", 0)) < height for element in root.iter(f"{SVG}text"))
    assert pixels(shown).size == (1100, round(height * 2 + 0.49))


def test_the_same_plot_gives_the_same_bytes_in_any_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(draw, [ONE, TWO] * 4))
    assert set(drawn[::2]) == {draw(ONE)}
    assert set(drawn[1::2]) == {draw(TWO)}
    assert draw(ONE, dark=True) != draw(ONE)
